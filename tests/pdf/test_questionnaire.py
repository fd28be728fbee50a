"""The paper version: each box has its code in the rules, on two pages for any clinic."""

from typing import Any

import pypdfium2
import pytest
from support.printed import MADE_ON, NAMED, PAPER_SIZE, PAPERS, Pdf, bare, says
from support.visiting import KEY

from rules.alerts import ALERTS, ON_EVERY_SHEET, TO_THE_PERSON, Alert, Situation
from rules.answers import (
    MAX_BAD_NIGHTS,
    MAX_ITCH,
    NONE,
    PARSERS,
    RATHER_NOT_SAY,
    Concern,
    Creams,
    Goal,
    Health,
    Medicine,
    Months,
    Outcome,
    Severity,
    Specialist,
    Who,
)
from rules.content import CONTENT
from rules.questions import ON_PAPER, ROWS, Ask
from rules.wording import names_answers
from webapp import create_app
from webapp.clinics import Clinic
from webapp.export.handout import MAX_ADDRESS
from webapp.export.questionnaire import asked, questionnaire_pdf
from webapp.pages import PAGES

ADDRESS = "https://questions.example/at/north"
CLINICS = {"no clinic": None, **{f"a clinic {name}": clinic for name, clinic in NAMED.items()}}
IN_THE_RULES = {
    "who": [*Who],
    "severity": [*Severity],
    "specialist": [*Specialist],
    "creams": [*Creams],
    "itch": [str(number) for number in range(MAX_ITCH + 1)],
    "bad_nights": [str(number) for number in range(MAX_BAD_NIGHTS + 1)],
    "medicines": [*Medicine, NONE],
    "health": [*Health, NONE, RATHER_NOT_SAY],
    "goals": [*Goal, NONE],
    "concerns": [*Concern, NONE],
}
OF_A_MEDICINE = [*Outcome, *Months]  # the columns of the table
BY_PEN = {"age", "side_effect"}
ASKED_OF_HEALTH = {  # the heading of some boxes on health -> a question about them
    "Pregnancy and family": Ask.A_BABY_ONE_DAY,
    "Infections and vaccines": Ask.INFECTION_RISK,
    "Heart, lungs, and more": Ask.KIDNEYS_AND_PRESSURE,
    "Cancer, skin, light": Ask.CANCER_RISK,
    "Medicines": Ask.OTHER_MEDICINES,
}
BOX = 10.39  # points, with its line
CONTENTS = asked(CONTENT)


def made(clinic: Clinic | None, paper: str, address: str = ADDRESS) -> Pdf:
    return Pdf(questionnaire_pdf(address, clinic, paper, MADE_ON))


@pytest.fixture(scope="module", params=PAPERS)
def paper(request) -> Pdf:
    return made(None, request.param)


def boxes(key: str) -> list[dict[str, Any]]:
    return [box for group in CONTENTS["asked"][key]["groups"] for box in group["boxes"]]


def columns() -> list[tuple[str, str]]:
    """The heads of the table of medicines: code and words."""
    return [item for group in CONTENTS["words"]["columns"] for item in group["boxes"].items()]


def questions() -> list[dict[str, str]]:
    return [each for theme in CONTENTS["themes"] for each in theme["questions"]]


# Boxes and codes


def test_every_box_has_its_code_in_the_rules_and_every_code_its_box():
    keys = CONTENTS["asked"].keys()
    found = {key: [box["code"] for box in boxes(key)] for key in keys if boxes(key)}
    assert found == IN_THE_RULES
    assert [code for code, _ in columns()] == OF_A_MEDICINE
    assert keys - found.keys() == BY_PEN
    assert keys | {"months", "own_questions"} == PARSERS.keys()


def test_all_that_the_web_asks_is_asked_on_paper():
    app = create_app({"SECRET_KEY": KEY})
    with app.test_request_context():
        all_taken = {"medicines": list(Medicine)}
        forms = [page.form(all_taken, formdata=None, meta={"csrf": False}) for page in PAGES]
        asked = {field.name.partition("-")[0] for form in forms for field in form.questions}
    assert asked == CONTENTS["asked"].keys() | {"outcome", "months"}


def test_as_many_boxes_are_drawn_as_there_are_codes_and_questions(paper):
    rows = len(Medicine) * len(OF_A_MEDICINE)
    document = pypdfium2.PdfDocument(paper.data)
    drawn = [sum(map(_is_box, page.get_objects(max_depth=5))) for page in document]
    document.close()
    assert drawn == [sum(map(len, IN_THE_RULES.values())) + rows, len(ON_PAPER)]


def _is_box(item: Any) -> bool:
    left, bottom, right, top = item.get_bounds()
    return all(abs(side - BOX) < 0.05 for side in (right - left, top - bottom)) and item.type == 2


def test_each_box_has_its_words(paper):
    for key, field in CONTENTS["asked"].items():
        assert bare(field["ask"]) in paper.pages[0]
        for box in boxes(key):
            assert bare(box["label"]) in paper.pages[0]
    for _, label in columns():
        assert bare(label) in paper.pages[0]
    for group in CONTENT.answers["health"]["groups"]:
        assert bare(group["title"]) in paper.pages[0]


# Questions to pick from


def test_the_questions_are_about_twenty_of_the_rules_each_once():
    asked = [each["id"] for each in questions()]
    assert sorted(asked) == sorted(set(ON_PAPER))
    assert set(asked) <= {row.question for row in ROWS}
    assert 18 <= len(asked) <= 24


@pytest.mark.parametrize("question", ON_PAPER)
def test_a_question_fits_whoever_fills_in_the_paper(question):
    words = CONTENT.questions[question].me
    assert not names_answers(words)
    assert not words.startswith(("I ", "My "))  # which tells of an answer
    names = CONTENT.answers["medicines"]["named"].values()
    assert not any(name in words for name in names)


def test_each_group_of_health_facts_has_a_question_about_it():
    assert ASKED_OF_HEALTH.keys() == {
        group["title"] for group in CONTENT.answers["health"]["groups"]
    }
    assert set(ASKED_OF_HEALTH.values()) <= set(ON_PAPER)
    assert Ask.HEALTH_FIRST in ON_PAPER


def test_questions_stand_under_their_theme(paper):
    text, place = paper.pages[1], 0
    for theme in CONTENTS["themes"]:
        place = text.index(bare(theme["title"]), place)
        for each in theme["questions"]:
            place = text.index(bare(each["text"]), place)
            assert CONTENT.questions[each["id"]].topic == theme["title"]
    assert text.index("Myownquestions") > place


# What to say first, and the rest of page two


def test_every_alert_is_there_before_the_questions(paper):
    before, _, _ = paper.pages[1].partition("WhatIwanttoask")
    for alert in ALERTS.keys() - TO_THE_PERSON:
        assert bare(CONTENT.alerts[alert].short).lower() in before.lower()
    for alert in TO_THE_PERSON - {Alert.SIGNS_ON_THE_FOUR, *ON_EVERY_SHEET}:
        assert bare(CONTENT.alerts[alert].to_you[Situation.TAKING]) in before


def test_emergency_signs_stand_in_two_tiers(paper):
    _, call, rest = paper.pages[1].partition("Callyouremergencynumber")
    now, today, later = rest.partition("Gethelptoday")
    assert call
    assert today
    emergency = CONTENT.alerts[Alert.EMERGENCY]
    assert all(bare(sign) in now for sign in emergency.call)
    assert all(bare(sign) in later for sign in emergency.today)


def test_what_was_decided_what_to_bring_and_not_medical_advice_are_there(paper):
    for words in (
        "What we decided",
        *CONTENTS["decided"],
        *CONTENT.bring,
        CONTENT.alerts[Alert.BRING_EVERY_PILL].to_you[Situation.TAKING],
        "This sheet is not medical advice.",
        "Do not start, stop, or change a medicine because of this sheet.",
        "October 2023",
    ):
        assert bare(words) in paper.pages[1]


# The pages


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("clinic", CLINICS.values(), ids=CLINICS)
def test_it_has_two_pages_for_any_clinic(clinic, size):
    printed = made(clinic, size)
    assert printed.sizes() == [PAPER_SIZE[size]] * 2
    assert all(says(printed.pages[0], line) for line in (clinic.lines if clinic else ()))
    assert "questions.example/at/north" in printed.pages[1]


@pytest.mark.parametrize("size", PAPERS)
def test_the_longest_address_changes_nothing(size):
    address = ADDRESS.ljust(MAX_ADDRESS, "x")
    printed = made(None, size, address)
    assert len(printed.pages) == 2
    assert address.removeprefix("https://") in printed.pages[1]


def test_it_is_open_to_screen_readers(paper):
    paper.assert_accessible("Questions to ask about eczema medicines")
    kinds = [tag["/S"] for tag in paper.tags()]
    assert kinds.count("/H1") == 1
    assert next(kind for kind in kinds if kind.startswith("/H")) == "/H1"
    assert kinds.count("/H3") == len(CONTENTS["themes"])
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 1 + len(CONTENTS["words"]["columns"]) + len(OF_A_MEDICINE)


def test_text_is_9_points_or_larger(paper):
    assert min(paper.text_sizes()) >= 9
