"""The web sheet as a browser prints it: part one on its page, part two behind it, nothing split."""

import pytest
from printing import PAPERS, PERSON_1, PERSON_2, PERSON_3, squeezed

from rules import Answers, build_sheet
from rules.answers import Concern, Creams, Health, Medicine, Outcome
from rules.choice import Choice
from rules.content_checks import PAIRS

FULLEST = PERSON_1 | {
    "who": "someone_else",
    "age": 16,
    "severity": "not_sure",
    "specialist": "not_sure",
    "medicines": dict.fromkeys(map(str, Medicine), "taking_now"),
    "cyclosporine_months": "12_or_more",
    "health": list(map(str, Health)),
    "concerns": list(map(str, Concern)),
}
OWN = FULLEST | {"own_questions": ["MWW MOMWM " * 20, "W" * 30 + " wide" * 34, "Is it so? " * 20]}
PERSONS = {"person 1": PERSON_1, "person 2": PERSON_2, "person 3": PERSON_3}
OTHERS = {
    "creams first": PERSON_1 | {"creams": "not_tried"},
    "creams first, with health facts": PERSON_1
    | {"creams": "not_tried", "health": ["kidney", "cancer"]},
    "creams working": PERSON_2 | {"creams": "working"},
    "an infant": PERSON_2 | {"age": 1, "medicines": {}},
    "four flags in full": PERSON_3 | {"health": ["pregnancy", "kidney", "liver", "infection_now"]},
    "five flags in short": PERSON_3
    | {"health": ["pregnancy", "kidney", "liver", "infection_now", "cancer"]},
    "a teen, all outcomes": PERSON_2
    | {
        "age": 17,
        "medicines": dict(zip(map(str, Medicine), map(str, Outcome), strict=True)),
        "cyclosporine_months": "6_to_11",
        "concerns": list(map(str, Concern)),
    },
    "all concerns": PERSON_1 | {"concerns": list(map(str, Concern))},
    "not sure of anything": PERSON_1
    | {"creams": str(Creams.NOT_SURE), "severity": "not_sure", "specialist": "not_sure"},
}


def whole(printed) -> None:
    """Part one is page 1 alone, all is there in order, and nothing is split."""
    part_one_is_page_1(printed)
    nothing_splits(printed)
    for line in printed.sheet.standing:
        assert squeezed(line) in "".join(printed.pages[1:])


def part_one_is_page_1(printed) -> None:
    sheet, first = printed.sheet, printed.pages[0]
    assert squeezed(sheet.emergency.line) in first
    assert "Wherethesequestionscomefrom" in printed.pages[1]
    place = 0
    for item in sheet.printed:
        place = first.find(squeezed(item.text), place)
        assert place >= 0, item.text


def nothing_splits(printed) -> None:
    before = 2
    for entry in printed.paper.grounds:
        page = printed.page_of(entry.question.text, start=2)
        assert page >= before
        parts = [entry.question.because]
        parts += [quote.text for quote in entry.question.quotes] + [
            note.text for note in entry.notes
        ]
        for part in parts:
            assert squeezed(part) in printed.pages[page - 1], part
        if entry.joins:
            assert page == before, entry.question.id
        for quote in entry.question.quotes:
            if quote.id in PAIRS:
                note = printed.sheet.notes[PAIRS[quote.id]]
                assert squeezed(note.text) in printed.pages[page - 1], quote.id
        before = page
    if printed.paper.child_route:
        quote, notes = printed.paper.child_route
        page = printed.page_of(f"{quote.label}: “{quote.text}”", start=2)
        assert all(squeezed(note.text) in printed.pages[page - 1] for note in notes)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", PERSONS)
def test_an_ordinary_sheet_is_two_pages(printer, name, paper):
    printed = printer(PERSONS[name], paper)
    whole(printed)
    assert len(printed.pages) == 2


@pytest.mark.parametrize("paper", PAPERS)
def test_the_fullest_default_sheet_is_at_most_three_pages(printer, paper):
    printed = printer(FULLEST, paper)
    whole(printed)
    assert len(printed.pages) <= 3


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", OTHERS)
def test_part_one_is_one_page_and_nothing_splits(printer, name, paper):
    printed = printer(OTHERS[name], paper)
    whole(printed)
    assert len(printed.pages) <= 3


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("first", [(), ("own-1", "own-2", "own-3")], ids=["default", "own first"])
def test_part_one_is_one_page_with_all_that_can_be_chosen(printer, first, paper):
    fitting = [question.id for question in build_sheet(Answers.from_json(OWN)).questions]
    longest = sorted(fitting, key=lambda key: -len(text_of(key)))[:12]
    whole(printer(OWN, paper, Choice(tuple(longest), first)))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", PERSONS)
def test_with_a_clinic_an_ordinary_sheet_is_two_pages_with_its_name_on_the_first(
    printer, name, paper
):
    printed = printer(PERSONS[name], paper, clinic="north")
    whole(printed)
    assert len(printed.pages) == 2
    assert "NorthSideSkinClinic·BringthistoDr.Sample." in printed.pages[0]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", ["the fullest", *OTHERS])
def test_with_the_widest_clinic_part_one_is_one_page(printer, name, paper):
    whole(printer(OTHERS.get(name, FULLEST), paper, clinic="wide"))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("first", [(), ("own-1", "own-2", "own-3")], ids=["default", "own first"])
def test_with_the_widest_clinic_all_that_can_be_chosen_is_one_page(printer, first, paper):
    fitting = [question.id for question in build_sheet(Answers.from_json(OWN)).questions]
    longest = sorted(fitting, key=lambda key: -len(text_of(key)))[:12]
    printed = printer(OWN, paper, Choice(tuple(longest), first), clinic="wide")
    whole(printed)
    assert squeezed("MWW MOMWM MWW") in printed.pages[0]


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sample_says_so_on_every_page(printer, paper):
    context = printer.browser.new_context()
    pages = printer.pages(context, "/clinics/sample", paper)
    context.close()
    assert len(pages) == 2
    assert all("SAMPLE–made-upanswers" in page for page in pages)


def text_of(key: str) -> str:
    questions = build_sheet(Answers.from_json(OWN)).questions
    return next(question.text for question in questions if question.id == key)


def test_nothing_of_the_screen_is_printed(printer):
    printed = printer(PERSON_3, "A4")
    for words in ("Back to my answers", "Delete my answers", "Save PDF", "Skip to the content"):
        assert squeezed(words) not in "".join(printed.pages)
