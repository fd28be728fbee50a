"""Cookies and tokens: made with less work, and still what Flask and Flask-WTF make and read."""

import pytest
from flask.sessions import SecureCookieSessionInterface
from flask_wtf import csrf
from itsdangerous import URLSafeTimedSerializer
from support.visiting import ADDRESS, KEY

ANSWERS = {
    "answers": {"who": "me", "own_questions": ["Tiếng Việt?"]},
    "used": 1,
    "_permanent": True,
}


@pytest.fixture
def ours(app):
    return app.session_interface.get_signing_serializer(app)


@pytest.fixture
def flasks(app):
    return SecureCookieSessionInterface().get_signing_serializer(app)


def test_a_cookie_of_flasks_own_is_read(ours, flasks):
    assert ours.loads(flasks.dumps(ANSWERS)) == ANSWERS


def test_flask_would_read_ours(ours, flasks):
    assert flasks.loads(ours.dumps(ANSWERS)) == ANSWERS


def test_a_forms_token_is_one_of_flask_wtfs(visitor):
    visitor.open("/questions/about-you")
    with visitor.client.session_transaction(base_url=ADDRESS) as session:
        raw = session["csrf_token"]
    sent = visitor.page.select_one("input[name=csrf_token]")["value"]
    assert URLSafeTimedSerializer(KEY, salt="wtf-csrf-token").loads(sent) == raw


@pytest.mark.parametrize("uses_it", [csrf.generate_csrf, csrf.validate_csrf])
def test_flask_wtf_still_looks_for_the_serializer_where_ours_is_put(app, uses_it):
    assert "URLSafeTimedSerializer" in uses_it.__code__.co_names
    assert uses_it.__globals__["URLSafeTimedSerializer"] is not URLSafeTimedSerializer
