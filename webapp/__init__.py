"""Everything about HTTP and HTML: from a form to `rules.Answers`, from a `Sheet` to a page."""

from collections.abc import Callable, Mapping, MutableMapping
from os import environ
from pathlib import Path
from typing import Any

from flask import Flask
from flask.templating import Environment
from werkzeug.middleware.proxy_fix import ProxyFix

from rules.content import CONTENT
from webapp import compression, config, errors, guard, headers, journey, logs, sessions, views
from webapp.files import folder
from webapp.whole import whole


def create_app(environment: Mapping[str, str] = environ) -> Flask:
    """Make the app from settings in the environment; stops with the fix when one is wrong."""
    app = Flask(
        "webapp",
        template_folder=str(folder("templates")),
        static_folder=str(folder("static")),
    )
    settings = config.read(environment, Path(app.instance_path))
    app.config.update(settings)
    app.response_class = headers.Answer
    sessions.init_app(app)
    app.ensure_sync = as_it_is  # type: ignore[method-assign, assignment]
    app.jinja_environment = Pages
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(content=CONTENT, asset=headers.asset_url, ends_in=journey.ends_in)
    app.wsgi_app = headers.with_headers(whole(app.wsgi_app))  # type: ignore[method-assign]
    if proxies := settings["PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    guard.init_app(app)
    errors.init_app(app)
    app.after_request(compression.compress)
    logs.init_app(app)
    views.init_app(app)
    return app


def as_it_is(view: Callable[..., Any]) -> Callable[..., Any]:
    """No view is a coroutine. Flask would look at ten functions a request, to see if one is."""
    return view


class Pages(Environment):
    """Jinja, with the names that all pages share in one dictionary.

    Jinja lays an empty one over it for each template, and looks through both for each name.
    """

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return super().make_globals(d) if d else self.globals
