"""A clinic's own link, the page for clinicians, and what they print and hand out."""

from datetime import date
from typing import BinaryIO

import click
from flask import Blueprint, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from rules import build_sheet
from rules.content import CONTENT
from webapp import journey
from webapp.clinics import Clinic
from webapp.handout import LONGEST_ADDRESS, handout_pdf, link
from webapp.pdf import sheet_pdf
from webapp.questionnaire import questionnaire_pdf
from webapp.sample import SAMPLE
from webapp.typesetting import PAPER_SIZES, PaperSize
from webapp.views.pages import start_page
from webapp.views.sheet import as_file, page_of, paper_size

blueprint = Blueprint("clinics", __name__, cli_group=None)

PDF = "application/pdf"


class UnknownClinic(NotFound):
    """The operator names no such clinic."""


@blueprint.app_errorhandler(UnknownClinic)
def unknown(error: UnknownClinic) -> ResponseReturnValue:
    page = render_template(
        "error.html",
        what="We do not know this clinic",
        then="The link may be old, or typed wrong. You can start without it.",
        status=error.code,
    )
    return page, NotFound.code


def _named(slug: str) -> Clinic:
    clinic: Clinic | None = current_app.config["CLINICS"].get(slug)
    if clinic is None:
        raise UnknownClinic
    return clinic


def _asked_for() -> Clinic | None:
    """The clinic that the address names, if it names one."""
    return _named(request.args["clinic"]) if "clinic" in request.args else None


def _paper(clinic: Clinic | None) -> PaperSize:
    return paper_size(clinic.paper if clinic else PAPER_SIZES[0])


def _link(clinic: Clinic | None) -> str:
    root = current_app.config["PUBLIC_URL"] or request.host_url.rstrip("/")
    address = link(root, clinic)
    return address if len(address) <= LONGEST_ADDRESS else abort(400)


@blueprint.get("/at/<slug>")
def at(slug: str) -> str:
    clinic = _named(slug)
    journey.load()  # which ends a session that was left for an hour
    journey.come_from(clinic)
    return start_page()


@blueprint.get("/clinics")
def show() -> str:
    clinic = _asked_for()
    return render_template("clinics.html", clinic=clinic, link=_link(clinic), source=CONTENT.source)


@blueprint.get("/clinics/sample")
def sample() -> str:
    clinic = _asked_for()
    return render_template("sample.html", **page_of(build_sheet(SAMPLE), clinic))


@blueprint.get("/clinics/sample.pdf")
def sample_pdf() -> ResponseReturnValue:
    clinic = _asked_for()
    made = sheet_pdf(build_sheet(SAMPLE), _paper(clinic), date.today(), clinic, sample=True)
    return as_file(made, PDF, "sample-sheet.pdf")


@blueprint.get("/handout.pdf")
def handout() -> ResponseReturnValue:
    clinic = _asked_for()
    made = handout_pdf(_link(clinic), clinic, _paper(clinic), date.today())
    return as_file(made, PDF, "eczema-questions-handout.pdf")


@blueprint.get("/questionnaire.pdf")
def questionnaire() -> ResponseReturnValue:
    clinic = _asked_for()
    made = questionnaire_pdf(_link(clinic), clinic, _paper(clinic), date.today())
    return as_file(made, PDF, "eczema-questions-on-paper.pdf")


@blueprint.cli.command("handout")
@click.option("--clinic", "slug", help="The clinic's slug; without it, the plain link.")
@click.option("--paper", type=click.Choice(PAPER_SIZES), help="Else the clinic's own size.")
@click.option("-o", "--output", type=click.File("wb"), required=True, help="The PDF to write.")
def write_handout(slug: str | None, paper: PaperSize | None, output: BinaryIO) -> None:
    """Write the poster and the cards of a clinic."""
    root, clinics = current_app.config["PUBLIC_URL"], current_app.config["CLINICS"]
    if not root:
        raise click.UsageError("Set PUBLIC_URL to the address to hand out, like https://…")
    if slug is not None and slug not in clinics:
        raise click.UsageError(f"CLINICS names no {slug}.")
    clinic = clinics[slug] if slug else None
    size = paper or (clinic.paper if clinic else PAPER_SIZES[0])
    output.write(handout_pdf(link(root, clinic), clinic, size, date.today()))
