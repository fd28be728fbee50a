"""Serves the rivals' pages and their files, compressed as ours are."""

import gzip
from functools import cache

from flask import Flask, Response, render_template, send_from_directory
from flask.typing import ResponseReturnValue

from benchmarks.rivals import form
from benchmarks.server import TOP

PACKAGES = TOP / "benchmarks" / "node_modules"

app = Flask(__name__, template_folder=".", static_folder=None)


@app.get("/")
def start() -> str:
    return "ready"


@app.get("/surveyjs")
def surveyjs() -> str:
    return render_template("surveyjs.html", title=form.TITLE, form=form.surveyjs())


@app.get("/lhc-forms")
def lhc_forms() -> str:
    return render_template("lhc_forms.html", title=form.TITLE, form=form.lhc_forms())


@app.get("/icon.svg")
def icon() -> ResponseReturnValue:
    return Response((TOP / "static" / "icon.svg").read_bytes(), mimetype="image/svg+xml")


@app.get("/files/<path:name>")
def files(name: str) -> ResponseReturnValue:
    response = send_from_directory(PACKAGES, name, max_age=365 * 24 * 3600)
    response.direct_passthrough = False
    return response


@app.after_request
def compress(response: Response) -> Response:
    if response.status_code == 200:
        response.set_data(_packed(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    return response


@cache
def _packed(data: bytes) -> bytes:
    return gzip.compress(data)
