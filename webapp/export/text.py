"""The sheet as plain text, to paste into a patient-portal message."""

from collections.abc import Iterator
from datetime import date

from rules.content.model import Note, Quote
from rules.sheet_model import OwnQuestion, Question, Sheet
from rules.source_age import age_in_words
from webapp.clinics import Clinic
from webapp.settings import MAX_SHORT_TEXT
from webapp.words import WORDS, print_words, reference_line

TEXT, EVIDENCE = WORDS["text"], WORDS["evidence"]
SHEET = print_words("sheet")


def full(sheet: Sheet, made_on: date, clinic: Clinic | None = None) -> str:
    """All that the sheet says: each question with its reason, quotes, notes and references."""
    return "\n".join(_full_lines(sheet, made_on, clinic)) + "\n"


def short(sheet: Sheet, clinic: Clinic | None = None) -> str:
    """About me, the most important questions, and one line for each other: 2,000 characters."""
    lines = [sheet.about_title, *_about(sheet)]
    if sheet.alerts_for_doctor:
        named = "; ".join(alert.short for alert in sheet.alerts_for_doctor)
        lines += ["", TEXT["alerts"].format(alerts=named)]
    lines += ["", SHEET["most_important"]]
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


def _about(sheet: Sheet) -> list[str]:
    return [TEXT["line"].format(label=line.label, answer=line.text) for line in sheet.about]


def _numbered(sheet: Sheet, important: bool) -> Iterator[tuple[int, Question | OwnQuestion]]:
    for number, item in enumerate(sheet.printed, start=1):
        if (number <= len(sheet.most_important)) is important:
            yield number, item


def _full_lines(sheet: Sheet, made_on: date, clinic: Clinic | None) -> Iterator[str]:
    yield from (SHEET["title"].upper(), *(clinic.lines if clinic else ()))
    yield from (SHEET["made_on"].format(date=made_on.isoformat()), "", sheet.about_title.upper())
    yield from _about(sheet)
    if sheet.goals:
        yield from _part(TEXT["goals"], [f"- {goal}" for goal in sheet.goals])
    if sheet.alerts_for_doctor:
        lines = [f"- {alert.to_doctor}" for alert in sheet.alerts_for_doctor]
        yield from _part(SHEET["alerts_title"], lines)
    if sheet.alerts:
        yield from _part(SHEET["alerts_to_you"], [f"- {alert.to_you}" for alert in sheet.alerts])
    path_words = sheet.path_words
    yield from _part(sheet.where_title, [sheet.stage_words, path_words["caption"]])
    yield f"- {path_words['creams']}: {sheet.creams_words}"
    yield from (f"- {line.name}: {line.state_words}" for line in sheet.medicines)
    for title, important in ((SHEET["most_important"], True), (SHEET["more_to_ask"], False)):
        yield from _part(title, [])
        for number, item in _numbered(sheet, important):
            yield from _item(number, item, sheet)
    if sheet.other_treatments:
        yield from ("", *_note(sheet.other_treatments))
    bring = [sheet.bring_all.to_you, *sheet.bring]
    yield from _part(SHEET["bring_title"], [f"- {line}" for line in bring])
    yield from _part(TEXT["emergency_title"], [sheet.emergency.to_you])
    yield from _part(TEXT["about_title"], list(sheet.standing))
    source, age = sheet.source, age_in_words(sheet.source, made_on)
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
    if not item.in_article:
        yield f"   {EVIDENCE['not_in_article']}"
    yield from (f"   {_quote(quote)}" for quote in item.quotes)
    for note in item.notes:
        yield from (f"   {line}" for line in _note(sheet.notes[note]))


def _quote(quote: Quote) -> str:
    words: str = TEXT["says_labeled"] if quote.label else TEXT["says"]
    return words.format(label=quote.label, quote=quote.text)


def _note(note: Note) -> Iterator[str]:
    yield f"{EVIDENCE['other_sources'].format(title=note.title)} {note.text}"
    yield from (f"- {reference_line(reference)} {reference.url}" for reference in note.references)
