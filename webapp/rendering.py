"""What more than one view shows or answers with."""

from datetime import date
from typing import Any

from flask import Response, abort, render_template, request, url_for

from rules.content import CONTENT
from rules.layout import lay_out
from rules.medicines import COMPARED
from rules.sheet_model import Sheet
from rules.source_age import age_in_words
from webapp import pages, session
from webapp.clinics import Clinic
from webapp.export.typesetting import PAPER_SIZES, PaperSize
from webapp.words import long_date

PDF = "application/pdf"
MEDICINE_TOPICS = frozenset(CONTENT.entries[entry].name for entry in COMPARED)


def start_page(problem: str = "") -> str:
    """The page where everybody begins, or goes on."""
    partial = session.load()
    gap = pages.first_unanswered(partial)
    go_on = url_for("questions.show", slug=gap.slug) if gap else url_for("sheet.show")
    return render_template(
        "start.html",
        answers_begun=bool(partial),
        go_on=go_on,
        clinic=session.clinic(),
        problem=problem,
        age=age_in_words(CONTENT.source, date.today()),
    )


def sheet_context(sheet: Sheet, clinic: Clinic | None) -> dict[str, Any]:
    """What the page of a sheet is made of."""
    today = date.today()
    return {
        "sheet": sheet,
        "layout": lay_out(sheet, " · ".join(clinic.lines) if clinic else ""),
        "clinic": clinic,
        "a4": clinic is not None and clinic.paper == "a4",
        "made_on": long_date(today),
        "made_on_iso": today.isoformat(),
        "age": age_in_words(sheet.source, today),
        "compared": MEDICINE_TOPICS,
    }


def paper_size(clinic: Clinic | None) -> PaperSize:
    """The size that the address asks for, or else the clinic's; anything else is an error 400."""
    usual = clinic.paper if clinic else PAPER_SIZES[0]
    wanted = request.args.get("paper", usual)
    return next((size for size in PAPER_SIZES if size == wanted), None) or abort(400)


def as_file(content: str | bytes, kind: str, name: str) -> Response:
    """A file that the browser may show."""
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
