"""Words that are filled in for the person at the screen."""

import pytest
from support.persons import person

from rules.answers import Who
from rules.wording import about_line, to_reader


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (Who.CHILD, "Do any of these apply to your child?"),
        (Who.SOMEONE_ELSE, "Do any of these apply to the person you care for?"),
    ],
)
def test_the_reader_is_told_of_the_other_person(who, expected):
    assert to_reader("Do any of these apply to {person}?", who) == expected


def test_the_reader_is_told_of_themselves_as_it_stands():
    assert to_reader("Do any of these apply to you?", Who.ME) == "Do any of these apply to you?"


def test_medicines_are_named_in_the_order_of_the_list():
    answers = person(medicines={"newer": "wore_off", "cyclosporine": "not_sure"})
    assert about_line("names", answers).text == "Cyclosporine; a newer shot or pill"
