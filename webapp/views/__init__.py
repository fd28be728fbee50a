"""The routes. Each view parses, calls, answers; where to go next is `webapp.journey`'s to say."""

from collections.abc import Callable

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from webapp import errors
from webapp.once import once, page_url
from webapp.views import clinics, pages, reference, sheet

EXPIRED = (
    "The page was open for too long, or arrived only in part. "
    "What arrived is still here. Please check it and send it again."
)
# Where a form was sent without a valid token: the page to show again, with a fresh one.
AGAIN: dict[str, Callable[[str], str | None]] = {
    "pages.save": pages.ask_again,
    "pages.delete": pages.start_again,
    "sheet.checked": sheet.check_again,
    "sheet.save_choice": sheet.choose_again,
}


def init_app(app: Flask) -> None:
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(sheet.blueprint)
    app.register_blueprint(clinics.blueprint)
    app.register_blueprint(reference.blueprint)
    app.jinja_env.globals.update(page_url=page_url, once=once)
    app.register_error_handler(CSRFError, expired)


def expired(error: CSRFError) -> ResponseReturnValue:
    """A form without a valid token: nothing is saved, and nothing typed is lost."""
    show = AGAIN.get(request.endpoint or "")
    again = show(EXPIRED) if show else None
    return (again, error.code) if again else errors.show(error)
