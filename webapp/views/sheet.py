"""From checked answers to the sheet: on screen, chosen from, as PDF and as text."""

from collections.abc import Callable
from datetime import date
from functools import wraps
from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue

from rules import Answers, build_sheet
from rules.answers import LONGEST_OWN_QUESTION
from rules.choice import CHOSEN_AT_FIRST, MOST_CHOSEN, Choice
from rules.content import CONTENT
from rules.freshness import age_in_words
from rules.page_checks import COMPARED
from rules.paper import lay_out
from rules.sheet_model import Sheet
from rules.wording import AboutLine, about, medicine_names
from webapp import current, journey, text
from webapp.choosing import ChooseForm
from webapp.clinics import Clinic
from webapp.journey import PAGES, Page, SoFar
from webapp.once import page_url
from webapp.pdf import sheet_pdf
from webapp.typesetting import PAPER_SIZES, PaperSize

blueprint = Blueprint("sheet", __name__)

FILE_NAME = "questions-for-my-doctor"
MEDICINE_TOPICS = frozenset(CONTENT.medicines[medicine].name for medicine in COMPARED)
Complete = Callable[[SoFar, Answers], ResponseReturnValue]


def complete(view: Complete) -> Callable[[], ResponseReturnValue]:
    """The view of complete answers; without them, the first page that lacks one."""

    @wraps(view)
    def wrapped() -> ResponseReturnValue:
        so_far = journey.load()
        answers = journey.answers(so_far)
        if answers is not None:
            return view(so_far, answers)
        if so_far and "_flashes" not in current.session():
            flash("A few answers are still missing. Please begin here.")
        gap = journey.first_gap(so_far) or PAGES[0]
        return redirect(page_url("pages.ask", slug=gap.slug), 303)

    return wrapped


@blueprint.get("/check-answers")
@complete
def check(so_far: SoFar, answers: Answers) -> ResponseReturnValue:
    return _check(so_far, answers)


@blueprint.post("/check-answers")
@complete
def checked(so_far: SoFar, answers: Answers) -> ResponseReturnValue:
    journey.keep(request.form.get("keep") == "yes")
    return redirect(page_url("sheet.show"), 303)


def _check(so_far: SoFar, answers: Answers, problem: str = "") -> str:
    return render_template("check.html", rows=_rows(so_far, answers), problem=problem)


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


def _sheet(answers: Answers) -> Sheet:
    return build_sheet(answers, journey.choice())


@blueprint.get("/sheet")
@complete
def show(so_far: SoFar, answers: Answers) -> ResponseReturnValue:
    return render_template("sheet.html", **page_of(_sheet(answers), journey.clinic()))


def page_of(made: Sheet, clinic: Clinic | None) -> dict[str, Any]:
    """What the page of a sheet is made of."""
    today = date.today()
    return {
        "sheet": made,
        "paper": lay_out(made, " · ".join(clinic.lines) if clinic else ""),
        "clinic": clinic,
        "a4": clinic is not None and clinic.paper == "a4",
        "today": today,
        "age": age_in_words(made.source, today),
        "compared": MEDICINE_TOPICS,
    }


@blueprint.get("/sheet/choose")
@complete
def choose(so_far: SoFar, answers: Answers) -> ResponseReturnValue:
    made = _sheet(answers)
    data: dict[str, object] = {
        "chosen": [question.id for question in made.questions if question.chosen]
    }
    for place, item in enumerate(made.most_important, start=1):
        data[f"first_{place}"] = item.id
    for place, own in enumerate(made.own_questions, start=1):
        data[f"own_{place}"] = own.text
    form = ChooseForm(formdata=None, data=data)
    return _choose(made, form)


@blueprint.post("/sheet/choose")
def save_choice() -> ResponseReturnValue:
    so_far = journey.load()
    if journey.answers(so_far) is None:
        _keep_until_answered(so_far)
    return _save_choice()


def _keep_until_answered(so_far: SoFar) -> None:
    """What was sent waits for answers that have ended; own questions as far as they fit."""
    form = ChooseForm()
    form.offer({key: question.me for key, question in CONTENT.questions.items()}, first_before=())
    kept = Choice(form.choice.chosen[:MOST_CHOSEN], form.choice.first)
    journey.choose(so_far, kept, [text[:LONGEST_OWN_QUESTION] for text in form.own_questions])


@complete
def _save_choice(so_far: SoFar, answers: Answers) -> ResponseReturnValue:
    made, form = _sheet(answers), ChooseForm()
    _offer(made, form)
    if not form.validate():
        return _choose(made, form), 422
    journey.choose(so_far, form.choice, form.own_questions)
    return redirect(page_url("sheet.show"), 303)


def choose_again(problem: str) -> str | None:
    """The choice that was just sent, as it was entered; None without answers."""
    answers = journey.answers(journey.load())
    return _choose(_sheet(answers), ChooseForm(), problem) if answers else None


def check_again(problem: str) -> str | None:
    """The answers to check, with a fresh form; None without answers."""
    so_far = journey.load()
    answers = journey.answers(so_far)
    return _check(so_far, answers, problem) if answers else None


def _offer(made: Sheet, form: ChooseForm) -> None:
    texts = {question.id: question.text for question in made.questions}
    form.offer(texts, first_before=[item.id for item in made.most_important])


def _choose(made: Sheet, form: ChooseForm, problem: str = "") -> str:
    _offer(made, form)
    return render_template(
        "choose.html",
        sheet=made,
        form=form,
        problem=problem,
        at_first=CHOSEN_AT_FIRST,
        more_ticked=any(
            question.id in form.chosen.data for question in made.questions[CHOSEN_AT_FIRST:]
        ),
        most=MOST_CHOSEN,
    )


@blueprint.get("/sheet.pdf")
@complete
def pdf(so_far: SoFar, answers: Answers) -> ResponseReturnValue:
    clinic = journey.clinic()
    paper = paper_size(clinic.paper) if clinic else paper_size()
    made = sheet_pdf(_sheet(answers), paper, date.today(), clinic)
    return as_file(made, "application/pdf", f"{FILE_NAME}.pdf")


def paper_size(usual: PaperSize = PAPER_SIZES[0]) -> PaperSize:
    """The size that the address asks for; what is no paper size gets an error page."""
    wanted = request.args.get("paper", usual)
    return next((size for size in PAPER_SIZES if size == wanted), None) or abort(400)


@blueprint.get("/sheet.txt")
@complete
def plain(so_far: SoFar, answers: Answers) -> ResponseReturnValue:
    made = _sheet(answers)
    if "short" in request.args:
        return as_file(text.short(made, journey.clinic()), "text/plain", f"{FILE_NAME}.txt")
    full = text.full(made, date.today(), journey.clinic())
    return as_file(full, "text/plain", f"{FILE_NAME}.txt")


def as_file(content: str | bytes, kind: str, name: str) -> Response:
    response = Response(content, mimetype=kind)
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response
