"""Everything that we say in our own words: where it stands -> the words. No quotes."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from random import Random
from string import Formatter
from typing import Any

from rules import Answers, Sheet, build_sheet
from rules.content import CONTENT
from support.anyone import someone

Words = Iterator[tuple[str, str]]

ANSWERS = CONTENT.answers
PERSONS = {
    "my child": ANSWERS["person"]["child"]["asking"],
    "the person I care for": ANSWERS["person"]["someone_else"]["asking"],
}
NAMED = {  # what a question may name of the answers
    "medicines": ANSWERS["medicines"]["named"]["methotrexate"],
    "facts": ANSWERS["health"]["said"]["tb"],
    "goals": ANSWERS["goals"]["named"]["less_itch"],
}
FOLDER = files("rules") / "content" / "en"
NOT_TO_READ = ("standing", "source", "content_version", "reviewed")  # in a file of labels
NO_WORDS = ("verb", "quotes", "notes", "codes")  # codes and ids
LABEL_FILES = ["about", "answers", "compare", "conditions", "pages", "print", "sheet", "terms"]


class Filled(Formatter):
    """Fills each blank with one short word, or with what is known of it."""

    KNOWN: Mapping[str, str] = {"person": "your child", "medicine": "cyclosporine"}

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        return self.KNOWN.get(str(key), "a")


def questions() -> Words:
    for key, question in CONTENT.questions.items():
        yield f"question {key} for me", question.me.format(**NAMED)
        for who, words in PERSONS.items():
            yield f"question {key} for {who}", question.other.format(person=words, **NAMED)


def notes_and_alerts() -> Words:
    for key, note in CONTENT.notes.items():
        yield f"note {key}", note.text
    for key, alert in CONTENT.alerts.items():
        for situation, line in alert.to_you.items():
            yield f"alert {key}, {situation}", line
        for medicine, line in alert.signs.items():
            yield f"alert {key}, signs on {medicine}", line


def facts() -> Words:
    """What is said to the doctor of each health fact."""
    for key, fact in CONTENT.alert_facts.items():
        yield f"fact {key} of me", fact.me
        for who, words in PERSONS.items():
            yield f"fact {key} of {who}", fact.other.format(Person=words.capitalize())


def titles() -> Words:
    for key, note in CONTENT.notes.items():
        yield f"note {key}, title", note.title
    for key, alert in CONTENT.alerts.items():
        yield f"alert {key}, short", alert.short
    for key, fact in CONTENT.alert_facts.items():
        yield f"fact {key}, short", fact.short
    for key, question in CONTENT.questions.items():
        yield f"question {key}, topic", question.topic
    for key, reason in CONTENT.left_out.items():
        yield f"question {key}, left out", reason


def standing() -> Words:
    for place, line in enumerate((*CONTENT.standing, *CONTENT.bring, *CONTENT.stages.values())):
        yield f"standing line {place}", line


def rules_in_words() -> Words:
    for key, rule in CONTENT.rules.items():
        yield f"rule {key}", rule.says


def about_lines() -> Words:
    """What the service says about itself, line by line."""
    about = CONTENT.about
    for part in (about["made"], about["updates"], about["sure"], about["ipdasi"], *about["use"]):
        for place, line in enumerate(part["lines"]):
            yield f"about {part['title']}, line {place}", line


def labels(name: str) -> Words:
    """Each string in a file of labels, its blanks filled with one short word."""
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    for where, words in _leaves(tomllib.loads(text)):
        if not where.startswith(NOT_TO_READ):
            yield f"{name} {where}", Filled().format(words)


def _leaves(value: Any, path: str = "") -> Words:
    """The strings in a table. Lists of codes and ids are passed over."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in NO_WORDS:
                yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{path} {place}")
    elif isinstance(value, str) and value:
        yield path, value


def random_sheets(count: int, seed: int = 20231001) -> Iterator[Sheet]:
    """Sheets of so many people, the same on each run."""
    draw = Random(seed)
    return (build_sheet(Answers.from_json(someone(draw))) for _ in range(count))


def said_on(sheet: Sheet) -> Iterator[str]:
    """All that a sheet says in our own words; the person's own, and quotes, are left out."""
    yield from (line for pair in ((each.label, each.text) for each in sheet.about) for line in pair)
    yield from (sheet.who, sheet.matters, sheet.severity, sheet.health, *sheet.tried_notes)
    yield from (*sheet.decided, *sheet.goals, *sheet.bring, *sheet.standing)
    for line in sheet.medicines:
        yield from (line.name, line.state_words, line.state_short, line.because)
    for tried in sheet.tried:
        yield from (tried.treatment, tried.how, tried.how_long)
    for alert in (*sheet.alerts, sheet.emergency, sheet.bring_all):
        yield from (alert.short, alert.to_doctor, alert.to_you, *alert.call, *alert.today)
    for question in sheet.questions:
        yield from (question.topic, question.text, question.because or "")
    for note in sheet.notes.values():
        yield from (note.title, note.text)


@cache
def reason_lines() -> tuple[str, ...]:
    """The reason lines of many persons."""
    return tuple(
        sorted(
            {
                entry.because
                for sheet in random_sheets(800)
                for entry in (*sheet.questions, *sheet.medicines)
                if entry.because
            }
        )
    )


@cache
def own_words() -> Mapping[str, str]:
    """All of them, by where they stand."""
    return dict(
        (
            *questions(),
            *notes_and_alerts(),
            *facts(),
            *titles(),
            *standing(),
            *rules_in_words(),
            *about_lines(),
            *(item for name in LABEL_FILES for item in labels(name)),
        )
    )
