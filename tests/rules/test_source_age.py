"""How old the article is, in words."""

from datetime import date

import pytest

from rules.content import CONTENT
from rules.source_age import age_in_words

AGES = {
    "in the month of the review": (date(2023, 10, 31), "this month"),
    "a month later": (date(2023, 11, 1), "1 month ago"),
    "just before two years": (date(2025, 9, 30), "23 months ago"),
    "two years to the month": (date(2025, 10, 1), "2 years ago"),
    "three years and a month": (date(2026, 11, 23), "over 3 years ago"),
    "with a clock that is wrong": (date(2020, 1, 1), "this month"),
}


@pytest.mark.parametrize(("today", "words"), AGES.values(), ids=AGES)
def test_the_age_of_the_article_is_said_in_words(today, words):
    assert age_in_words(CONTENT, today) == words
