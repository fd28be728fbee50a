"""Error pages that look like the rest and say what to do. None shows what was sent."""

from http import HTTPStatus

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadHost, HTTPException, SecurityError

# status -> what happened, what to do
WORDS = {
    400: ("That did not work", "The page may have been open for too long. Go back and try again."),
    404: ("Page not found", "Check the address, or begin at the start page."),
    405: ("That does not work here", "Begin at the start page. Your answers are still here."),
    413: ("That was too much", "Go back and send less text. Your answers are still here."),
    422: ("Something is missing", "Go back and check what you entered."),
    500: (
        "Something went wrong",
        "It is our fault, not yours. Your answers are still here. Please try again in a minute.",
    ),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, show)


def show(error: HTTPException) -> ResponseReturnValue:
    """The error's page, with its status and, for 405, the methods that would do."""
    if isinstance(error, SecurityError | BadHost):
        return render_template("unknown_host.html"), 400  # no address to link to
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    what, then = WORDS.get(status, WORDS[500 if status >= 500 else 400])
    page = render_template("error.html", what=what, then=then, status=status)
    kept = [(name, value) for name, value in error.get_headers() if name == "Allow"]
    return page, status, kept
