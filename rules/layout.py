"""What stands where on paper.

Page one is one page for any answers: `Room` says what gives way when much is on it.

Page two tells by theme where the questions come from. Each quote and each note stands there once,
under the first theme that needs it; the numbers of the questions that rest on it stand at the
theme. A quote and the note that belongs to it (content/pairs.toml) stand in one passage, which no
page break may split.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple
from unicodedata import east_asian_width

from rules.content import CONTENT, CONTENTS
from rules.content.model import Content, Note, Quote, Reference
from rules.medicines import step_of
from rules.sheet_model import MAX_ALERT_LINES, Question, Sheet

ORDER = "order"  # the theme that holds the picture of the article's order
ORDER_QUOTES = tuple(  # where the article places each medicine
    quote.id
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
    *(Room((1, 1, 1), rows=rows, columns=2, decided=2, small=True, kept=0) for rows in (4, 2, 0)),
    *(
        Room((1, 1, 1), rows=0, columns=2, decided=2, small=True, kept=0, own=own)
        for own in (0.5, 0.1)
    ),
)
USUAL = tuple(room for room in GIVING_WAY if room.own == 1)


@dataclass(frozen=True, slots=True)
class Layout:
    """Page two of a sheet. `references` gives each its number, from 1."""

    themes: tuple[Theme, ...]
    references: Mapping[Reference, int]

    def cited(self, note: Note) -> str:
        """The numbers of the note's references, like "1, 4–7"."""
        runs: list[list[int]] = []
        for number in sorted(self.references[item] for item in note.references):
            if runs and number == runs[-1][-1] + 1:
                runs[-1].append(number)
            else:
                runs.append([number])
        return ", ".join(_run(numbers) for numbers in runs)


def _run(numbers: Sequence[int]) -> str:
    if len(numbers) < 3:
        return ", ".join(map(str, numbers))
    return f"{numbers[0]}–{numbers[-1]}"


def lay_out(sheet: Sheet) -> Layout:
    """Lay out page two of a sheet."""
    themes = tuple(_themes(sheet))
    notes = [*sheet.emergency.evidence.notes]
    notes += [note for theme in themes for passage in theme.passages for note in passage.notes]
    cited = dict.fromkeys(item for note in notes for item in note.references)
    return Layout(themes, {item: number for number, item in enumerate(cited, start=1)})


def _themes(sheet: Sheet) -> Iterable[Theme]:
    content = CONTENTS[sheet.language]
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
                title=content.order["title"] if topic == ORDER else topic,
                symbol=content.topics.get(topic, ORDER),
                numbers=numbers,
                passages=tuple(_passages(here, quotes, content)),
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


def _passages(
    here: Sequence[str], quotes: Mapping[str, Quote], content: Content
) -> Iterable[Passage]:
    """First what stands alone in the article; then each note, below the quotes it belongs to."""
    paired = content.pairs
    alone = tuple(quotes[key] for key in here if key in quotes and paired.get(key) not in here)
    if alone:
        yield Passage(alone, ())
    for key in here:
        if key in content.notes:
            with_it = tuple(
                quotes[each] for each in here if each in quotes and paired.get(each) == key
            )
            yield Passage(with_it, (content.notes[key],))


# How much of a page the parts of page one fill, in millimeters: the sizes are those of the template
# (templates/print/sheet.typ). It spares trying each room in turn, and a browser cannot be asked.

POINT = 25.4 / 72
AXIS, SIDES = 9.0, 32.0  # left of all words; both margins
CODE, BESIDE_CODE = 34.0, 5.0  # the side of the carry code, and what is free left of it
PAPER: Mapping[str, tuple[float, float]] = {"letter": (215.9, 254.4), "a4": (210.0, 272.0)}
CODE_AND_CAPTION = CODE + 7.5
# In a second language: under the title, under the head of the alerts, above each first question.
TITLE_BESIDE, HEAD_BESIDE, BESIDE_GAP = 4.6, 10.0, 2.2
MAX_WORDS = 480  # on page one, so that a doctor reads it in 90 seconds
WIDTHS = {  # of characters that are not about as wide as most, in ems
    " ": 0.2,
    **dict.fromkeys("ijlI.,:;'’|", 0.25),
    **dict.fromkeys("ftr()[]-/!", 0.32),
    **dict.fromkeys("csvxyz?“”", 0.44),
    **dict.fromkeys("mwMW%", 0.78),
}
BOLD = 1.055  # how much wider bold type is
FILL = 1.02  # lines end at a word


def columns(text: str) -> int:
    """The width of a text in Latin characters: those of Chinese and the like count as two."""
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in text)


def room_on_page_one(
    sheet: Sheet,
    paper: str,
    above: str = "",
    spare: float = 0,
    *,
    with_code: bool = False,
    beside: Sheet | None = None,
) -> int:
    """The place in GIVING_WAY of the first room in which page one should fit a page.

    `above` is a clinic's lines. `spare` millimeters stay free, where another type may be wider.
    `beside` is the same sheet in the doctor's language, when page one is to speak in both.
    """
    width, height = PAPER[paper]
    for place, room in enumerate(USUAL):
        needed = _height(sheet, beside, room, width - SIDES, above, with_code)
        if needed <= height - spare and _words(beside or sheet, room) <= MAX_WORDS:
            return place
    return len(USUAL) - 1


def _words(sheet: Sheet, room: Room) -> int:
    """About how many words page one has."""
    alerts = [alert.to_doctor for alert in sheet.alerts_for_doctor[:MAX_ALERT_LINES]]
    named = [alert.short for alert in sheet.alerts_by_name]
    tried = [word for line in sheet.tried for word in (line.treatment, line.how)]
    tried += [
        word for line in sheet.tried[: room.rows] for word in (line.how_long, line.side_effect)
    ]
    asked = [item.text for item in (*sheet.most_important, *sheet.more_to_ask[: room.kept])]
    texts = [*alerts, *named, *tried, *asked, *sheet.tried_notes, sheet.matters, sheet.health]
    return FIXED_WORDS + len(asked) + sum(len(text.split()) for text in texts)


FIXED_WORDS = 92  # titles, labels and the foot


def _height(
    sheet: Sheet, beside: Sheet | None, room: Room, width: float, above: str, with_code: bool
) -> float:
    doctor = beside or sheet
    size, head = (10.0, 4.9) if room.small else (11.0, 5.5)
    close = room.columns > 1
    inner = width - AXIS
    gaps = (1.7 if room.small else 2.3) * (5 + bool(sheet.alerts_for_doctor))
    gaps += TITLE_BESIDE if beside else 0
    in_two = beside is not None and beside.alerts_for_doctor
    code = CODE + BESIDE_CODE if with_code else 0
    top = _height_of_who(above, close, room.small, width - code)
    top += _height_of_matters(doctor, size, head, close, inner - code)
    parts = (
        max(top, CODE_AND_CAPTION) if with_code else top,
        max(_height_of_alerts(doctor, size, close, inner), HEAD_BESIDE if in_two else 0),
        _height_of_tried(doctor, room, size, head, close, inner),
        _height_of_three(sheet, room, close, inner),
        _height_beside(beside, room, inner) if beside else 0,
        _height_of_more(sheet, room, size, head, close, width),
        (3.9 if close else 5.4) + head + (6.4 if room.small else 7.6) * (4 / room.decided),
    )
    return sum(parts) + gaps


def _height_of_who(above: str, close: bool, small: bool, width: float) -> float:
    title, gap = (4.7, 2.6) if close else (5.6, 3.4)
    return title + gap + _block(above or "-", 9.5, width - 60, 0.5) + gap + (4.6 if small else 6.0)


def _height_of_matters(sheet: Sheet, size: float, head: float, close: bool, inner: float) -> float:
    gap, below = (1.8, 1.7) if close else (2.3, 2.4)
    larger = size + (1.5 if sheet.goals else 0.5)
    said = _block(sheet.matters, larger, inner / BOLD, 0.5) if sheet.matters else 7.0
    return head + gap + said + below + 2.7


def _height_of_alerts(sheet: Sheet, size: float, close: bool, inner: float) -> float:
    words = CONTENTS[sheet.language].print["print"]["sheet"]
    lines = [alert.to_doctor for alert in sheet.alerts_for_doctor[:MAX_ALERT_LINES]]
    health = 0.0
    if sheet.health:
        gap = 1.6 if close else 2.6
        health = gap + _block(f"{words['health']}: {sheet.health}", size - 0.5, inner, 0.5)
    if not lines:
        return health
    room = inner - (28 if size < 11 else 31)
    gap = 0.18 * size
    if len(lines) > 2 and all(len(line) < 40 for line in lines):
        lines = lines[::2]
    named = "; ".join(alert.short for alert in sheet.alerts_by_name)
    full = sum(_block(line, size + 0.5, room / BOLD, 0.4) + gap for line in lines)
    rest = _block(f"{words['also']}: {named}.", size, room, 0.45) + gap if named else 0
    return (3.8 if close else 5.2) + full + rest + health


def _height_of_tried(
    sheet: Sheet, room: Room, size: float, head: float, close: bool, inner: float
) -> float:
    gap = 1.4 if close else 2.0
    pad = 2 * (0.7 if room.small else 1.1 if close else 1.5) + 0.1
    rows, rest = sheet.tried[: room.rows], sheet.tried[room.rows :]
    first = max((_em(row.treatment) for row in rows), default=0) * size * POINT * 1.05 + 5
    last = max((_em(row.how_long) for row in rows), default=0) * size * POINT
    middle = inner - first - last - 5
    height = head + gap
    if rows:
        height += 0.57 * size * POINT + pad
    for row in rows:
        said = f"{row.how} – “{row.side_effect}”" if row.side_effect else row.how
        height += _block(said, size, middle, 0.35) + pad
    if rest:
        joined = "; ".join(f"{row.how}: {row.treatment}" for row in rest)
        height += 1.2 + _block(joined, size, inner, 0.45) * 0.9
    return height + gap + _block(" ".join(sheet.tried_notes), size, inner, 0.5)


def _height_of_three(sheet: Sheet, room: Room, close: bool, inner: float) -> float:
    height = (2 + 1.9 if close else 2.5 + 3) + (5.5 if room.small else 6.8)
    for item, lines in zip(sheet.most_important, room.pen_lines, strict=False):
        size = 11 if room.small else 11.5 if len(item.text) > 110 else 13
        beside = 0 if room.small else 26
        said = _block(item.text, size, (inner - beside) / BOLD, 0.38)
        height += max(5.8, 0.5 + said) + 8 * lines
        height += 2.1 if close else 2.6
    return height


def _height_beside(beside: Sheet, room: Room, inner: float) -> float:
    """What the first questions take in the doctor's language, under the person's own."""
    width = inner - (0 if room.small else 26)
    size = 9.0 if room.small else 10.0
    asked = [item.text for item in beside.most_important if isinstance(item, Question)]
    return sum(BESIDE_GAP + _block(text, size, width, 0.34) for text in asked)


def _height_of_more(
    sheet: Sheet, room: Room, size: float, head: float, close: bool, width: float
) -> float:
    items = sheet.more_to_ask[: room.kept]
    if not items:
        return head
    column = (width - 8) / 2 - 11.6 if room.columns > 1 else width - AXIS - 5.4
    heights = [max(3.1, _block(item.text, size, column, 0.34)) for item in items]
    gap = 1.2 if room.small else 1.6
    half = -(-len(items) // room.columns)
    in_columns = [heights[start : start + half] for start in range(0, len(heights), half)]
    return (
        head
        + (1.5 if close else 2.2)
        + max(sum(some) + gap * (len(some) - 1) for some in in_columns)
    )


def _block(text: str, size: float, width: float, leading: float) -> float:
    """The height of a text of `size` points, set in lines of this width."""
    lines = max(1, ceil(_em(text) * size * POINT * FILL / width))
    return (lines * 0.66 + (lines - 1) * leading) * size * POINT


def _em(text: str) -> float:
    """The width of a text in ems of the sheet's type."""
    return sum(map(_character, text))


def _character(character: str) -> float:
    if character in WIDTHS:
        return WIDTHS[character]
    if east_asian_width(character) in "WF":
        return 1
    return 0.59 if character.isupper() else 0.52
