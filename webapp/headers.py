"""Headers on every answer, and addresses of static files that change with their content.

Written out by hand: they are few, they never vary by page, and a strict policy reads best whole.
"""

import hashlib
from functools import cache
from pathlib import Path

from flask import Flask, Response, current_app, request

YEAR = 365 * 24 * 3600  # seconds

# Not among them: the clipboard and sharing, which the script uses.
NEVER_USED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi"),
    *("payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("usb", "xr-spatial-tracking"),
)

ALWAYS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# What says nothing of a style, a script or an icon, and would be a third of their bytes.
NOT_ON_FILES = {
    "Referrer-Policy": "same-origin",  # "no-referrer" would make Flask-WTF refuse every form
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NEVER_USED),
    "Cross-Origin-Opener-Policy": "same-origin",
}


def init_app(app: Flask) -> None:
    app.after_request(add_headers)


def add_headers(response: Response) -> Response:
    response.headers.extend(ALWAYS)
    if request.endpoint != "static":
        response.headers.extend(NOT_ON_FILES)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={YEAR}"
    if response.status_code == 200 and _is_asset():
        response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    else:
        response.headers["Cache-Control"] = "no-store"
    return response


@cache
def asset_url(name: str) -> str:
    """The address of a static file, with a digest of its content."""
    return f"{request.script_root}{current_app.static_url_path}/{name}?v={_version(name)}"


def _is_asset() -> bool:
    """A static file under the address of what it holds now; while versions mix, it may differ."""
    if request.endpoint != "static" or request.method == "OPTIONS":  # asked of any name
        return False
    return request.args.get("v") == _version((request.view_args or {})["filename"])


def _version(name: str) -> str:
    return _digest(f"{current_app.static_folder}/{name}")


@cache
def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()[:12]
