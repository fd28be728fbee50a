"""Error pages that look like the rest and say what to do. None shows what was sent."""

from http import HTTPStatus

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

from webapp import session
from webapp.export.typesetting import RETRY_AFTER, TooManyPdfsError
from webapp.security import ForeignFormError
from webapp.words import current_words

KEPT_HEADERS = ("Allow", "Retry-After")


def init_app(app: Flask) -> None:
    """Show errors as pages."""
    app.register_error_handler(HTTPException, show_error)
    app.register_error_handler(ForeignFormError, show_foreign_form)
    app.register_error_handler(TooManyPdfsError, show_too_many_pdfs)


def show_error(error: HTTPException) -> ResponseReturnValue:
    """The error's page, with its status."""
    if isinstance(error, SecurityError | BadHost):
        return render_template("unknown_host.html"), HTTPStatus.BAD_REQUEST  # no address to link to
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    usual = "500" if status >= 500 else "400"
    known = str(status) if str(status) in current_words()["errors"] else usual
    page, code = error_page(known, status)
    kept = [(name, value) for name, value in error.get_headers() if name in KEPT_HEADERS]
    return page, code, kept


def show_foreign_form(error: ForeignFormError) -> ResponseReturnValue:
    """A form that another site sent: nothing of it is saved or shown."""
    return error_page("foreign", HTTPStatus.FORBIDDEN)


def show_too_many_pdfs(error: TooManyPdfsError) -> ResponseReturnValue:
    """Too many PDFs are being made: say so, and when to come back."""
    return *error_page("503", HTTPStatus.SERVICE_UNAVAILABLE), {"Retry-After": str(RETRY_AFTER)}


def error_page(words: str, status: int) -> tuple[str, int]:
    """A page with the words of that key, and its status."""
    found = current_words()["errors"][words]
    title, advice = found["title"], found["advice"]
    page = render_template(
        "error.html",
        title=title,
        advice=advice,
        status=int(status),
        answers_begun=session.has_answers(),
    )
    return page, int(status)
