"""The start page, privacy, deleting the answers, whom to write to, and whether the service runs."""

from datetime import UTC, datetime, timedelta

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from rules.content import CONTENT, DEFAULT_LANGUAGE
from webapp import languages, proxies, security, session
from webapp.rendering import start_page
from webapp.version import app_version

HOLDS_FOR = timedelta(days=180)  # RFC 9116 asks for less than a year

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
    contact = current_app.config["CONTACT"]
    return render_template("privacy.html", answers_begun=bool(session.load()), contact=contact)


@blueprint.get("/.well-known/security.txt")
def security_txt() -> Response:
    """Whom to tell of a weakness, in the form that RFC 9116 asks for."""
    contact = current_app.config["CONTACT"] or abort(404)
    expires = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0) + HOLDS_FOR
    lines = [f"Contact: {contact}", f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}"]
    if root := current_app.config["PUBLIC_URL"]:
        lines.append(f"Canonical: {root}{url_for('start.security_txt')}")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")


@blueprint.post("/delete-answers")
def delete_answers() -> ResponseReturnValue:
    """Forget all. The mark in the address lets the start page say so: a message in the session
    would bring the cookie back.
    """
    session.delete()
    response = redirect(url_for("start.show", _anchor="deleted"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'  # "cookies" would clear the whole domain's
    return response


@blueprint.errorhandler(CSRFError)
def not_deleted(error: CSRFError) -> ResponseReturnValue:
    """Show the button again, with a fresh token."""
    return start_page(security.why_refused(error)), 400


@blueprint.get("/healthz")
def healthz() -> dict[str, str]:
    return {
        "status": "ok",
        "version": app_version(),
        "content": CONTENT.version,
        "proxies": proxies.says(),
    }
