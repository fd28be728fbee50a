"""Answers that are carried from one device to another, in a code or a record: opening them."""

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from rules import Answers, carry, strict_json
from rules.content import LANGUAGES
from rules.fhir_response import carried_from
from webapp import errors, languages, pages, rendering, security, session
from webapp.answered import complete
from webapp.export.carry import qr_code
from webapp.forms import OpenForm
from webapp.progress import PartialAnswers, from_elsewhere, own_words_in, without_own_words
from webapp.settings import MAX_RECORD
from webapp.words import current_words

blueprint = Blueprint("carry", __name__)


@blueprint.get("/open")
def show() -> str:
    return _page(OpenForm())


@blueprint.post("/open")
def open_code() -> ResponseReturnValue:
    form = OpenForm()
    if not form.validate():
        return _page(form, form.problems()[0][1]), 422
    try:
        carried = _read(form.code.data)
    except carry.CarryError as error:
        return _page(form, current_words()["open"]["problems"][error.reason]), 422
    partial = from_elsewhere(carried.answers)
    if not form.confirmed.data:
        return _page(form, holds=_holds(partial, carried))
    if not session.replace(partial, carried.choice):
        return _page(form, current_words()["messages"]["cookie_full"]), 422
    known = carried.language in LANGUAGES
    language = carried.language if known else languages.current()
    return redirect(languages.in_language(language, _next(partial, carried)), 303)


@blueprint.get("/sheet/code.svg")
@complete
def code(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    """The QR code of this sheet."""
    link = rendering.carry_link(answers) or abort(404)
    return Response(qr_code(link.address), mimetype="image/svg+xml")


@blueprint.errorhandler(CSRFError)
def not_opened(error: CSRFError) -> ResponseReturnValue:
    """Show the page that was sent, with all that was entered and a fresh token."""
    problem = security.why_refused(error)
    if not security.may_show_again():
        return errors.show_error(error)
    form = OpenForm()
    if form.from_link.data:
        problem = current_words()["open"]["problems"]["link_refused"]
    return _page(form, problem), 400


def _read(text: str) -> carry.Carried:
    """What a code holds, or a FHIR record that is pasted in its place. Raises CarryError."""
    if not text.startswith("{"):
        return carry.read(text)
    if len(text.encode(errors="replace")) > MAX_RECORD:
        raise carry.CarryError("long_record")
    try:
        return carried_from(strict_json.loads(text))
    except ValueError:
        raise carry.CarryError("no_record") from None


def _next(partial: PartialAnswers, carried: carry.Carried) -> str:
    """The address of what comes next: the sheet, unless something has to be told or looked at."""
    gap = pages.first_unanswered(partial)
    if gap:
        return url_for("questions.show", slug=gap.slug, change=1)
    return url_for("sheet.check_answers" if carried.unknown else "sheet.show")


def _holds(partial: PartialAnswers, carried: carry.Carried) -> dict[str, object]:
    """What a code holds, but for words that somebody typed: a stranger's link must not put them
    on a page of this service.
    """
    return {
        "lines": pages.lines_answered(without_own_words(partial)),
        "own_words": own_words_in(partial),
        "questions": len(carried.choice.chosen) if carried.choice else 0,
        "gaps": bool(carried.unknown) or pages.first_unanswered(partial) is not None,
    }


def _page(form: OpenForm, problem: str = "", holds: dict[str, object] | None = None) -> str:
    if form.from_link.data and not holds:
        form.code.data = ""  # a stranger's link must not put words on a page of this service
    return render_template(
        "open.html", form=form, problem=problem, holds=holds, replaces=session.has_answers()
    )
