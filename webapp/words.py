"""The words of pages and of paper, with the numbers and times that settings and rules decide."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask import Flask
from markupsafe import Markup, escape

from rules.answers import MAX_OWN_QUESTION_LENGTH
from rules.content import CONTENT
from rules.content.model import Reference
from rules.selection import MAX_CHOSEN, MAX_FIRST, PRINTED_BY_DEFAULT
from webapp.settings import IDLE_LIMIT, KEPT_FOR, MAX_SHORT_TEXT

DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


class _Filled(dict[str, str]):
    """Leaves a placeholder as it is when it is filled only where the words are used."""

    def __missing__(self, key: str) -> str:
        return f"{{{key}}}"


def number(count: int) -> str:
    """A number in words, as far as there are words for it."""
    names: list[str] = CONTENT.pages["numbers"]["names"]
    return names[count] if count < len(names) else f"{count:,}"


def duration(time: timedelta) -> str:
    """A time in words, like "an hour" or "30 days"."""
    words = CONTENT.pages["durations"]
    for unit, one, more in ((DAY, "day", "days"), (HOUR, "hour", "hours")):
        if time % unit == timedelta(0):
            return str(words[one] if time == unit else words[more].format(n=time // unit))
    return str(words["minutes"].format(n=time // MINUTE))


def long_date(day: date) -> str:
    """A date in words, like "November 24, 2026"."""
    words = CONTENT.pages["dates"]
    months: list[str] = words["months"]
    return str(words["long"].format(month=months[day.month - 1], day=day.day, year=day.year))


def _facts() -> _Filled:
    pages = number(len(CONTENT.answers["pages"]))
    return _Filled(
        idle=duration(IDLE_LIMIT),
        kept=duration(KEPT_FOR),
        pages=pages,
        Pages=pages.capitalize(),
        first=number(MAX_FIRST),
        printed=number(PRINTED_BY_DEFAULT),
        max_chosen=str(MAX_CHOSEN),
        own_length=str(MAX_OWN_QUESTION_LENGTH),
        short_length=f"{MAX_SHORT_TEXT:,}",
        reviewed=CONTENT.source.reviewed,
    )


def _fill(words: Any, facts: Mapping[str, str]) -> Any:
    match words:
        case dict():
            return {key: _fill(each, facts) for key, each in words.items()}
        case list():
            return [_fill(each, facts) for each in words]
        case _:
            return words.format_map(facts)


WORDS: dict[str, Any] = _fill({**CONTENT.pages, **CONTENT.print}, _facts())


def print_words(table: str) -> dict[str, Any]:
    """The words that a template of paper places: its own, and those that it shares."""
    shared = WORDS["evidence"] | WORDS["print"]["common"]
    words: dict[str, Any] = shared | WORDS["print"][table]
    return words


def reference_line(reference: Reference) -> str:
    """A reference as text: title, publisher and year."""
    words = WORDS["evidence"]["reference"]
    line: str = words["dated" if reference.year else "undated"].format(
        title=reference.title, publisher=reference.publisher, year=reference.year
    )
    return line


def place(text: str, **pieces: object) -> Markup:
    """Fill pieces into words; text is escaped, and what is markup already stays as it is."""
    return escape(text).format(**pieces)


def init_app(app: Flask) -> None:
    """Give the templates their words."""
    app.jinja_env.globals.update(words=WORDS)
    app.add_template_filter(place)
