"""The sheet as plain text, in the order of the paper, to paste into a message to the clinic."""

from collections.abc import Iterator
from datetime import date

from rules.content import CONTENT
from rules.content.model import Note, Quote
from rules.sheet_model import OwnQuestion, Question, Sheet
from rules.source_age import age_in_words
from rules.wording import TriedLine
from webapp.clinics import Clinic
from webapp.settings import MAX_SHORT_TEXT
from webapp.words import WORDS, print_words, reference_line

TEXT, EVIDENCE = WORDS["text"], WORDS["evidence"]
SHEET = print_words("sheet")


def full(sheet: Sheet, made_on: date, clinic: Clinic | None = None) -> str:
    """All that the sheet says: each question with its reason, quotes, notes and references."""
    return "\n".join(_full_lines(sheet, made_on, clinic)) + "\n"


def short(sheet: Sheet, clinic: Clinic | None = None) -> str:
    """Who, the first questions, and one line for each other: 2,000 characters."""
    lines = [f"{sheet.titles['sheet']} ({sheet.who})", *_matters(sheet)]
    if sheet.alerts_for_doctor:
        named = "; ".join(alert.short for alert in sheet.alerts_for_doctor)
        lines += [f"{SHEET['alerts_title']}: {named}."]
    lines += [f"{sheet.titles['tried']}: {'; '.join(_tried(sheet))}"]
    lines += ["", sheet.three_title]
    lines += [f"{number}. {item.text}" for number, item in _numbered(sheet, important=True)]
    rest = [f"{number}. {item.text}" for number, item in _numbered(sheet, important=False)]
    origin = TEXT["origin_clinic"].format(clinic=clinic.name) if clinic else TEXT["origin"]
    return _fit("\n".join(lines), rest, f"\n\n{origin}\n")


def _fit(start: str, rest: list[str], end: str) -> str:
    """The text with as many of the rest as fit; a word says how many do not."""
    for count in range(len(rest), -1, -1):
        text = _with_rest(start, rest, count)
        if len(text) + len(end) <= MAX_SHORT_TEXT:
            return text + end
    return text[: MAX_SHORT_TEXT - len(end) - 1] + "…" + end


def _with_rest(start: str, rest: list[str], count: int) -> str:
    left = len(rest) - count
    shown = [*rest[:count], *([TEXT["left_out"].format(count=left)] if left else [])]
    return "\n".join([start, "", SHEET["more_to_ask"], *shown]) if shown else start


def _matters(sheet: Sheet) -> list[str]:
    """What matters, how bad it is, and that nothing is ticked under health."""
    told = [each.words for each in (sheet.itch, sheet.bad_nights) if each]
    lines = [sheet.matters] if sheet.matters else []
    lines += [f"{'. '.join([sheet.severity, *told])}."]
    lines += [f"{SHEET['health']}: {sheet.health}"] if sheet.health else []
    return lines


def _tried(sheet: Sheet) -> list[str]:
    return [_treatment(line) for line in sheet.tried] + [" ".join(sheet.tried_notes)]


def _treatment(line: TriedLine) -> str:
    how = line.how
    if line.side_effect:
        how = SHEET["side_effect"].format(how=how, words=line.side_effect)
    text: str = TEXT["line"].format(label=line.treatment, answer=how)
    return f"{text} ({line.how_long})" if line.how_long else text


def _numbered(sheet: Sheet, important: bool) -> Iterator[tuple[int, Question | OwnQuestion]]:
    for number, item in enumerate(sheet.printed, start=1):
        if (number <= len(sheet.most_important)) is important:
            yield number, item


def _full_lines(sheet: Sheet, made_on: date, clinic: Clinic | None) -> Iterator[str]:
    yield from (sheet.titles["sheet"].upper(), sheet.who, *(clinic.lines if clinic else ()))
    yield SHEET["made_on"].format(date=made_on.isoformat())
    yield from _part(sheet.titles["matters"], _matters(sheet))
    if sheet.alerts_for_doctor:
        lines = [f"- {alert.to_doctor}" for alert in sheet.alerts_for_doctor]
        yield from _part(SHEET["alerts_title"], lines)
    yield from _part(sheet.titles["tried"], [f"- {line}" for line in _tried(sheet)])
    for title, important in ((sheet.three_title, True), (SHEET["more_to_ask"], False)):
        yield from _part(title, [])
        for number, item in _numbered(sheet, important):
            yield from _item(number, item, sheet)
    yield from _part(SHEET["decided"], [f"- {label}: ____" for label in sheet.decided])
    if sheet.alerts:
        lines = [f"- {alert.title}. {alert.to_you}" for alert in sheet.alerts]
        yield from _part(SHEET["alerts_to_you"], lines)
    emergency = sheet.emergency
    yield from _part(SHEET["call_now"], [f"- {sign}" for sign in emergency.call])
    yield from _part(SHEET["help_today"], [f"- {sign}" for sign in emergency.today])
    order = CONTENT.order
    yield from _part(order["title"], [order["caption"]])
    yield f"- {order['creams']}: {order['creams_state']}"
    yield from (f"- {line.name}: {line.state_words}" for line in sheet.medicines)
    yield from _note(CONTENT.notes[CONTENT.named.order_note])
    if sheet.other_treatments:
        yield from ("", *_note(sheet.other_treatments))
    bring = [sheet.bring_all.to_you, *sheet.bring]
    yield from _part(SHEET["bring_title"], [f"- {line}" for line in bring])
    yield from _part(TEXT["about_title"], list(sheet.standing))
    source, age = sheet.source, age_in_words(CONTENT, made_on)
    yield TEXT["about_source"].format(
        title=source.title, publisher=source.publisher, reviewed=source.reviewed, age=age
    )
    yield source.url
    yield SHEET["version"].format(version=sheet.content_version, reviewer=sheet.reviewer)


def _part(title: str, lines: list[str]) -> list[str]:
    return ["", title.upper(), *lines]


def _item(number: int, item: Question | OwnQuestion, sheet: Sheet) -> Iterator[str]:
    yield ""
    yield f"{number}. {item.text}"
    if isinstance(item, OwnQuestion):
        return
    if item.because:
        yield f"   {item.because}"
    yield from (f"   {_quote(quote)}" for quote in item.quotes)
    for note in item.notes:
        yield from (f"   {line}" for line in _note(sheet.notes[note]))


def _quote(quote: Quote) -> str:
    words: str = TEXT["says_labeled"] if quote.label else TEXT["says"]
    return words.format(label=quote.label, quote=quote.text)


def _note(note: Note) -> Iterator[str]:
    yield f"{EVIDENCE['other_sources'].format(title=note.title)} {note.text}"
    yield from (f"- {reference_line(reference)} {reference.url}" for reference in note.references)
