"""What the article says about each medicine for these answers, and the stage a person is at.

Nothing here recommends, ranks or rules out a medicine: a state says how the article's own
conditions stand, no more.
"""

from collections.abc import Mapping
from enum import StrEnum

from rules.answers import IMMUNOSUPPRESSANTS, Answers, Creams, Medicine
from rules.facts import (
    Fact,
    below_article_age,
    creams_not_enough,
    first_line_medicine_failed,
    on_article_or_newer_medicine,
    other_systemic_failed,
    taking,
    took_any,
)


class State(StrEnum):
    TAKING = "taking"
    TRIED = "tried"
    NOW = "now"  # the conditions in the article's words are met
    ASK = "ask"  # the answers leave them unclear
    LATER = "later"  # not met yet
    NOT_COVERED = "not_covered"  # the article does not speak of this age
    DISCOURAGED = "discouraged"
    NOT_IN_ARTICLE = "not_in_article"


class Stage(StrEnum):
    CREAMS_FIRST = "creams_first"
    ON_MEDICINE = "on_medicine"
    NEXT_MEDICINE = "next_medicine"
    CREAMS_WORKING = "creams_working"
    CREAMS_UNCLEAR = "creams_unclear"
    BEYOND_CREAMS = "beyond_creams"


IN_PLAY = frozenset({State.TAKING, State.NOW, State.ASK})

_STATE_OF_FACT = {Fact.YES: State.NOW, Fact.UNCLEAR: State.ASK, Fact.NO: State.LATER}
_STAGE_OF_CREAMS = {
    Fact.YES: Stage.BEYOND_CREAMS,
    Fact.UNCLEAR: Stage.CREAMS_UNCLEAR,
    Fact.NO: Stage.CREAMS_WORKING,
}


def conditions_met(answers: Answers, medicine: Medicine) -> Fact:
    """Whether the article's conditions for an immunosuppressant are met (S3, S32, S42, S50)."""
    match medicine:
        case Medicine.CYCLOSPORINE:
            return creams_not_enough(answers)
        case Medicine.METHOTREXATE:
            return min(creams_not_enough(answers), other_systemic_failed(answers))
        case _:  # azathioprine and mycophenolate: the article does not rank them
            return first_line_medicine_failed(answers)


def state(answers: Answers, medicine: Medicine) -> State:
    """What the article says about one medicine for these answers."""
    if medicine in answers.medicines:
        return State.TAKING if taking(answers, medicine) else State.TRIED
    if medicine is Medicine.STEROIDS:
        return State.DISCOURAGED  # S56
    if medicine is Medicine.NEWER:
        return State.NOT_IN_ARTICLE
    if below_article_age(answers):
        return State.NOT_COVERED  # S53
    return _STATE_OF_FACT[conditions_met(answers, medicine)]


def states(answers: Answers) -> Mapping[Medicine, State]:
    """The state of all six medicine entries, in their order."""
    return {medicine: state(answers, medicine) for medicine in Medicine}


def stage(answers: Answers) -> Stage:
    """Where the person is on the article's path; the first that fits."""
    if answers.creams is Creams.NOT_TRIED:
        return Stage.CREAMS_FIRST  # topicals come first, whatever else (S1)
    if on_article_or_newer_medicine(answers):
        return Stage.ON_MEDICINE
    if took_any(answers, *IMMUNOSUPPRESSANTS, Medicine.NEWER):
        return Stage.NEXT_MEDICINE
    return _STAGE_OF_CREAMS[creams_not_enough(answers)]
