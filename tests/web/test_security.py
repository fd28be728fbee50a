"""Headers against what a browser could be made to do, and a cookie that only we can make."""

import tracemalloc
import zlib
from base64 import urlsafe_b64encode

import pytest
from flask.sessions import SecureCookieSessionInterface
from support.visiting import ADDRESS, KEY, PERSON_1, PERSON_3, Visitor

from webapp import create_app, journey

NAME, DOMAIN = "__Host-answers", "clinic.example"
DAY = 24 * 3600
ANSWERS = ["/", "/privacy", "/sheet", "/sheet.pdf", "/sheet.txt", "/nowhere", "/healthz"]


@pytest.mark.parametrize("path", [*ANSWERS, "/static/app.js"])
def test_every_answer_has_every_header(visitor, path):
    visitor.walk(PERSON_3)
    with visitor.client.get(path, base_url=ADDRESS) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    if path.startswith("/static"):
        return  # the rest says nothing of a style or a script
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    for feature in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{feature}=()" in headers["Permissions-Policy"]
    assert "no-store" in headers["Cache-Control"]


def test_only_a_post_changes_anything_so_only_a_post_is_asked_for_its_token(app):
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods}
    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}


def test_without_tls_nothing_is_said_about_it(app):
    answer = app.test_client().get("/", base_url="http://clinic.example")
    assert "Strict-Transport-Security" not in answer.headers


def test_tls_at_the_proxy_counts_when_told_that_there_is_one():
    app = create_app({"SECRET_KEY": KEY, "PROXIES": "1"})
    told = {"X-Forwarded-Proto": "https"}
    answer = app.test_client().get("/", base_url="http://clinic.example", headers=told)
    assert "Strict-Transport-Security" in answer.headers


@pytest.mark.parametrize("path", ["/static/app.js", "/static/style.css", "/healthz"])
def test_what_is_the_same_for_everybody_never_carries_the_answers(visitor, path):
    visitor.walk(PERSON_1)
    visitor.send({"keep": "yes"})
    with visitor.client.get(path, base_url=ADDRESS) as answer:
        assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize(("path", "by"), [("/static/app.js", set()), ("/privacy", {"Cookie"})])
def test_an_answer_says_by_what_it_varies(visitor, path, by):
    with visitor.client.get(path, base_url=ADDRESS) as answer:
        assert answer.headers.getlist("Vary") == [", ".join(["Accept-Encoding", *by])]


def test_each_use_starts_the_thirty_days_anew(visitor, monkeypatch):
    visitor.walk(PERSON_1)
    visitor.send({"keep": "yes"})
    now = journey.time()
    for days in (25, 50):
        pass_time(monkeypatch, now + days * DAY)
        visitor.open("/sheet")
        assert visitor.path == "/sheet"
    pass_time(monkeypatch, now + 81 * DAY)
    visitor.open("/sheet")
    assert visitor.path == "/questions/about-you"


def pass_time(monkeypatch, moment: float) -> None:
    """For the answers and for what signs the cookie."""
    monkeypatch.setattr("webapp.journey.time", lambda: moment)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: moment)


def put(visitor: Visitor, value: str) -> None:
    visitor.client.set_cookie(NAME, value, domain=DOMAIN, secure=True)


def held(visitor: Visitor) -> str:
    return visitor.client.get_cookie(NAME, domain=DOMAIN).value


@pytest.mark.parametrize("place", [5, -40, -20, -1])
def test_a_cookie_with_one_character_changed_is_an_empty_session(visitor, place):
    visitor.walk(PERSON_1)
    value = held(visitor)
    other = "A" if value[place] != "A" else "Q"
    put(visitor, value[:place] + other + value[place:][1:])
    visitor.open("/sheet")
    assert visitor.path == "/questions/about-you"


def test_a_cookie_signed_with_another_key_is_an_empty_session(visitor):
    thief = Visitor(create_app({"SECRET_KEY": "x" + KEY}).test_client())
    thief.walk(PERSON_1)
    put(visitor, held(thief))
    visitor.open("/sheet")
    assert visitor.path == "/questions/about-you"


@pytest.mark.parametrize(("key", "most"), [(KEY, None), ("x" + KEY, 500_000)])
def test_a_cookie_is_unpacked_only_after_its_signature_was_checked(app, visitor, key, most):
    bomb = (
        urlsafe_b64encode(zlib.compress(b'{"x": "%s"}' % (b" " * 3_000_000), 9))
        .decode()
        .rstrip("=")
    )
    signer = SecureCookieSessionInterface().get_signing_serializer(create_app({"SECRET_KEY": key}))
    put(visitor, signer.make_signer(signer.salt).sign("." + bomb).decode())
    visitor.open("/")  # so that nothing is done for the first time
    tracemalloc.start()
    visitor.client.get("/", base_url=ADDRESS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert (peak < most) if most else (peak > 3_000_000)


@pytest.mark.parametrize("count", [2, 500])
def test_many_cookies_are_no_more_than_none(app, count):
    cookies = "; ".join(f"{NAME}=forged{n}" for n in range(count))
    answer = app.test_client().get("/sheet", base_url=ADDRESS, headers={"Cookie": cookies})
    assert answer.status_code == 303


def test_a_form_opened_before_the_key_changed_counts_while_the_old_key_is_known():
    old = Visitor(create_app({"SECRET_KEY": KEY}).test_client())
    old.walk(PERSON_1)
    old.open("/questions/creams")
    data = old.filled() | {"creams": ["working"]}
    renewed = {"SECRET_KEY": "another-made-up-key", "SECRET_KEY_FALLBACKS": KEY}
    new = Visitor(create_app(renewed).test_client())
    put(new, held(old))
    new.open("/questions/creams", "POST", data=data)
    assert new.status == 200
    new.open("/questions/creams")
    assert new.filled()["creams"] == ["working"]


def test_once_the_old_key_is_gone_its_cookies_are_empty_sessions():
    old = Visitor(create_app({"SECRET_KEY": KEY}).test_client())
    old.walk(PERSON_1)
    new = Visitor(create_app({"SECRET_KEY": "another-made-up-key"}).test_client())
    put(new, held(old))
    new.open("/sheet")
    assert new.path == "/questions/about-you"


def test_what_a_strangers_link_opens_changes_nothing(visitor):
    visitor.walk(PERSON_1)
    before = held(visitor)
    for path in ("/", "/sheet?who=child&age=3", "/questions/creams?creams=working&change=1"):
        visitor.client.get(path, base_url=ADDRESS, headers={"Referer": "https://evil.example/"})
    assert held(visitor) == before


def test_a_form_on_a_strangers_page_is_refused_even_with_the_cookie(visitor):
    visitor.walk(PERSON_1)
    token = visitor.filled()["csrf_token"]
    for sent in ({}, {"csrf_token": token}):
        answer = visitor.client.post(
            "/delete-answers",
            base_url=ADDRESS,
            data=sent,
            headers={"Referer": "https://evil.example/"},
        )
        assert answer.status_code == 400
    visitor.open("/sheet")
    assert visitor.path == "/sheet"
