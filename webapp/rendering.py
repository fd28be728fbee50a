"""What more than one view shows or answers with."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from flask import Response, abort, current_app, render_template, request, url_for

from rules import Answers
from rules.content import DEFAULT_LANGUAGE
from rules.content.model import Quote
from rules.layout import GIVING_WAY, lay_out, room_on_page_one
from rules.medicines import Entry
from rules.sheet_model import OwnQuestion, Question, Sheet
from rules.source_age import age_in_words
from rules.terms import first_uses
from webapp import languages, pages, session
from webapp.clinics import Clinic
from webapp.export import carry
from webapp.export.carry import Link
from webapp.export.typesetting import PAPER_SIZES, PaperSize
from webapp.words import WORDS, current_content

PDF = "application/pdf"
SPARE = 20  # millimeters of page one, for the browser's own type may be wider than ours


def start_page(problem: str = "") -> str:
    """The page where everybody begins, or goes on."""
    partial = session.load()
    gap = pages.first_unanswered(partial)
    go_on = url_for("questions.show", slug=gap.slug) if gap else url_for("sheet.show")
    return render_template(
        "start.html",
        answers_begun=bool(partial),
        go_on=go_on,
        problem=problem,
        was_led_here=languages.was_led_here(),
        age=age_in_words(current_content(), date.today()),
    )


def root_address() -> str:
    """The address of the service, as it stands in what is handed out; else that of the request."""
    return current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")


def carry_link(answers: Answers) -> Link | None:
    """The link that carries these answers on, when it was asked for and there is an address."""
    root = current_app.config["PUBLIC_URL"]
    if not root or not session.wants_code():
        return None
    return carry.link(root, answers, session.choice(), languages.current())


def sheet_context(
    sheet: Sheet,
    beside: Sheet | None,
    clinic: Clinic | None,
    sample: bool = False,
    link: Link | None = None,
) -> dict[str, Any]:
    """What the page of a sheet is made of; a sample says so.

    `beside` is the same sheet in the doctor's language.
    """
    today, content = date.today(), current_content()
    a4 = clinic is not None and clinic.paper == "a4"
    above = " · ".join(clinic.lines) if clinic else ""
    paper = "a4" if a4 else "letter"
    place = room_on_page_one(
        sheet, paper, above, spare=SPARE, with_code=link is not None, beside=beside
    )
    return {
        "sheet": sheet,
        "beside": beside,
        "doctor_words": WORDS[DEFAULT_LANGUAGE]["print"],
        "layout": lay_out(sheet),
        "room": GIVING_WAY[place],
        "clinic": clinic,
        "sample": sample,
        "a4": a4,
        "made_on": today,
        "age": age_in_words(content, today),
        "compared": [content.entries[entry].name for entry in Entry],
        "link": link,
        "terms": first_uses(_texts_on_screen(sheet), content),
    }


def _texts_on_screen(sheet: Sheet) -> dict[str, str]:
    """What a sheet says, part by part in the order of the page."""
    texts: dict[str, str] = {}

    def add(items: Iterable[Question | OwnQuestion]) -> None:
        for item in items:
            texts[item.id] = item.text
            if isinstance(item, Question):
                texts[f"behind {item.id}"] = _evidence_text(sheet, item.quotes, item.notes)

    add(sheet.most_important)
    texts["alerts"] = " ".join(alert.to_you for alert in sheet.alerts)
    add(sheet.more_to_ask)
    beside = [sheet.other_treatments.text] if sheet.other_treatments else []
    lines = [_evidence_text(sheet, line.quotes, line.notes) for line in sheet.medicines]
    texts["sources"] = " ".join([sheet.source.title, *lines, *beside])
    return texts


def _evidence_text(sheet: Sheet, quotes: Iterable[Quote], notes: Iterable[str]) -> str:
    return " ".join([*(quote.text for quote in quotes), *(sheet.notes[id].text for id in notes)])


def paper_size(clinic: Clinic | None) -> PaperSize:
    """The size that the address asks for, or else the clinic's; anything else is an error 400."""
    usual = clinic.paper if clinic else PAPER_SIZES[0]
    wanted = request.args.get("paper", usual)
    return next((size for size in PAPER_SIZES if size == wanted), None) or abort(400)


def large_print() -> bool:
    """Whether the address asks for large print; anything else that it asks for is an error 400."""
    wanted = request.args.get("print", "")
    return wanted == "large" if wanted in ("", "large") else abort(400)


def one_language_alone() -> bool:
    """Whether the address asks for one language; anything else that it asks for is an error 400."""
    wanted = request.args.get("alone", "")
    return wanted == "1" if wanted in ("", "1") else abort(400)


def as_file(content: str | bytes, kind: str, name: str, to_save: bool = False) -> Response:
    """A file that the browser may show, or is to save.

    A link with `download` would save an error page too, and under the name of the file.
    """
    response = Response(content, mimetype=kind)
    way = "attachment" if to_save else "inline"
    response.headers["Content-Disposition"] = f'{way}; filename="{name}"'
    return response
