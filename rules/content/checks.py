"""What must hold between wording, rules and article before anything starts."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from itertools import product
from string import Formatter
from typing import Any

from rules.alerts import ALERTS, ON_EVERY_SHEET
from rules.answers import CODES, EXCLUSIVE, Health, Who
from rules.conditions import Condition
from rules.content.model import NamedEvidence
from rules.medicines import RULE_OF, ArticleRule, Entry, medicines_without_a_row
from rules.questions import ROWS, QuestionList
from rules.reasons import (
    AGE,
    HEALTH_NOT_TOLD,
    NO_FIRST_LINE_FAILED,
    NO_SYSTEMIC_FAILED,
    never_taken,
)
from rules.states import Stage, State

NEVER_TAKEN = tuple(  # for these entries, that alone is the reason of their state
    never_taken(entry)
    for entry in Entry
    if RULE_OF[entry] in (ArticleRule.DISCOURAGED, ArticleRule.NOT_IN_ARTICLE)
)
DRAFTS = tuple(f"Q{number:02}" for number in range(1, 79))  # each is in, or left out for a reason

SHEET_CODES: Mapping[str, tuple[str, ...]] = {
    "source": ("title", "publisher", "reviewed", "url"),
    **{f"entries.{entry}": ("name",) for entry in Entry},
    "lists": tuple(QuestionList),
    "lists_other": tuple(QuestionList),
    "states": tuple(State),
    "states_short": tuple(State),
    "stages": tuple(Stage),
    "order": ("title", "caption", "creams", "creams_state", "beside"),
    **{f"titles.{who}": ("sheet", "matters", "tried", "three", "about") for who in Who},
    "decided": (
        "next_step",
        "tests_before",
        "tests_before_other",
        "tests",
        "call_if",
        "next_visit",
    ),
    "joins": ("codes", "quoted_codes", "cases", "all"),
    "ages": ("this_month", "month", "months", "years", "over_years"),
}
NAMED = ("medicines", "facts", "goals")  # answers that a question may name
# The kinds of words of each answer, beside what the form says; of one that is not here, only how it
# reads among the answers to check.
KINDS: Mapping[str, tuple[str, ...]] = {
    "who": ("about",),
    "severity": ("about", "printed", "said"),
    "specialist": ("about", "said"),
    "creams": ("about", "said"),
    "medicines": ("about", "named"),
    "outcome": ("said", "how", "tried"),
    "months": ("about", "said"),
    "health": ("about", "said"),
    "goals": ("about", "named"),
    "concerns": ("about", "said"),
}
AGE_FACT = "age_under_2"
# What joins these words into lines and sentences.
PARTS: Mapping[str, tuple[str, ...]] = {
    "verbs": ("said", "ticked", "not_ticked", "asked", "not_said", "aged"),
    "because": ("sentence", "same_verb", "other_verb"),
    "joins": ("and", "comma", "others", "other_medicines"),
    "tried": ("creams", "no_creams", "no_medicine"),
    "itch": ("about",),
    "bad_nights": ("about",),
}
REASONS = (AGE, HEALTH_NOT_TOLD, NO_SYSTEMIC_FAILED, NO_FIRST_LINE_FAILED, *NEVER_TAKEN)


def reviewed_on(words: str) -> date:
    """The first day of a month like "October 2023". ValueError when that is none."""
    return datetime.strptime(words, "%B %Y").date()


def problems(raw: Mapping[str, Any]) -> Iterator[str]:
    """Every disagreement in the parsed files (file name -> table), one line each."""
    for medicine in medicines_without_a_row():
        yield f"medicines.py: {medicine} has no row, so no rule speaks of it"
    yield from _wrong_keys(raw)
    yield from _quote_problems(raw)
    yield from _note_problems(raw)
    yield from _named_problems(raw)
    yield from _question_problems(raw)
    yield from _alert_problems(raw)
    yield from _sheet_problems(raw)
    yield from _topic_problems(raw)
    yield from _answer_problems(raw["answers"])
    yield from _condition_problems(raw["conditions"])


_KEYS = {  # file -> what each entry must have, and what it may have
    "quotes": (("text", "subject"), ("label",)),
    "notes": (("title", "text", "references"), ()),
    "references": (("title", "publisher", "url"), ("year",)),
    "alerts": (
        ("short", "to_you"),
        ("to_you_taking", "to_you_before_next_dose", "signs", "call", "today", "quotes", "notes"),
    ),
    "questions": (("topic", "me"), ("other", "quotes", "notes")),
}


def _wrong_keys(raw: Mapping[str, Any]) -> Iterator[str]:
    for name, (needed, optional) in _KEYS.items():
        apart = {"questions": "left_out", "alerts": "facts"}.get(name)
        entries = [(key, entry) for key, entry in raw[name].items() if key != apart]
        for key, entry in entries:
            for part in needed:
                if not entry.get(part):
                    yield f"{name}.toml: {key} has no {part}"
            for part in entry.keys() - {*needed, *optional}:
                yield f"{name}.toml: {key} has an unknown part {part}"


def _questions(raw: Mapping[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return [(key, entry) for key, entry in raw["questions"].items() if key != "left_out"]


def _quote_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    digests, pairs = raw["digests"], raw["pairs"]
    for key, entry in raw["quotes"].items():
        digest = hashlib.sha256(entry.get("text", "").encode()).hexdigest()
        if digests.get(key) != digest:
            yield f"quotes.toml: {key} is not word for word in the article"
        if key in pairs["labels"]["in_the_us"] and "in the U.S." not in entry.get("label", ""):
            yield f'quotes.toml: the label of {key} must say "in the U.S."'
    for quote, note in pairs["notes"].items():
        if note not in raw["notes"]:
            yield f"pairs.toml: {quote} never stands without {note}, which is not in notes.toml"


def _note_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    for key, entry in raw["notes"].items():
        for reference in entry.get("references", ()):
            if reference not in raw["references"]:
                yield f"notes.toml: {key} cites {reference}, which is not in references.toml"
    for key, entry in raw["references"].items():
        if not re.fullmatch(r"https://[a-z0-9.-]+/\S+", entry.get("url", "")):
            yield f"references.toml: {key} has no https address"


def _named_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    """Whether the quotes and notes that the rules name are there."""
    named = raw["pairs"]["named"]
    for field in fields(NamedEvidence):
        kind = "quotes" if field.name.endswith("_quote") else "notes"
        if named.get(field.name) not in raw[kind]:
            yield f"pairs.toml: {field.name} must name one of {kind}.toml"
    for name in named.keys() - {field.name for field in fields(NamedEvidence)}:
        yield f"pairs.toml: the rules name nothing like {name}"


def _question_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    worded = dict(_questions(raw))
    left_out = raw["questions"].get("left_out", {})
    ruled = {str(row.question) for row in ROWS}
    for key in sorted(ruled - worded.keys()):
        yield f"questions.toml: {key} has a rule but no wording"
    for key in sorted(worded.keys() - ruled):
        yield f"questions.toml: {key} has wording but no rule"
    for key in DRAFTS:
        if (key in worded) == bool(left_out.get(key)):
            yield f"questions.toml: {key} must be either in, or left out for a reason"
    for key, entry in worded.items():
        yield from unpaired(f"questions.toml: {key}", entry, raw)
        if not entry.get("quotes") and not entry.get("notes"):
            yield f"questions.toml: {key} rests on no quote and no note"
        yield from _odd_placeholders(f"questions.toml: {key}", entry.get("me", ""), NAMED)
        other = entry.get("other", "")
        yield from _odd_placeholders(f"questions.toml: {key}", other, ("person", *NAMED))


def unpaired(where: str, entry: Mapping[str, Any], raw: Mapping[str, Any]) -> Iterator[str]:
    """Quotes and notes that do not exist, and quotes without the note that belongs to them."""
    quotes, notes = entry.get("quotes", ()), entry.get("notes", ())
    pairs = raw["pairs"]["notes"]
    for quote in quotes:
        if quote not in raw["quotes"]:
            yield f"{where} quotes {quote}, which is not in quotes.toml"
        if quote in pairs and pairs[quote] not in notes:
            yield f"{where} quotes {quote} without {pairs[quote]}"
    for note in notes:
        if note not in raw["notes"]:
            yield f"{where} names {note}, which is not in notes.toml"


def _odd_placeholders(where: str, text: str, known: tuple[str, ...]) -> Iterator[str]:
    try:
        names = [name for _, name, _, _ in Formatter().parse(text) if name is not None]
    except ValueError as error:  # a brace without its pair
        yield f"{where} has a bad placeholder: {error}"
        return
    for name in names:
        if name not in known:
            yield f"{where} has an unknown placeholder {{{name}}}"


def _alert_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    worded = raw["alerts"].keys() - {"facts"}
    ruled = {*map(str, ALERTS), *map(str, ON_EVERY_SHEET)}
    for key in sorted(ruled - worded):
        yield f"alerts.toml: {key} has a rule but no wording"
    for key in sorted(worded - ruled):
        yield f"alerts.toml: {key} has wording but no rule"
    for key in worded:
        yield from unpaired(f"alerts.toml: {key}", raw["alerts"][key], raw)
    facts = raw["alerts"].get("facts", {})
    for fact in (*Health, AGE_FACT):
        for part in ("short", "me", "other"):
            if not facts.get(fact, {}).get(part):
                yield f"alerts.toml: facts.{fact} has no {part}"


def _sheet_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    sheet = raw["sheet"]
    for part in ("content_version", "reviewer", "standing", "bring"):
        if not sheet.get(part):
            yield f"sheet.toml: no {part}"
    for name, codes in SHEET_CODES.items():
        for code in codes:
            if not _table(sheet, name).get(code):
                yield f"sheet.toml: no words for {name}.{code}"
    for code, entry in sheet.get("entries", {}).items():
        yield from unpaired(f"sheet.toml: {code}", entry, raw)
    try:
        reviewed_on(_table(sheet, "source").get("reviewed", ""))
    except ValueError:
        yield "sheet.toml: source.reviewed is no month like October 2023"


def _topic_problems(raw: Mapping[str, Any]) -> Iterator[str]:
    drawn = raw["sheet"].get("topics", {}).keys()
    topics = {entry["topic"] for _, entry in _questions(raw) if entry.get("topic")}
    for topic in sorted(topics - drawn):
        yield f"sheet.toml: no symbol for the topic {topic}"
    for topic in sorted(drawn - topics):
        yield f"sheet.toml: {topic} is the topic of no question"


def _table(raw: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The table of this name, like "titles.me"; empty if there is none."""
    for part in name.split("."):
        raw = raw.get(part, {})
    return raw


def _answer_problems(answers: Mapping[str, Any]) -> Iterator[str]:
    for key, kind, code in _words_of_answers():
        if not answers.get(key, {}).get(kind, {}).get(code):
            yield f"answers.toml: no words for {key}.{kind}.{code}"
    for key, codes in (*EXCLUSIVE.items(), *PARTS.items()):
        for code in codes:
            if not answers.get(key, {}).get(code):
                yield f"answers.toml: no words for {key}.{code}"
    for code, words in answers.get("outcome", {}).get("said", {}).items():
        yield from _odd_placeholders(f"answers.toml: outcome.said.{code}", words, ("medicine",))


def _words_of_answers() -> Iterator[tuple[str, str, str]]:
    """Each (answer, kind of wording, code) that must have words."""
    yield from product(("person",), (Who.CHILD, Who.SOMEONE_ELSE), ("asking", "told"))
    yield from product(("reasons",), REASONS, ("verb", "said"))
    for key, enum in CODES.items():
        codes = tuple(enum)
        kinds: dict[str, Iterable[str]] = dict.fromkeys(
            ("choices", *KINDS.get(key, ("about",))), codes
        )
        if key in ("health", "concerns"):  # what "About me" says of an answer that stands alone
            kinds["about"] = (*codes, *EXCLUSIVE[key])
        for kind, wanted in kinds.items():
            for code in wanted:
                yield key, kind, code


def _condition_problems(words: Mapping[str, Any]) -> Iterator[str]:
    """Conditions that run without words, and words of no condition that runs."""
    running = list(_running())
    for rule in dict.fromkeys(condition.rule for condition in running):
        if not words.get(rule):
            yield f"conditions.toml: no words for {rule}"
        elif isinstance(words[rule], dict):
            codes = {code for item in running if item.rule == rule for code in item.codes}
            for code in sorted(codes - words[rule].keys()):
                yield f"conditions.toml: no words for {rule}.{code}"
    for rule in sorted(words.keys() - {condition.rule for condition in running}):
        yield f"conditions.toml: {rule} is no condition that runs"


def _running() -> Iterator[Condition]:
    """Every condition behind a question or an alert, and those that it joins."""
    waiting = [*(row.when for row in ROWS), *ALERTS.values()]
    while waiting:
        condition = waiting.pop()
        yield condition
        waiting += condition.parts
