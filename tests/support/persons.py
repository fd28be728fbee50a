"""Answers to test with: one person in the words of the contract, changed where a test says so."""

from typing import Any

from rules import Answers, Sheet, build_sheet
from rules.selection import Choice


def told(**changes: Any) -> dict[str, Any]:
    """The answers of an adult whose creams are not enough, as JSON holds them."""
    return {
        "who": "me",
        "age": 34,
        "severity": "severe",
        "specialist": "yes",
        "creams": "not_enough",
        "medicines": {},
        "health": ["none"],
        "concerns": ["none"],
    } | changes


def person(**changes: Any) -> Answers:
    return Answers.from_json(told(**changes))


def sheet_for(choice: Choice | None = None, **changes: Any) -> Sheet:
    return build_sheet(person(**changes), choice)


def question_ids(sheet: Sheet) -> list[str]:
    return [question.id for question in sheet.questions]


def states_of(sheet: Sheet) -> dict[str, str]:
    return {line.medicine: line.state for line in sheet.medicines}
