"""The start page, the six pages of questions, and deleting the answers."""

from datetime import date

from flask import (
    Blueprint,
    abort,
    flash,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue

from rules.content import CONTENT
from rules.freshness import age_in_words
from webapp import forms, journey
from webapp.journey import BY_SLUG, Page, SoFar
from webapp.once import once, page_url, piece
from webapp.version import app_version

blueprint = Blueprint("pages", __name__)

UNPROCESSABLE = 422


@blueprint.get("/")
def start() -> str:
    return start_page()


def start_again(problem: str) -> str:
    """The start page, with a fresh form to delete the answers."""
    return start_page(problem)


def start_page(problem: str = "") -> str:
    so_far = journey.load()
    gap = journey.first_gap(so_far)
    go_on = _address(gap) if gap else page_url("sheet.show")
    return render_template(
        "start.html",
        so_far=so_far,
        go_on=go_on,
        clinic=journey.clinic(),
        problem=problem,
        age=age_in_words(CONTENT.source, date.today()),
    )


@blueprint.get("/questions/<slug>")
def ask(slug: str) -> ResponseReturnValue:
    page, so_far = _page(slug), journey.load()
    if not journey.applies(page, so_far):
        return redirect(_address(journey.neighbor(page, so_far, 1)))
    return _show(page, so_far, forms.form_for(page, so_far))


@blueprint.post("/questions/<slug>")
def save(slug: str) -> ResponseReturnValue:
    page, so_far = _page(slug), journey.with_medicines_sent(journey.load(), request.form)
    if not journey.applies(page, so_far):
        return redirect(_address(journey.neighbor(page, so_far, 1)), 303)
    form = forms.form_for(page, so_far)
    if not form.validate():
        return _show(page, so_far, form), UNPROCESSABLE
    so_far = forms.to_answers(page, form, so_far)
    journey.save(so_far)
    return redirect(_address(_after(page, so_far)), 303)


def ask_again(problem: str) -> str | None:
    """The page that was just sent, with what was entered; None where it does not apply."""
    page = BY_SLUG.get((request.view_args or {}).get("slug", ""))
    so_far = journey.with_medicines_sent(journey.load(), request.form)
    if page is None or not journey.applies(page, so_far):
        return None
    return _show(page, so_far, forms.form_for(page, so_far), problem)


def _page(slug: str) -> Page:
    return BY_SLUG.get(slug) or abort(404)


def _after(page: Page, so_far: SoFar) -> Page | None:
    """The page to go to after a saved one; after a change, whatever the change left open."""
    if "change" in request.args:
        return journey.first_gap(so_far)
    return journey.neighbor(page, so_far, 1)


def _address(page: Page | None) -> str:
    """The address of a page; past the last one, the answers are checked."""
    if page is None:
        return page_url("sheet.check")
    return page_url("pages.ask", slug=page.slug, change=request.args.get("change") and "1")


def _show(page: Page, so_far: SoFar, form: forms.PageForm, problem: str = "") -> str:
    back = journey.neighbor(page, so_far, -1)
    blank = form is form.blank()  # the same for everybody
    make = once if blank else piece
    return render_template(
        "question.html",
        heading=form.heading(page),
        fields=make("fields", "page_fields", page, form),
        form=form,
        wrong=not blank and (form.errors or problem),
        problem=problem,
        back=page_url("sheet.check") if "change" in request.args else _back_address(back),
    )


def _back_address(back: Page | None) -> str:
    return page_url("pages.ask", slug=back.slug) if back else page_url("pages.start")


@blueprint.post("/delete-answers")
def delete() -> ResponseReturnValue:
    journey.delete()
    flash("Your answers are deleted.")
    return redirect(page_url("pages.start"), 303)


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("privacy.html", so_far=journey.load())


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok", "version": app_version(), "content": CONTENT.version}
