"""Flask with what its documentation offers to change; the reasons: docs/decisions."""

from collections.abc import Iterable
from types import TracebackType
from typing import TYPE_CHECKING

from flask import Flask, request
from flask.typing import ResponseReturnValue
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from webapp import languages
from webapp.encrypted_cookie import EncryptedSessions
from webapp.logs import places

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

Failure = tuple[type, BaseException, TracebackType] | tuple[None, None, None]


class PanicError(Exception):
    """Compiled code gave up. Its own words are left out: they may quote an answer."""


class Application(Flask):
    """The app. Each override says why it is there."""

    # A name that a template misspells is an error, not an empty place on a page.
    jinja_options = {"trim_blocks": True, "lstrip_blocks": True, "undefined": StrictUndefined}  # noqa: RUF012
    # Flask signs the cookie; ours is encrypted too.
    session_interface = EncryptedSessions()

    def wsgi_app(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Take the language off the path, and believe as many proxies as the operator says."""
        languages.take_off_path(environ)
        count = self.config["PROXIES"]
        app = ProxyFix(super().wsgi_app, x_for=count, x_proto=count, x_host=count)
        return app(environ, start_response)

    def dispatch_request(self) -> ResponseReturnValue:
        """Make an error of this request alone of what compiled code panics with.

        A panic is no Exception: it would end the worker, and Python would print its words.
        """
        try:
            return super().dispatch_request()
        except (Exception, KeyboardInterrupt, SystemExit):
            raise
        except BaseException as panic:
            raise PanicError().with_traceback(panic.__traceback__) from None

    def log_exception(self, exc_info: Failure) -> None:
        """Log where an error happened, not its words: they may quote an answer."""
        self.logger.error("A fault in %s\n%s", request.url_rule, places(exc_info[1]))
