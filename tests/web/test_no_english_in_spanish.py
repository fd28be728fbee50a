"""On a Spanish page no word of ours is English, but where the page says that it is."""

import re
from collections.abc import Iterator
from time import time

import pytest
from bs4 import BeautifulSoup
from support.browsing import FULLEST, ON_EVERYTHING
from support.spanish import spanish_words
from support.visiting import PERSON_1, PERSON_2, PERSON_6, stored

from rules.content import CONTENTS
from rules.content.files import read_english
from rules.content.translation import texts
from webapp.languages import ENGLISH_ONLY

PLACE_OR_ADDRESS = re.compile(r"\{\w+\}|\S*/\S+|\S+\.(?:net|svg|pdf|txt|json)\b")
WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")


def words_of(text: str) -> set[str]:
    """The words of a text, without places to fill in and addresses."""
    return {word.lower() for word in WORD.findall(PLACE_OR_ADDRESS.sub(" ", text))}


IN_ENGLISH = "[lang=en], q, blockquote, cite, script, style"
READ_OUT = ("alt", "aria-label", "title", "placeholder", "content")
# By the script, or what a button says when it is done.
SAID_LATER = "data-says data-done data-failed data-not data-count data-answered-count data-answered"
SAID_LATER += " data-later data-open data-title data-origin data-file download"
# Words that both languages have, read one by one: names, and words that are the same.
FUNCTION_WORDS = words_of(
    "the of and to in is it you that for on are with as your at be this have from or by not what "
    "but can when there which their if do will how about they any all than then who does was were "
    "been its these those also more most some other into after before where why"
)
ALLOWED_IN_FILES = {"has", "son", "a", "me", "no", "come"}  # Spanish words, too
# The publisher of the article, as it is called; the standard by which records are exchanged.
NAMES = words_of("Health Union, HL7 FHIR R4")


def english_vocabulary() -> set[str]:
    """The words of our English texts that no Spanish text has."""
    english = {
        word
        for file in texts(read_english()).values()
        for text in file.values()
        for word in words_of(text)
    }
    translated = [quote.translation for quote in CONTENTS["es"].quotes.values()]
    spanish = {word for text in (*spanish_words().values(), *translated) for word in words_of(text)}
    return english - spanish


OURS = english_vocabulary()


def said_on(html: BeautifulSoup) -> Iterator[str]:
    """All that a page says in its own language: shown, read out, or said later."""
    for tag in html.select(IN_ENGLISH):
        tag.decompose()
    yield html.get_text(" ")
    for template in html.select("template"):
        yield template.get_text(" ")
    for tag in html.find_all(True):
        for name in (*READ_OUT, *SAID_LATER.split()):
            shown = name != "content" or tag.get("name") == "description"
            if shown and isinstance(tag.get(name), str):
                yield tag[name]


def everything(told: dict) -> dict:
    """The answers as the session keeps them, without own words: those may be in any language."""
    taken = told["medicines"]
    return told | {"medicines": list(taken), "outcomes": taken, "side_effect": {}}


ANSWERS = {
    "nobody": {},
    "person 1": stored(PERSON_1),
    "person 2": stored(PERSON_2),
    "person 6": stored(PERSON_6),
    "the fullest": everything(FULLEST),
    "on everything": everything(ON_EVERYTHING),
}


def addresses(app) -> list[str]:
    rules = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and not rule.arguments and not rule.rule.startswith(ENGLISH_ONLY)
    ]
    slugs = ("about-you", "creams", "medicines", "how-it-went", "health", "matters")
    return [
        *rules,
        *(f"/questions/{slug}" for slug in slugs),
        "/nowhere",
        "/compare?treatment=steroids",
    ]


@pytest.mark.parametrize("answers", ANSWERS.values(), ids=ANSWERS)
def test_no_word_of_ours_is_english_on_a_spanish_page(app, visitor, answers):
    found, seen = {}, 0
    for path in addresses(app):
        if answers:
            visitor.remember(answers=answers, used=int(time()))
        visitor.go("/es" + path)
        if "html" not in visitor.headers["Content-Type"]:
            continue
        seen += 1
        said = {word for text in said_on(visitor.page) for word in words_of(text)}
        if wrong := (said & OURS) - NAMES:
            found[path] = wrong
    assert seen > 15
    assert found == {}


@pytest.mark.parametrize("page", ["questions/about-you", "questions/health", "questions/matters"])
def test_what_is_wrong_with_a_form_is_said_in_spanish(visitor, page):
    visitor.open(f"/es/{page}")
    visitor.send({})
    assert visitor.status == 422
    said = {word for text in said_on(visitor.page) for word in words_of(text)}
    assert (said & OURS) == set()


def test_no_spanish_text_of_ours_has_small_words_of_english():
    found = {
        where: small
        for where, text in spanish_words().items()
        if (small := (words_of(text) & FUNCTION_WORDS) - ALLOWED_IN_FILES)
    }
    assert found == {}


def test_the_search_would_find_english(visitor):
    page = visitor.open("/privacy")
    del page.html["lang"]
    assert len(words_of(" ".join(said_on(page))) & OURS) > 50
