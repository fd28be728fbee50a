"""The pages of questions."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from webapp import errors, pages, security, session
from webapp.forms import PageForm
from webapp.pages import BY_SLUG, STEPS, Page
from webapp.progress import PartialAnswers, with_medicines_sent

blueprint = Blueprint("questions", __name__, url_prefix="/questions")


@blueprint.get("/<slug>")
def show(slug: str) -> ResponseReturnValue:
    page, partial = _page(slug), session.load()
    if not page.applies(partial):
        return redirect(_address(pages.next_page(page, partial)))
    return _show(page, partial, page.form(partial))


@blueprint.post("/<slug>")
def save(slug: str) -> ResponseReturnValue:
    page, partial = _page(slug), with_medicines_sent(session.load(), request.form)
    if not page.applies(partial):
        return redirect(_address(pages.next_page(page, partial)), 303)
    form = page.form(partial)
    if not form.validate():
        return _show(page, partial, form), 422
    partial = form.into(partial)
    if not session.save(partial):
        form.refuse_as_too_long()
        return _show(page, partial, form), 422
    # After a change, whatever the change left open comes next.
    changing = "change" in request.args
    after = pages.first_unanswered(partial) if changing else pages.next_page(page, partial)
    return redirect(_address(after), 303)


@blueprint.errorhandler(CSRFError)
def not_saved(error: CSRFError) -> ResponseReturnValue:
    """Show the page that was sent, with all that was entered and a fresh token."""
    # Before the form, which puts a fresh token in the session.
    problem = security.why_refused(error)
    page = BY_SLUG.get((request.view_args or {})["slug"])
    partial = with_medicines_sent(session.load(), request.form)
    if page is None or not page.applies(partial) or not security.may_show_again():
        return errors.show_error(error)
    return _show(page, partial, page.form(partial), problem), 400


def _page(slug: str) -> Page:
    return BY_SLUG.get(slug) or abort(404)


def _address(page: Page | None) -> str:
    """The address of a page. Past the last one, questions are chosen; a change leads back."""
    if page is None:
        return url_for("sheet.check_answers" if "change" in request.args else "sheet.choose")
    return url_for("questions.show", slug=page.slug, change=request.args.get("change") and "1")


def _back(page: Page, partial: PartialAnswers) -> str:
    if "change" in request.args:
        return url_for("sheet.check_answers")
    before = pages.previous_page(page, partial)
    return url_for("questions.show", slug=before.slug) if before else url_for("start.show")


def _show(page: Page, partial: PartialAnswers, form: PageForm, problem: str = "") -> str:
    return render_template(
        "question.html",
        page=page,
        form=form,
        step=pages.number(page),
        steps=STEPS,
        problem=problem,
        back=_back(page, partial),
    )
