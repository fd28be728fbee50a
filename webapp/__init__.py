"""Everything about HTTP and HTML: from a form to `rules.Answers`, from a `Sheet` to a page."""

from collections.abc import Mapping
from os import environ
from pathlib import Path

from flask import Flask
from flask_compress import Compress

from rules import carry
from webapp import errors, files, languages, logs, pages, proxies, security, settings, views, words
from webapp.application import Application


def create_app(environment: Mapping[str, str] = environ) -> Flask:
    """Make the app from settings in the environment; stops with the fix when one is wrong."""
    app = Application(
        "webapp",
        template_folder=str(files.folder("templates")),
        static_folder=str(files.folder("static")),
    )
    app.config.update(settings.read(environment, Path(app.instance_path)))
    if found := [*pages.problems(), *carry.problems()]:
        raise settings.SettingsError("The pages are not complete:\n  " + "\n  ".join(found))
    Compress(app)
    logs.init_app(app)
    proxies.init_app(app)
    security.init_app(app)
    languages.init_app(app)
    files.init_app(app)
    words.init_app(app)
    errors.init_app(app)
    views.init_app(app)
    return app
