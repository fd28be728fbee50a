"""What the logs hold: nothing that a visitor sent, and not where it came from.

An address that fits no route may be anything, an error's message may quote an answer, and gunicorn
quotes a request that it cannot read together with its sender. So a line names the route, never the
address, and the kind of an error, never its words.
"""

import sys
import traceback
from datetime import timedelta
from types import TracebackType
from typing import Any

from flask import Flask, Request, current_app, request
from gunicorn.glogging import Logger

ROUTE = "webapp.route"  # in the WSGI environment
BEFORE_ANY_REQUEST = "Exception in worker process"  # gunicorn's words when the app does not start

Failure = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


def init_app(app: Flask) -> None:
    app.log_exception = log_exception  # type: ignore[method-assign]


def note_route(asked: Request) -> None:
    """Tell gunicorn which route it is, like /questions/<slug>."""
    asked.environ[ROUTE] = str(asked.url_rule or "-")


def log_exception(exc_info: Failure) -> None:
    current_app.logger.error("A fault in %s\n%s", request.url_rule, places(exc_info[1]))


def places(error: BaseException | None) -> str:
    """The lines of code that an error went through, and its kind."""
    if error is None:
        return "unknown"
    return "".join([*traceback.format_tb(error.__traceback__), type(error).__name__])


class QuietLogger(Logger):
    """gunicorn's logs. Only what `atoms` gives can reach a line, whatever the format asks for."""

    def atoms(
        self, resp: Any, req: Any, environ: dict[str, Any], request_time: timedelta
    ) -> dict[str, Any]:
        method = environ["REQUEST_METHOD"]
        return {
            "t": self.now(),
            "m": method if method in ("GET", "HEAD", "POST") else "-",
            "route": environ.get(ROUTE, "-"),
            "s": str(resp.status).split()[0],
            "B": getattr(resp, "sent", 0),
            "M": request_time // timedelta(milliseconds=1),
        }

    def warning(self, msg: object, *args: Any, **kwargs: Any) -> None:
        if refused := sys.exception():
            msg, args = "A request was refused: %s", (type(refused).__name__,)
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: Any, **kwargs: Any) -> None:
        if msg == BEFORE_ANY_REQUEST:
            super().exception(msg, *args, **kwargs)
        else:
            super().error("A request failed\n%s", places(sys.exception()))
