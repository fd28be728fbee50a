"""The paper version: each box has its code in the rules, each question its line, on four pages."""

from itertools import product
from typing import Any

import pypdfium2
import pytest
from printed import MADE_ON, NAMED, PAPER_SIZE, PAPERS, Pdf, bare, says

from rules.answers import (
    NONE,
    PARSERS,
    RATHER_NOT_SAY,
    Concern,
    Creams,
    Health,
    Medicine,
    Months,
    Outcome,
    Severity,
    Specialist,
    Who,
)
from rules.content import CONTENT
from rules.flags import FLAGS
from rules.questions import ORDER
from rules.triggers import when_asked
from webapp.questionnaire import content, questionnaire_pdf

ADDRESS = "https://questions.example/at/north"
CLINICS = {"no clinic": None, **{f"a clinic {name}": clinic for name, clinic in NAMED.items()}}
IN_THE_RULES = {
    "who": [*Who],
    "severity": [*Severity],
    "specialist": [*Specialist],
    "creams": [*Creams],
    "medicines": [*Medicine, NONE],
    "cyclosporine_months": [*Months],
    "health": [*Health, NONE, RATHER_NOT_SAY],
    "concerns": [*Concern, NONE],
}
BY_PEN = {"age", "own_questions"}
BOX = 7.6  # points
CASES = [*product(CLINICS, PAPERS)]


@pytest.fixture(scope="module")
def prints() -> dict[tuple[str, str], Pdf]:
    return {
        (name, paper): Pdf(questionnaire_pdf(ADDRESS, CLINICS[name], paper, MADE_ON))
        for name, paper in CASES
    }


@pytest.fixture(params=CASES, ids=lambda case: f"{case[0]} on {case[1]}")
def paper(request, prints) -> Pdf:
    return prints[request.param]


def groups() -> dict[str, dict[str, Any]]:
    return content()["boxes"] | {"medicines": content()["medicines"]}


def codes(group: dict[str, Any]) -> list[str]:
    return [each["code"] for each in (*group["choices"], *group["alone"])]


def questions() -> list[dict[str, Any]]:
    return [
        each
        for topic in content()["topics"]
        for case in topic["cases"]
        for each in case["questions"]
    ]


# Boxes and codes


def test_every_box_has_its_code_in_the_rules_and_every_code_its_box():
    assert {key: codes(group) for key, group in groups().items()} == IN_THE_RULES
    assert codes(content()["outcomes"]) == [*Outcome]
    assert IN_THE_RULES.keys() | BY_PEN == PARSERS.keys()


def test_every_question_of_the_rules_has_its_box_once():
    asked = [each["id"] for each in questions()]
    assert sorted(asked) == sorted({row.question for row in ORDER})


@pytest.mark.parametrize("paper_size", PAPERS)
def test_as_many_boxes_are_drawn_as_there_are_codes_and_questions(prints, paper_size):
    in_groups = sum(map(len, IN_THE_RULES.values())) - len(Medicine)
    by_row = len(Medicine) * len(Outcome)
    document = pypdfium2.PdfDocument(prints["no clinic", paper_size].data)
    drawn = sum(map(_is_box, (item for page in document for item in page.get_objects(max_depth=5))))
    document.close()
    assert drawn == in_groups + by_row + len(questions())


def _is_box(item: Any) -> bool:
    left, bottom, right, top = item.get_bounds()
    return all(abs(side - BOX) < 1.2 for side in (right - left, top - bottom)) and item.type == 2


def test_each_box_has_its_words(paper):
    for group in (*groups().values(), content()["outcomes"]):
        for each in (*group["choices"], *group["alone"]):
            assert bare(each["label"]) in paper.pages[0]


# Questions and when they fit


def test_questions_stand_under_their_topic_and_under_when_they_fit(paper):
    text, place = paper.text, 0
    for topic in content()["topics"]:
        place = text.index(bare(topic["topic"]), place)
        for case in topic["cases"]:
            place = text.index(bare(case["when"]), place)
            for each in case["questions"]:
                place = text.index(bare(each["text"]), place)
                assert CONTENT.questions[each["id"]].topic == topic["topic"]
                assert all(clause in case["when"] for clause in when_asked(each["id"]))


def test_a_question_that_rests_on_no_quote_says_that_it_is_not_in_the_article(paper):
    for each in questions():
        marked = bare(f"{each['text']} (not in the article)") in paper.text
        assert marked is not bool(CONTENT.questions[each["id"]].quotes)


def test_every_flag_is_there_with_when_it_is_raised(paper):
    for flag in FLAGS:
        assert bare(CONTENT.flags[flag].line) in paper.text
    assert paper.text.index("Tellyourdoctorfirst") < paper.text.index("Questionsforthedoctor")


def test_what_to_bring_emergency_signs_and_not_medical_advice_are_there(paper):
    standing = ("This sheet is not medical advice.", "October 2023")
    for words in (
        *CONTENT.bring,
        *(CONTENT.flags[key].line for key in ("RF05", "RF15")),
        *standing,
    ):
        assert bare(words) in paper.pages[-1]


# The pages


@pytest.mark.parametrize(("name", "paper_size"), CASES)
def test_it_has_four_pages_and_all_answers_stand_on_the_first(prints, name, paper_size):
    printed = prints[name, paper_size]
    assert printed.sizes() == [PAPER_SIZE[paper_size]] * 4
    assert printed.pages[1].startswith("Tellyourdoctorfirst")
    clinic = CLINICS[name]
    assert all(says(printed.pages[0], line) for line in (clinic.lines if clinic else ()))
    assert "questions.example/at/north" in printed.pages[3]


def test_no_question_is_parted_from_when_it_fits(paper):
    for topic in content()["topics"]:
        for case in topic["cases"]:
            piece = bare(case["when"] + case["questions"][0]["text"])
            assert any(piece in page for page in paper.pages)


def test_it_is_open_to_screen_readers(paper):
    paper.assert_accessible("Questions to ask about eczema medicines")
    kinds = [tag["/S"] for tag in paper.tags()]
    assert kinds.count("/H1") == 1
    assert next(kind for kind in kinds if kind.startswith("/H")) == "/H1"
    assert kinds.count("/Table") == 1
    assert kinds.count("/TH") == 1 + len(Outcome)
    assert {"/L", "/LI", "/P", "/H2", "/H3"} <= set(kinds)


@pytest.mark.parametrize("paper_size", PAPERS)
def test_text_is_9_points_or_larger(prints, paper_size):
    assert min(prints["no clinic", paper_size].text_sizes()) >= 9
