"""The start page, privacy, deleting the answers, and whether the service runs."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from rules.content import CONTENT
from webapp import security, session
from webapp.rendering import start_page
from webapp.version import app_version
from webapp.words import WORDS

blueprint = Blueprint("start", __name__)


@blueprint.get("/")
def show() -> str:
    return start_page()


@blueprint.get("/privacy")
def privacy() -> str:
    return render_template("privacy.html", answers_begun=bool(session.load()))


@blueprint.post("/delete-answers")
def delete_answers() -> ResponseReturnValue:
    session.delete()
    flash(WORDS["messages"]["deleted"])
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
