"""Anyone's answers, as hypothesis makes them. The codes are those of the enums: a new one joins."""

from enum import StrEnum
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from rules.answers import (
    MAX_AGE,
    MAX_OWN_QUESTIONS,
    NONE,
    RATHER_NOT_SAY,
    Concern,
    Creams,
    Health,
    Medicine,
    Months,
    Outcome,
    OwnQuestionError,
    Severity,
    Specialist,
    Who,
    parse_own_question,
)

AGES_WHERE_SOMETHING_CHANGES = (0, 1, 2, 9, 10, 15, 16, 17, 18, MAX_AGE)


def can_be_printed(text: str) -> bool:
    try:
        return bool(parse_own_question(text))
    except OwnQuestionError:
        return False


ages = st.sampled_from(AGES_WHERE_SOMETHING_CHANGES) | st.integers(0, MAX_AGE)
medicines = st.dictionaries(st.sampled_from(Medicine), st.sampled_from(Outcome))
own_questions = st.lists(st.text().filter(can_be_printed), max_size=MAX_OWN_QUESTIONS)
NO_QUESTIONS: SearchStrategy[list[str]] = st.just([])


def boxes(codes: type[StrEnum], *exclusive: str) -> SearchStrategy[list[str]]:
    """Any of the boxes, or just one of those that exclude all others."""
    alone = [[code] for code in exclusive]
    return st.sampled_from(alone) | st.lists(st.sampled_from(codes), max_size=5)


@st.composite
def anyones_answers(
    draw: st.DrawFn, own: SearchStrategy[list[str]] = NO_QUESTIONS
) -> dict[str, Any]:
    """The answers of a person, as JSON holds them; `own` makes the own questions."""
    answers = {
        "who": draw(st.sampled_from(Who)),
        "age": draw(ages),
        "severity": draw(st.sampled_from(Severity)),
        "specialist": draw(st.sampled_from(Specialist)),
        "creams": draw(st.sampled_from(Creams)),
        "medicines": draw(medicines),
        "health": draw(boxes(Health, NONE, RATHER_NOT_SAY)),
        "concerns": draw(boxes(Concern, NONE)),
        "own_questions": draw(own),
    }
    if Medicine.CYCLOSPORINE in answers["medicines"] and draw(st.booleans()):
        answers["cyclosporine_months"] = draw(st.sampled_from(Months))
    return answers
