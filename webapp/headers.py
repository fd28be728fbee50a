"""Headers on every answer, and addresses of static files that change with their content.

Written out by hand: they are few, they never vary by page, and a strict policy reads best whole.
"""

import hashlib
from functools import lru_cache
from typing import Any

from flask import Response
from werkzeug.datastructures import HeaderSet

from webapp.files import folder

YEAR = 365 * 24 * 3600  # seconds
FILES = "/static/"  # Flask's own address for them
FILES_KNOWN = 16  # whose digest is kept; there are three, but a path can be written in many ways
KEEP = "Cache-Control"

# Not among them: the clipboard and sharing, which the script uses.
NEVER_USED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi"),
    *("payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("usb", "xr-spatial-tracking"),
)

ALWAYS = (
    (
        "Content-Security-Policy",
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'",
    ),
    ("X-Content-Type-Options", "nosniff"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
)
ON_FILES = (("Vary", "Accept-Encoding"),)
# What says nothing of a style, a script or an icon, and would be a third of their bytes.
NOT_ON_FILES = (
    ("Referrer-Policy", "same-origin"),  # "no-referrer" would make Flask-WTF refuse every form
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in NEVER_USED)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    (KEEP, "no-store"),
    ("Vary", "Accept-Encoding, Cookie"),
)
HSTS = ("Strict-Transport-Security", f"max-age={YEAR}")


class Answer(Response):
    """What Flask would work out anew for each answer, and is known."""

    vary = HeaderSet()  # not sent: `with_headers` says what it comes to
    max_cookie_size = 4093  # bytes; browsers keep no more


def with_headers(app: Any) -> Any:
    """The WSGI app with the headers that never vary: here they cost next to nothing."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        is_file = environ["PATH_INFO"].startswith(FILES)
        added = [*ALWAYS, *(ON_FILES if is_file else NOT_ON_FILES)]
        if environ["wsgi.url_scheme"] == "https":
            added.append(HSTS)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            if is_file:
                headers = [*(each for each in headers if each[0] != KEEP), _kept(environ, status)]
            return start_response(status, headers + added, *error)

        return app(environ, start)

    return answer


def _kept(environ: dict[str, Any], status: str) -> tuple[str, str]:
    """A file under the address of what it holds now may be kept; while versions mix, none else."""
    name = environ["PATH_INFO"].removeprefix(FILES)
    found = status.startswith("200") and environ["REQUEST_METHOD"] != "OPTIONS"  # asked of any name
    current = found and environ["QUERY_STRING"] == f"v={_version(name)}"
    return KEEP, f"public, max-age={YEAR}, immutable" if current else "no-store"


def asset_url(name: str) -> str:
    """The address of a static file, with a digest of its content."""
    return f"{FILES}{name}?v={_version(name)}"


@lru_cache(FILES_KNOWN)
def _version(name: str) -> str:
    return hashlib.sha256((folder("static") / name).read_bytes()).hexdigest()[:12]
