"""A wrong number of proxies is noticed by the first request that contradicts it."""

import logging

import pytest
from support.visiting import ADDRESS, KEY, PERSON_1, Visitor

from webapp import create_app

SENT = "203.0.113.9"
ONE = {"X-Forwarded-For": SENT, "X-Forwarded-Proto": "https"}
TWO = {"X-Forwarded-For": f"{SENT}, 203.0.113.10", "X-Forwarded-Proto": "https, https"}
CAME = "but a request came with {} in X-Forwarded-For and {} in X-Forwarded-Proto."

CONTRADICTIONS = {
    "a proxy that PROXIES does not know": ("0", ONE, "PROXIES is 0, " + CAME.format(1, 1)),
    "two that it does not know": ("0", TWO, "PROXIES is 0, " + CAME.format(2, 2)),
    "none, where it says one": ("1", {}, "PROXIES is 1, " + CAME.format(0, 0)),
    "one, where it says two": ("2", ONE, "PROXIES is 2, " + CAME.format(1, 1)),
    "one that does not say that there was TLS": (
        "1",
        {"X-Forwarded-For": SENT},
        "PROXIES is 1, but a request came with 0 in X-Forwarded-Proto.",
    ),
}
FITTING = {"none": ("0", {}), "one": ("1", ONE), "two": ("2", TWO), "one, and made up": ("1", TWO)}


def asked(proxies: str, **headers: str):
    app = create_app({"SECRET_KEY": KEY, "PROXIES": proxies, "TRUSTED_HOSTS": "clinic.example"})
    visitor = Visitor(app.test_client())
    visitor.get("/", **headers)
    visitor.get("/privacy", **headers)
    return visitor


@pytest.mark.parametrize(
    ("proxies", "headers", "says"), CONTRADICTIONS.values(), ids=CONTRADICTIONS
)
def test_is_logged_once_and_healthz_says_so(caplog, proxies, headers, says):
    visitor = asked(proxies, **headers)
    (line,) = caplog.messages
    assert line.startswith(says)
    assert SENT not in line
    health = visitor.get("/healthz")
    assert (health.status_code, health.get_json()["proxies"]) == (200, line)


def test_where_no_proxy_stands_in_front_nobody_is_led_to_believe_a_visitor():
    says = asked("0", **ONE).get("/healthz").get_json()["proxies"]
    assert says.endswith("If there is none, a visitor made them up.")


@pytest.mark.parametrize(("proxies", "headers"), FITTING.values(), ids=FITTING)
def test_what_fits_is_not_spoken_of(caplog, proxies, headers):
    visitor = asked(proxies, **headers)
    assert visitor.get("/healthz").get_json()["proxies"] == "as set"
    assert caplog.messages == []


def test_a_health_check_that_passes_the_proxies_by_contradicts_nothing(caplog):
    visitor = Visitor(create_app({"SECRET_KEY": KEY, "PROXIES": "1"}).test_client())
    for _ in range(2):
        assert visitor.get("/healthz").get_json()["proxies"] == "as set"
    assert caplog.messages == []


def test_it_is_noticed_although_the_host_is_unknown_for_that_is_what_comes_of_it(caplog):
    app = create_app({"SECRET_KEY": KEY, "TRUSTED_HOSTS": "clinic.example"})
    answer = app.test_client().get("/", base_url="http://10.0.0.7:8000", headers=ONE)
    assert answer.status_code == 400
    assert len([each for each in caplog.records if each.levelno == logging.WARNING]) == 1


def test_a_journey_without_proxies_in_front_is_none(caplog):
    visitor = Visitor(create_app({"SECRET_KEY": KEY}).test_client())
    visitor.walk(PERSON_1)
    assert visitor.get("/healthz", Host=ADDRESS.removeprefix("https://")).status_code == 200
    assert caplog.messages == []
