"""The sheet as a PDF: what goes to its template, and how closely part one is set."""

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import typst

from rules.content.model import Note, Quote
from rules.layout import Layout, SourceEntry, lay_out, lines_of_page_one
from rules.path import Step
from rules.sheet_model import MAX_ALERT_LINES, OwnQuestion, Question, Sheet
from rules.source_age import age_in_words
from webapp.clinics import Clinic
from webapp.export.typesetting import PaperSize, own_words, place_in_line, typeset
from webapp.words import WORDS, long_date, print_words, reference_line

# How closely page one may be set: the template says what each level means. Trying them all is
# slow, so the first to try goes by the estimate of its lines: one level on for each number passed.
# The last ones, with no pen lines, are never guessed.
LAST_LEVEL = 11
LINES_AT_LEVEL = (38.5, 43.5, 47, 50, 63, 66, 74, 78)
LINES_LESS: Mapping[PaperSize, float] = {"a4": 0, "letter": 2.5}  # than an A4 page holds


def sheet_pdf(
    sheet: Sheet,
    paper: PaperSize,
    made_on: date,
    clinic: Clinic | None = None,
    sample: bool = False,
) -> bytes:
    """The printed sheet. The same sheet, paper, date and clinic give the same bytes.

    A sample says so on every page. Raises TooManyPdfsError when too many are under way.
    """
    data = _data(sheet, made_on) | {
        "clinic": [own_words(text) for text in clinic.lines] if clinic else [],
        "sample": sample,
    }
    above = " · ".join(clinic.lines) if clinic else ""
    lines = lines_of_page_one(sheet, above) + LINES_LESS[paper]
    first_level = sum(lines > most for most in LINES_AT_LEVEL)
    with place_in_line():
        for level in range(first_level, LAST_LEVEL):
            with suppress(typst.TypstError):  # page one is longer than a page
                return typeset("sheet", paper, data | {"level": level}, made_on)
        return typeset("sheet", paper, data | {"level": LAST_LEVEL}, made_on)


# What the template is given: strings, numbers, lists and tables, in the order of the page


def _data(sheet: Sheet, made_on: date) -> dict[str, Any]:
    return {
        "words": print_words("sheet"),
        "made": long_date(made_on),
        "version": sheet.content_version,
        "reviewer": sheet.reviewer,
        **_page_one(sheet),
        **_page_two(sheet, lay_out(sheet), made_on),
    }


def _page_one(sheet: Sheet) -> dict[str, Any]:
    marked = len(sheet.most_important)
    alerts = sheet.alerts_for_doctor[:MAX_ALERT_LINES]
    return {
        "about_title": sheet.about_title,
        "where_title": sheet.where_title,
        "about": [{"label": line.label, "parts": _parts(line.text, sheet)} for line in sheet.about],
        "alerts": [alert.to_doctor for alert in alerts],
        "alerts_named": [alert.short for alert in sheet.alerts_by_name],
        "stage": sheet.stage_words,
        "path": _path(sheet),
        "most_important": _numbered(sheet, sheet.most_important, start=1),
        "more_to_ask": _numbered(sheet, sheet.more_to_ask, start=marked + 1),
        "emergency": sheet.emergency.to_you,
        "not_advice": sheet.standing[0],
    }


def _numbered(
    sheet: Sheet, items: Sequence[Question | OwnQuestion], start: int
) -> list[dict[str, Any]]:
    return [
        {"number": number, "own": False, "because": item.because, "parts": _parts(item.text, sheet)}
        if isinstance(item, Question)
        else {"number": number, "own": True, "because": None, "parts": [_own_part(item.text)]}
        for number, item in enumerate(items, start)
    ]


def _parts(text: str, sheet: Sheet) -> list[dict[str, Any]]:
    """Words of ours, cut where they hold the person's own on a side effect, in any script."""
    told = {re.escape(line.side_effect) for line in sheet.tried if line.side_effect}
    if not told:
        return [{"own": False, "text": text}]
    parts = re.split(rf"(?<=[“( ])({'|'.join(sorted(told, key=len, reverse=True))})(?=[”)])", text)
    return [
        _own_part(part) if place % 2 else {"own": False, "text": part}
        for place, part in enumerate(parts)
    ]


def _own_part(text: str) -> dict[str, Any]:
    return {"own": True, **own_words(text)}


def _path(sheet: Sheet) -> dict[str, Any]:
    steps = [{"here": step.here, "entries": _entries(sheet, step)} for step in sheet.path]
    return {
        "caption": sheet.path_words["caption"],
        "here": sheet.path_words["here"],
        "alt": _in_words(sheet.path_words["here"], steps),
        "steps": steps,
        "beside": sheet.path_words["beside"],
        "beside_entries": [
            {"name": line.name, "words": line.state_short} for line in sheet.beside_path
        ],
    }


def _entries(sheet: Sheet, step: Step) -> list[dict[str, str]]:
    if not step.medicines:
        return [{"name": sheet.path_words["creams"], "words": sheet.creams_words, "state": ""}]
    lines = [sheet.line(medicine) for medicine in step.medicines]
    return [{"name": each.name, "words": each.state_short, "state": each.state} for each in lines]


def _in_words(here: str, steps: Sequence[Mapping[str, Any]]) -> str:
    """The picture for those who hear it."""
    words, said = print_words("sheet"), []
    for number, step in enumerate(steps, start=1):
        entries = "; ".join(f"{entry['name']}: {entry['words']}" for entry in step["entries"])
        said.append(words["path_step"].format(number=number, entries=entries))
        said += [f"{here}."] if step["here"] else []
    return " ".join(said)


def _page_two(sheet: Sheet, layout: Layout, made_on: date) -> dict[str, Any]:
    other = layout.other_treatments
    return {
        "source": {
            "title": sheet.source.title,
            "publisher": sheet.source.publisher,
            "reviewed": sheet.source.reviewed,
            "age": age_in_words(sheet.source, made_on),
            "url": sheet.source.url,
        },
        "entries": _groups(sheet, layout),
        "other_treatments": other and _note(layout, other),
        "alert_lines": [alert.to_you for alert in sheet.alerts],
        "bring": [sheet.bring_all.to_you, *sheet.bring],
        "references": [reference_line(reference) for reference in layout.references],
        "standing": " ".join((sheet.emergency.to_you, *sheet.standing)),
    }


def _groups(sheet: Sheet, layout: Layout) -> list[list[dict[str, Any]]]:
    """The entries, those that must stand on one page in one list."""
    groups: list[list[dict[str, Any]]] = []
    for entry in layout.entries:
        if not entry.joins:
            groups.append([])
        groups[-1].append(_entry(sheet, layout, entry))
    return groups


def _entry(sheet: Sheet, layout: Layout, entry: SourceEntry) -> dict[str, Any]:
    return {
        "number": entry.number,
        "parts": _parts(entry.question.text, sheet),
        "because": entry.question.because,
        "in_article": entry.question.in_article,
        "quotes": [_quote(quote) for quote in entry.question.quotes],
        "see": WORDS["evidence"]["and"].join(map(str, entry.see)),
        "notes": [_note(layout, note) for note in entry.notes],
    }


def _quote(quote: Quote) -> dict[str, str]:
    return {"label": quote.label, "text": quote.text}


def _note(layout: Layout, note: Note) -> dict[str, str]:
    return {"title": note.title, "text": note.text, "cited": layout.cited(note)}
