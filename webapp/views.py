"""The pages. Each view parses, calls, answers; where to go next is `webapp.journey`'s to say."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from rules import Answers, build_sheet
from rules.content import CONTENT
from rules.paper import lay_out
from rules.wording import AboutLine, about, medicine_names
from webapp import errors, forms, journey
from webapp.journey import BY_SLUG, PAGES, Page, SoFar

blueprint = Blueprint("pages", __name__)

UNPROCESSABLE = 422
EXPIRED = "This page was open for too long. What you entered is still here. Please send it again."


@blueprint.get("/")
def start() -> str:
    return render_template("start.html", so_far=journey.load())


@blueprint.get("/questions/<slug>")
def ask(slug: str) -> ResponseReturnValue:
    page, so_far = _page(slug), journey.load()
    if not journey.applies(page, so_far):
        return redirect(_address(journey.neighbor(page, so_far, 1)))
    return _show(page, so_far, forms.form_for(page, so_far))


@blueprint.post("/questions/<slug>")
def save(slug: str) -> ResponseReturnValue:
    page, so_far = _page(slug), journey.load()
    if not journey.applies(page, so_far):
        return redirect(_address(journey.neighbor(page, so_far, 1)), 303)
    form = forms.form_for(page, so_far)
    if not form.validate():
        return _show(page, so_far, form), UNPROCESSABLE
    so_far = forms.to_answers(page, form, so_far)
    journey.save(so_far)
    return redirect(_address(_after(page, so_far)), 303)


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
        return url_for("pages.check")
    return url_for("pages.ask", slug=page.slug, change=request.args.get("change") and "1")


def _show(page: Page, so_far: SoFar, form: forms.PageForm, problem: str = "") -> str:
    back = journey.neighbor(page, so_far, -1)
    return render_template(
        "question.html",
        page=page,
        steps=len(PAGES),
        words=CONTENT.answers["pages"][page.slug],
        form=form,
        problem=problem,
        back=url_for("pages.check") if "change" in request.args else _back_address(back),
    )


def _back_address(back: Page | None) -> str:
    return url_for("pages.ask", slug=back.slug) if back else url_for("pages.start")


@blueprint.get("/check-answers")
def check() -> ResponseReturnValue:
    so_far = journey.load()
    answers = journey.answers(so_far)
    if answers is None:
        return _to_first_gap(so_far)
    return render_template("check.html", rows=_rows(so_far, answers))


def _rows(so_far: SoFar, answers: Answers) -> list[tuple[AboutLine, Page]]:
    """Each line of "About me" with the page where it can be changed."""
    about_you, creams, medicines, how_it_went, health, concerns = PAGES
    lines = list(about(answers))
    pages = [about_you, about_you, about_you, creams, medicines, health, concerns]
    if journey.applies(how_it_went, so_far):
        place = pages.index(medicines)
        lines.insert(place, AboutLine("Medicines", medicine_names(answers)))
        lines[place + 1] = AboutLine("How it went", lines[place + 1].text)
        pages.insert(place + 1, how_it_went)
    return list(zip(lines, pages, strict=True))


@blueprint.get("/sheet")
def sheet() -> ResponseReturnValue:
    so_far = journey.load()
    answers = journey.answers(so_far)
    if answers is None:
        return _to_first_gap(so_far)
    made = build_sheet(answers)
    return render_template("sheet.html", sheet=made, paper=lay_out(made), today=date.today())


def _to_first_gap(so_far: SoFar) -> ResponseReturnValue:
    if so_far:
        flash("A few answers are still missing. Please answer this page first.")
    return redirect(_address(journey.first_gap(so_far)))


@blueprint.post("/delete-answers")
def delete() -> ResponseReturnValue:
    journey.delete()
    flash("Your answers are deleted.")
    return redirect(url_for("pages.start"), 303)


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    from webapp import app_version

    return {"status": "ok", "version": app_version(), "content": CONTENT.version}


@blueprint.app_errorhandler(CSRFError)
def expired(error: CSRFError) -> ResponseReturnValue:
    """A form without a valid token: nothing is saved, and nothing typed is lost."""
    slug = (request.view_args or {}).get("slug", "")
    page, so_far = BY_SLUG.get(slug), journey.load()
    if page is None or not journey.applies(page, so_far):
        return errors.show(error)
    return _show(page, so_far, forms.form_for(page, so_far), EXPIRED), 400
