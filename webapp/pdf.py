"""The sheet as a PDF: what goes to its template, and how closely part one is set."""

import unicodedata
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from math import ceil
from typing import Any

import typst

from rules.content_model import Note, Quote
from rules.freshness import age_in_words
from rules.paper import Grounds, Paper, lay_out
from rules.path import Step
from rules.sheet_model import OwnQuestion, Question, Sheet
from webapp.clinics import Clinic
from webapp.typesetting import PaperSize, typed, typeset

# How closely part one may be set: the template says what each level means. Trying them all is
# slow, so the first to try goes by how many lines there are: one level on for each number passed.
# The last ones, with fewer pen lines, are never guessed.
LAST_LEVEL = 8
LINES_AT_LEVEL = (33, 39, 43, 48)
LINES_LESS: Mapping[PaperSize, int] = {"a4": 0, "letter": 3}  # than an A4 page holds
CHARACTERS_IN_LINE = 95


def sheet_pdf(
    sheet: Sheet,
    paper: PaperSize,
    made_on: date,
    clinic: Clinic | None = None,
    sample: bool = False,
) -> bytes:
    """The printed sheet. The same sheet, paper, date and clinic give the same bytes.

    A sample says so on every page.
    """
    data = _data(sheet, made_on) | {
        "clinic": [typed(text) for text in clinic.lines] if clinic else [],
        "sample": sample,
    }
    for level in range(_first_level(data, paper), LAST_LEVEL):
        with suppress(typst.TypstError):  # part one is longer than a page
            return typeset("sheet", paper, data | {"level": level}, made_on)
    return typeset("sheet", paper, data | {"level": LAST_LEVEL}, made_on)


def _first_level(data: Mapping[str, Any], paper: PaperSize) -> int:
    lines = _lines(data) + LINES_LESS[paper]
    return sum(lines > most for most in LINES_AT_LEVEL)


def _lines(data: Mapping[str, Any]) -> int:
    """About how many lines part one has, a pen line counted as two."""
    about = [f"{line['label']}: {line['text']}" for line in data["about"]]
    flags = data["flags"]
    texts = [" · ".join(about[:4]), *about[4:]]  # four share a line
    texts += [" · ".join(each["text"] for each in data["clinic"])]
    texts += [" · ".join(["Tell your doctor first", *flags])] if data["flags_named"] else flags
    pens = 2 if flags else 0  # what the ruled box takes
    texts += [f"{item['text']} {item['because']} (source 1)" for item in data["most_important"]]
    texts += [f"{item['text']} (source 10)" for item in data["more_to_ask"]]
    pens += 4 * len(data["most_important"])
    pens += 2 * sum(item["because"] is None for item in data["more_to_ask"])
    return pens + sum(ceil(_width(text) / CHARACTERS_IN_LINE) for text in texts)


def _width(text: str) -> int:
    """In characters of the Latin script: those of Chinese and the like are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(each) in "WF" else 1 for each in text)


# What the template is given: strings, numbers, lists and tables, in the order of the page


def _data(sheet: Sheet, made_on: date) -> dict[str, Any]:
    return {
        "made": f"{made_on:%B} {made_on.day}, {made_on.year}",
        "version": sheet.content_version,
        "reviewer": sheet.reviewer,
        **_part_one(sheet),
        **_part_two(sheet, lay_out(sheet), made_on),
    }


def _part_one(sheet: Sheet) -> dict[str, Any]:
    marked = len(sheet.most_important)
    named = sheet.flags_by_name
    return {
        "about_title": sheet.about_title,
        "where_title": sheet.where_title,
        "about": [line._asdict() for line in sheet.about],
        "flags": [flag.short if named else flag.line for flag in sheet.flags],
        "flags_named": named,
        "stage": sheet.stage_words,
        "path": _path(sheet),
        "most_important": _asked(sheet.most_important, start=1),
        "more_to_ask": _asked(sheet.more_to_ask, start=marked + 1),
        "emergency": sheet.emergency.line,
        "not_advice": sheet.standing[0],
    }


def _asked(items: Sequence[Question | OwnQuestion], start: int) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "because": item.because if isinstance(item, Question) else None,
            **typed(item.text),
        }
        for number, item in enumerate(items, start)
    ]


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
    said = []
    for number, step in enumerate(steps, start=1):
        entries = "; ".join(f"{entry['name']}: {entry['words']}" for entry in step["entries"])
        said.append(f"Step {number}. {entries}." + (f" {here}." if step["here"] else ""))
    return " ".join(said)


def _part_two(sheet: Sheet, paper: Paper, made_on: date) -> dict[str, Any]:
    child_route, other = paper.child_route, paper.other_treatments
    named = sheet.flags_by_name
    return {
        "source": {
            "title": sheet.source.title,
            "publisher": sheet.source.publisher,
            "reviewed": f"{sheet.source.reviewed}, {age_in_words(sheet.source, made_on)}",
            "url": sheet.source.url,
        },
        "grounds": _groups(paper),
        "child_route": child_route
        and {
            "quote": _quote(child_route[0]),
            "notes": [_note(paper, note) for note in child_route[1]],
        },
        "other_treatments": other and _note(paper, other),
        "flag_lines": [flag.line for flag in sheet.flags] if named else [],
        "bring": [sheet.bring_all.line, *sheet.bring],
        "references": [
            f"{item.title}. {item.publisher}, {item.year or 'no date'}."
            for item in paper.references
        ],
        "standing": " ".join((sheet.emergency.line, *sheet.standing)),
    }


def _groups(paper: Paper) -> list[list[dict[str, Any]]]:
    """The entries, those that must stand on one page in one list."""
    groups: list[list[dict[str, Any]]] = []
    for entry in paper.grounds:
        if not entry.joins:
            groups.append([])
        groups[-1].append(_grounds(paper, entry))
    return groups


def _grounds(paper: Paper, entry: Grounds) -> dict[str, Any]:
    return {
        "number": entry.number,
        "text": entry.question.text,
        "because": entry.question.because,
        "in_article": entry.question.in_article,
        "quotes": [_quote(quote) for quote in entry.question.quotes],
        "see": " and ".join(map(str, entry.see)),
        "notes": [_note(paper, note) for note in entry.notes],
    }


def _quote(quote: Quote) -> dict[str, str]:
    return {"label": quote.label, "text": quote.text}


def _note(paper: Paper, note: Note) -> dict[str, str]:
    return {"title": note.title, "text": note.text, "cited": paper.cited(note)}
