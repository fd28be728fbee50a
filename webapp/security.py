"""What a request meets before a view, and the headers of every answer."""

from urllib.parse import urlsplit

from flask import Flask, Response, abort, current_app, request, session
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ParseException
from werkzeug.exceptions import Forbidden

from webapp import files
from webapp.settings import MAX_OPENED
from webapp.words import current_words

TWO_YEARS = 2 * 365 * 24 * 3600  # seconds
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
FROM_HERE = ("same-origin", "none")  # of Sec-Fetch-Site; none: typed, or from a bookmark

# Not among them: the clipboard and sharing, which the script uses.
NEVER_USED = (
    *("accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "fullscreen"),
    *("geolocation", "gyroscope", "hid", "idle-detection", "magnetometer", "microphone", "midi"),
    *("payment", "picture-in-picture", "publickey-credentials-get", "screen-wake-lock", "serial"),
    *("usb", "xr-spatial-tracking"),
)
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
        "require-trusted-types-for 'script'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",  # for who does not know frame-ancestors
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in NEVER_USED),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}

csrf = CSRFProtect()


class ForeignFormError(Forbidden):
    """A form that another site sent."""


def init_app(app: Flask) -> None:
    """Guard every route of the app, those that are added later too."""
    app.before_request(refuse_what_no_page_sends)
    app.before_request(refuse_foreign_forms)
    csrf.init_app(app)
    app.after_request(add_headers)


def refuse_what_no_page_sends() -> None:
    """Refuse a form that arrived only in part, and fields that no browser would send."""
    if request.routing_exception:
        return  # it is refused for that
    if request.endpoint == "carry.open_code":
        request.max_content_length = request.max_form_memory_size = MAX_OPENED
    try:
        if len(request.get_data()) < (request.content_length or 0):
            abort(400)
        if None in request.args or None in request.form:  # a part without a name
            abort(400)
        if request.is_json:  # the forms would take it for their fields, whatever it holds
            abort(400)
    except (UnicodeDecodeError, ParseException):  # the latter: pieces that are none
        abort(400)


def refuse_foreign_forms() -> None:
    """Refuse a form that another site sent, before anything in it is looked at or shown."""
    if request.routing_exception:
        return  # it is refused for that: an unknown host has no page to show
    if request.method not in SAFE_METHODS and came_from_elsewhere():
        raise ForeignFormError


def came_from_elsewhere() -> bool:
    """Whether the browser says that the form stood on another site.

    Browsers that say nothing, and those that hide it ("null"), are not refused: the token decides.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site:
        return site not in FROM_HERE
    origin = request.headers.get("Origin", "null")
    public = current_app.config["PUBLIC_URL"]
    ours = {_host(f"//{request.host}"), _host(public)} if public else {_host(f"//{request.host}")}
    return origin != "null" and _host(origin) not in ours


def _host(address: str) -> str | None:
    """The name in an address; the port may differ, for a proxy may not pass it on."""
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def why_refused(error: CSRFError) -> str:
    """What a person is told whose form has no valid token."""
    words = current_words()["messages"]
    if not request.form.get("csrf_token"):
        return str(words["form_incomplete"])
    return str(words["form_old" if "csrf_token" in session else "form_no_cookie"])


def may_show_again() -> bool:
    """Whether what was typed may be shown beside a token: not when the browser hides its origin.

    The length of such a page, compressed on its way, could tell another site of the token.
    """
    return "Sec-Fetch-Site" in request.headers or request.headers.get("Origin") != "null"


def add_headers(response: Response) -> Response:
    """Add the headers of every answer. Only what is nobody's, of today's content, may be kept."""
    response.headers.update(HEADERS)
    if request.is_secure:
        response.headers["Strict-Transport-Security"] = f"max-age={TWO_YEARS}"
    if not _is_current_file(response):
        response.headers["Cache-Control"] = "no-store"
    return response


def _is_current_file(response: Response) -> bool:
    if request.method == "OPTIONS" or response.status_code not in (200, 304):
        return False
    match request.endpoint, request.view_args:
        case "static", {"filename": name}:
            current = files.version_of(name)
        case "clinics.logo", {"slug": slug}:
            current = current_app.config["CLINICS"][slug].logo.version
        case "record.questions_as_fhir", _:
            return True
        case _:
            return False
    return request.args.get("v") == current
