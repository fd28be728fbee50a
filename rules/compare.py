"""The medicines side by side: for each row the article's words, and what other sources say."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.answers import Medicine
from rules.content import CONTENT
from rules.content_checks import CHILD_ROUTE_QUOTE
from rules.content_model import CompareRow, Grounds, Note, Quote
from rules.page_checks import COMPARED


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one medicine in one row.

    `notes` stand here in full; `told` stood in full in an earlier row, which comes with each.
    `whole`: quote and note may not be parted. `silent`: the article does not say, neither here nor
    of all medicines at once.
    """

    quotes: tuple[Quote, ...]
    notes: tuple[Note, ...]
    told: tuple[tuple[Note, CompareRow], ...]
    whole: bool
    silent: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that patients ask about."""

    code: str
    title: str
    shared: Cell
    cells: tuple[tuple[Medicine, str, Cell], ...]  # with the medicine's name


def chosen(codes: Sequence[str]) -> tuple[Medicine, ...]:
    """The medicines of these codes in their order; all five without a code.

    Raises ValueError for a code that is none of the five.
    """
    wanted = {Medicine(code) for code in codes} or set(COMPARED)
    if not wanted <= set(COMPARED):
        raise ValueError("not a medicine of the table")
    return tuple(medicine for medicine in COMPARED if medicine in wanted)


def comparison(medicines: Sequence[Medicine]) -> tuple[Row, ...]:
    """The rows for these medicines. A note stands in full where it is first named."""
    told: dict[str, CompareRow] = {}  # id of a note -> the row that holds it in full
    rows = []
    for row in CONTENT.compare:
        shared = _cell(row.shared, row, told)
        cells = []
        for medicine in medicines:
            cell = _cell(row.cells[medicine], row, told, shared)
            cells.append((medicine, CONTENT.medicines[medicine].name, cell))
        rows.append(Row(row.code, row.title, shared, tuple(cells)))
    return tuple(rows)


def _cell(
    grounds: Grounds, row: CompareRow, told: dict[str, CompareRow], shared: Cell | None = None
) -> Cell:
    """A cell, with its notes added to those that were told."""
    whole = any(quote.id == CHILD_ROUTE_QUOTE for quote in grounds.quotes)
    notes = tuple(note for note in grounds.notes if whole or note.id not in told)
    before = tuple((note, told[note.id]) for note in grounds.notes if note not in notes)
    for note in notes:
        told.setdefault(note.id, row)
    return Cell(
        quotes=grounds.quotes,
        notes=notes,
        told=before,
        whole=whole,
        silent=grounds.silent and not (shared and shared.quotes),
    )
