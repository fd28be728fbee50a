"""The Spanish words: plain, whole, and never an advice, in the files and on sheets."""

import os
import re
from datetime import date
from random import Random

import pytest
from support.anyone import someone
from support.own_words import said_on
from support.spanish import (
    ALLOWED,
    FILES,
    FORBIDDEN,
    LOWEST_INFLESZ,
    MOST_WORDS,
    inflesz,
    of_file,
    says,
    sentences,
    spanish_words,
    syllables,
    words,
)

from rules import Answers, build_sheet
from rules.content import CONTENT, CONTENTS
from rules.content.files import read_english, read_translation
from rules.content.translation import overlaid, texts
from rules.source_age import age_in_words

SPANISH = CONTENTS["es"]
RANDOM_SHEETS = int(os.environ.get("RANDOM_SHEETS", "500"))  # as in test_forbidden.py


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("piel", 1),
        ("que", 1),
        ("guía", 2),
        ("había", 3),
        ("médico", 3),
        ("cuidado", 3),
        ("poeta", 3),
        ("riñón", 2),
        ("y", 1),
        ("azatioprina", 1),
    ],
)
def test_syllables_are_counted_as_they_are_spoken(word, count):
    assert syllables(word) == count


def test_the_measure_tells_plain_from_hard_words():
    assert inflesz("La niña come pan y toma sopa.") > 90
    assert inflesz("La inmunosupresión incrementada necesita monitorización hematológica.") < 10


def test_an_abbreviation_ends_a_sentence_only_before_a_capital():
    assert len(sentences("Lo dice la etiqueta de EE. UU. en parte.")) == 1
    assert len(sentences("Así es en EE. UU. Allí se usa.")) == 2


@pytest.mark.parametrize("name", FILES)
def test_the_words_of_a_file_are_rather_easy(name):
    together = ". ".join(text.rstrip(".:") for text in of_file(name)) + "."
    assert inflesz(together) >= LOWEST_INFLESZ


def test_no_sentence_is_longer_than_22_words():
    found = [each for text in spanish_words().values() for each in sentences(text)]
    assert len(found) > 2000
    assert [each for each in found if len(words(each)) > MOST_WORDS] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_our_own_spanish_words_never_say(what):
    found = {where: text for where, text in spanish_words().items() if says(what, text)}
    assert found.keys() == ALLOWED.get(what, set()), found


@pytest.mark.parametrize("what", FORBIDDEN)
def test_the_search_would_find_it(what):
    assert says(what, FORBIDDEN[what][1])


def test_what_must_not_be_done_may_be_said():
    assert not says("stop taking", "No deje las pastillas de golpe.")


@pytest.fixture(scope="module")
def sheets():
    draw = Random(20231001)
    people = [Answers.from_json(someone(draw)) for _ in range(RANDOM_SHEETS)]
    return [build_sheet(answers, language="es") for answers in people]


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_spanish_sheet_says(sheets, what):
    said = {text for sheet in sheets for text in said_on(sheet)}
    assert len(said) > 1500
    allowed = {spanish_words()[where] for where in ALLOWED.get(what, ())}
    assert {text for text in said if says(what, text)} <= allowed


def test_no_blank_on_a_spanish_sheet_is_left_open(sheets):
    said = [text for sheet in sheets for text in said_on(sheet)]
    assert [text for text in said if "{" in text or "}" in text] == []


# Words that are the same in both languages, beside numbers and what only joins names.
SAME = {
    "Alcohol",
    "Eczema",
    "Error:",
    "Error {status}",
    "Error: {title}",
    "Hepatitis",
    "No",
    "US",
    *CONTENT.answers["medicines"]["hints"].values(),
    *CONTENT.answers["medicines"]["choices"].values(),
}


def without_blanks(text):
    return re.sub(r"\{\w+\}", "", text)


def test_no_text_is_left_in_english():
    english = read_english()
    spanish = texts(overlaid(english, read_translation("es")))
    same = {
        text
        for name, found in texts(english).items()
        if name != "quotes"
        for key, text in found.items()
        if spanish[name].get(key) == text and len(re.findall("[a-z]", without_blanks(text))) > 1
    }
    assert {text.lower() for text in same} <= {text.lower() for text in SAME}


# "Last week" is "en 7 días" there.
SAID_BY_A_NUMBER = {f"answers bad_nights.about.{count}" for count in ("none", "one", "more")}


def test_each_number_of_an_english_text_stands_in_the_spanish_one():
    english, spanish = read_english(), read_translation("es")
    differ = set()
    for name, found in texts(english).items():
        given = dict(leaves(spanish[name]))
        differ |= {f"{name} {key}" for key in found if numbers(given[key]) != numbers(found[key])}
    assert differ == SAID_BY_A_NUMBER


def leaves(value, path=""):
    items = value.items() if isinstance(value, dict) else enumerate(value)
    for key, inner in items:
        where = f"{path}.{key}" if path else str(key)
        if isinstance(inner, dict | list):
            yield from leaves(inner, where)
        else:
            yield where, inner


def numbers(text):
    return sorted(re.findall(r"\d+", text))


def test_a_quote_keeps_the_words_of_the_article_and_has_ours_beside_them():
    for key, quote in CONTENT.quotes.items():
        spanish = SPANISH.quotes[key]
        assert (spanish.text, quote.translation) == (quote.text, "")
        assert spanish.translation not in ("", quote.text)
        assert bool(spanish.label) == bool(quote.label)


@pytest.mark.parametrize("key", ["S19", "S31", "S45"])
def test_where_off_label_holds_only_in_the_us_the_spanish_label_says_so_too(key):
    assert "EE. UU." in SPANISH.quotes[key].label


def test_a_title_of_a_note_ends_without_a_stop_as_one_follows_it_on_the_sheet():
    assert [note.title for note in SPANISH.notes.values() if note.title.endswith(".")] == []


def test_an_explained_word_is_found_by_its_stem():
    assert [term for term in SPANISH.terms.values() if term.stem not in term.word.lower()] == []


def test_the_date_and_the_age_of_the_article_are_spanish():
    assert SPANISH.source.reviewed == "octubre de 2023"
    assert SPANISH.source.reviewed_on == date(2023, 10, 1)
    assert age_in_words(SPANISH, date(2023, 11, 1)) == "hace 1 mes"
    assert age_in_words(SPANISH, date(2025, 10, 1)) == "hace 2 años"
    assert age_in_words(SPANISH, date(2026, 11, 23)) == "hace más de 3 años"


def test_the_translation_says_that_nobody_has_reviewed_it():
    assert SPANISH.translation_reviewer.startswith("aún sin revisión")
    assert SPANISH.translation_reviewed == ""
    assert CONTENT.translation_reviewer == ""
