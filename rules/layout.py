"""What stands where on paper, and how much of a page it fills.

Page two holds every question with its quotes, and notes so that few print twice. A quote and the
note that belongs to it (content/pairs.toml) are never parted: they print in one block, which no
page break may split. Any other note prints once, and is pointed to by its question's number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple
from unicodedata import east_asian_width

from rules.content import CONTENT
from rules.content.model import Note, Reference
from rules.sheet_model import MAX_ALERT_LINES, Question, Sheet


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """One question's place on page two.

    `notes` print under it; `see` holds the numbers of questions that the others print under, lowest
    first. One that `joins` the question before shares a note with it, and must stand on its page.
    """

    number: int
    question: Question
    notes: tuple[Note, ...]
    see: tuple[int, ...]
    joins: bool


class Room(NamedTuple):
    """What page one has room for: pen lines under each important question, and the text size."""

    pen_lines: int  # 2, or fewer on a full page
    tight: bool  # a smaller text, on the fullest pages only


@dataclass(frozen=True, slots=True)
class Layout:
    """Page two of a sheet.

    `other_treatments` is None when a question prints that note, or none is due.
    `references` gives each its number, from 1. `density` names the still smaller text that page one
    of somebody takes who ticks nearly all that there is; empty on all others.
    """

    entries: tuple[SourceEntry, ...]
    other_treatments: Note | None
    references: Mapping[Reference, int]
    room: Room
    density: str

    def cited(self, note: Note) -> str:
        """The numbers of the note's references, like "1, 4"."""
        return ", ".join(map(str, sorted(self.references[item] for item in note.references)))


def lay_out(sheet: Sheet, above: str = "") -> Layout:
    """Lay out a sheet. `above` is other text that stands over page one, if any."""
    entries = _entries(sheet)
    notes = [note for entry in entries for note in entry.notes]
    other = None if sheet.other_treatments in notes else sheet.other_treatments
    notes += (other,) if other else ()
    cited = dict.fromkeys(item for note in notes for item in note.references)
    references = {item: number for number, item in enumerate(cited, start=1)}
    lines = lines_of_page_one(sheet, above)
    return Layout(entries, other, references, _room(sheet, lines), _density(lines))


def _entries(sheet: Sheet) -> tuple[SourceEntry, ...]:
    numbered = [
        (number, item)
        for number, item in enumerate(sheet.printed, start=1)
        if isinstance(item, Question)
    ]
    beside = [
        {CONTENT.pairs[quote.id] for quote in item.quotes if quote.id in CONTENT.pairs}
        for _, item in numbered
    ]
    home = _homes(numbered, beside)
    found: list[SourceEntry] = []
    here: dict[str, int] = {}  # notes that the block holds, named by the question before -> where
    for (number, question), needed in zip(numbered, beside, strict=True):
        above = {note: here[note] for note in question.notes if note in here}
        printed = [
            note
            for note in question.notes
            if note not in above and (note in needed or home[note] == number)
        ]
        see = {home[note] for note in question.notes if note not in (*printed, *above)}
        see |= set(above.values())
        notes = tuple(sheet.notes[note] for note in printed)
        found.append(SourceEntry(number, question, notes, tuple(sorted(see)), joins=bool(above)))
        here = above | dict.fromkeys(printed, number)
    return tuple(found)


def _homes(numbered: Sequence[tuple[int, Question]], beside: Sequence[set[str]]) -> dict[str, int]:
    """Where a note prints first: beside the first quote that needs it, else where first named."""
    home: dict[str, int] = {}
    for (number, _), paired in zip(numbered, beside, strict=True):
        for note in paired:
            home.setdefault(note, number)
    for number, question in numbered:
        for note in question.notes:
            home.setdefault(note, number)
    return home


# How much page one holds, by a cautious estimate; a browser cannot be asked while printing.
PAGE_LINES = 52  # lines of text on the shorter paper (Letter), with room for headings
LINE_WIDTH = 92  # Latin characters to a line
CAPITALS = re.compile("[A-Z]")
CAPITAL_MORE = 0.7  # how much wider a capital is
TIGHT = 0.88  # height of the smaller text, next to the usual one
DENSE = 0.53  # height of the smallest text, which also fills a line with more
PEN_LINE = 1.75  # a pen line of 8 mm, in lines of text
FIXED_LINES = 17  # title, name, headings, the path, emergency signs


def columns(text: str) -> int:
    """The width of a text in Latin characters: those of Chinese and the like count as two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def lines_of_page_one(sheet: Sheet, above: str = "") -> float:
    """About how many lines page one has without pen lines; `above` is text over it, if any."""
    return FIXED_LINES + sum(
        (_lines(above), _about_lines(sheet), _alert_lines(sheet), _question_lines(sheet))
    )


def _room(sheet: Sheet, lines: float) -> Room:
    for room in (Room(2, tight=False), Room(1, tight=False), Room(1, tight=True)):
        text = lines * TIGHT if room.tight else lines
        if text + PEN_LINE * room.pen_lines * len(sheet.most_important) <= PAGE_LINES:
            return room
    return Room(0, tight=True)


def _density(lines: float) -> str:
    if lines * TIGHT <= PAGE_LINES:
        return ""
    return "dense" if lines * DENSE <= PAGE_LINES else "dense densest"


def _lines(text: str) -> int:
    capitals = len(CAPITALS.findall(text)) if text.isascii() else sum(map(str.isupper, text))
    return ceil((columns(text) + CAPITAL_MORE * capitals) / LINE_WIDTH)


def _about_lines(sheet: Sheet) -> int:
    entries = [f"{line.label}: {line.text}" for line in sheet.about]
    return _lines(" · ".join(entries[:4])) + sum(map(_lines, entries[4:]))


def _alert_lines(sheet: Sheet) -> int:
    lines = [alert.to_doctor for alert in sheet.alerts_for_doctor[:MAX_ALERT_LINES]]
    named = " · ".join(alert.short for alert in sheet.alerts_by_name)
    return sum(map(_lines, [*lines, named])) + 2 * bool(lines)


def _question_lines(sheet: Sheet) -> float:
    important = [
        f"{item.text} (source 1)" if isinstance(item, Question) else item.text
        for item in sheet.most_important
    ]
    more = [f"{item.text} (source 10)" for item in sheet.more_to_ask]
    own = sum(not isinstance(item, Question) for item in sheet.more_to_ask)
    return sum(map(_lines, important + more)) + own * PEN_LINE
