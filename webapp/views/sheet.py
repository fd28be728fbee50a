"""From checked answers to the sheet: on screen, chosen from, as PDF and as text."""

from datetime import date
from typing import NamedTuple

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from rules import Answers, Sheet, build_sheet
from rules.answers import Who
from rules.content import CONTENT
from rules.questions import QuestionList
from rules.selection import MAX_CHOSEN, MAX_FIRST, Choice
from rules.sheet_model import Question
from rules.terms import first_uses
from webapp import errors, languages, pages, rendering, security, session
from webapp.answered import complete
from webapp.export import text
from webapp.export.pdf import in_languages, sheet_pdf
from webapp.forms import ChooseForm
from webapp.pages import PAGES
from webapp.progress import PartialAnswers
from webapp.settings import MAX_NOTE
from webapp.words import current_content, current_words

blueprint = Blueprint("sheet", __name__)


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
    link = rendering.carry_link(answers)
    context = rendering.sheet_context(*_sheets(answers), session.clinic(), link=link)
    return render_template("sheet.html", **context)


@blueprint.get("/sheet/visit")
@complete
def visit(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    session.begin_visit()
    sheet = _sheet(answers)
    terms = first_uses({item.id: item.text for item in sheet.printed}, current_content())
    return render_template("visit.html", sheet=sheet, terms=terms, longest=MAX_NOTE)


@blueprint.get("/sheet/choose")
@complete
def choose(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    sheet = _sheet(answers)
    data: dict[str, object] = {
        "chosen": [question.id for question in sheet.questions if question.chosen],
        "first": [item.id for item in sheet.most_important],
        "with_code": session.wants_code(),
    }
    for place, own in enumerate(sheet.own_questions, start=1):
        data[f"own_{place}"] = own.text
    return _choose_page(answers, sheet, _choose_form(sheet, data=data))


@blueprint.post("/sheet/choose")
def save_choice() -> ResponseReturnValue:
    partial = session.load()
    answers = pages.answers_of(partial)
    if answers is None:
        leads_on = choose()
        _keep_until_answered(partial)
        return leads_on
    sheet = _sheet(answers)
    form = _choose_form(sheet)
    form.move(request.form.get("move", ""))
    if form.validate():
        own = {"own_questions": list(form.typed.values())}
        if session.save_choice(partial | own, form.choice, form.with_code.data):
            again = url_for("sheet.choose", _anchor="first")
            return redirect(again if "move" in request.form else url_for("sheet.show"), 303)
        form.refuse_as_too_long()
    return _choose_page(answers, sheet, form), 422


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
        return _choose_page(answers, sheet, _choose_form(sheet), problem), 400
    return _check_page(partial, answers, problem), 400


@blueprint.get("/sheet.pdf")
@complete
def pdf(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    clinic = session.clinic()
    sheet, beside = _sheets(answers)
    made = sheet_pdf(
        sheet,
        rendering.paper_size(clinic),
        date.today(),
        clinic,
        beside=None if rendering.one_language_alone() else beside,
        link=rendering.carry_link(answers),
        large=rendering.large_print(),
    )
    to_save = "show" not in request.args
    return rendering.as_file(made, rendering.PDF, _file_name("pdf"), to_save)


@blueprint.get("/sheet.txt", endpoint="text")
@complete
def plain_text(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    sheet, beside = _sheets(answers)
    clinic = session.clinic()
    if "short" in request.args:
        made = text.short(sheet, clinic, beside)
    else:
        made = text.full(sheet, date.today(), clinic, beside)
    return rendering.as_file(made, "text/plain", _file_name("txt"))


def _file_name(kind: str) -> str:
    return f"{current_words()['sheet']['file_name']}.{kind}"


def _sheet(answers: Answers) -> Sheet:
    return build_sheet(answers, session.choice(), languages.current())


def _sheets(answers: Answers) -> tuple[Sheet, Sheet | None]:
    """The sheet, and in another language than the doctor's the same one in English."""
    return in_languages(answers, session.choice(), languages.current())


def _check_page(partial: PartialAnswers, answers: Answers, problem: str = "") -> str:
    rows = pages.lines_to_check(partial, answers)
    return render_template(
        "check.html",
        rows=rows,
        terms=first_uses({line.key: line.text for line, _ in rows}, current_content()),
        problem=problem,
    )


def _choose_form(sheet: Sheet, data: dict[str, object] | None = None) -> ChooseForm:
    return ChooseForm([question.id for question in sheet.questions], data=data)


def _choose_page(answers: Answers, sheet: Sheet, form: ChooseForm, problem: str = "") -> str:
    texts = {question.id: question.text for question in sheet.questions} | form.typed
    lists = _lists(answers, sheet, form)
    listed = [each.id for group in lists for each in (*group.shown, *group.folded)]
    return render_template(
        "choose.html",
        form=form,
        sheet=sheet,
        starred={key: texts[key] for key in form.first.data},
        lists=lists,
        terms=first_uses(
            {key: texts[key] for key in (*form.first.data, *listed)}, current_content()
        ),
        problem=problem,
        steps=pages.STEPS,
        back_slug=PAGES[-1].slug,
        can_carry=bool(current_app.config["PUBLIC_URL"]),
    )


class _List(NamedTuple):
    """A list of questions that are not starred: those shown at once, and those behind a press."""

    name: QuestionList
    title: str
    shown: list[Question]
    folded: list[Question]


def _lists(answers: Answers, sheet: Sheet, form: ChooseForm) -> list[_List]:
    content = current_content()
    titles = content.lists if answers.who is Who.ME else content.lists_other
    lists = []
    for name, title in titles.items():
        rest = [each for each in sheet.questions if each.list is name]
        rest = [each for each in rest if each.id not in form.first.data]
        shown = [each for each in rest if each.chosen or each.id in form.chosen.data]
        lists.append(_List(name, title, shown, [each for each in rest if each not in shown]))
    return [each for each in lists if each.shown or each.folded]


def _keep_until_answered(partial: PartialAnswers) -> None:
    """What was sent waits for answers that have ended; own questions as far as they can be kept."""
    form = ChooseForm(map(str, CONTENT.questions))
    form.validate()  # which leaves out characters that cannot be seen
    wrong = [key for key, field in form.own_fields.items() if field.errors]
    for key in wrong:
        form.own_fields[key].data = ""
    form.first.data = [key for key in form.first.data if key not in wrong]
    choice = Choice(form.choice.chosen[:MAX_CHOSEN], form.choice.first[:MAX_FIRST])
    own, with_code = list(form.typed.values()), form.with_code.data
    fits = session.save_choice(partial | {"own_questions": own}, choice, with_code)
    if not fits:
        session.save_choice(partial | {"own_questions": []}, choice, with_code)
    if wrong or not fits:
        flash(current_words()["messages"]["own_not_kept"])
