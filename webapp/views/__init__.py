"""The routes. Each view parses, calls, answers; where to go next is `webapp.journey`'s to say."""

from flask import Flask, request
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError

from webapp import errors
from webapp.views import pages, sheet

EXPIRED = "This page was open for too long. What you entered is still here. Please send it again."


def init_app(app: Flask) -> None:
    app.register_blueprint(pages.blueprint)
    app.register_blueprint(sheet.blueprint)
    app.register_error_handler(CSRFError, expired)


def expired(error: CSRFError) -> ResponseReturnValue:
    """A form without a valid token: nothing is saved, and nothing typed is lost."""
    again = None
    if request.endpoint == "pages.save":
        again = pages.again(EXPIRED)
    elif request.endpoint == "sheet.save_choice":
        again = sheet.again(EXPIRED)
    return (again, 400) if again else errors.show(error)
