"""A form counts only when all of it arrived."""

from typing import Any

from flask import Request


class WholeRequest(Request):
    """Answers 400 to a body that ends too early, as when a connection breaks.

    gunicorn passes what came as if it were all, and its word that the end is its own concern keeps
    Werkzeug from counting. Without that word, the bytes are counted against Content-Length.
    """

    def __init__(self, environ: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        if "CONTENT_LENGTH" in environ and "HTTP_TRANSFER_ENCODING" not in environ:
            environ.pop("wsgi.input_terminated", None)
        super().__init__(environ, *args, **kwargs)
