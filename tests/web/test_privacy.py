"""The page on privacy speaks plainly, and what it says is so."""

import re
from base64 import urlsafe_b64decode
from zlib import decompress

import pytest
from test_reading import HIGHEST_GRADE, MOST_WORDS, grade, sentences
from support.visiting import PERSON_1, PERSON_3

from rules.content import CONTENT
from webapp import config, journey


@pytest.fixture
def page(visitor):
    return visitor.open("/privacy")


def test_it_can_be_read_without_answers_and_with_them(visitor):
    visitor.open("/privacy")
    assert visitor.heading == "Your privacy"
    assert not visitor.page.select("form")
    visitor.walk(PERSON_1)
    visitor.open("/privacy")
    visitor.send(action="/delete-answers")
    assert "Your answers are deleted." in visitor.text


def test_its_words_are_plain(page):
    for part in page.select("main li, main p"):
        text = " ".join(part.get_text().split())
        assert grade(text) <= HIGHEST_GRADE, text
        assert max(len(each.split()) for each in sentences(text)) <= MOST_WORDS, text


def test_it_names_the_times_that_hold(page):
    text = " ".join(page.main.get_text().split())
    assert journey.UNUSED_SESSION_ENDS_AFTER == 3600
    assert "until an hour goes by without use" in text
    assert f"for {config.KEPT_FOR.days} days" in text


def test_the_cookie_is_signed_and_not_locked(visitor):
    """As the page says: who holds the device can read it."""
    visitor.walk(PERSON_3)
    cookie = visitor.client.get_cookie("__Host-answers", domain="clinic.example").value
    packed = cookie.lstrip(".").split(".")[0]
    assert b"cyclosporine" in decompress(urlsafe_b64decode(packed + "=" * (-len(packed) % 4)))


def test_after_an_hour_the_next_page_removes_the_answers_from_the_device(visitor, monkeypatch):
    visitor.walk(PERSON_3)
    later = journey.time() + 3601
    monkeypatch.setattr("webapp.journey.time", lambda: later)
    visitor.open("/")
    with visitor.client.session_transaction(base_url="https://clinic.example") as session:
        assert {"answers", "choice"}.isdisjoint(session)


def test_the_button_to_delete_is_where_it_says(visitor):
    visitor.walk(PERSON_3)
    for path in ("/", "/check-answers", "/sheet"):
        visitor.open(path)
        assert visitor.form("/delete-answers")


def test_links_to_others_are_the_same_for_everyone(visitor):
    references = [each.url for note in CONTENT.notes.values() for each in note.references]
    visitor.walk(PERSON_3)
    for path in ("/", "/privacy", "/sheet", "/check-answers", "/sheet/choose"):
        links = {link["href"] for link in visitor.open(path).select("a[href]")}
        away = {link for link in links if re.match("[a-z]+:", link) or link.startswith("//")}
        assert away <= {CONTENT.source.url, *references}
