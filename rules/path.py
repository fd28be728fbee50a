"""The path picture: the article's steps, with this person's place on them.

It shows the order that the article gives (S1, S3, S32, S42, S50), and ranks nothing within a step.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rules.medicines import MEDICINES, Entry, step_of
from rules.states import Stage, State

CREAMS: tuple[Entry, ...] = ()  # the first step holds no medicine
STEPS = (
    CREAMS,
    *(
        tuple(entry for entry in Entry if step_of(entry) == step)
        for step in sorted({row.step for row in MEDICINES.values() if row.step is not None})
    ),
)
REACHED = (State.TAKING, State.TRIED)
BESIDE = tuple(entry for entry in Entry if step_of(entry) is None)


@dataclass(frozen=True, slots=True)
class Step:
    """One step. Without medicines it is the one of creams and ointments."""

    medicines: tuple[Entry, ...]
    here: bool


def path(stage: Stage, states: Mapping[Entry, State]) -> tuple[Step, ...]:
    """The steps in order; `here` marks the last one that the person has reached."""
    reached = 0
    if stage is not Stage.CREAMS_FIRST:
        for place, medicines in enumerate(STEPS):
            if any(states[item] in REACHED for item in medicines):
                reached = place
    return tuple(Step(medicines, place == reached) for place, medicines in enumerate(STEPS))
