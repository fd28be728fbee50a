"""The page on privacy speaks plainly, and what it says is so."""

import re

import pytest
from support.visiting import PERSON_1, PERSON_3

from rules.content import CONTENT
from webapp.settings import IDLE_LIMIT, KEPT_FOR
from webapp.words import duration


@pytest.fixture
def page(visitor):
    return visitor.open("/privacy")


def test_it_can_be_read_without_answers_and_with_them(visitor):
    visitor.open("/privacy")
    assert visitor.heading == "Your answers stay with you"
    assert not visitor.page.select("form")
    visitor.answered(PERSON_1)
    visitor.open("/privacy")
    visitor.send(action="/delete-answers")
    assert "Your answers are deleted." in visitor.text


def test_three_lines_say_the_most_of_it_before_the_rest(page):
    first = page.select_one("main .facts")
    assert len(first.select("li")) == len(first.select("svg")) == 3
    assert first.find_next("h2").get_text() == "What is kept"
    assert "visit mode" in page.main.get_text()


def test_it_names_the_times_that_hold(page):
    text = " ".join(page.main.get_text().split())
    assert f"until {duration(IDLE_LIMIT, CONTENT)} goes by without use" in text
    assert f"for {duration(KEPT_FOR, CONTENT)}" in text


def test_it_says_that_the_cookie_is_locked(page):
    """As tests/web/test_cookie.py shows."""
    assert "The cookie is locked" in page.get_text()


def test_the_button_to_delete_is_where_it_says(visitor):
    visitor.answered(PERSON_3)
    for path in ("/", "/check-answers", "/sheet"):
        visitor.open(path)
        assert visitor.form("/delete-answers")


def test_links_to_others_are_the_same_for_everyone(visitor):
    references = [each.url for note in CONTENT.notes.values() for each in note.references]
    visitor.answered(PERSON_3)
    for path in ("/", "/privacy", "/sheet", "/check-answers", "/sheet/choose"):
        links = {link["href"] for link in visitor.open(path).select("a[href]")}
        away = {link for link in links if re.match("[a-z]+:", link) or link.startswith("//")}
        assert away <= {CONTENT.source.url, *references}
