"""The language of a page is the first part of its address: `/es/sheet` is `/sheet` in Spanish.

English stands without such a part. A step before the routes takes the part off the path and counts
it to the place where the app stands (`SCRIPT_NAME`), so that every route, `url_for` and redirect
stays in the language of the request.
"""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import urlencode

from flask import Flask, Response, has_request_context, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import Babel

from rules.content import DEFAULT_LANGUAGE, LANGUAGES

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

KEY = "webapp.language"  # in the WSGI environment
PREFIXES: Mapping[str, str] = {
    language: "" if language == DEFAULT_LANGUAGE else f"/{language}" for language in LANGUAGES
}
# Without a part for the language: files that a browser keeps once, what machines read, and the
# pages for reviewers.
ENGLISH_ONLY = (
    "/.well-known/",
    "/at/<slug>/logo",
    "/fhir/",
    "/healthz",
    "/how-it-works.csv",
    "/how-it-works/rules",
    "/static/",
)
OF_A_LANGUAGE = ("text/html", "text/plain", "application/pdf")
# What the switch keeps of an address: only what the view has checked, for a page with a form must
# not show what another site could put into its address.
KEPT_ARGUMENTS: Mapping[str, tuple[str, ...]] = {
    "clinics.sample": ("clinic",),
    "clinics.show": ("clinic",),
    "compare.show": ("treatment", "medicine"),
}
WITHOUT_A_PAGE = ("start.delete_answers",)  # forms that are sent to an address of their own
LED = "led"  # in the session, when a first visit was led here: whether that is still to be said


class Edition(NamedTuple):
    """A page in one language."""

    language: str
    address: str


def init_app(app: Flask) -> None:
    """Let Flask-Babel follow the language of the address, and name it in the headers."""
    Babel(app, default_locale=DEFAULT_LANGUAGE, locale_selector=current)
    for language, prefix in PREFIXES.items():
        if prefix:
            app.add_url_rule(prefix, f"start_in_{language}", add_slash, defaults={"to": prefix})
    app.before_request(leave_for_english)
    app.after_request(name_language)
    app.add_template_global(editions)
    app.add_template_global(in_english)


def take_off_path(environ: "WSGIEnvironment") -> None:
    """Move the part for the language from the path to the place where the app stands."""
    path = environ.get("PATH_INFO", "")
    for language, prefix in PREFIXES.items():
        if prefix and path.startswith(f"{prefix}/"):
            environ["SCRIPT_NAME"] = environ.get("SCRIPT_NAME", "") + prefix
            environ["PATH_INFO"] = path.removeprefix(prefix)
            environ[KEY] = language
            return


def current() -> str:
    """The language of the request; English outside of one."""
    found = request.environ.get(KEY) if has_request_context() else None
    return str(found or DEFAULT_LANGUAGE)


def in_language(language: str, address: str) -> str:
    """An address of ours, as `url_for` gives it, in that language."""
    return PREFIXES[language] + address.removeprefix(PREFIXES[current()])


def in_english(address: str) -> str:
    """An address of ours that has no part for the language."""
    return in_language(DEFAULT_LANGUAGE, address)


def add_slash(to: str) -> ResponseReturnValue:
    return redirect(f"{to}/", 308)


def leave_for_english() -> ResponseReturnValue | None:
    """Lead to the one address of what is there in English alone."""
    if current() == DEFAULT_LANGUAGE or not str(request.url_rule or "").startswith(ENGLISH_ONLY):
        return None
    address = in_english(url_for(str(request.endpoint), **(request.view_args or {})))
    query = urlencode([*request.args.items(multi=True)])
    return redirect(f"{address}?{query}" if query else address, 308)


def name_language(response: Response) -> Response:
    """Say in which language a page or a file is, unless the view has said so."""
    named = response.content_language or request.endpoint == "static"
    if response.mimetype in OF_A_LANGUAGE and not named:
        response.content_language.add(current())
    return response


def editions(at_start: bool = False) -> list[Edition]:
    """The page that is open in each language, with what its address asks for.

    With `at_start` it is the start page: for one that cannot be opened again, or in one language.
    """
    here = url_for("start.show") if at_start else _address()
    return [Edition(language, in_language(language, here)) for language in LANGUAGES]


def _address() -> str:
    endpoint = str(request.endpoint)
    if request.url_rule is None or endpoint in WITHOUT_A_PAGE:
        return url_for("start.show")
    kept: dict[str, Any] = dict(_kept_arguments(endpoint))
    return url_for(endpoint, **kept, **(request.view_args or {}))


def _kept_arguments(endpoint: str) -> Iterator[tuple[str, list[str]]]:
    for name in KEPT_ARGUMENTS.get(endpoint, ()):
        if name in request.args:
            yield name, request.args.getlist(name)
    if "change" in request.args and "slug" in (request.view_args or {}):
        yield "change", ["1"]


def lead_first_visit(language: str | None, told: bool = False) -> ResponseReturnValue | None:
    """Lead a first visit to that language. Who comes from a page of ours has chosen already.

    With `told`, nothing is said about it.
    """
    from_here = request.headers.get("Sec-Fetch-Site") == "same-origin"
    if language in (None, current()) or session or from_here:
        return None
    session[LED] = not told
    return redirect(in_language(str(language), _address()), 302)


def wanted_by_browser() -> str | None:
    """The language of ours that the browser asks for first."""
    return request.accept_languages.best_match(LANGUAGES)


def was_led_here() -> bool:
    """Whether this visit was just led to its language: true once."""
    led = session.get(LED) is True
    if led:
        session[LED] = False
    return led
