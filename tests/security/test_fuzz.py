"""A little of `make fuzz` each time: nothing sent may fail inside, hang, or come back as markup."""

import fuzzing
import pytest
import wire
from hostile import MARKUP, Hostile
from known import KEY
from served import SHIPPED, served

from webapp import create_app

SEED = 1
REQUESTS = 1500
ON_THE_WIRE = 300


@pytest.fixture(scope="module")
def app():
    return create_app({"SECRET_KEY": KEY})


def test_no_request_fails_inside_hangs_or_comes_back_as_markup(app):
    said: list[str] = []
    assert fuzzing.run(app, REQUESTS, seed=SEED, say=said.append) == 0, said


def test_no_bytes_on_the_wire_fail_inside_or_stop_a_worker(tmp_path):
    said: list[str] = []
    with served(tmp_path, *SHIPPED) as service:
        assert wire.run(service, ON_THE_WIRE, SEED, said.append) == 0, said
        assert service.alive()
        assert "A fault in" not in (service.logs / "err").read_text()


def test_a_slow_request_is_answered_like_any_other(tmp_path):
    with served(tmp_path, *SHIPPED) as service:
        assert wire.send_slowly(service.port, wire.whole()[0]).startswith(b"HTTP/1.1 200")


def test_every_route_is_reached_and_every_field_is_known(app):
    hostile = Hostile(app, seed=1)
    rules = {rule.rule for rule in app.url_map.iter_rules()}
    assert {rule for rule, _ in hostile.rules} == rules
    assert {"/questions/<slug>", "/static/<path:filename>"} <= {*hostile.known.arguments}
    assert {"who", "age", "outcome-cyclosporine", "own-1", "first-3", "keep"} <= {
        *hostile.known.fields
    }
    assert {"change", "paper", "short"} <= {*hostile.known.queries}


FAULTS = {
    "markup that comes back": ("200 OK", [], MARKUP[0], "echo"),
    "an attribute that breaks out": ("200 OK", [], 'value="' + MARKUP[3], "echo"),
    "a template that ran": ("200 OK", [], str(31337 * 31337), "echo"),
    "an error inside": ("500 INTERNAL SERVER ERROR", [], "", "status 500"),
    "a header that was sent": ("200 OK", [("X", "a\r\nSet-Cookie: zq=1")], "", "a header"),
    "a way out": ("303 SEE OTHER", [("Location", "//evil.example/")], "", "leads to"),
    "a cookie in what may be stored": (
        "200 OK",
        [("Set-Cookie", "a=b"), ("Cache-Control", "public")],
        "",
        "may be stored",
    ),
    "no policy": ("200 OK", [], "", "no policy"),
}


@pytest.mark.parametrize(("status", "headers", "page", "says"), FAULTS.values(), ids=FAULTS)
def test_the_fuzzer_knows_a_fault_when_it_sees_one(status, headers, page, says):
    headers = [("Content-Type", "text/html; charset=utf-8"), *headers]
    assert any(says in found for found in fuzzing.faults(status, headers, page.encode()))
