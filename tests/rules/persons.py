"""Answers to test with: one person in the words of the contract, changed where a test says so."""

from typing import Any

from rules import Answers, Sheet, build_sheet

FOUR = ("cyclosporine", "methotrexate", "azathioprine", "mycophenolate")
MEDICINES = (*FOUR, "steroids", "newer")
OUTCOMES = (
    "taking_now",
    "did_not_work",
    "wore_off",
    "side_effects",
    "other_reason",
    "not_sure",
)
CREAMS = ("not_tried", "working", "helps_some", "not_enough", "not_sure")
HEALTH = (
    "pregnancy",
    "partner_pregnancy",
    "breastfeeding",
    "infection_now",
    "vaccine_soon",
    "kidney",
    "liver",
    "blood_pressure",
    "cancer",
    "immune_medicine",
    "light_treatment",
    "allergic_reaction",
    "blood_problem",
    "past_infection",
)
CONCERNS = (
    "infection",
    "cancer",
    "kidneys",
    "liver",
    "blood_pressure",
    "stomach",
    "serious_reaction",
    "pregnancy",
    "how_taken",
    "how_long",
    "flare_after",
    "off_label",
    "does_it_work",
    "other_medicines",
    "tests",
    "vaccines",
)
MONTHS = ("under_3", "3_to_5", "6_to_11", "12_or_more", "not_sure")


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


def sheet_for(**changes: Any) -> Sheet:
    return build_sheet(person(**changes))


def question_ids(sheet: Sheet) -> list[str]:
    return [question.id for question in sheet.questions]


def states_of(sheet: Sheet) -> dict[str, str]:
    return {str(line.medicine): str(line.state) for line in sheet.medicines}
