"""The treatments side by side."""

from datetime import date

from flask import Blueprint, abort, render_template, request

from rules.answers import Answers
from rules.compare import chosen, shown_at_first, terms_on, treatments
from rules.content import CONTENT
from rules.medicines import ENTRY_OF, Treatment
from rules.source_age import age_in_words
from rules.states import state
from webapp import pages, session
from webapp.words import WORDS

blueprint = Blueprint("compare", __name__)

WITHOUT_SCROLLING = 4  # treatments that fit side by side on a wide screen


@blueprint.get("/compare")
def show() -> str:
    answers = pages.answers_of(session.load())
    codes = request.args.getlist("treatment") + request.args.getlist("medicine")  # its older name
    try:
        shown, why = (chosen(codes, CONTENT), None) if codes else shown_at_first(answers, CONTENT)
    except ValueError:
        abort(404)
    return render_template(
        "compare.html",
        shown=shown,
        why=why,
        treatments=treatments(CONTENT),
        terms=terms_on(shown, CONTENT),
        wide=len(shown) > WITHOUT_SCROLLING,
        remarks=_remarks(answers) if answers else {},
        age=age_in_words(CONTENT, date.today()),
    )


def _remarks(answers: Answers) -> dict[Treatment, str]:
    """How the article's conditions stand for this person, where it has any for a treatment."""
    none = dict.fromkeys(Treatment, str(WORDS["compare"]["no_condition"]))
    return none | {
        treatment: CONTENT.states[state(answers, entry)] for treatment, entry in ENTRY_OF.items()
    }
