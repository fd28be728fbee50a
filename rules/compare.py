"""The medicines side by side: for each row the article's words, and what other sources say."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.content import CONTENT
from rules.content.model import CompareRow, Evidence, Note, Quote
from rules.medicines import COMPARED, Entry


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of one medicine in one row.

    `notes` stand here in full; `seen` stood in full in an earlier row, which comes with each.
    `inseparable`: quote and note may not be parted. `silent`: the article does not say, neither
    here nor of all medicines at once.
    """

    quotes: tuple[Quote, ...]
    notes: tuple[Note, ...]
    seen: tuple[tuple[Note, CompareRow], ...]
    inseparable: bool
    silent: bool


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One thing that patients ask about."""

    code: str
    title: str
    shared: Cell
    cells: tuple[tuple[Entry, str, Cell], ...]  # with the medicine's name


def chosen(codes: Sequence[str]) -> tuple[Entry, ...]:
    """The medicines of these codes in their order; all five without a code.

    Raises ValueError for a code that is none of the five.
    """
    wanted = {Entry(code) for code in codes} or set(COMPARED)
    if not wanted <= set(COMPARED):
        raise ValueError("not a medicine of the table")
    return tuple(medicine for medicine in COMPARED if medicine in wanted)


def comparison(medicines: Sequence[Entry]) -> tuple[ComparisonRow, ...]:
    """The rows for these medicines. A note stands in full where it is first named."""
    seen: dict[str, CompareRow] = {}  # id of a note -> the row that holds it in full
    rows = []
    for row in CONTENT.compare:
        shared = _cell(row.shared, row, seen)
        cells = []
        for medicine in medicines:
            cell = _cell(row.cells[medicine], row, seen, shared)
            cells.append((medicine, CONTENT.entries[medicine].name, cell))
        rows.append(ComparisonRow(row.code, row.title, shared, tuple(cells)))
    return tuple(rows)


def _cell(
    evidence: Evidence, row: CompareRow, seen: dict[str, CompareRow], shared: Cell | None = None
) -> Cell:
    """A cell, with its notes added to those that were seen."""
    inseparable = any(quote.id == CONTENT.named.child_route_quote for quote in evidence.quotes)
    notes = tuple(note for note in evidence.notes if inseparable or note.id not in seen)
    before = tuple((note, seen[note.id]) for note in evidence.notes if note not in notes)
    for note in notes:
        seen.setdefault(note.id, row)
    return Cell(
        quotes=evidence.quotes,
        notes=notes,
        seen=before,
        inseparable=inseparable,
        silent=evidence.silent and not (shared and shared.quotes),
    )
