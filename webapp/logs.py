"""What the logs hold: nothing that a visitor sent, and not where it came from.

An address that fits no route may be anything, an error's message may quote an answer, and gunicorn
quotes a request that it cannot read together with its sender. So a line names the route, never the
address, and the kind of an error, never its words. Nor does it say how long an answer was, for the
length of a page can tell what was ticked.
"""

import sys
import traceback
from datetime import timedelta
from typing import Any

from flask import Flask, request
from gunicorn.glogging import Logger

ROUTE = "webapp.route"  # in the WSGI environment
BEFORE_ANY_REQUEST = "Exception in worker process"  # gunicorn's words when the app does not start


def init_app(app: Flask) -> None:
    """Let gunicorn know the route of each request."""
    app.before_request(_note_route)


def _note_route() -> None:
    request.environ[ROUTE] = str(request.url_rule or "-")


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
        """Return the parts of a line of the access log."""
        method = environ["REQUEST_METHOD"]
        return {
            "t": self.now(),
            "m": method if method in ("GET", "HEAD", "POST") else "-",
            "route": environ.get(ROUTE, "-"),
            "s": str(resp.status).split()[0],
            "M": request_time // timedelta(milliseconds=1),
        }

    def warning(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log that a request was refused, and the kind of the reason."""
        if refused := sys.exception():
            msg, args = "A request was refused: %s", (type(refused).__name__,)
        super().warning(msg, *args, **kwargs)

    def exception(self, msg: object, *args: Any, **kwargs: Any) -> None:
        """Log where a request failed."""
        if msg == BEFORE_ANY_REQUEST:
            super().exception(msg, *args, **kwargs)
        else:
            super().error("A request failed\n%s", places(sys.exception()))
