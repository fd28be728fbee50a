"""What a request meets before a view: its route is noted; what no page of ours sends is refused."""

from functools import cached_property
from typing import NoReturn

from flask import Flask, Request, abort
from flask_wtf import CSRFProtect
from werkzeug.datastructures import MultiDict
from werkzeug.sansio.http import parse_cookie

from webapp import current
from webapp.logs import note_route

LARGEST_BODY = 64 * 1024  # bytes; the longest honest form is under 4 KiB
MOST_PARTS = 200  # of a multipart body; the page with most fields has under 100

csrf = CSRFProtect()


class FormRequest(Request):
    """A short form without files: none is asked for, and a large one would be put on the disk."""

    max_content_length = LARGEST_BODY
    max_form_memory_size = LARGEST_BODY
    max_form_parts = MOST_PARTS

    @cached_property
    def cookies(self) -> MultiDict[str, str]:  # type: ignore[override]
        """As in Werkzeug, which looks through all headers for it."""
        return parse_cookie(self.environ.get("HTTP_COOKIE", ""))

    def _get_file_stream(self, *_: object, **__: object) -> NoReturn:
        abort(400)


def init_app(app: Flask) -> None:
    app.request_class = FormRequest
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False  # `check` asks for the token of each form
    app.before_request(check)
    csrf.init_app(app)


def check() -> None:
    asked = current.request()
    note_route(asked)
    if asked.routing_exception:
        return  # it is refused for that
    _refuse_unreadable(asked)
    if asked.method == "POST":  # no route takes another method that changes something
        csrf.protect()


def _refuse_unreadable(asked: Request) -> None:
    """Refuse what no page of ours sends, and what a form would stumble over."""
    if "HTTP_TRANSFER_ENCODING" in asked.environ:
        abort(411)  # browsers tell the length; else what is too long would be cut off unseen
    if asked.is_json:
        abort(415)
    try:
        unnamed = None in asked.args or (asked.method == "POST" and None in asked.form)
    except UnicodeDecodeError:
        abort(400)
    if unnamed:  # a part of a multipart body need not have a name
        abort(400)
