"""A form counts only when all of it arrived."""

from typing import Any


def whole(app: Any) -> Any:
    """The WSGI app; a body that ends too early, as when a connection breaks, is a bad request.

    gunicorn passes on what came as if it were all, and its word that the end is its own concern
    keeps Werkzeug from counting. Without that word, the bytes are counted.
    """

    def counted(environ: dict[str, Any], start_response: Any) -> Any:
        if "HTTP_TRANSFER_ENCODING" not in environ:
            environ.pop("wsgi.input_terminated", None)
        return app(environ, start_response)

    return counted
