"""The treatments side by side: one line a cell, with its proof, in equal detail for all."""

import re

import pytest
from support.persons import told
from support.plain_words import HIGHEST_GRADE, grade

from rules import Answers
from rules.__main__ import run
from rules.compare import Why, cell_count, chosen, gaps, in_play, shown_at_first, treatments
from rules.content import CONTENT
from rules.medicines import Treatment

ROWS = {row.code: row for row in CONTENT.compare}
WEIGHED = ("benefits", "common_harms", "serious_harms")
NOTHING_TO_CITE = {
    "how_soon": {"light_treatment", "no_change", "steroids"},
    "how_long": {"azathioprine", "no_change"},
    "approved": {"light_treatment", "steroids"},
    "checks": {"light_treatment"},
    "children": {"light_treatment"},
    "cost": {"no_change", "steroids"},
}
RANKS = re.compile(
    r"\b(?:better|best|worst|stronger|strongest|weaker|safer|safest|superior|prefer\w*"
    r"|first[ -](?:choice|line)|more effective|works? well|most effective)\b",
    re.IGNORECASE,
)


def test_the_rows_are_what_patients_ask_about():
    assert [row.title for row in CONTENT.compare] == [
        "How it is taken",
        "How soon it may help",
        "How long",
        "Approved for eczema in the U.S.",
        "Benefits shown",
        "Common harms",
        "Rare but serious harms",
        "Checks and tests",
        "Pregnancy and breastfeeding",
        "Children",
        "Cost and access",
        "Living with it",
    ]


def test_nine_treatments_stand_in_the_order_of_the_alphabet():
    names = [CONTENT.treatments[treatment] for treatment in treatments(CONTENT)]
    assert names == sorted(names)
    assert len(names) == len(Treatment) == 9


def test_what_nothing_fit_to_cite_was_found_for_is_known_and_counted():
    found: dict[str, set[str]] = {}
    for row, treatment in gaps():
        found.setdefault(row.code, set()).add(treatment)
    assert found == NOTHING_TO_CITE
    assert cell_count() == len(ROWS) * 9


def filled(treatment, codes):
    return sum(bool(ROWS[code].cells[treatment].says) for code in codes)


@pytest.mark.parametrize("codes", [WEIGHED, ("benefits",), WEIGHED[1:]], ids=" and ".join)
def test_benefits_and_harms_are_told_in_equal_detail_for_all(codes):
    counts = {filled(treatment, codes) for treatment in Treatment}
    assert max(counts) - min(counts) <= 1


def test_no_treatment_has_twice_the_gaps_of_a_third_of_the_rows():
    assert min(filled(treatment, ROWS) for treatment in Treatment) >= len(ROWS) * 2 // 3


def test_benefits_rest_on_one_kind_of_source_and_each_line_says_whose_it_is():
    guide = {"N56", "N57"}  # of one academy: on systemic treatment and light, and on creams
    for cell in ROWS["benefits"].cells.values():
        assert cell.says.startswith("A U.S. guide")
        assert guide & {note.id for note in cell.evidence.notes}


def test_the_words_on_children_and_cyclosporine_stand_in_one_cell_with_their_note():
    child = CONTENT.named.child_route_quote
    holding = {
        (row.code, str(treatment)): [note.id for note in cell.evidence.notes]
        for row in CONTENT.compare
        for treatment, cell in row.cells.items()
        if child in {quote.id for quote in cell.evidence.quotes}
    }
    assert holding == {("children", "cyclosporine"): [CONTENT.named.child_route_note]}


def lines(treatment):
    cells = [row.cells[treatment] for row in CONTENT.compare]
    return [line for cell in cells for line in (cell.says, *cell.differ.values()) if line]


@pytest.mark.parametrize("treatment", Treatment)
def test_no_line_ranks(treatment):
    assert [line for line in lines(treatment) if RANKS.search(line)] == []


def test_the_search_would_find_a_rank():
    assert RANKS.search("It is the better one")
    assert RANKS.search("A first-choice medicine")


@pytest.mark.parametrize("treatment", Treatment)
def test_a_child_of_twelve_can_read_what_is_said_of_a_treatment(treatment):
    assert grade(". ".join(line.rstrip(".") for line in lines(treatment)) + ".") <= HIGHEST_GRADE


@pytest.mark.parametrize("code", ROWS)
def test_a_child_of_twelve_can_read_a_row(code):
    said = [cell.says for cell in ROWS[code].cells.values() if cell.says]
    assert grade(". ".join(said) + ".") <= HIGHEST_GRADE


# Which are shown

ON_DUPILUMAB = told(creams="working", medicines={"dupilumab": "taking_helps"})
ON_AN_UNKNOWN_ONE = told(creams="working", medicines={"newer_other": "taking_not_sure"})
ON_CYCLOSPORINE = told(creams="not_enough", medicines={"cyclosporine": "taking_not_enough"})
NOTHING_NEXT = told(creams="not_tried")
AFTER_METHOTREXATE = told(medicines={"methotrexate": "did_not_work"})
AT_FIRST = {
    "nothing answered": (None, ("azathioprine", "biologic_shots"), Why.ALPHABET),
    "nothing taken, nothing next": (NOTHING_NEXT, ("azathioprine", "biologic_shots"), Why.ALPHABET),
    "one taken now stands beside no change": (
        ON_DUPILUMAB,
        ("biologic_shots", "no_change"),
        Why.ONE_BY_ANSWERS,
    ),
    "a newer one without a name may be of either kind": (
        ON_AN_UNKNOWN_ONE,
        ("biologic_shots", "jak_pills"),
        Why.ANSWERS,
    ),
    "what is taken now, and the first that may be next": (
        ON_CYCLOSPORINE,
        ("azathioprine", "cyclosporine"),
        Why.ANSWERS,
    ),
    "two that may be next": (AFTER_METHOTREXATE, ("azathioprine", "cyclosporine"), Why.ANSWERS),
}


@pytest.mark.parametrize(("given", "shown", "why"), AT_FIRST.values(), ids=AT_FIRST)
def test_two_treatments_are_shown_at_first_and_why(given, shown, why):
    answers = Answers.from_json(given) if given else None
    assert shown_at_first(answers, CONTENT) == (shown, why)


def test_what_is_taken_now_comes_before_what_may_be_next():
    answers = Answers.from_json(ON_CYCLOSPORINE | {"medicines": {"steroids": "taking_helps"}})
    assert in_play(answers, CONTENT)[0] == "steroids"


WANTED = {
    "the order is that of the table": (["steroids", "cyclosporine"], ("cyclosporine", "steroids")),
    "one given twice counts once": (["azathioprine", "azathioprine"], ("azathioprine",)),
}


@pytest.mark.parametrize(("codes", "shown"), WANTED.values(), ids=WANTED)
def test_treatments_are_chosen_by_their_codes(codes, shown):
    assert chosen(codes, CONTENT) == shown


@pytest.mark.parametrize("code", ["newer", "aspirin", ""])
def test_a_code_that_is_none_of_them_is_refused(code):
    with pytest.raises(ValueError, match="Treatment"):
        chosen(["cyclosporine", code], CONTENT)


def test_the_command_counts_the_gaps_and_names_each(capsys):
    assert run(["--gaps"]) == 0
    first, *rest = capsys.readouterr().out.splitlines()
    assert first == f"{len(rest)} of {cell_count()} cells have nothing to cite"
    assert "Children: Light treatment" in rest
