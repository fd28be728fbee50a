"""Whom to write to: on the page on privacy, and for those who found a weakness."""

from datetime import UTC, datetime, timedelta

import pytest
from support.visiting import KEY, PERSON_1, Visitor

from webapp import create_app

MAIL, PAGE = "mailto:help@questions.example", "https://questions.example/help?a=1&b=2"


def visitor(**settings: str) -> Visitor:
    return Visitor(create_app({"SECRET_KEY": KEY} | settings).test_client())


@pytest.mark.parametrize("contact", [MAIL, PAGE])
def test_the_page_on_privacy_says_whom_to_write_to(contact):
    page = visitor(CONTACT=contact).open("/privacy")
    link = page.main.find("a", href=contact)
    assert link.get_text() == contact.removeprefix("mailto:")
    assert link.find_previous("h2").get_text() == "Questions about this service"


def test_security_txt_names_the_contact_and_when_to_look_again():
    answer = visitor(CONTACT=MAIL, PUBLIC_URL="https://q.example").get("/.well-known/security.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields.keys() == {"Contact", "Expires", "Canonical"}
    assert fields["Contact"] == MAIL
    assert fields["Canonical"] == "https://q.example/.well-known/security.txt"
    left = datetime.fromisoformat(fields["Expires"]) - datetime.now(UTC)
    assert timedelta(days=30) < left < timedelta(days=365)


def test_it_needs_no_public_address_and_no_session():
    person = visitor(CONTACT=MAIL)
    person.answered(PERSON_1)
    answer = person.get("/.well-known/security.txt")
    assert "Canonical" not in answer.text
    assert "Set-Cookie" not in answer.headers


def test_without_a_contact_neither_is_there():
    person = visitor()
    assert person.get("/.well-known/security.txt").status_code == 404
    assert "Questions about this service" not in person.open("/privacy").get_text()
