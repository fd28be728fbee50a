"""The answers given so far, before they are complete."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any

from rules.answers import (
    NONE,
    PARSERS,
    Answers,
    Medicine,
    Outcome,
    Who,
    parse_own_question,
    parse_side_effect,
)

# Answer key -> codes, as `rules.answers` has them, but for the medicines: "medicines" lists those
# ever taken, and "outcomes" says how each of them went, as far as told.
PartialAnswers = dict[str, Any]

# A field about a medicine is named by one of these and the medicine.
OUTCOME_FIELD = "outcome-"
MONTHS_FIELD = "months-"
SIDE_EFFECT_FIELD = "side_effect-"

OWN_WORDS = ("side_effect", "own_questions")  # what is typed


def known_answers(stored: object) -> PartialAnswers:
    """What was stored, without what this version does not know: its page is asked again."""
    if not isinstance(stored, dict):
        return {}
    known = {}
    for key, value in stored.items():
        with suppress(KeyError, ValueError):
            known[key] = PARTIAL_PARSERS[key](value)
    return known


def _parse_medicines(value: object) -> list[Medicine]:
    if not isinstance(value, list) or any(item not in list(Medicine) for item in value):
        raise ValueError("expected a list of medicines")
    return [item for item in Medicine if item in value]


PARTIAL_PARSERS: Mapping[str, Callable[[object], Any]] = {
    **PARSERS,
    "medicines": _parse_medicines,
    "outcomes": PARSERS["medicines"],
}


def from_elsewhere(given: Mapping[str, Any]) -> PartialAnswers:
    """Answers that came as `Answers.to_json` writes them, as far as this version knows them.

    What is missing there stays so.
    """
    told = {key: given[key] or [NONE] for key in ("health", "goals", "concerns") if key in given}
    if "medicines" in given:
        medicines = given["medicines"]
        told["medicines"] = list(medicines)
        told["outcomes"] = {item: outcome for item, outcome in medicines.items() if outcome}
    own_words = {
        "side_effect": {
            item: text
            for item, text in given.get("side_effect", {}).items()
            if _can_be_kept(text, parse_side_effect)
        },
        "own_questions": [
            text
            for text in given.get("own_questions", ())
            if _can_be_kept(text, parse_own_question)
        ],
    }
    return known_answers({**given, **told, **own_words})


def without_own_words(partial: PartialAnswers) -> PartialAnswers:
    """The answers without what somebody typed."""
    return {key: value for key, value in partial.items() if key not in OWN_WORDS}


def own_words_in(partial: PartialAnswers) -> int:
    """How many texts of their own somebody typed."""
    return sum(len(partial.get(key, ())) for key in OWN_WORDS)


def _can_be_kept(text: str, parse: Callable[[object], str]) -> bool:
    try:
        parse(text)
    except ValueError:
        return False
    return True


def person_meant(partial: PartialAnswers) -> Who:
    """Whose wording to use; "me" until it is told."""
    return Who(partial.get("who", Who.ME))


def medicines_taken(partial: PartialAnswers) -> tuple[Medicine, ...]:
    """The medicines ever taken, as far as told."""
    return tuple(item for item in Medicine if item in partial.get("medicines", ()))


def with_medicines_sent(partial: PartialAnswers, sent: Collection[str]) -> PartialAnswers:
    """The answers so far; after their end, a page on how it went still says of which medicines."""
    taken = [item for item in Medicine if OUTCOME_FIELD + item in sent]
    return {"medicines": taken} | partial if taken else partial


def complete_answers(partial: PartialAnswers) -> Answers:
    """The answers, once every page is answered. ValueError names what is missing."""
    taken, outcomes = medicines_taken(partial), partial.get("outcomes", {})
    given = {key: value for key, value in partial.items() if key in PARSERS}
    given["medicines"] = {item: outcomes[item] for item in taken}
    given["months"] = _of_those(partial.get("months", {}), taken)
    side_effects = [item for item in taken if outcomes[item] == Outcome.SIDE_EFFECTS]
    given["side_effect"] = _of_those(partial.get("side_effect", {}), side_effects)
    return Answers.from_json(given)


def _of_those(given: Mapping[str, Any], medicines: Collection[Medicine]) -> dict[str, Any]:
    return {item: value for item, value in given.items() if item in medicines}
