"""Flask's request and session themselves.

`flask.request` and `flask.session` are stand-ins that look for them each time they are touched. A
step of the questions touched them fifty times, which was a tenth of what it cost.
"""

from typing import cast

import flask
from flask import Request
from flask.sessions import SessionMixin
from werkzeug.local import LocalProxy


def request() -> Request:
    return cast("LocalProxy[Request]", flask.request)._get_current_object()


def session() -> SessionMixin:
    return cast("LocalProxy[SessionMixin]", flask.session)._get_current_object()
