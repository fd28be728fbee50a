"""The medicines side by side."""

from datetime import date

from flask import Blueprint, abort, render_template, request

from rules.compare import chosen, comparison
from rules.content import CONTENT
from rules.medicines import COMPARED, Entry
from rules.source_age import age_in_words
from rules.states import states
from webapp import pages, session

blueprint = Blueprint("compare", __name__)


@blueprint.get("/compare")
def show() -> str:
    try:
        medicines = chosen(request.args.getlist("medicine"))
    except ValueError:
        abort(404)
    words = CONTENT.about["choosing"]
    return render_template(
        "compare.html",
        rows=comparison(medicines),
        medicines=medicines,
        compared=COMPARED,
        states=_states(),
        choosing=words,
        condition=[CONTENT.quotes[key] for key in words["condition_quotes"]],
        age=age_in_words(CONTENT.source, date.today()),
    )


def _states() -> dict[Entry, str]:
    """What the article says about each medicine for this person; empty before all is answered."""
    answers = pages.answers_of(session.load())
    if answers is None:
        return {}
    return {medicine: CONTENT.states[state] for medicine, state in states(answers).items()}
