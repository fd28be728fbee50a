"""A person's own questions: kept as typed, less what hides in a line or turns it around."""

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.persons import person, sheet_for

from rules.answers import OwnWordsError, parse_own_question, parse_side_effect

LONGEST = "x" * 200
OVERRIDES = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
MARKS = "\u061c\u200e\u200f"
ZERO_WIDTH = "\u00ad\u180e\u200b\u2060\u2061\u2062\u2063\u2064\ufeff"
TAGS = "\U000e0001\U000e0041\U000e007f"
HIDDEN = OVERRIDES + MARKS + ZERO_WIDTH + TAGS
JOINERS = "\u200c\u200d"

KEPT = {  # what was typed -> what is kept
    "as typed": ("Can I swim?", "Can I swim?"),
    "in other scripts": ("¿Y el sol? 🌞 湿疹がある?", "¿Y el sol? 🌞 湿疹がある?"),
    "marks of HTML": ("<b>Why</b> {person}?", "<b>Why</b> {person}?"),
    "without the space around": ("  Why me?\n", "Why me?"),
    "an override of direction": ("a\u202eb", "ab"),
    "an isolate": ("a\u2067b\u2069", "ab"),
    "a mark of direction": ("a\u200fb", "ab"),
    "a soft hyphen": ("a\u00adb", "ab"),
    "a zero-width space": ("a\u200bb", "ab"),
    "a byte order mark": ("\ufeffWhy?", "Why?"),
    "letters hidden as tags": ("Why?\U000e0061\U000e0062", "Why?"),
    "a joiner between Latin letters": ("a\u200db", "ab"),
    "a joiner at the end": ("می\u200c", "می"),
    "a joiner before a space": ("می\u200d\u00a0", "می"),
    "two joiners in a row": ("ی\u200c\u200cخ", "یخ"),
    "a joiner behind what hides": ("a\u200b\u200db", "ab"),
    "emoji that are joined": (
        "Ask 👩\u200d⚕️ or 👨\u200d👩\u200d👧?",
        "Ask 👩\u200d⚕️ or 👨\u200d👩\u200d👧?",
    ),
    "a Persian word": ("می\u200cخواهم", "می\u200cخواهم"),
    "a Hindi word": ("क्\u200dष", "क्\u200dष"),
    "letters with marks of their own": ("Tiê\u0301n?", "Tiê\u0301n?"),
}
REFUSED = {  # what was typed -> why it is refused
    "nothing": ("", "empty"),
    "spaces": (" \t\u00a0", "empty"),
    "a zero-width space alone": ("\u200b", "empty"),
    "an override alone": ("\u202e", "empty"),
    "joiners alone": ("\u200d\u200c", "empty"),
    "a mark without a letter": ("\u0301", "invisible"),
    "one too many": (LONGEST + "x", "too_long"),
    "a NUL": ("a\0b", "unprintable"),
    "a line break": ("a\nb", "unprintable"),
    "a replacement character": ("a\ufffdb", "unprintable"),
}


@pytest.mark.parametrize(("typed", "kept"), KEPT.values(), ids=KEPT)
def test_what_is_kept_of_an_own_question(typed, kept):
    assert parse_own_question(typed) == kept


@pytest.mark.parametrize(("typed", "reason"), REFUSED.values(), ids=REFUSED)
def test_why_an_own_question_is_refused(typed, reason):
    with pytest.raises(OwnWordsError) as refused:
        parse_own_question(typed)
    assert refused.value.reason == reason


def test_what_hides_does_not_count_toward_the_length():
    assert parse_own_question(LONGEST + HIDDEN) == LONGEST


def test_a_side_effect_is_held_to_the_same_and_to_60_characters():
    assert parse_side_effect(" kid\u202eney\n") == "kidney"
    assert parse_side_effect("x" * 60 + HIDDEN) == "x" * 60
    with pytest.raises(OwnWordsError) as refused:
        parse_side_effect("x" * 61)
    assert refused.value.reason == "too_long"


tricky = st.text(st.sampled_from(HIDDEN + JOINERS + "aé یक👩\u00a0") | st.characters(), max_size=40)


@settings(max_examples=300)
@given(tricky)
def test_what_is_kept_hides_nothing_and_is_kept_again_as_it_is(typed):
    try:
        kept = parse_own_question(typed)
    except OwnWordsError:
        assume(False)
    assert not set(kept) & set(HIDDEN)
    assert {unicodedata.bidirectional(character) for character in kept}.isdisjoint(
        {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}
    )
    joined = [kept[at - 1 : at + 2] for at, each in enumerate(kept) if each in JOINERS]
    assert all(
        len(each) == 3 and not each[0].isascii() and not each[2].isascii() for each in joined
    )
    assert parse_own_question(kept) == kept


def test_three_are_kept_in_their_order_and_stand_on_the_sheet_as_written():
    own = ["Why?", LONGEST, "<b>Why</b> {person}?"]
    sheet = sheet_for(own_questions=own)
    assert person(own_questions=own).own_questions == tuple(own)
    assert [question.text for question in sheet.own_questions] == own
    assert set(sheet.own_questions) <= set(sheet.printed)
