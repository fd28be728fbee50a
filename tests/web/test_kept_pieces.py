"""Pieces of pages that are the same for everybody are made once: no answer may stay in them."""

import pytest
from support.visiting import PERSON_3


def ticked(visitor) -> list[str]:
    return [box["value"] for box in visitor.page.select("main form input[checked]")]


@pytest.mark.parametrize("slug", PERSON_3)
def test_nobody_sees_what_another_person_answered(visitors, slug):
    first, second = visitors(), visitors()
    first.walk(PERSON_3)
    for page, answers in PERSON_3.items():
        if page == slug:
            break
        second.open(f"/questions/{page}")
        second.send(answers)
    second.open(f"/questions/{slug}")
    assert ticked(second) == []
    assert not second.page.select('main form input[name="age"][value="28"]')


@pytest.mark.parametrize("slug", PERSON_3)
def test_a_page_shows_its_answers_again_after_somebody_saw_it_empty(visitors, slug):
    visitors().open(f"/questions/{slug}")
    visitor = visitors()
    visitor.walk(PERSON_3)
    visitor.open(f"/questions/{slug}")
    given = {value for value in flat(PERSON_3[slug]) if value != "28"}
    assert set(ticked(visitor)) == given


def test_an_error_stays_with_who_made_it(visitors):
    first, second = visitors(), visitors()
    first.open("/questions/creams")
    first.send({})
    assert first.errors()
    second.open("/questions/creams")
    assert not second.page.select(".error")


def flat(answers: dict) -> list[str]:
    return [
        one for value in answers.values() for one in ([value] if isinstance(value, str) else value)
    ]
