"""Everything that we say in our own words: where it stands -> the words. No quotes."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import combinations, product
from string import Formatter
from typing import Any

from rules import Answers, build_sheet
from rules.answers import Concern, Creams, Health, Medicine, Months, Outcome, Specialist
from rules.content import CONTENT
from rules.medicines import IMMUNOSUPPRESSANTS
from support.persons import person

Words = Iterator[tuple[str, str]]

PERSONS = {
    "my child": CONTENT.answers["person"]["child"]["asking"],
    "the person I care for": CONTENT.answers["person"]["someone_else"]["asking"],
}
FOLDER = files("rules") / "content" / "en"
NOT_TO_READ = ("standing", "source", "content_version", "reviewed")  # in a file of labels
LABEL_FILES = [
    name
    for name in ("about", "answers", "compare", "conditions", "pages", "print", "sheet")
    if tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))
]


class Filled(Formatter):
    """Fills each blank with one short word, or with what is known of it."""

    KNOWN: Mapping[str, str] = {"person": "your child", "medicine": "cyclosporine"}

    def get_value(self, key: int | str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> str:
        return self.KNOWN.get(str(key), "a")


def questions() -> Words:
    for key, question in CONTENT.questions.items():
        yield f"question {key} for me", question.me
        for who, words in PERSONS.items():
            yield f"question {key} for {who}", question.other.format(person=words)


def notes_and_alerts() -> Words:
    for key, note in CONTENT.notes.items():
        yield f"note {key}", note.text
    for key, alert in CONTENT.alerts.items():
        yield f"alert {key}", alert.line


def titles() -> Words:
    for key, note in CONTENT.notes.items():
        yield f"note {key}, title", note.title
    for key, alert in CONTENT.alerts.items():
        yield f"alert {key}, short", alert.short
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
    for place, line in enumerate(about["choosing"]["decision_lines"]):
        yield f"about the decision, line {place}", line
    for option in CONTENT.options:
        yield f"about option {option.title}", option.says


def labels(name: str) -> Words:
    """Each string in a file of labels, its blanks filled with one short word."""
    text = (FOLDER / f"{name}.toml").read_text("utf-8")
    for where, words in _leaves(tomllib.loads(text)):
        if not where.startswith(NOT_TO_READ):
            yield f"{name} {where}", Filled().format(words)


def _leaves(value: Any, path: str = "") -> Words:
    """The strings in a table. Lists of ids, like quotes and notes, are passed over."""
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ("verb", "quotes", "notes", "condition_quotes"):
                yield from _leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from _leaves(inner, f"{path} {place}")
    elif isinstance(value, str) and value:
        yield path, value


@cache
def reason_lines() -> tuple[str, ...]:
    """The reason lines of many persons: each answer, and the pairs that stand together."""
    sheets = map(build_sheet, _persons_with_many_reasons())
    return tuple(
        sorted(
            {entry.because for sheet in sheets for entry in (*sheet.questions, *sheet.medicines)}
        )
    )


def _persons_with_many_reasons() -> Iterator[Answers]:
    unsure = {"specialist": "not_sure", "severity": "not_sure", "age": 17, "health": list(Health)}
    for medicine, outcome, creams in product(Medicine, Outcome, Creams):
        yield person(**unsure, creams=creams, medicines={medicine: outcome})
    for (one, other), outcome in product(combinations(Medicine, 2), Outcome):
        yield person(**unsure, medicines={one: outcome, other: "not_sure"})
        yield person(**unsure, medicines={one: "not_sure", other: outcome})
    for months, specialist in product(Months, Specialist):
        yield person(
            medicines={"cyclosporine": "taking_now"},
            cyclosporine_months=months,
            specialist=specialist,
            severity="moderate",
            concerns=["how_long"],
        )
    for item in Concern:
        yield person(concerns=[item], medicines=dict.fromkeys(IMMUNOSUPPRESSANTS, "taking_now"))
        yield person(concerns=[item], creams="not_tried")


@cache
def own_words() -> Mapping[str, str]:
    """All of them, by where they stand."""
    return dict(
        (
            *questions(),
            *notes_and_alerts(),
            *titles(),
            *standing(),
            *rules_in_words(),
            *about_lines(),
            *(item for name in LABEL_FILES for item in labels(name)),
            *((f"reason: {line}", line) for line in reason_lines()),
        )
    )
