"""The sheet as a PDF: what goes to its template, and what gives way on page one."""

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Any

import typst

from rules import Answers, build_sheet
from rules.content import CONTENTS, DEFAULT_LANGUAGE
from rules.content.model import Note, Quote
from rules.layout import GIVING_WAY, Layout, Passage, Room, lay_out, room_on_page_one
from rules.selection import Choice
from rules.sheet_model import MAX_ALERT_LINES, OwnQuestion, Question, Sheet
from rules.source_age import age_in_words
from rules.wording import TriedLine
from webapp.clinics import Clinic
from webapp.export.carry import Link, qr_code
from webapp.export.typesetting import PaperSize, own_words, place_in_line, typeset
from webapp.words import long_date, print_words, reference_line

LARGE = Room((1, 1, 1))  # with large print a sheet takes as many pages as it needs


def sheet_pdf(
    sheet: Sheet,
    paper: PaperSize,
    made_on: date,
    clinic: Clinic | None = None,
    *,
    beside: Sheet | None = None,
    sample: bool = False,
    link: Link | None = None,
    large: bool = False,
) -> bytes:
    """The printed sheet. The same sheet, paper, date and clinic give the same bytes.

    `beside` is the same sheet in the doctor's language: page one then speaks to each in their own.
    A sample says so on every page. Raises TooManyPdfsError when too many are under way.
    """
    data = _data(sheet, beside, made_on) | {
        "clinic": [own_words(text) for text in clinic.lines] if clinic else [],
        "sample": sample,
        "code": qr_code(link.address).decode() if link else None,
        "large": large,
    }
    above = " · ".join(clinic.lines) if clinic else ""
    place = room_on_page_one(sheet, paper, above, with_code=link is not None, beside=beside)
    rooms = [LARGE] if large else GIVING_WAY[place:]
    with place_in_line():
        for room in rooms[:-1]:
            with suppress(typst.TypstError):  # page one is longer than a page
                return typeset("sheet", paper, data | _in_room(data, room), made_on)
        return typeset("sheet", paper, data | _in_room(data, rooms[-1]), made_on)


def in_languages(
    answers: Answers, choice: Choice | None, language: str
) -> tuple[Sheet, Sheet | None]:
    """The sheet in the person's language, and the same one for the doctor, who reads English."""
    sheet = build_sheet(answers, choice, language)
    if language == DEFAULT_LANGUAGE:
        return sheet, None
    return sheet, build_sheet(answers, choice, DEFAULT_LANGUAGE)


def _in_room(data: dict[str, Any], room: Room) -> dict[str, Any]:
    return {"room": room._asdict(), "more_left": data["more"][room.kept :]}


# What the template is given: strings, numbers, lists and tables, in the order of the page


def _data(sheet: Sheet, beside: Sheet | None, made_on: date) -> dict[str, Any]:
    doctor = beside or sheet
    return {
        "words": print_words("sheet", sheet.language),
        "doctor_words": print_words("sheet", doctor.language),
        "beside": _heads(beside) if beside else None,
        "made": long_date(made_on, sheet.language),
        "version": sheet.content_version,
        "reviewer": sheet.reviewer,
        "titles": sheet.titles,
        "three_title": sheet.three_title,
        **_to_doctor(doctor),
        **_to_ask(sheet, beside),
        **_page_two(sheet, lay_out(sheet), made_on),
    }


def _heads(beside: Sheet) -> dict[str, Any]:
    """What heads the parts of page one, for the doctor."""
    return {"titles": beside.titles, "three_title": beside.three_title}


def _to_doctor(sheet: Sheet) -> dict[str, Any]:
    """What the doctor reads before the questions."""
    return {
        "who": sheet.who,
        "matters": sheet.matters,
        "goals": bool(sheet.goals),
        "severity": sheet.severity,
        "measures": [each._asdict() for each in (sheet.itch, sheet.bad_nights) if each],
        "alerts": [alert.to_doctor for alert in sheet.alerts_for_doctor[:MAX_ALERT_LINES]],
        "alerts_named": [alert.short for alert in sheet.alerts_by_name],
        "health": sheet.health,
        "tried": [_tried(line) for line in sheet.tried],
        "tried_notes": sheet.tried_notes,
    }


def _to_ask(sheet: Sheet, beside: Sheet | None) -> dict[str, Any]:
    """What is asked, and what is filled in; the first questions in both languages."""
    three = _numbered(sheet, sheet.most_important, start=1)
    if beside:
        texts = _numbered(beside, beside.most_important, start=1)
        for item, said, source in zip(three, texts, sheet.most_important, strict=True):
            item["beside"] = said["parts"] if isinstance(source, Question) else None
    return {
        "three": three,
        "more": _numbered(sheet, sheet.more_to_ask, start=len(three) + 1),
        "decided": sheet.decided,
    }


def _tried(line: TriedLine) -> dict[str, Any]:
    said = own_words(line.side_effect) if line.side_effect else None
    return line._asdict() | {"side_effect": said}


def _numbered(
    sheet: Sheet, items: Sequence[Question | OwnQuestion], start: int
) -> list[dict[str, Any]]:
    return [
        {
            "number": number,
            "length": len(item.text),
            "beside": None,
            "parts": _parts(item.text, sheet)
            if isinstance(item, Question)
            else [_own_part(item.text)],
        }
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


def _page_two(sheet: Sheet, layout: Layout, made_on: date) -> dict[str, Any]:
    emergency = sheet.emergency
    return {
        "source": {
            "title": sheet.source.title,
            "publisher": sheet.source.publisher,
            "reviewed": sheet.source.reviewed,
            "age": age_in_words(CONTENTS[sheet.language], made_on),
            "url": sheet.source.url,
        },
        "alert_lines": [{"title": alert.title, "to_you": alert.to_you} for alert in sheet.alerts],
        "emergency": {
            "call": emergency.call,
            "today": emergency.today,
            "cited": ", ".join(layout.cited(note) for note in emergency.evidence.notes),
        },
        "themes": [
            theme._asdict() | {"passages": [_passage(layout, each) for each in theme.passages]}
            for theme in layout.themes
        ],
        "order": _order(sheet),
        "bring": [sheet.bring_all.to_you, *sheet.bring],
        "references": [
            reference_line(reference, sheet.language) for reference in layout.references
        ],
        "standing": sheet.standing,
    }


def _passage(layout: Layout, passage: Passage) -> dict[str, Any]:
    return {
        "quotes": [_quote(quote) for quote in passage.quotes],
        "notes": [_note(layout, note) for note in passage.notes],
    }


def _quote(quote: Quote) -> dict[str, str]:
    return {"label": quote.label, "text": quote.text, "translation": quote.translation}


def _note(layout: Layout, note: Note) -> dict[str, str]:
    return {"text": note.text, "cited": layout.cited(note)}


def _order(sheet: Sheet) -> dict[str, Any]:
    words = CONTENTS[sheet.language].order
    creams = {"name": words["creams"], "words": words["creams_state"], "state": ""}
    rows = [creams] + [
        {"name": line.name, "words": line.state_short, "state": line.state}
        for line in sheet.in_order
    ]
    beside = "; ".join(f"{line.name} – {line.state_short}" for line in sheet.beside_order)
    said = "; ".join(f"{row['name']}: {row['words']}" for row in rows)
    return {
        "caption": words["caption"],
        "rows": rows,
        "beside": f"{words['beside']}: {beside}.",
        "alt": f"{words['caption']} {said}.",
    }
