"""The app with faults of every kind, each with what was sent in its message."""

from collections.abc import Mapping
from os import environ as settings

from flask import Flask, Response, request

from webapp import create_app


class Panic(BaseException):
    """What a fault in compiled code is raised as."""


def make(environment: Mapping[str, str] = settings) -> Flask:
    app = create_app(environment)
    inner = app.wsgi_app

    @app.get("/fault")
    def fault() -> str:
        try:
            return {}[request.args["sent"]]
        except KeyError as error:
            raise ValueError(f"cannot use {request.args['sent']}") from error

    @app.get("/panic")
    def panic() -> str:
        raise Panic(request.args["sent"])

    @app.get("/midway")
    def midway() -> Response:
        sent = request.args["sent"]

        def body():
            yield "half of it"
            raise RuntimeError(sent)

        return Response(body())

    def outside(environ, start_response):
        if environ["PATH_INFO"].startswith("/outside"):
            raise RuntimeError(environ["PATH_INFO"] + environ["QUERY_STRING"])
        return inner(environ, start_response)

    app.wsgi_app = outside
    return app
