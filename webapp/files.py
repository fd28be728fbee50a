"""Where the files are that are not code, and the addresses of the static ones."""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import cast

from flask import Flask, Response, request, url_for
from werkzeug.wsgi import FileWrapper

from webapp.languages import in_english

PACKAGE = Path(__file__).parent
VERSION_LENGTH = 12  # characters of a digest


def folder(name: str) -> Path:
    """A top-level folder: a checkout has it beside the package, a wheel inside."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name


def version_of(name: str) -> str:
    """A digest of a static file as it is now. Raises OSError when there is no such file."""
    path = folder("static") / name
    return _digest(path, path.stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _digest(path: Path, changed: int) -> str:
    return sha256(path.read_bytes()).hexdigest()[:VERSION_LENGTH]


def init_app(app: Flask) -> None:
    """Give the templates the addresses of static files, and answer with those whole."""
    app.add_template_global(asset)
    app.after_request(read_whole)


def asset(name: str) -> str:
    """The address of a static file: it changes with the content, so that browsers may keep it."""
    return in_english(url_for("static", filename=name, v=version_of(name)))


def read_whole(response: Response) -> Response:
    """Read a static file at once: Flask-Compress leaves streams open, and packs none as gzip.

    It is closed at once too: not every server closes an answer whose reader has gone.
    """
    if request.endpoint == "static" and not response.is_sequence:
        response.direct_passthrough = False
        file = cast(FileWrapper, response.response)
        response.make_sequence()
        file.close()
    return response
