"""The sheet as plain text, to paste into a patient-portal message."""

from collections.abc import Iterator
from datetime import date

from rules.content_model import Note
from rules.freshness import age_in_words
from rules.sheet_model import OwnQuestion, Question, Sheet
from webapp.clinics import Clinic

LONGEST_SHORT_FORM = 2000  # characters; what many portals take in one message


def full(sheet: Sheet, made_on: date, clinic: Clinic | None = None) -> str:
    """All that the sheet says: each question with its reason, quotes, notes and references."""
    return "\n".join(_full_lines(sheet, made_on, clinic)) + "\n"


def short(sheet: Sheet, clinic: Clinic | None = None) -> str:
    """About me, the most important questions, and one line for each other: 2,000 characters."""
    lines = [sheet.about_title, *(f"{line.label}: {line.text}" for line in sheet.about)]
    if sheet.flags:
        lines += ["", "Please note first: " + "; ".join(flag.short for flag in sheet.flags)]
    lines += ["", "My most important questions"]
    lines += [f"{number}. {item.text}" for number, item in _numbered(sheet, important=True)]
    rest = [f"{number}. {item.text}" for number, item in _numbered(sheet, important=False)]
    origin = f", handed out by {clinic.name}" if clinic else ""
    end = f"\n\nFrom an Eczema Questions sheet{origin}. Not medical advice.\n"
    return _fit("\n".join(lines), rest, end)


def _fit(start: str, rest: list[str], end: str) -> str:
    """The text with as many of the rest as fit; a word says how many do not."""
    for count in range(len(rest), -1, -1):
        text = _with_rest(start, rest, count)
        if len(text) + len(end) <= LONGEST_SHORT_FORM:
            return text + end
    return text[: LONGEST_SHORT_FORM - len(end) - 1] + "…" + end


def _with_rest(start: str, rest: list[str], count: int) -> str:
    left = len(rest) - count
    shown = [*rest[:count], *([f"And {left} more on my sheet."] if left else [])]
    return start + ("\n\nMore to ask\n" + "\n".join(shown) if shown else "")


def _numbered(sheet: Sheet, important: bool) -> Iterator[tuple[int, Question | OwnQuestion]]:
    for number, item in enumerate(sheet.printed, start=1):
        if (number <= len(sheet.most_important)) is important:
            yield number, item


def _full_lines(sheet: Sheet, made_on: date, clinic: Clinic | None) -> Iterator[str]:
    yield from ("QUESTIONS FOR MY DOCTOR", *(clinic.lines if clinic else ()))
    yield from (f"Made on {made_on.isoformat()}", "", sheet.about_title.upper())
    yield from (f"{line.label}: {line.text}" for line in sheet.about)
    if sheet.flags:
        yield from ("", "TELL YOUR DOCTOR FIRST", *(f"- {flag.line}" for flag in sheet.flags))
    yield from ("", sheet.where_title.upper(), sheet.stage_words, sheet.path_words["caption"])
    yield f"- {sheet.path_words['creams']}: {sheet.creams_words}"
    yield from (f"- {line.name}: {line.state_words}" for line in sheet.medicines)
    yield from ("", "MY MOST IMPORTANT QUESTIONS")
    for number, item in _numbered(sheet, important=True):
        yield from _item(number, item, sheet)
    yield from ("", "MORE TO ASK")
    for number, item in _numbered(sheet, important=False):
        yield from _item(number, item, sheet)
    if sheet.other_treatments:
        yield from ("", *_note(sheet.other_treatments))
    yield from ("", "WHAT TO BRING", f"- {sheet.bring_all.line}")
    yield from (f"- {line}" for line in sheet.bring)
    yield from ("", "EMERGENCY SIGNS", sheet.emergency.line)
    yield from ("", "ABOUT THIS SHEET", *sheet.standing)
    source = sheet.source
    reviewed = f"{source.reviewed}, {age_in_words(source, made_on)}"
    yield f"The article: {source.title}, {source.publisher}, last reviewed {reviewed}."
    yield source.url
    yield f"Content version {sheet.content_version}, {sheet.reviewer}."


def _item(number: int, item: Question | OwnQuestion, sheet: Sheet) -> Iterator[str]:
    yield ""
    yield f"{number}. {item.text}"
    if isinstance(item, OwnQuestion):
        return
    yield f"   {item.because}"
    if not item.in_article:
        yield "   This is not in the article."
    for quote in item.quotes:
        label = f" ({quote.label})" if quote.label else ""
        yield f"   The article says{label}: “{quote.text}”"
    for note in item.notes:
        yield from (f"   {line}" for line in _note(sheet.notes[note]))


def _note(note: Note) -> Iterator[str]:
    yield f"Other sources – {note.title}. {note.text}"
    for reference in note.references:
        year = reference.year or "no date"
        yield f"- {reference.title}. {reference.publisher}, {year}. {reference.url}"
