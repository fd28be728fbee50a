"""Pages to look things up, for anybody: the medicines side by side, and every rule in words."""

import csv
from datetime import date
from io import StringIO

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from rules.answers import Medicine
from rules.compare import chosen, comparison
from rules.content import CONTENT
from rules.content_model import Wording
from rules.flags import FLAGS
from rules.freshness import age_in_words
from rules.outlook import states
from rules.page_checks import COMPARED
from rules.questions import ORDER
from rules.rulebook import RULES, name
from rules.state_tables import tables
from rules.triggers import rules_of, when_raised
from webapp import journey

blueprint = Blueprint("reference", __name__)

CSV_FILE = "eczema-questions-rules.csv"
CSV_HEAD = (
    "place",
    "question",
    "topic",
    "asked if",
    "words for me",
    "words for another person",
    "quotes of the article",
    "notes",
    "agree",
    "comment",
)


@blueprint.get("/compare")
def compare() -> ResponseReturnValue:
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
        words=words,
        condition=[CONTENT.quotes[key] for key in words["condition_quotes"]],
        age=age_in_words(CONTENT.source, date.today()),
    )


def _states() -> dict[Medicine, str]:
    """What the article says about each medicine for this person; empty before all is answered."""
    answers = journey.answers(journey.load())
    if answers is None:
        return {}
    return {medicine: CONTENT.states[state] for medicine, state in states(answers).items()}


@blueprint.get("/how-it-works")
def how_it_works() -> str:
    return render_template(
        "how_it_works.html",
        about=CONTENT.about,
        rules=[CONTENT.rules[name(rule)] for rule in RULES],
        tables=tables(),
        flags={flag: when_raised(flag) for flag in FLAGS},
        topics=_topics(),
        notes_of={
            question.id: [CONTENT.notes[note] for note in question.notes]
            for question in CONTENT.questions.values()
        },
        asked={question: rules_of(question) for question in CONTENT.questions},
        age=age_in_words(CONTENT.source, date.today()),
    )


def _topics() -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    for question in CONTENT.questions.values():
        found.setdefault(question.topic, []).append(question)
    return found


@blueprint.get("/how-it-works.csv")
def questions_csv() -> Response:
    """Every question, in the order of the sheet, with every case in which it is asked, and columns
    for a reviewer to fill.
    """
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(CSV_HEAD)
    for place, key in enumerate(dict.fromkeys(row.question for row in ORDER), start=1):
        question = CONTENT.questions[key]
        for case in rules_of(key):
            other = question.other.format(person="my child")
            quotes = " ".join(f"{quote.id}: {quote.text}" for quote in question.quotes)
            row = (place, key, question.topic, f"if {case}", question.me, other, quotes)
            writer.writerow((*row, " ".join(question.notes), "", ""))
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")  # so that Excel sees UTF-8
    response.headers["Content-Disposition"] = f'attachment; filename="{CSV_FILE}"'
    return response
