"""From checked answers to the sheet: on screen, chosen from, as PDF and as text."""

from collections.abc import Callable
from datetime import date
from functools import wraps

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask import session as flask_session
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from rules import Answers, Sheet, build_sheet
from rules.answers import MAX_OWN_QUESTION_LENGTH
from rules.content import CONTENT
from rules.selection import MAX_CHOSEN, Choice
from rules.sheet_model import Question
from webapp import errors, pages, rendering, security, session
from webapp.export import text
from webapp.export.pdf import sheet_pdf
from webapp.forms import ChooseForm
from webapp.pages import PAGES
from webapp.progress import PartialAnswers
from webapp.settings import MAX_NOTE
from webapp.words import WORDS

blueprint = Blueprint("sheet", __name__)

FILE_NAME: str = WORDS["sheet"]["file_name"]
View = Callable[[PartialAnswers, Answers], ResponseReturnValue]


def complete(view: View) -> Callable[[], ResponseReturnValue]:
    """The view of complete answers; without them, the first page that lacks one."""

    @wraps(view)
    def wrapped() -> ResponseReturnValue:
        partial = session.load()
        answers = pages.answers_of(partial)
        if answers is not None:
            return view(partial, answers)
        if partial and "_flashes" not in flask_session:
            flash(WORDS["messages"]["answers_missing"])
        gap = pages.first_unanswered(partial) or PAGES[0]
        return redirect(url_for("questions.show", slug=gap.slug), 303)

    return wrapped


@blueprint.get("/check-answers")
@complete
def check_answers(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    return _check_page(partial, answers)


@blueprint.post("/check-answers")
@complete
def save_checked(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    session.keep_answers(request.form.get("keep") == "yes")
    return redirect(url_for("sheet.show"), 303)


@blueprint.get("/sheet")
@complete
def show(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    context = rendering.sheet_context(_sheet(answers), session.clinic())
    return render_template("sheet.html", **context)


@blueprint.get("/sheet/visit")
@complete
def visit(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    session.begin_visit()
    return render_template("visit.html", sheet=_sheet(answers), longest=MAX_NOTE)


@blueprint.get("/sheet/choose")
@complete
def choose(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    sheet = _sheet(answers)
    data: dict[str, object] = {
        "chosen": [question.id for question in sheet.questions if question.chosen]
    }
    for place, item in enumerate(sheet.most_important, start=1):
        data[f"first_{place}"] = item.id
    for place, own in enumerate(sheet.own_questions, start=1):
        data[f"own_{place}"] = own.text
    return _choose_page(sheet, _choose_form(sheet, data=data))


@blueprint.post("/sheet/choose")
def save_choice() -> ResponseReturnValue:
    partial = session.load()
    answers = pages.answers_of(partial)
    if answers is None:
        _keep_until_answered(partial)
        return choose()
    sheet = _sheet(answers)
    form = _choose_form(sheet)
    if form.validate():
        own = {"own_questions": form.own_questions}
        if session.save_choice(partial | own, form.choice):
            return redirect(url_for("sheet.show"), 303)
        form.refuse_as_too_long()
    return _choose_page(sheet, form), 422


@blueprint.errorhandler(CSRFError)
def not_saved(error: CSRFError) -> ResponseReturnValue:
    """Show the page that was sent, with all that was entered and a fresh token."""
    partial = session.load()
    answers = pages.answers_of(partial)
    if answers is None or not security.may_show_again():
        return errors.show_error(error)
    problem = security.why_refused(error)
    if request.endpoint == "sheet.save_choice":
        sheet = _sheet(answers)
        return _choose_page(sheet, _choose_form(sheet), problem), 400
    return _check_page(partial, answers, problem), 400


@blueprint.get("/sheet.pdf")
@complete
def pdf(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    clinic = session.clinic()
    made = sheet_pdf(
        _sheet(answers),
        rendering.paper_size(clinic),
        date.today(),
        clinic,
        large=rendering.large_print(),
    )
    return rendering.as_file(made, rendering.PDF, f"{FILE_NAME}.pdf")


@blueprint.get("/sheet.txt", endpoint="text")
@complete
def plain_text(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    sheet, clinic = _sheet(answers), session.clinic()
    if "short" in request.args:
        made = text.short(sheet, clinic)
    else:
        made = text.full(sheet, date.today(), clinic)
    return rendering.as_file(made, "text/plain", f"{FILE_NAME}.txt")


def _sheet(answers: Answers) -> Sheet:
    return build_sheet(answers, session.choice())


def _check_page(partial: PartialAnswers, answers: Answers, problem: str = "") -> str:
    return render_template(
        "check.html",
        rows=pages.lines_to_check(partial, answers),
        problem=problem,
        back_slug=PAGES[-1].slug,
    )


def _choose_form(sheet: Sheet, data: dict[str, object] | None = None) -> ChooseForm:
    texts = {question.id: question.text for question in _printed_ones_first(sheet)}
    return ChooseForm(texts, [item.id for item in sheet.most_important], data=data)


def _printed_ones_first(sheet: Sheet) -> list[Question]:
    return sorted(sheet.questions, key=lambda question: not question.chosen)


def _choose_page(sheet: Sheet, form: ChooseForm, problem: str = "") -> str:
    questions = _printed_ones_first(sheet)
    printed = sum(question.chosen for question in questions)
    return render_template(
        "choose.html",
        questions=questions,
        form=form,
        problem=problem,
        shown_at_once=printed,
        more_ticked=any(question.id in form.chosen.data for question in questions[printed:]),
    )


def _keep_until_answered(partial: PartialAnswers) -> None:
    """What was sent waits for answers that have ended; own questions as far as they fit."""
    form = ChooseForm({key: question.topic for key, question in CONTENT.questions.items()})
    form.validate()  # which leaves out characters that cannot be seen
    own = [question[:MAX_OWN_QUESTION_LENGTH] for question in form.own_questions]
    choice = Choice(form.choice.chosen[:MAX_CHOSEN], form.choice.first)
    session.save_choice(partial | {"own_questions": own}, choice)
