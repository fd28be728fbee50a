"""The web sheet as a browser prints it: questions on page 1, sources behind it, nothing split."""

import pytest
from support.browsing import FULLEST, ON_EVERYTHING, PERSON_1, PERSON_2, PERSON_3, PERSONS
from support.printing import PAPERS, squeezed

from rules import Answers, build_sheet
from rules.answers import Concern, Medicine, Outcome
from rules.selection import Choice

FOUR_ALERTS = ["pregnant", "kidney", "liver", "infection_now"]
OTHERS = {
    "creams first, with health facts": PERSON_1
    | {"creams": "not_tried", "health": ["kidney", "cancer"]},
    "an infant": PERSON_2 | {"age": 1, "medicines": {}},
    "four alerts in full": PERSON_3 | {"health": FOUR_ALERTS},
    "four alerts in full and one by name": PERSON_3 | {"health": [*FOUR_ALERTS, "cancer"]},
    "a teen, all outcomes": PERSON_2
    | {
        "age": 17,
        "medicines": dict(zip(map(str, Medicine), map(str, Outcome), strict=False)),
        "months": {"cyclosporine": "6_to_11"},
        "concerns": list(map(str, Concern)),
    },
    "not sure of anything": PERSON_1
    | {"creams": "not_sure", "severity": "not_sure", "specialist": "not_sure"},
}
FULL = {"the fullest": FULLEST, "on every medicine": ON_EVERYTHING}
OWN = FULLEST | {"own_questions": ["MWW MOMWM " * 20, "W" * 30 + " wide" * 34, "Is it so? " * 20]}


def whole(printed) -> None:
    """Page 1 is one page with what a doctor reads; the sources stand behind it; nothing splits."""
    page_1_is_for_the_doctor(printed)
    nothing_splits(printed)


def page_1_is_for_the_doctor(printed) -> None:
    sheet, first = printed.sheet, printed.pages[0]
    assert "Wherethesequestionscomefrom" in printed.pages[1]
    assert "Fromothersources" not in first
    for line in (sheet.who, sheet.severity, *sheet.tried_notes, *sheet.decided):
        assert squeezed(line) in first, line
    for alert in sheet.alerts_for_doctor:
        said = alert.short if alert in sheet.alerts_by_name else alert.to_doctor
        assert squeezed(said) in first, said
    place = 0
    for item in sheet.most_important:
        place = first.find(squeezed(item.text), place)
        assert place >= 0, item.text
    for item in sheet.more_to_ask:
        assert any(squeezed(item.text) in page for page in printed.pages[:2]), item.text


def nothing_splits(printed) -> None:
    for theme in printed.layout.themes:
        for passage in theme.passages:
            page = printed.page_of(passage.quotes[0].text, start=2) if passage.quotes else None
            for quote in passage.quotes:
                assert squeezed(quote.text) in printed.pages[page - 1], quote.id
            for note in passage.notes:
                assert page is None or squeezed(note.text) in printed.pages[page - 1], note.id
    behind = "".join(printed.pages[1:])
    for alert in printed.sheet.alerts:
        assert squeezed(alert.to_you) in behind, alert.id


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("clinic", ["", "north"], ids=["no clinic", "a clinic"])
@pytest.mark.parametrize("name", PERSONS)
def test_an_ordinary_sheet_is_two_pages(printer, name, clinic, paper):
    printed = printer.sheet(PERSONS[name], paper, clinic=clinic)
    whole(printed)
    assert len(printed.pages) == 2
    named = "NorthSideSkinClinic·BringthistoDr.Sample." in printed.pages[0]
    assert named is bool(clinic)


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", OTHERS)
def test_a_sheet_out_of_the_ordinary_is_at_most_four_pages(printer, name, paper):
    printed = printer.sheet(OTHERS[name], paper)
    whole(printed)
    assert len(printed.pages) <= 4


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("name", FULL)
def test_the_fullest_sheet_is_at_most_four_pages(printer, name, paper):
    printed = printer.sheet(FULL[name], paper)
    whole(printed)
    assert len(printed.pages) <= 4


@pytest.mark.parametrize("name", ["four alerts in full", "a teen, all outcomes", "the fullest"])
def test_with_the_widest_clinic_page_1_is_still_one_page(printer, name):
    printed = printer.sheet((OTHERS | FULL)[name], "Letter", clinic="wide")
    whole(printed)
    assert squeezed("MWW MOMWM MWW") in printed.pages[0]


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("clinic", ["", "wide"], ids=["no clinic", "the widest clinic"])
@pytest.mark.parametrize("first", [(), ("own-1", "own-2", "own-3")], ids=["default", "own first"])
def test_with_all_that_can_be_chosen_page_1_is_still_one_page(printer, first, clinic, paper):
    fitting = build_sheet(Answers.from_json(OWN)).questions
    longest = sorted(fitting, key=lambda question: -len(question.text))[:12]
    choice = Choice(tuple(question.id for question in longest), first)
    whole(printer.sheet(OWN, paper, choice, clinic))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_sample_says_so_on_every_page(printer, paper):
    pages = printer("/clinics/sample", paper)
    assert len(pages) <= 4
    assert all("SAMPLE–made-upanswers" in page.text for page in pages)


def test_nothing_of_the_screen_is_printed(printer):
    printed = printer.sheet(PERSON_3, "A4")
    for words in ("Change my questions", "Delete my answers", "Save PDF", "Skip to the content"):
        assert squeezed(words) not in "".join(printed.pages)
