"""Headers on every answer, and addresses of static files that change with their content.

Written out by hand: they are few, they never vary by page, and a strict policy reads best whole.
"""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Response, current_app, request

YEAR = 365 * 24 * 3600  # seconds
FILES = "/static/"  # Flask's own address for them

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
# What says nothing of a style, a script or an icon, and would be a third of their bytes.
NOT_ON_FILES = (
    ("Referrer-Policy", "same-origin"),  # "no-referrer" would make Flask-WTF refuse every form
    ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in NEVER_USED)),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cache-Control", "no-store"),
)
HSTS = ("Strict-Transport-Security", f"max-age={YEAR}")


def with_headers(app: Any) -> Any:
    """The WSGI app with the headers that never vary: here they cost next to nothing."""

    def answer(environ: dict[str, Any], start_response: Any) -> Any:
        added = [*ALWAYS] if _is_file(environ["PATH_INFO"]) else [*ALWAYS, *NOT_ON_FILES]
        if environ["wsgi.url_scheme"] == "https":
            added.append(HSTS)

        def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
            return start_response(status, headers + added, *error)

        return app(environ, start)

    return answer


def keep_assets(response: Response) -> Response:
    """A static file under the address of what it holds now may be kept; nothing else may."""
    if _is_file(request.path):
        kept = response.status_code == 200 and _is_current()
        keep = f"public, max-age={YEAR}, immutable" if kept else "no-store"
        response.headers["Cache-Control"] = keep
    return response


def _is_file(path: str) -> bool:
    return path.startswith(FILES)


@cache
def asset_url(name: str) -> str:
    """The address of a static file, with a digest of its content."""
    return f"{request.script_root}{current_app.static_url_path}/{name}?v={_version(name)}"


def _is_current() -> bool:
    """Whether the address names what the file holds now; while versions mix, it may differ."""
    if request.method == "OPTIONS":  # asked of any name
        return False
    return request.args.get("v") == _version((request.view_args or {})["filename"])


def _version(name: str) -> str:
    return _digest(f"{current_app.static_folder}/{name}")


@cache
def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
