"""The summary for the record: short, in order, in English, in the third person."""

import os
from datetime import date
from random import Random

import pytest
from support.anyone import someone
from support.persons import person

from rules import Answers, clinician
from rules.answers import Concern, Goal, Health, Medicine, Outcome
from rules.clinician import summary
from rules.content import CONTENT
from rules.selection import Choice

RANDOM_PERSONS = max(1000, int(os.environ.get("RANDOM_SHEETS", "2000")) // 20)
DAY = date(2026, 11, 29)
ORDINARY, FULLEST = 25, 45  # lines

PREGNANT = person(
    age=31,
    itch=6,
    bad_nights=1,
    medicines={"methotrexate": "side_effects", "dupilumab": "taking_not_enough"},
    months={"methotrexate": "3_to_5", "dupilumab": "under_3"},
    side_effect={"methotrexate": "sick to my stomach"},
    health=["pregnant"],
    goals=["baby"],
    concerns=["cost"],
    own_questions=["May I swim?"],
)


def lines(answers: Answers, choice: Choice | None = None) -> list[str]:
    return summary(answers, choice, DAY).splitlines()


def test_it_says_all_in_the_order_of_a_clinic_note():
    assert lines(PREGNANT, Choice(("Q01", "Q53"), ("own-1", "Q53"))) == [
        "ECZEMA: SUMMARY BEFORE A VISIT, 2026-11-29",
        "Patient, 31.",
        "Reason for visit: eczema (atopic dermatitis). On a medicine now.",
        "Severity: Severe most of the time. Itch 6 of 10. 1 bad night last week.",
        "Seen by a skin or allergy doctor.",
        "Treatments tried:",
        "- Prescription creams: not enough",
        "- Methotrexate: stopped for side effects (“sick to my stomach”); 3 to 5 months",
        "Current medicines for eczema:",
        "- Dupilumab: taking now, not enough; less than 3 months",
        "Alerts:",
        "- Patient is pregnant.",
        "Goals: plans for a baby",
        "Wants to know about: cost",
        "Questions from the patient, as on the sheet:",
        "1. May I swim?",
        "2. I am pregnant. What does that mean for each treatment I use or could use?",
        "And 1 more on the sheet.",
        f"Reported by the patient, not verified. Made with Eczema Questions, content "
        f"{CONTENT.version}.",
    ]


def test_where_the_sheet_has_no_more_questions_none_are_counted():
    told = lines(PREGNANT, Choice((), ("own-1",)))
    assert told[-2] == "1. May I swim?"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"age": 16}, "Patient, 16."),
        ({"age": 0}, "Patient, under 1."),
        ({"who": "child", "age": 9}, "Child, 9; parent answers."),
        ({"who": "child", "age": 0}, "Child, under 1; parent answers."),
        ({"who": "someone_else", "age": 80}, "Adult, 80; caregiver answers."),
    ],
)
def test_it_says_who_is_the_patient_and_who_answers(changes, said):
    assert lines(person(**changes))[1] == said


def test_it_says_what_was_not_tried_and_not_ticked():
    told = lines(person(creams="not_tried"))
    assert "- No prescription creams tried yet." in told
    assert "- None of the pills or shots asked about." in told
    assert any(line.startswith("Health: none ticked (pregnancy,") for line in told)
    assert "Alerts:" not in told
    declined = lines(person(health=["rather_not_say"]))
    assert "Health: patient would rather talk about it in person." in declined


def test_all_alerts_are_told_the_most_urgent_in_full():
    told = lines(person(health=list(Health)))
    start = told.index("Alerts:")
    full = told[start + 1 : start + 1 + clinician.MAX_ALERTS]
    assert all(line.startswith("- Patient ") for line in full)
    rest = told[start + 1 + clinician.MAX_ALERTS]
    assert rest.startswith("- Also: ")
    said = " ".join([*full, rest])
    for fact in Health:
        words = CONTENT.alert_facts[fact]
        assert words.short in said or words.other.format(Person="Patient") in said


def fullest(draw: Random) -> dict:
    """A person of whom all is known, and much is so."""
    return someone(
        draw,
        medicines={each: draw.choice(list(Outcome)) for each in Medicine},
        months=dict.fromkeys(Medicine, "12_or_more"),
        side_effect={},
        health=draw.sample(list(Health), draw.randint(12, len(Health))),
        goals=draw.sample(list(Goal), 3),
        concerns=list(Concern),
        own_questions=["Can I swim?"] * 3,
    )


def test_it_is_short_for_ordinary_people_and_never_long():
    draw = Random(17)
    for number in range(RANDOM_PERSONS):
        data = fullest(draw) if number % 2 else someone(draw)
        told = lines(Answers.from_json(data))
        assert len(told) <= FULLEST, data
        if len(data["medicines"]) <= 3 and len(data["health"]) <= 5:
            assert len(told) <= ORDINARY, data
        assert all(line.strip() for line in told)
        assert told[-1].startswith("Reported by the patient, not verified.")
