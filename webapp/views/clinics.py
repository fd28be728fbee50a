"""A clinic's own link, the page for clinicians, and what they print and hand out."""

from datetime import date
from typing import BinaryIO

import click
from flask import Blueprint, Response, abort, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from rules.content import CONTENT, DEFAULT_LANGUAGE, LANGUAGES
from rules.examples import SAMPLE
from rules.terms import terms_in
from webapp import errors, languages, rendering, session
from webapp.clinics import Clinic
from webapp.export.handout import MAX_ADDRESS, handout_pdf, link
from webapp.export.pdf import in_languages
from webapp.export.questionnaire import questionnaire_pdf
from webapp.export.sample import sample_pdf
from webapp.export.typesetting import PAPER_SIZES, PaperSize
from webapp.settings import STATIC_FILES_KEPT_FOR
from webapp.words import current_content

blueprint = Blueprint("clinics", __name__, cli_group=None)


class UnknownClinicError(NotFound):
    """The operator names no such clinic."""


@blueprint.app_errorhandler(UnknownClinicError)
def unknown(error: UnknownClinicError) -> ResponseReturnValue:
    return errors.error_page("unknown_clinic", error.code)


def _named(slug: str) -> Clinic:
    clinic: Clinic | None = current_app.config["CLINICS"].get(slug)
    if clinic is None:
        raise UnknownClinicError
    return clinic


def _asked_for() -> Clinic | None:
    """The clinic that the address names, if it names one; of several, all known, the first."""
    named = [_named(slug) for slug in request.args.getlist("clinic")]
    return named[0] if named else None


def _link(clinic: Clinic | None) -> str:
    root = rendering.root_address()
    address = link(root, clinic, languages.current())
    return address if len(address) <= MAX_ADDRESS else abort(400)


def _how_made(clinic: Clinic | None) -> tuple[PaperSize, date, str]:
    """On which paper, on which day and in which language a file is made."""
    return rendering.paper_size(clinic), date.today(), languages.current()


@blueprint.get("/at/<slug>")
def at(slug: str) -> ResponseReturnValue:
    clinic = _named(slug)
    wanted = clinic.language if clinic.language != DEFAULT_LANGUAGE else None
    leads_to = languages.lead_first_visit(wanted, told=True)
    session.remember_clinic(clinic)
    return leads_to or rendering.start_page()


@blueprint.get("/at/<slug>/logo")
def logo(slug: str) -> Response:
    found = _named(slug).logo or abort(404)
    response = Response(found.content, mimetype=found.mimetype)
    response.add_etag()
    response.cache_control.public = True
    response.cache_control.max_age = int(STATIC_FILES_KEPT_FOR.total_seconds())
    response.make_conditional(request)
    return response


@blueprint.get("/clinics")
def show() -> str:
    clinic = _asked_for()
    return render_template(
        "clinics.html",
        clinic=clinic,
        link=_link(clinic),
        terms=terms_in(CONTENT.source.title, current_content()),
    )


@blueprint.get("/clinics/sample")
def sample() -> str:
    clinic = _asked_for()
    sheets = in_languages(SAMPLE, None, languages.current())
    return render_template("sample.html", **rendering.sheet_context(*sheets, clinic, sample=True))


@blueprint.get("/clinics/sample.pdf", endpoint="sample_pdf")
def sample_as_pdf() -> ResponseReturnValue:
    clinic = _asked_for()
    made = sample_pdf(clinic, *_how_made(clinic))
    return rendering.as_file(made, rendering.PDF, "sample-sheet.pdf")


@blueprint.get("/handout.pdf")
def handout() -> ResponseReturnValue:
    clinic = _asked_for()
    made = handout_pdf(_link(clinic), clinic, *_how_made(clinic))
    return rendering.as_file(made, rendering.PDF, "eczema-questions-handout.pdf")


@blueprint.get("/questionnaire.pdf")
def questionnaire() -> ResponseReturnValue:
    clinic = _asked_for()
    made = questionnaire_pdf(_link(clinic), clinic, *_how_made(clinic))
    return rendering.as_file(made, rendering.PDF, "eczema-questions-on-paper.pdf")


@blueprint.cli.command("handout")
@click.option("--clinic", "slug", help="The clinic's slug; without it, the plain link.")
@click.option("--paper", type=click.Choice(PAPER_SIZES), help="Else the clinic's own size.")
@click.option("--language", type=click.Choice(LANGUAGES), help="Else the clinic's own.")
@click.option("-o", "--output", type=click.File("wb"), required=True, help="The PDF to write.")
def write_handout(
    slug: str | None, paper: PaperSize | None, language: str | None, output: BinaryIO
) -> None:
    """Write the poster and the cards of a clinic."""
    root, clinics = current_app.config["PUBLIC_URL"], current_app.config["CLINICS"]
    if not root:
        raise click.UsageError("Set PUBLIC_URL to the address to hand out, like https://…")
    if slug is not None and slug not in clinics:
        raise click.UsageError(f"CLINICS names no {slug}.")
    clinic = clinics[slug] if slug else None
    size = paper or (clinic.paper if clinic else PAPER_SIZES[0])
    spoken = language or (clinic.language if clinic else DEFAULT_LANGUAGE)
    address = link(root, clinic, spoken)
    output.write(handout_pdf(address, clinic, size, date.today(), spoken))
