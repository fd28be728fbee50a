"""A person's answers together with what follows from them: what a condition looks at."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules import reasons
from rules.answers import TAKING_NOW, Answers, Medicine, Outcome
from rules.medicines import Entry
from rules.reasons import Reasons
from rules.states import CONSIDERED, IN_PLAY, Stage, State, stage, states

# Of medicines taken now, the one that goes worst comes first.
_WORST_FIRST = (Outcome.TAKING_NOT_ENOUGH, Outcome.TAKING_NOT_SURE, Outcome.TAKING_HELPS)


@dataclass(frozen=True, slots=True)
class Assessment:
    """The answers, the state of each entry and the stage.

    `in_play` holds the entries that are taken now, or whose conditions in the article are met or
    unclear; `considered` those of them that were never taken; `behind` the answers that put each
    entry in its state. `taken_now` holds the medicines taken now, the worst-going first; `ended`
    the others ever taken. `told` holds the codes of all that was ticked and taken, and the stage.
    `creams_come_first` says that creams are the topic, and no medicine is in play (S1).
    """

    answers: Answers
    states: Mapping[Entry, State]
    stage: Stage
    in_play: tuple[Entry, ...]
    considered: tuple[Entry, ...]
    behind: Mapping[Entry, Reasons]
    taken_now: tuple[Medicine, ...]
    ended: tuple[Medicine, ...]
    told: frozenset[str]
    creams_come_first: bool


def assess(answers: Answers) -> Assessment:
    """Work out what follows from the answers."""
    found, at = states(answers), stage(answers)
    given = answers.medicines
    taken = [medicine for medicine in given if given[medicine] in TAKING_NOW]
    in_play = tuple([entry for entry, state in found.items() if state in IN_PLAY])
    ticked = (*answers.health, *answers.concerns)
    return Assessment(
        answers=answers,
        states=found,
        stage=at,
        in_play=in_play,
        considered=tuple([entry for entry in in_play if found[entry] in CONSIDERED]),
        behind={
            entry: reasons.behind_state(answers, entry, state) for entry, state in found.items()
        },
        taken_now=tuple(sorted(taken, key=lambda item: _WORST_FIRST.index(given[item]))),
        ended=tuple([medicine for medicine in given if given[medicine] not in TAKING_NOW]),
        told=frozenset((at, *given, *given.values(), *answers.months.values(), *ticked)),
        creams_come_first=at in (Stage.CREAMS_FIRST, Stage.CREAMS_WORKING) and not in_play,
    )
