"""What our own words never say: in no text, and on no sheet of many random people.

RANDOM_SHEETS in the environment says how many: a check before a release takes 200,000.
"""

import os

import pytest
from support.own_words import LABEL_FILES, own_words, random_sheets, said_on
from support.plain_words import FORBIDDEN, SPEAK_OF_THE_WORD_SAFE, says

RANDOM_SHEETS = int(os.environ.get("RANDOM_SHEETS", "2000"))


@pytest.mark.parametrize("what", FORBIDDEN)
def test_our_own_words_never_say(what):
    allowed = SPEAK_OF_THE_WORD_SAFE if what == "safe" else set()
    found = {where: words for where, words in own_words().items() if says(what, words)}
    assert found.keys() == allowed, found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_search_would_find_it(what):
    assert says(what, FORBIDDEN[what][1])


def test_the_search_looks_at_all_our_own_words():
    assert len(own_words()) > 1900
    places = {"question", "note", "alert", "fact", "standing", "rule", *LABEL_FILES}
    assert {where.split()[0] for where in own_words()} == places


@pytest.fixture(scope="module")
def said():
    """All that is said on the sheets, once."""
    return {text for sheet in random_sheets(RANDOM_SHEETS) for text in said_on(sheet)}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_sheet_says(said, what):
    found = {text for text in said if says(what, text)}
    if what == "safe":
        found -= {own_words()[where] for where in SPEAK_OF_THE_WORD_SAFE}
    assert found == set()


def test_no_blank_on_a_sheet_is_left_open(said):
    assert [text for text in said if "{" in text or "}" in text] == []


def test_the_sheets_say_much_of_what_can_be_said(said):
    assert len(said) > 3000
