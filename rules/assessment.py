"""A person's answers together with what follows from them: what a condition looks at."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules import reasons
from rules.answers import Answers, Medicine
from rules.reasons import Reasons
from rules.states import IN_PLAY, Stage, State, stage, states


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answers, the state of each medicine and the stage.

    `in_play` holds the medicines that are taken now, or whose conditions in the article are met or
    unclear; `behind` the answers that put each medicine in its state.
    """

    answers: Answers
    states: Mapping[Medicine, State]
    stage: Stage
    in_play: tuple[Medicine, ...]
    behind: Mapping[Medicine, Reasons]


def assess(answers: Answers) -> Assessment:
    """Work out what follows from the answers."""
    found = states(answers)
    in_play = tuple(medicine for medicine in Medicine if found[medicine] in IN_PLAY)
    behind = {
        medicine: reasons.behind_state(answers, medicine, found[medicine]) for medicine in Medicine
    }
    return Assessment(answers, found, stage(answers), in_play, behind)
