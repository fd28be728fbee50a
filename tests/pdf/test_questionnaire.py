"""The paper version: each box has its code in the rules, each question its line, on seven pages."""

from typing import Any

import pypdfium2
import pytest
from support.printed import MADE_ON, NAMED, PAPER_SIZE, PAPERS, Pdf, bare, says
from support.visiting import KEY

from rules.alerts import ALERTS, Alert, Situation
from rules.answers import (
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
from rules.condition_words import when_asked, when_raised
from rules.content import CONTENT
from rules.questions import ROWS, Ask
from webapp import create_app
from webapp.clinics import Clinic
from webapp.export.questionnaire import content, questionnaire_pdf

ADDRESS = "https://questions.example/at/north"
CLINICS = {"no clinic": None, **{f"a clinic {name}": clinic for name, clinic in NAMED.items()}}
IN_THE_RULES = {
    "who": [*Who],
    "severity": [*Severity],
    "specialist": [*Specialist],
    "creams": [*Creams],
    "medicines": [*Medicine, NONE],
    "outcome": [*Outcome],
    "months": [*Months],
    "health": [*Health, NONE, RATHER_NOT_SAY],
    "goals": [*Goal, NONE],
    "concerns": [*Concern, NONE],
}
IN_A_TABLE = ("medicines", "outcome", "months")
BOX = 7.6  # points
APP = create_app({"SECRET_KEY": KEY})
with APP.test_request_context():  # whose forms tell what is asked
    CONTENTS = content()


def made(clinic: Clinic | None, paper: str) -> Pdf:
    with APP.test_request_context():
        return Pdf(questionnaire_pdf(ADDRESS, clinic, paper, MADE_ON))


@pytest.fixture(scope="module", params=PAPERS)
def paper(request) -> Pdf:
    return made(None, request.param)


def fields() -> dict[str, dict[str, Any]]:
    return {field["key"]: field for page in CONTENTS["pages"] for field in page["fields"]}


def groups() -> dict[str, dict[str, Any]]:
    """Everything with boxes; in a table, those of one row."""
    boxes = {key: field for key, field in fields().items() if field["kind"] != "pen"}
    return {key: field.get("columns", field) for key, field in boxes.items()}


def choices(group: dict[str, Any]) -> list[dict[str, Any]]:
    return [*group["choices"], *group["exclusive"]]


def questions() -> list[dict[str, Any]]:
    return [
        each
        for topic in CONTENTS["topics"]
        for case in topic["cases"]
        for each in case["questions"]
    ]


# Boxes and codes


def test_every_box_has_its_code_in_the_rules_and_every_code_its_box():
    boxes = {key: [each["code"] for each in choices(group)] for key, group in groups().items()}
    assert boxes == IN_THE_RULES
    for key in ("outcome", "months"):
        assert [each["code"] for each in fields()[key]["choices"]] == [*Medicine]
    assert fields().keys() - {"outcome"} == PARSERS.keys() - {"own_questions"}


def test_every_question_of_the_rules_has_its_box_once():
    asked = [each["id"] for each in questions()]
    assert sorted(asked) == sorted({row.question for row in ROWS})


def test_as_many_boxes_are_drawn_as_there_are_codes_and_questions(paper):
    in_groups = sum(len(codes) for key, codes in IN_THE_RULES.items() if key not in IN_A_TABLE)
    in_table = len(Medicine) * (len(Outcome) + len(Months)) + len([NONE])
    document = pypdfium2.PdfDocument(paper.data)
    drawn = sum(map(_is_box, (item for page in document for item in page.get_objects(max_depth=5))))
    document.close()
    assert drawn == in_groups + in_table + len(questions())


def _is_box(item: Any) -> bool:
    left, bottom, right, top = item.get_bounds()
    return all(abs(side - BOX) < 1.2 for side in (right - left, top - bottom)) and item.type == 2


def test_each_box_has_its_words(paper):
    for group in groups().values():
        for each in choices(group):
            assert bare(each["label"]) in paper.pages[0] + paper.pages[1]


# Questions and when they fit


def to_you(alert: Alert) -> str:
    return CONTENT.alerts[alert].to_you[Situation.TAKING]


def test_questions_stand_under_their_topic_and_under_when_they_fit(paper):
    text, place = paper.text, 0
    for topic in CONTENTS["topics"]:
        place = text.index(bare(topic["topic"]), place)
        for case in topic["cases"]:
            place = text.index(bare(case["when"]), place)
            for each in case["questions"]:
                place = text.index(bare(each["text"]), place)
                assert CONTENT.questions[each["id"]].topic == topic["topic"]
                assert all(clause in case["when"] for clause in when_asked(Ask(each["id"])))


def test_a_question_that_rests_on_no_quote_says_that_it_is_not_in_the_article(paper):
    for each in questions():
        marked = bare(f"{each['text']} (not in the article)") in paper.text
        assert marked is not bool(CONTENT.questions[each["id"]].quotes)


def test_every_alert_is_there_with_when_it_is_raised(paper):
    for alert in ALERTS:
        assert bare(f"{when_raised(alert)}: {to_you(alert)}") in paper.text
    assert paper.text.index("Pleaseknow") < paper.text.index("Questionsforthedoctor")


def test_what_to_bring_emergency_signs_and_not_medical_advice_are_there(paper):
    standing = ("This sheet is not medical advice.", "October 2023")
    for words in (
        *CONTENT.bring,
        *(to_you(key) for key in (Alert.EMERGENCY, Alert.BRING_EVERY_PILL)),
        *standing,
    ):
        assert bare(words) in paper.pages[-1]


# The pages


@pytest.mark.parametrize("size", PAPERS)
@pytest.mark.parametrize("clinic", CLINICS.values(), ids=CLINICS)
def test_it_has_seven_pages_and_all_answers_stand_on_the_first_two(clinic, size):
    printed = made(clinic, size)
    assert printed.sizes() == [PAPER_SIZE[size]] * 7
    assert printed.pages[2].startswith("Pleaseknow")
    assert all(says(printed.pages[0], line) for line in (clinic.lines if clinic else ()))
    assert "questions.example/at/north" in printed.pages[-1]


def test_no_question_is_parted_from_when_it_fits(paper):
    for topic in CONTENTS["topics"]:
        for case in topic["cases"]:
            piece = bare(case["when"] + case["questions"][0]["text"])
            assert any(piece in page for page in paper.pages)


def test_it_is_open_to_screen_readers(paper):
    paper.assert_accessible("Questions to ask about eczema medicines")
    kinds = [tag["/S"] for tag in paper.tags()]
    assert kinds.count("/H1") == 1
    assert next(kind for kind in kinds if kind.startswith("/H")) == "/H1"
    assert kinds.count("/Table") == len(["outcome", "months"])
    assert kinds.count("/TH") == 1 + len(Outcome) + 1 + len(Months)
    assert {"/L", "/LI", "/P", "/H2", "/H3"} <= set(kinds)


def test_text_is_9_points_or_larger(paper):
    assert min(paper.text_sizes()) >= 9
