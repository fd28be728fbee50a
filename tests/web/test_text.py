"""The sheet as plain text, for a message to the clinic."""

from dataclasses import replace
from datetime import date

import pytest
from support.visiting import PERSONS

from rules import Answers, build_sheet
from rules.answers import Concern, Creams, Goal, Health, Medicine
from rules.content import CONTENT
from rules.selection import Choice
from webapp.clinics import MAX_WIDTH, Clinic
from webapp.export import text
from webapp.export.sample import SAMPLE

FULLEST = Answers.from_json(
    {
        "who": "someone_else",
        "age": 16,
        "severity": "not_sure",
        "specialist": "not_sure",
        "creams": "not_enough",
        "itch": 10,
        "bad_nights": 7,
        "medicines": dict.fromkeys(Medicine, "side_effects"),
        "months": dict.fromkeys(Medicine, "12_or_more"),
        "side_effect": dict.fromkeys(Medicine, "漢" * 60),
        "health": list(Health),
        "goals": list(Goal)[:3],
        "concerns": list(Concern),
        "own_questions": ["漢" * 200, "x" * 200, "y" * 200],
    }
)


@pytest.mark.parametrize("name", PERSONS)
def test_the_full_text_says_all_that_the_sheet_says_in_its_order(visitor, name):
    visitor.answered(PERSONS[name])
    visitor.open("/sheet")
    shown = visitor.page
    said = visitor.get("/sheet.txt")
    assert said.status_code == 200
    assert said.mimetype == "text/plain"
    assert said.headers["Content-Disposition"] == 'inline; filename="questions-for-my-doctor.txt"'
    words = said.text
    place = 0
    for item in shown.select("[data-question]"):
        asked = item.select_one(".said, summary span:not(.number), bdi").get_text(strip=True)
        for part in (asked, *(each.get_text(strip=True) for each in item.select("[data-quote]"))):
            found = words.find(part, place)
            assert found >= place, part
            place = found
    for alert in shown.select(".alerts [data-alert]"):
        assert alert.contents[-1].strip() in words
    for sign in shown.select("[data-alert=RF05] li"):
        assert sign.get_text() in words
    assert "This sheet is not medical advice." in words
    assert "October 2023" in words


@pytest.mark.parametrize("name", PERSONS)
def test_the_short_text_says_who_what_was_tried_three_questions_and_a_line_for_each_other(
    visitor, name
):
    visitor.answered(PERSONS[name])
    words = visitor.get("/sheet.txt?short=1").text
    assert len(words) <= 2000
    visitor.open("/sheet")
    for item in visitor.page.select("[data-question]"):
        asked = item.select_one(".said, summary span:not(.number), bdi")
        assert asked.get_text(strip=True) in words
    assert "Not medical advice" in words


def test_a_short_text_says_how_much_it_leaves_out():
    words = text.short(build_sheet(replace(FULLEST, medicines={})))
    assert len(words) <= 2000
    assert "more on my sheet." in words
    assert "Not medical advice" in words


def test_the_short_text_is_cut_short_rather_than_too_long():
    choice = Choice(("Q01", "Q53"), ("own-1", "own-2", "own-3"))
    words = text.short(build_sheet(FULLEST, choice))
    assert len(words) == 2000
    assert "…" in words
    assert words.endswith("Not medical advice.\n")


def test_the_text_names_other_treatments_once_creams_no_longer_come_first():
    other_treatments = CONTENT.notes["N14"].text
    for creams in Creams:
        answers = replace(FULLEST, creams=creams, medicines={}, side_effect={}, concerns=())
        made = text.full(build_sheet(answers), date(2026, 11, 23))
        assert (other_treatments in made) is (creams not in (Creams.NOT_TRIED, Creams.WORKING))


def test_the_longest_words_of_a_clinic_fit_the_short_text():
    longest = Clinic("a", *("x" * MAX_WIDTH[key] for key in ("name", "phone", "line")))
    assert len(text.short(build_sheet(SAMPLE), longest)) <= 2000
