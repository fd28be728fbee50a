"""A little of `make fuzz` each time: nothing sent may fail inside, hang, or come back as markup."""

import gc

import pytest
from support.fuzzing import SETTINGS, faults, in_process, on_the_wire
from support.hostile import MARKUP
from support.serving import served

from webapp import create_app

STATUSES = {"200", "303", "400", "403", "404", "405", "413", "422"}


# What a form that breaks off had begun to unpack, in memory only.
@pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")
def test_no_request_fails_inside_hangs_or_comes_back_as_markup():
    app = create_app(SETTINGS)
    seen = in_process(app, 1500, seed=1)
    gc.collect()
    assert seen.faults == []
    assert seen.statuses.keys() >= STATUSES
    assert {rule.rule for rule in app.url_map.iter_rules()} <= (+seen.routes).keys()


@pytest.mark.parametrize("name", ["none.css", "../pyproject.toml", "..", "\0"])
def test_what_may_be_asked_of_a_static_address_is_told_without_a_look_at_the_file(name):
    answer = create_app(SETTINGS).test_client().options(f"/static/{name}")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")


def test_no_bytes_on_the_wire_fail_inside_or_stop_a_worker(tmp_path):
    with served(tmp_path) as copy:
        assert on_the_wire(copy, 300, seed=1).faults == []
        assert "A fault in" not in copy.log


FAULTS = {
    "markup that comes back": ("200 OK", [], MARKUP[0], "echo"),
    "an attribute that breaks out": ("200 OK", [], 'value="' + MARKUP[3], "echo"),
    "a template that ran": ("200 OK", [], str(31337 * 31337), "echo"),
    "an error inside": ("500 INTERNAL SERVER ERROR", [], "", "status 500"),
    "a header that was sent": ("200 OK", [("X", "a\r\nSet-Cookie: zq=1")], "", "a header"),
    "a way out": ("303 SEE OTHER", [("Location", "//evil.example/")], "", "leads to"),
    "a long cookie": ("200 OK", [("Set-Cookie", "a=" + "b" * 4094)], "", "a browser drops"),
    "a cookie that is kept": ("200 OK", [("Set-Cookie", "a=b")], "", "may be stored"),
    "no policy": ("200 OK", [], "", "no policy"),
}


@pytest.mark.parametrize(("status", "headers", "page", "says"), FAULTS.values(), ids=FAULTS)
def test_the_fuzzer_knows_a_fault_when_it_sees_one(status, headers, page, says):
    headers = [("Content-Type", "text/html; charset=utf-8"), *headers]
    assert any(says in found for found in faults(status, headers, page.encode()))
