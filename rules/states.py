"""What the article says about each medicine for these answers, and the stage a person is at.

Nothing here recommends, ranks or rules out a medicine: a state says how the article's own
conditions stand, no more.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never

from rules.answers import TAKING_NOW, Answers, Creams
from rules.facts import (
    Fact,
    below_article_age,
    creams_not_enough,
    first_line_medicine_failed,
    other_systemic_failed,
    taking,
    took_any,
)
from rules.medicines import IMMUNOSUPPRESSANTS, MEDICINES_OF, NEWER, RULE_OF, ArticleRule, Entry


class State(StrEnum):
    """How one medicine stands for a person, by the article."""

    TAKING = "taking"
    TRIED = "tried"
    NOW = "now"  # the conditions in the article's words are met
    ASK = "ask"  # the answers leave them unclear
    LATER = "later"  # not met yet
    NOT_COVERED = "not_covered"  # the article does not speak of this age
    DISCOURAGED = "discouraged"
    NOT_IN_ARTICLE = "not_in_article"


class Stage(StrEnum):
    """Where a person is on the article's path."""

    CREAMS_FIRST = "creams_first"
    ON_MEDICINE = "on_medicine"
    NEXT_MEDICINE = "next_medicine"
    CREAMS_WORKING = "creams_working"
    CREAMS_UNCLEAR = "creams_unclear"
    BEYOND_CREAMS = "beyond_creams"


CONSIDERED = frozenset({State.NOW, State.ASK})
IN_PLAY = CONSIDERED | {State.TAKING}


def state(answers: Answers, entry: Entry) -> State:
    """What the article says about one entry for these answers."""
    given = answers.medicines
    outcomes = [given[item] for item in MEDICINES_OF[entry] if item in given]
    if not outcomes:
        return state_by_article(answers, RULE_OF[entry])
    return State.TRIED if TAKING_NOW.isdisjoint(outcomes) else State.TAKING


def state_by_article(answers: Answers, rule: ArticleRule) -> State:
    """How the article's own conditions stand for a medicine never taken (S3, S32, S42, S50)."""
    match rule:
        case ArticleRule.AFTER_CREAMS:
            met = creams_not_enough(answers)
        case ArticleRule.AFTER_CREAMS_AND_ANOTHER_SYSTEMIC:
            met = min(creams_not_enough(answers), other_systemic_failed(answers))
        case ArticleRule.AFTER_A_FIRST_LINE_MEDICINE:
            met = first_line_medicine_failed(answers)
        case ArticleRule.DISCOURAGED:
            return State.DISCOURAGED  # S56
        case ArticleRule.NOT_IN_ARTICLE:
            return State.NOT_IN_ARTICLE
        case _:
            assert_never(rule)
    return State.NOT_COVERED if below_article_age(answers) else _STATE_BY_FACT[met]  # S53


_STATE_BY_FACT = {Fact.YES: State.NOW, Fact.UNCLEAR: State.ASK, Fact.NO: State.LATER}


def states(answers: Answers) -> Mapping[Entry, State]:
    """The state of all six entries, in their order."""
    return {entry: state(answers, entry) for entry in MEDICINES_OF}


def stage(answers: Answers) -> Stage:
    """Where the person is on the way through treatments; the first that fits."""
    if any(taking(answers, medicine) for medicine in answers.medicines):
        return Stage.ON_MEDICINE
    tried = took_any(answers, *IMMUNOSUPPRESSANTS, *NEWER)
    not_enough = creams_not_enough(answers)
    match not_enough:
        case Fact.NO:  # topicals come first (S1)
            first = answers.creams is Creams.NOT_TRIED
            return Stage.CREAMS_FIRST if first else Stage.CREAMS_WORKING
        case Fact.UNCLEAR:
            return Stage.NEXT_MEDICINE if tried else Stage.CREAMS_UNCLEAR
        case Fact.YES:
            return Stage.NEXT_MEDICINE if tried else Stage.BEYOND_CREAMS
        case _:
            assert_never(not_enough)
