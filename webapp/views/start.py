"""The start page, privacy, deleting the answers, and whether the service runs."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from rules.content import CONTENT, DEFAULT_LANGUAGE
from webapp import languages, security, session
from webapp.rendering import start_page
from webapp.version import app_version
from webapp.words import current_words

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def show() -> ResponseReturnValue:
    """The start page; a first visit is led to the language that the browser asks for."""
    leads_to = None
    if languages.current() == DEFAULT_LANGUAGE:
        leads_to = languages.lead_first_visit(languages.wanted_by_browser())
    response = make_response(leads_to or start_page())
    response.vary.add("Accept-Language")
    return response


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("privacy.html", answers_begun=bool(session.load()))


@blueprint.post("/delete-answers")
def delete_answers() -> ResponseReturnValue:
    session.delete()
    flash(current_words()["messages"]["deleted"])
    response = redirect(url_for("start.show"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'  # "cookies" would clear the whole domain's
    return response


@blueprint.errorhandler(CSRFError)
def not_deleted(error: CSRFError) -> ResponseReturnValue:
    """Show the button again, with a fresh token."""
    return start_page(security.why_refused(error)), 400


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok", "version": app_version(), "content": CONTENT.version}
