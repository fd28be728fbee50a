"""Everything that the rules say in our own words: where it stands -> the words. No quotes."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

from persons import CONCERNS, CREAMS, FOUR, HEALTH, MEDICINES, MONTHS, OUTCOMES, person

from rules.content import CONTENT
from rules.sheet import build_sheet

PERSONS = {
    "my child": CONTENT.answers["person"]["child"]["asking"],
    "the person I care for": CONTENT.answers["person"]["someone_else"]["asking"],
}
PRINTED = Path(__file__).parents[2] / "templates" / "print"
PRINTED_FILES = ("handout", "questionnaire")
NO_WORDS = ("standing", "source", "content_version", "reviewed")
LABEL_FILES = ("about", "answers", "compare", "sheet", "triggers")


def questions() -> Iterator[tuple[str, str]]:
    for key, question in CONTENT.questions.items():
        yield f"question {key} for me", question.me
        for who, words in PERSONS.items():
            yield f"question {key} for {who}", question.other.format(person=words)


def notes_and_flags() -> Iterator[tuple[str, str]]:
    for key, note in CONTENT.notes.items():
        yield f"note {key}", note.text
    for key, flag in CONTENT.flags.items():
        yield f"flag {key}", flag.line


def titles() -> Iterator[tuple[str, str]]:
    for key, note in CONTENT.notes.items():
        yield f"note {key}, title", note.title
    for key, flag in CONTENT.flags.items():
        yield f"flag {key}, short", flag.short
    for key, question in CONTENT.questions.items():
        yield f"question {key}, topic", question.topic
    for key, reason in CONTENT.left_out.items():
        yield f"question {key}, left out", reason


def standing() -> Iterator[tuple[str, str]]:
    for place, line in enumerate((*CONTENT.standing, *CONTENT.bring, *CONTENT.stages.values())):
        yield f"standing line {place}", line


def rules_in_words() -> Iterator[tuple[str, str]]:
    for key, rule in CONTENT.rules.items():
        yield f"rule {key}", rule.says


def about_lines() -> Iterator[tuple[str, str]]:
    """What the service says about itself, line by line."""
    about = CONTENT.about
    for part in (about["made"], about["updates"], about["sure"], about["ipdasi"], *about["use"]):
        for place, line in enumerate(part["lines"]):
            yield f"about {part['title']}, line {place}", line
    for place, line in enumerate(about["choosing"]["decision_lines"]):
        yield f"about the decision, line {place}", line
    for option in CONTENT.options:
        yield f"about option {option.title}", option.says


def labels(name: str) -> Iterator[tuple[str, str]]:
    """Each string in a file of labels, its blanks filled with one short word."""
    source = files("rules") / "content" / f"{name}.toml"
    for where, words in _leaves(tomllib.loads(source.read_text("utf-8"))):
        if not where.startswith(NO_WORDS):
            yield (
                f"{name} {where}",
                words.format(
                    "a", "b", person="your child", medicine="cyclosporine", choice="x", age=9
                ),
            )


def printed(name: str) -> Iterator[tuple[str, str]]:
    """The words that a printed thing has of its own."""
    for key, words in tomllib.loads((PRINTED / f"{name}.toml").read_text("utf-8")).items():
        for place, line in enumerate(words if isinstance(words, list) else [words]):
            yield f"{name} {key} {place}", line.format(reviewed="October 2023")


def _leaves(table: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        here = f"{path}.{key}" if path else key
        if isinstance(value, Mapping):
            yield from _leaves(value, here)
        elif isinstance(value, str) and key != "verb":
            yield here, value


def reason_lines() -> Iterator[tuple[str, str]]:
    """The reason lines of many persons: each answer, and the pairs that stand together."""
    lines = {
        entry.because
        for answers in _persons_with_many_reasons()
        for sheet in (build_sheet(answers),)
        for entry in (*sheet.questions, *sheet.medicines)
    }
    for line in sorted(lines):
        yield f"reason: {line}", line


def _persons_with_many_reasons() -> Iterator[Any]:
    for one, other in product(MEDICINES, repeat=2):
        for outcome, creams in product(OUTCOMES, CREAMS):
            yield person(
                creams=creams,
                specialist="not_sure",
                severity="not_sure",
                age=17,
                medicines={one: outcome, other: "not_sure"},
                health=list(HEALTH),
            )
    for months, specialist in product(MONTHS, ("no", "not_sure")):
        yield person(
            medicines={"cyclosporine": "taking_now"},
            cyclosporine_months=months,
            specialist=specialist,
            severity="moderate",
            concerns=["how_long"],
        )
    for item in CONCERNS:
        yield person(concerns=[item], medicines=dict.fromkeys(FOUR, "taking_now"))
        yield person(concerns=[item], creams="not_tried")


OWN_WORDS = dict(
    (
        *questions(),
        *notes_and_flags(),
        *titles(),
        *standing(),
        *rules_in_words(),
        *about_lines(),
        *(item for name in LABEL_FILES for item in labels(name)),
        *(item for name in PRINTED_FILES for item in printed(name)),
        *reason_lines(),
    )
)
