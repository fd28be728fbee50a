"""The sheet as plain text, for a message to the clinic."""

from datetime import date

import pytest
from support.visiting import ADDRESS, PERSON_1, PERSONS

from rules import Answers, build_sheet
from rules.answers import Concern, Health, Medicine
from rules.choice import Choice
from webapp import text

FULLEST = Answers.from_json(
    {
        "who": "someone_else",
        "age": 16,
        "severity": "not_sure",
        "specialist": "not_sure",
        "creams": "not_enough",
        "medicines": dict.fromkeys(Medicine, "other_reason"),
        "health": list(Health),
        "concerns": list(Concern),
        "own_questions": ["漢" * 200, "x" * 200, "y" * 200],
    }
)


@pytest.mark.parametrize("name", PERSONS)
def test_the_full_text_says_all_that_the_sheet_says_in_its_order(visitor, name):
    visitor.walk(PERSONS[name])
    visitor.open("/sheet")
    shown = visitor.page
    said = visitor.client.get("/sheet.txt", base_url=ADDRESS)
    assert said.status_code == 200
    assert said.mimetype == "text/plain"
    words = said.get_data(as_text=True)
    place = 0
    for item in shown.select("ol.questions > li"):
        for part in (item.summary, *item.select(".because"), *item.select("[data-quote]")):
            found = words.find(part.get_text(strip=True), place)
            assert found >= place, part
            place = found
    for flag in shown.select(".flags .line"):
        assert flag.get_text() in words
    assert "This sheet is not medical advice." in words
    assert "October 2023" in words


@pytest.mark.parametrize("name", PERSONS)
def test_the_short_text_has_about_me_three_questions_and_a_line_for_each_other(visitor, name):
    visitor.walk(PERSONS[name])
    words = visitor.client.get("/sheet.txt?short=1", base_url=ADDRESS).get_data(as_text=True)
    assert len(words) <= 2000
    visitor.open("/sheet")
    for item in visitor.page.select("ol.questions > li"):
        assert item.summary.get_text(strip=True) in words
    assert "Not medical advice" in words


def test_the_short_text_of_the_fullest_sheet_fits_and_says_what_it_leaves_out():
    words = text.short(build_sheet(FULLEST))
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
    data = {"who": "me", "age": 40, "severity": "mild", "specialist": "no", "medicines": {}}
    data |= {"health": [], "concerns": []}
    for creams, named in (("not_tried", False), ("working", True)):
        answers = Answers.from_json(data | {"creams": creams})
        assert ("JAK pills" in text.full(build_sheet(answers), date(2026, 11, 23))) is named


def test_without_answers_the_text_leads_to_the_first_page(visitor):
    visitor.open("/sheet.txt")
    assert visitor.path == "/questions/about-you"


def test_the_text_is_not_stored_and_its_name_says_nothing_personal(visitor):
    visitor.walk(PERSON_1)
    answer = visitor.client.get("/sheet.txt", base_url=ADDRESS)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Disposition"] == 'inline; filename="questions-for-my-doctor.txt"'
