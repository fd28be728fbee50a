"""The routes. A view parses, calls and answers; what comes next is for `webapp.pages` to say."""

from typing import Any, NamedTuple

from flask import Flask, flash, request

from webapp import rendering, session
from webapp.settings import IDLE_LIMIT, RENEW_AFTER, WARN_BEFORE
from webapp.views import carry, clinics, compare, how_it_works, questions, record, sheet, start
from webapp.words import current_words

WITHOUT_SESSION = (
    "static",
    "start.healthz",
    "start.security_txt",
    "clinics.logo",
    "record.questions_as_fhir",
)
NOT_ANSWERS = {"csrf_token", "keep"}  # fields of forms


class Idle(NamedTuple):
    """The times that the page's script watches, in seconds."""

    seconds_left: int
    lasts: int = int(IDLE_LIMIT.total_seconds())
    warn_before: int = int(WARN_BEFORE.total_seconds())
    renew_after: int = int(RENEW_AFTER.total_seconds())


def init_app(app: Flask) -> None:
    """Register all views."""
    app.before_request(end_idle_session)
    app.context_processor(of_session)
    app.add_template_global(rendering.root_address)
    for view in (start, questions, sheet, record, carry, compare, how_it_works, clinics):
        app.register_blueprint(view.blueprint)


def end_idle_session() -> None:
    """End the answers of who was away for too long, and say so."""
    if request.endpoint in WITHOUT_SESSION or not session.end_if_idle():
        return
    flash(current_words()["messages"]["ended"])
    if request.form.keys() - NOT_ANSWERS:
        flash(current_words()["messages"]["sent_is_kept"])


def of_session() -> dict[str, Any]:
    """For every page: when the answers end, and the clinic whose link brought the person."""
    seconds = session.seconds_left()
    idle = None if seconds is None else Idle(seconds)
    return {"idle": idle, "clinic": session.clinic()}
