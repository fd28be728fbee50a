"""What stands where on paper.

Page one is one page for any answers: `Room` says what gives way when much is on it.

Page two tells by theme where the questions come from. Each quote and each note stands there once,
under the first theme that needs it; the numbers of the questions that rest on it stand at the
theme. A quote and the note that belongs to it (content/pairs.toml) stand in one passage, which no
page break may split.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from unicodedata import east_asian_width

from rules.content import CONTENT
from rules.content.model import Note, Quote, Reference
from rules.medicines import step_of
from rules.sheet_model import Question, Sheet

ORDER = "order"  # the theme that holds the picture of the article's order
ORDER_QUOTES = tuple(  # where the article places each medicine
    quote
    for entry, wording in CONTENT.entries.items()
    if step_of(entry) is not None
    for quote in wording.quotes
)


class Passage(NamedTuple):
    """Quotes and notes that stand together."""

    quotes: tuple[Quote, ...]
    notes: tuple[Note, ...]


class Theme(NamedTuple):
    """A part of page two: `numbers` are those of the questions that rest on it."""

    title: str
    symbol: str
    numbers: tuple[int, ...]
    passages: tuple[Passage, ...]
    holds_order: bool


class Room(NamedTuple):
    """What page one has room for.

    `pen_lines` stand under each of the first questions. Of what was tried, `rows` stand in the
    table; the rest is joined in a line. `columns` is for what else to ask, and `decided` for what
    is filled in. `small` is a text of 10 instead of 11 points. Of what else to ask, `kept` stand
    on page one. `own` is the size of the person's own words beside ours.
    """

    pen_lines: tuple[int, ...] = (2, 2, 2)
    rows: int = 99
    columns: int = 1
    decided: int = 1
    small: bool = False
    kept: int = 99
    own: float = 1


# What gives way, in this order, until all fits one page. The last two are for what nobody means to
# print: own words made of nothing but the widest characters that there are.
GIVING_WAY = (
    Room(),
    Room((2, 2, 1)),
    Room((2, 1, 1)),
    Room((1, 1, 1)),
    Room((1, 1, 1), rows=6),
    Room((1, 1, 1), rows=6, columns=2),
    Room((1, 1, 1), rows=6, columns=2, decided=2),
    *(
        Room((1, 1, 1), rows=6, columns=2, decided=2, small=True, kept=kept)
        for kept in (99, 10, 8, 6, 4, 2, 0)
    ),
    *(
        Room((1, 1, 1), rows=6, columns=2, decided=2, small=True, kept=0, own=own)
        for own in (0.5, 0.1)
    ),
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Page two of a sheet. `references` gives each its number, from 1."""

    themes: tuple[Theme, ...]
    references: Mapping[Reference, int]

    def cited(self, note: Note) -> str:
        """The numbers of the note's references, like "1, 4"."""
        return ", ".join(map(str, sorted(self.references[item] for item in note.references)))


def lay_out(sheet: Sheet) -> Layout:
    """Lay out page two of a sheet."""
    themes = tuple(_themes(sheet))
    notes = [*sheet.emergency.evidence.notes]
    notes += [note for theme in themes for passage in theme.passages for note in passage.notes]
    cited = dict.fromkeys(item for note in notes for item in note.references)
    return Layout(themes, {item: number for number, item in enumerate(cited, start=1)})


def _themes(sheet: Sheet) -> Iterable[Theme]:
    numbered = [
        (number, item)
        for number, item in enumerate(sheet.printed, start=1)
        if isinstance(item, Question)
    ]
    questions = [question for _, question in numbered]
    homes = _homes(questions)
    if sheet.other_treatments:
        homes.setdefault(sheet.other_treatments.id, ORDER)
    quotes = {quote.id: quote for question in questions for quote in question.quotes}
    order_last = [*dict.fromkeys(question.topic for question in questions), ORDER]
    for topic in order_last:
        here = [key for key, home in homes.items() if home == topic]
        numbers = tuple(
            number
            for number, question in numbered
            if any(homes[key] == topic for key in _evidence(question))
        )
        if here:
            yield Theme(
                title=CONTENT.order["title"] if topic == ORDER else topic,
                symbol=CONTENT.topics.get(topic, ORDER),
                numbers=numbers,
                passages=tuple(_passages(here, quotes)),
                holds_order=topic == ORDER,
            )


def _evidence(question: Question) -> list[str]:
    return [*(quote.id for quote in question.quotes), *question.notes]


def _homes(questions: Sequence[Question]) -> dict[str, str]:
    """The theme of each quote and note: the first that names it, but a pair is not parted."""
    homes = {CONTENT.named.order_note: ORDER, **dict.fromkeys(ORDER_QUOTES, ORDER)}
    for question in questions:
        for note in question.notes:
            homes.setdefault(note, question.topic)
    for question in questions:
        for quote in question.quotes:
            home = homes[CONTENT.pairs[quote.id]] if quote.id in CONTENT.pairs else question.topic
            homes.setdefault(quote.id, home)
    return homes


def _passages(here: Sequence[str], quotes: Mapping[str, Quote]) -> Iterable[Passage]:
    """First what stands alone in the article; then each note, below the quotes it belongs to."""
    paired = CONTENT.pairs
    alone = tuple(quotes[key] for key in here if key in quotes and paired.get(key) not in here)
    if alone:
        yield Passage(alone, ())
    for key in here:
        if key in CONTENT.notes:
            with_it = tuple(
                quotes[each] for each in here if each in quotes and paired.get(each) == key
            )
            yield Passage(with_it, (CONTENT.notes[key],))


def columns(text: str) -> int:
    """The width of a text in Latin characters: those of Chinese and the like count as two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)
