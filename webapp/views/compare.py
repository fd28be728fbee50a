"""The treatments side by side."""

from datetime import date

from flask import Blueprint, abort, render_template, request

from rules.answers import Answers
from rules.compare import chosen, shown_at_first, terms_on, treatments
from rules.medicines import ENTRY_OF, Treatment
from rules.source_age import age_in_words
from rules.states import state
from webapp import pages, session
from webapp.words import current_content, current_words

blueprint = Blueprint("compare", __name__)

WITHOUT_SCROLLING = 4  # treatments that fit side by side on a wide screen


@blueprint.get("/compare")
def show() -> str:
    content = current_content()
    answers = pages.answers_of(session.load())
    codes = request.args.getlist("treatment") + request.args.getlist("medicine")  # its older name
    try:
        shown, why = (chosen(codes, content), None) if codes else shown_at_first(answers, content)
    except ValueError:
        abort(404)
    return render_template(
        "compare.html",
        shown=shown,
        why=why,
        treatments=treatments(content),
        terms=terms_on(shown, content),
        wide=len(shown) > WITHOUT_SCROLLING,
        remarks=_remarks(answers) if answers else {},
        age=age_in_words(content, date.today()),
    )


def _remarks(answers: Answers) -> dict[Treatment, str]:
    """How the article's conditions stand for this person, where it has any for a treatment."""
    none = dict.fromkeys(Treatment, str(current_words()["compare"]["no_condition"]))
    states = current_content().states
    return none | {
        treatment: states[state(answers, entry)] for treatment, entry in ENTRY_OF.items()
    }
