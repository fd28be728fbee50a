"""Everything about HTTP and HTML: from a form to `rules.Answers`, from a `Sheet` to a page."""

from collections.abc import Mapping
from os import environ
from pathlib import Path

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from rules.content import CONTENT
from webapp import compression, config, errors, headers, journey, logs, views
from webapp.files import folder
from webapp.sessions import Sessions
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
    app.session_interface = Sessions()
    app.json.ensure_ascii = False  # type: ignore[attr-defined]  # a shorter cookie
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(
        content=CONTENT, asset=headers.asset_url, kept=journey.kept, ends_in=journey.ends_in
    )
    app.wsgi_app = whole(app.wsgi_app)  # type: ignore[method-assign]
    if proxies := settings["PROXIES"]:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies
        )
    errors.init_app(app)  # before anything else reads what was sent
    CSRFProtect(app)
    headers.init_app(app)
    compression.init_app(app)
    logs.init_app(app)
    views.init_app(app)
    return app
