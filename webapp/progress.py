"""The answers given so far, before they are complete."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any

from rules.answers import PARSERS, Answers, Medicine, Outcome, Who

# Answer key -> codes, as `rules.answers` has them, but for the medicines: "medicines" lists those
# ever taken, and "outcomes" says how each of them went, as far as told.
PartialAnswers = dict[str, Any]

OUTCOME_FIELD = "outcome-"  # the name of a medicine's field begins with this


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
    if not isinstance(value, list):
        raise ValueError("expected a list")
    return [item for item in Medicine if item in value]


def _parse_outcomes(value: object) -> dict[Medicine, Outcome]:
    if not isinstance(value, dict):
        raise ValueError("expected an object: medicine to outcome")
    known = [item for item in Medicine if value.get(item) in list(Outcome)]
    return {item: Outcome(value[item]) for item in known}


PARTIAL_PARSERS: Mapping[str, Callable[[object], Any]] = {
    **PARSERS,
    "medicines": _parse_medicines,
    "outcomes": _parse_outcomes,
}


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
    if Medicine.CYCLOSPORINE not in taken:
        given.pop("cyclosporine_months", None)
    return Answers.from_json(given)
