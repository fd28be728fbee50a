"""What a line of a log may hold. That a real server keeps to it: tests/operate."""

import logging
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from gunicorn.app.wsgiapp import WSGIApplication
from support.visiting import ADDRESS, PERSON_1, Visitor

from webapp import gunicorn
from webapp.logs import ROUTE, places

SENT = "is it my kidney?"
ENVIRON = {
    "REQUEST_METHOD": "GET",
    "RAW_URI": SENT,
    "PATH_INFO": SENT,
    "QUERY_STRING": SENT,
    "HTTP_COOKIE": SENT,
    "REMOTE_ADDR": "203.0.113.9",
}


@pytest.fixture
def logs(monkeypatch, tmp_path):
    """gunicorn's logs under the settings that ship, but into files."""
    files = ["--access-logfile", str(tmp_path / "out"), "--error-logfile", str(tmp_path / "err")]
    monkeypatch.setattr(sys, "argv", ["gunicorn", "-c", "python:webapp.gunicorn", *files, "x"])
    cfg = WSGIApplication().cfg
    made = cfg.logger_class(cfg)
    yield made
    for log in (made.access_log, made.error_log):
        for handler in [each for each in log.handlers if isinstance(each, logging.FileHandler)]:
            handler.close()
            log.removeHandler(handler)


def access(logs, environ) -> str:
    answer = SimpleNamespace(status="200 OK", sent=512, headers=[("Set-Cookie", SENT)])
    logs.access(answer, [("Cookie", SENT)], environ, timedelta(milliseconds=3))
    return Path(logs.cfg.accesslog).read_text()


def errors(logs) -> str:
    return Path(logs.cfg.errorlog).read_text()


def fail(logs, *words) -> None:
    try:
        raise ValueError(SENT)
    except ValueError:
        logs.exception(*words)


@pytest.mark.parametrize(
    ("method", "route", "line"),
    [
        ("POST", "/questions/<slug>", "POST /questions/<slug> 200 3 ms"),
        ("KIDNEY", None, "- - 200 3 ms"),
    ],
)
def test_a_line_names_time_route_status_and_duration_and_neither_size_nor_what_was_sent(
    logs, method, route, line
):
    told = {ROUTE: route} if route else {}
    time, rest = access(logs, ENVIRON | {"REQUEST_METHOD": method} | told).split("] ")
    assert time.startswith("[")
    assert rest.strip() == line


def test_no_format_can_ask_for_more(logs):
    logs.cfg.set(
        "access_log_format", "%(h)s %(r)s %(q)s %({cookie}i)s %({set-cookie}o)s %(a)s %(B)s %(b)s"
    )
    assert access(logs, ENVIRON).split() == ["-"] * 8


def test_a_refused_request_is_named_by_what_was_wrong_with_it(logs):
    try:
        raise ValueError(SENT)
    except ValueError:
        logs.warning(f"Invalid request from ip=203.0.113.9: {SENT}")
    logs.warning("Worker %s was stopped", 7)
    first, second = errors(logs).splitlines()
    assert first.endswith("A request was refused: ValueError")
    assert second.endswith("Worker 7 was stopped")


def test_an_errors_words_are_shown_only_when_the_app_does_not_start(logs):
    fail(logs, "Error handling request /?%s", SENT)
    assert SENT not in errors(logs)
    assert "raise ValueError" in errors(logs)
    fail(logs, "Exception in worker process")
    assert f"ValueError: {SENT}" in errors(logs)


def test_an_error_is_told_by_its_places_and_kind():
    assert places(None) == "unknown"
    assert places(ValueError(SENT)) == "ValueError"


def test_a_fault_in_a_page_is_logged_by_its_route_alone(own_app, caplog):
    def fail(slug):
        raise ValueError(SENT + slug)

    own_app.view_functions["questions.show"] = fail
    asked = own_app.test_client().get("/questions/my-kidney?health=kidney", base_url=ADDRESS)
    assert asked.status_code == 500
    assert "A fault in /questions/<slug>" in caplog.text
    assert "kidney" not in caplog.text


def test_gunicorn_is_told_the_route_and_never_the_address(own_app):
    seen = []
    inner = own_app.wsgi_app

    def watch(environ, start_response):
        answer = inner(environ, start_response)
        seen.append(environ[ROUTE])
        return answer

    own_app.wsgi_app = watch
    visitor = Visitor(own_app.test_client())
    visitor.walk(PERSON_1)
    visitor.get("/no/such/kidney")
    assert set(seen) == {"/questions/<slug>", "/sheet/choose", "-"}


def test_only_the_number_of_proxies_lets_a_proxys_word_count():
    assert gunicorn.forwarded_allow_ips == ""
