"""How it works in a few words for patients; for reviewers, every rule, on a page and as a table."""

import csv
from datetime import date
from functools import cache
from io import StringIO

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from rules.alerts import ALERTS
from rules.answers import Who
from rules.cases import CASES, CaseInWords, in_words
from rules.compare import cell_count, gaps
from rules.condition_words import rules_of, when_raised
from rules.content import CONTENT
from rules.content.model import Wording
from rules.content.rulebook import RULES, name_of
from rules.questions import ROWS, Ask
from rules.source_age import age_in_words
from rules.state_tables import tables
from rules.terms import first_uses
from rules.wording import without_answers
from webapp.words import current_content, current_words

blueprint = Blueprint("how_it_works", __name__)

BLANK = "…"  # where a question names an answer
CSV_FILE = "eczema-questions-rules.csv"


@blueprint.get("/how-it-works")
def show() -> str:
    content = current_content()
    title, parts = content.source.title, current_words()["how_it_works"]["parts"]
    texts = {part["title"]: " ".join(part["lines"]).replace("{article}", title) for part in parts}
    age = age_in_words(content, date.today())
    return render_template("how_it_works.html", terms=first_uses(texts, content), age=age)


@blueprint.get("/how-it-works/rules")
def rules() -> str:
    return render_template(
        "rules.html",
        about=CONTENT.about,
        gaps=len(list(gaps())),
        cells=cell_count(),
        rules=[CONTENT.rules[name_of(rule)] for rule in RULES],
        tables=tables(),
        alerts={alert: when_raised(alert) for alert in ALERTS},
        topics=_topics(),
        spoken={key: _words_of(question) for key, question in CONTENT.questions.items()},
        notes_of={
            question.id: [CONTENT.notes[note] for note in question.notes]
            for question in CONTENT.questions.values()
        },
        sign_off=_cases(),
        levels=[item["level"] for item in CONTENT.about["ipdasi"]["items"].values()],
        signed=sum(bool(case.reviewer) for case in CASES),
        asked={question: rules_of(Ask(question)) for question in CONTENT.questions},
        age=age_in_words(CONTENT, date.today()),
    )


@cache
def _cases() -> tuple[CaseInWords, ...]:
    """The cases to sign off; their sheets are made once."""
    return tuple(map(in_words, CASES))


def _words_of(question: Wording) -> tuple[str, str]:
    """A question as asked for oneself, and for a child."""
    return (
        without_answers(question.me, Who.ME, BLANK, CONTENT),
        without_answers(question.other, Who.CHILD, BLANK, CONTENT),
    )


def _topics() -> dict[str, list[Wording]]:
    found: dict[str, list[Wording]] = {}
    for question in CONTENT.questions.values():
        found.setdefault(question.topic, []).append(question)
    return found


@blueprint.get("/how-it-works/rules.csv")
def questions_csv() -> Response:
    """Every question, in the order of the sheet, with every case in which it is asked, and columns
    for a reviewer to fill.
    """
    words = current_words()["reviewers"]
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(words["csv_columns"])
    for place, key in enumerate(dict.fromkeys(row.question for row in ROWS), start=1):
        question = CONTENT.questions[key]
        for case in rules_of(key):
            me, other = _words_of(question)
            quotes = " ".join(f"{quote.id}: {quote.text}" for quote in question.quotes)
            row = (
                place,
                key,
                question.topic,
                words["csv_case"].format(case=case),
                me,
                other,
                quotes,
            )
            writer.writerow((*row, " ".join(question.notes), "", ""))
    response = Response("\ufeff" + out.getvalue(), mimetype="text/csv")  # so that Excel sees UTF-8
    response.headers["Content-Disposition"] = f'attachment; filename="{CSV_FILE}"'
    return response


@blueprint.get("/how-it-works.csv")
def old_address_of_csv() -> ResponseReturnValue:
    return redirect(url_for("how_it_works.questions_csv"), 301)
