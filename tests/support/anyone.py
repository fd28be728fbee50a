"""Anyone's answers, as hypothesis or a seeded generator makes them.

The codes are those of the enums: a new one joins.
"""

from collections.abc import Callable, Iterable
from enum import StrEnum
from random import Random
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rules.answers import (
    MAX_AGE,
    MAX_BAD_NIGHTS,
    MAX_GOALS,
    MAX_ITCH,
    MAX_OWN_QUESTIONS,
    NONE,
    RATHER_NOT_SAY,
    Concern,
    Creams,
    Goal,
    Health,
    Medicine,
    Months,
    Outcome,
    OwnWordsError,
    Severity,
    Specialist,
    Who,
    parse_own_question,
    parse_side_effect,
)
from support.persons import told

AGES_WHERE_SOMETHING_CHANGES = (0, 1, 2, 9, 10, 15, 16, 17, 18, MAX_AGE)


def can_be_printed(text: str, parse: Callable[[object], str] = parse_own_question) -> bool:
    try:
        return bool(parse(text))
    except OwnWordsError:
        return False


def is_a_side_effect(text: str) -> bool:
    return can_be_printed(text, parse_side_effect)


ages = st.sampled_from(AGES_WHERE_SOMETHING_CHANGES) | st.integers(0, MAX_AGE)
medicines = st.dictionaries(st.sampled_from(Medicine), st.sampled_from(Outcome), max_size=5)
own_questions = st.lists(st.text().filter(can_be_printed), max_size=MAX_OWN_QUESTIONS)
side_effects = st.text(max_size=12).filter(is_a_side_effect)
NO_QUESTIONS: SearchStrategy[list[str]] = st.just([])


def boxes(codes: type[StrEnum], *exclusive: str, most: int = 5) -> SearchStrategy[list[str]]:
    """Any of the boxes, or just one of those that exclude all others."""
    alone = [[code] for code in exclusive]
    return st.sampled_from(alone) | st.lists(st.sampled_from(codes), max_size=most)


@st.composite
def anyones_answers(
    draw: st.DrawFn, own: SearchStrategy[list[str]] = NO_QUESTIONS
) -> dict[str, Any]:
    """The answers of a person, as JSON holds them; `own` makes the own questions."""
    taken = draw(medicines)
    given = {
        "who": draw(st.sampled_from(Who)),
        "age": draw(ages),
        "severity": draw(st.sampled_from(Severity)),
        "specialist": draw(st.sampled_from(Specialist)),
        "creams": draw(st.sampled_from(Creams)),
        "medicines": taken,
        "months": {each: draw(st.sampled_from(Months)) for each in taken if draw(st.booleans())},
        "side_effect": {
            each: draw(side_effects) for each in with_side_effects(taken) if draw(st.booleans())
        },
        "health": draw(boxes(Health, NONE, RATHER_NOT_SAY)),
        "goals": draw(boxes(Goal, NONE, most=MAX_GOALS)),
        "concerns": draw(boxes(Concern, NONE)),
        "own_questions": draw(own),
    }
    week = {
        "itch": draw(st.none() | st.integers(0, MAX_ITCH)),
        "bad_nights": draw(st.none() | st.integers(0, MAX_BAD_NIGHTS)),
    }
    return given | {key: value for key, value in week.items() if value is not None}


def with_side_effects(taken: dict[Medicine, Outcome]) -> list[Medicine]:
    return [each for each, outcome in taken.items() if outcome == Outcome.SIDE_EFFECTS]


def someone(draw: Random, **known: Any) -> dict[str, Any]:
    """The answers of a person, as JSON holds them; what is not known of them is drawn."""
    taken = known.get("medicines")
    if taken is None:
        taken = {each: pick(draw, Outcome) for each in some(draw, Medicine, (0, 0, 1, 2, 4))}
    drawn = told(
        who=pick(draw, Who),
        age=draw.choice((*AGES_WHERE_SOMETHING_CHANGES, draw.randint(0, MAX_AGE))),
        severity=pick(draw, Severity),
        itch=draw.randint(0, MAX_ITCH),
        bad_nights=draw.randint(0, MAX_BAD_NIGHTS),
        specialist=pick(draw, Specialist),
        creams=pick(draw, Creams),
        medicines=taken,
        months={each: pick(draw, Months) for each in taken if draw.random() < 0.7},
        side_effect={each: "hair" for each in with_side_effects(taken) if draw.random() < 0.7},
        health=draw.choice(([RATHER_NOT_SAY], [NONE], *[some(draw, Health, (1, 2, 5))] * 3)),
        goals=some(draw, Goal, range(MAX_GOALS + 1)),
        concerns=some(draw, Concern, (0, 0, 1, 3)),
        own_questions=["Can I swim?"] * draw.choice((0, 0, 1, MAX_OWN_QUESTIONS)),
    )
    return drawn | known


def pick(draw: Random, codes: type[StrEnum]) -> StrEnum:
    return draw.choice(list(codes))


def some(draw: Random, codes: type[StrEnum], counts: Iterable[int]) -> list[StrEnum]:
    return draw.sample(list(codes), draw.choice(list(counts)))
