"""The words of pages and of paper, with the numbers and times that settings and rules decide."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale
from markupsafe import Markup, escape

from rules.answers import MAX_OWN_QUESTION_LENGTH
from rules.content import CONTENTS
from rules.content.model import Content, Reference
from rules.selection import MAX_CHOSEN, MAX_FIRST, PRINTED_BY_DEFAULT
from webapp import languages
from webapp.settings import IDLE_LIMIT, KEPT_FOR, MAX_SHORT_TEXT

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
MAX_CHOICE = 43  # characters of a choice beside another one on a phone
MAX_CHOICE_WORD = 11  # and of each of its words
REGION = "US"  # whose dates and numbers are written, whatever the language


class _Filled(dict[str, str]):
    """Leaves a placeholder as it is when it is filled only where the words are used."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def number(count: int, content: Content) -> str:
    """A number in words, as far as there are words for it."""
    names: list[str] = content.pages["numbers"]["names"]
    return names[count] if count < len(names) else f"{count:,}"


def duration(time: timedelta, content: Content) -> str:
    """A time in words, like "an hour" or "30 days"."""
    words = content.pages["durations"]
    for unit, one, more in ((DAY, "day", "days"), (HOUR, "hour", "hours")):
        if time % unit == timedelta(0):
            return str(words[one] if time == unit else words[more].format(n=time // unit))
    return str(words["minutes"].format(n=time // MINUTE))


def long_date(day: date, language: str) -> str:
    """A date in words, like "November 24, 2026"."""
    return str(format_date(day, "long", locale=f"{language}_{REGION}"))


def _facts(content: Content) -> _Filled:
    pages = number(len(content.answers["pages"]), content)
    return _Filled(
        idle=duration(IDLE_LIMIT, content),
        kept=duration(KEPT_FOR, content),
        pages=pages,
        Pages=pages.capitalize(),
        first=number(MAX_FIRST, content),
        printed=number(PRINTED_BY_DEFAULT, content),
        max_chosen=str(MAX_CHOSEN),
        own_length=str(MAX_OWN_QUESTION_LENGTH),
        short_length=f"{MAX_SHORT_TEXT:,}",
        reviewed=content.source.reviewed,
    )


def _fill(words: Any, facts: Mapping[str, str]) -> Any:
    match words:
        case dict():
            return {key: _fill(each, facts) for key, each in words.items()}
        case list():
            return [_fill(each, facts) for each in words]
        case _:
            return words.format_map(facts)


Words = dict[str, Any]

# Of each language, made once.
WORDS: Mapping[str, Words] = MappingProxyType(
    {
        language: _fill({**content.pages, **content.print}, _facts(content))
        for language, content in CONTENTS.items()
    }
)


def current_words() -> Words:
    """The words in the language of the request."""
    return WORDS[languages.current()]


def current_content() -> Content:
    """The content in the language of the request."""
    return CONTENTS[languages.current()]


def print_words(table: str, language: str) -> Words:
    """The words that a template of paper places: its own, and those that it shares."""
    words = WORDS[language]
    shared = words["evidence"] | words["print"]["common"]
    found: Words = shared | words["print"][table]
    return found


def reference_line(reference: Reference, language: str) -> str:
    """A reference as text: title, publisher and year."""
    words = WORDS[language]["evidence"]["reference"]
    line: str = words["dated" if reference.year else "undated"].format(
        title=reference.title, publisher=reference.publisher, year=reference.year
    )
    return line


def place(text: str, **pieces: object) -> Markup:
    """Fill pieces into words; text is escaped, and what is markup already stays as it is."""
    return escape(text).format(**pieces)


def counted(words: Mapping[str, str], count: int) -> Markup:
    """The words for so many, by the plurals of the language."""
    one = get_locale().plural_form(count) == "one"
    return place(words["one" if one else "more"], count=count)


def long_choice(label: str) -> bool:
    """Whether a choice takes the whole row of a phone, so that its words need not break."""
    return len(label) > MAX_CHOICE or max(map(len, label.split())) > MAX_CHOICE_WORD


NAMES = {language: WORDS[language]["base"]["language"] for language in WORDS}


def init_app(app: Flask) -> None:
    """Give the templates the words of the request's language."""
    app.context_processor(in_language_of_request)
    app.add_template_filter(place)
    app.add_template_filter(counted)
    app.add_template_test(long_choice)
    app.jinja_env.globals.update(language_names=NAMES)


def in_language_of_request() -> dict[str, Any]:
    """For every page: its language, words and content."""
    return {
        "language": languages.current(),
        "words": current_words(),
        "content": current_content(),
    }
