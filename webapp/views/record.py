"""What goes into a clinic's record: the summary as text, and FHIR R4."""

import json
from datetime import UTC, date, datetime

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from rules import Answers, build_sheet, clinician
from rules.content import CONTENT
from rules.fhir import questionnaire
from rules.fhir_response import response
from rules.selection import Choice
from rules.terms import first_uses
from webapp import rendering, session
from webapp.answered import complete
from webapp.progress import PartialAnswers
from webapp.settings import FHIR_KEPT_FOR
from webapp.words import current_words

blueprint = Blueprint("record", __name__)

FHIR = "application/fhir+json"


@blueprint.get("/sheet/clinician")
@complete
def show(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    summary = _summary(answers)
    terms = first_uses({"summary": summary}, CONTENT)["summary"]
    return render_template("clinician.html", summary=summary, terms=terms)


@blueprint.get("/sheet/clinician.txt", endpoint="text")
@complete
def plain_text(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    made = rendering.as_file(_summary(answers), "text/plain", _file_name("txt"))
    made.content_language.add(CONTENT.language)
    return made


@blueprint.get("/sheet.fhir.json")
@complete
def answers_as_fhir(partial: PartialAnswers, answers: Answers) -> ResponseReturnValue:
    """The answers, and the questions that stand on the sheet."""
    sheet = build_sheet(answers, session.choice())
    printed = Choice(
        tuple(question.id for question in sheet.questions if question.chosen),
        tuple(item.id for item in sheet.most_important),
    )
    made = response(answers, printed, rendering.root_address(), datetime.now(UTC))
    return rendering.as_file(json.dumps(made), FHIR, _file_name("fhir.json"), to_save=True)


@blueprint.get("/fhir/Questionnaire")
def questions_as_fhir() -> Response:
    """The questions, the same for everybody: any cache may keep them for a while."""
    made = Response(json.dumps(questionnaire(rendering.root_address())), mimetype=FHIR)
    made.cache_control.public = True
    made.cache_control.max_age = int(FHIR_KEPT_FOR.total_seconds())
    made.add_etag()
    made.make_conditional(request)
    return made


def _file_name(kind: str) -> str:
    return f"{current_words()['record']['file_name']}.{kind}"


def _summary(answers: Answers) -> str:
    return clinician.summary(answers, session.choice(), date.today())
