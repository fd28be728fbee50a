"""The medicines side by side, for every choice of them."""

from itertools import combinations

import pytest

from rules.compare import chosen, comparison
from rules.content import CONTENT
from rules.medicines import COMPARED, Entry

CHOICES = [
    choice for size in range(1, len(COMPARED) + 1) for choice in combinations(COMPARED, size)
]
CHILD_ROUTE = CONTENT.named.child_route_quote


def cells(row):
    return [row.shared, *(cell for _, _, cell in row.cells)]


def ids(things):
    return {thing.id for thing in things}


def test_it_has_the_eleven_rows_that_patients_ask_about():
    assert [row.title for row in comparison(COMPARED)] == [
        "How it works",
        "How it is taken",
        "Who it is for",
        "When the article places it",
        "How long",
        "Approved for eczema in the U.S.?",
        "What studies show",
        "Risks it names",
        "Pregnancy",
        "Children",
        "Tests and checks",
    ]


@pytest.mark.parametrize("choice", CHOICES, ids=" and ".join)
def test_every_choice_of_medicines_has_a_cell_for_each_in_every_row(choice):
    for row in comparison(choice):
        assert tuple(medicine for medicine, _, _ in row.cells) == choice
        assert all(cell.quotes or cell.silent or row.shared.quotes for _, _, cell in row.cells)


@pytest.mark.parametrize("choice", CHOICES, ids=" and ".join)
def test_every_note_stands_in_full_before_it_is_only_named(choice):
    in_full = {}
    for row in comparison(choice):
        for cell in cells(row):
            for note, where in cell.seen:
                assert note.id in in_full[where.code]
            in_full.setdefault(row.code, set()).update(ids(cell.notes))


@pytest.mark.parametrize("choice", CHOICES, ids=" and ".join)
def test_no_quote_stands_in_a_row_without_the_note_that_belongs_to_it(choice):
    for row in comparison(choice):
        for cell in cells(row):
            near = ids(cell.notes) | ids(note for note, _ in cell.seen) | ids(row.shared.notes)
            for quote in cell.quotes:
                assert CONTENT.pairs.get(quote.id) in {*near, None}


@pytest.mark.parametrize(
    "choice", [choice for choice in CHOICES if Entry.CYCLOSPORINE in choice], ids=" and ".join
)
def test_the_words_on_children_and_cyclosporine_stand_in_one_cell_with_their_note(choice):
    found = [
        cell for row in comparison(choice) for cell in cells(row) if CHILD_ROUTE in ids(cell.quotes)
    ]
    assert [(ids(cell.notes), cell.inseparable) for cell in found] == [
        ({CONTENT.named.child_route_note}, True)
    ]


def test_the_cells_hold_what_the_content_says():
    for row, wanted in zip(comparison(COMPARED), CONTENT.compare, strict=True):
        for medicine, _, cell in row.cells:
            assert cell.quotes == wanted.cells[medicine].quotes
            named = ids(cell.notes) | ids(note for note, _ in cell.seen)
            assert named == ids(wanted.cells[medicine].notes)


WANTED = {
    "none given means all five": ([], COMPARED),
    "the order is that of the table": (
        ["steroids", "cyclosporine"],
        (Entry.CYCLOSPORINE, Entry.STEROIDS),
    ),
    "one given twice counts once": (
        ["azathioprine", "azathioprine"],
        (Entry.AZATHIOPRINE,),
    ),
}


@pytest.mark.parametrize(("codes", "medicines"), WANTED.values(), ids=WANTED)
def test_medicines_are_chosen_by_their_codes(codes, medicines):
    assert chosen(codes) == medicines


@pytest.mark.parametrize("code", ["newer", "aspirin", ""])
def test_a_code_that_is_none_of_the_five_is_refused(code):
    with pytest.raises(ValueError, match=r"(?i)medicine|entry"):
        chosen(["cyclosporine", code])
