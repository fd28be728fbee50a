"""Which questions a person chose, which stand first, and the ids of their own questions."""

from collections.abc import Sequence
from dataclasses import dataclass

from rules.answers import MAX_OWN_QUESTIONS

PRINTED_BY_DEFAULT = 10
MAX_CHOSEN = 15  # own questions included
MAX_FIRST = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose.

    `chosen` holds ids of questions; `first` the most important, in order, own ones included.
    `offered` holds all that were on offer then; None when that is not known.
    """

    chosen: tuple[str, ...]
    first: tuple[str, ...] = ()
    offered: tuple[str, ...] | None = None


def own_question_id(place: int) -> str:
    """The id of an own question, by its place counted from 0."""
    return f"own-{place + 1}"


OWN_QUESTION_IDS = tuple(own_question_id(place) for place in range(MAX_OWN_QUESTIONS))


def default_choice(fitting: Sequence[str]) -> Choice:
    """Until a person chooses: the first ten of the questions that fit."""
    return Choice(chosen=tuple(fitting[:PRINTED_BY_DEFAULT]))


def newly_fitting(choice: Choice, fitting: Sequence[str]) -> tuple[str, ...]:
    """Those of the first ten that were not on offer when the person chose."""
    if choice.offered is None:
        return ()
    return tuple(key for key in fitting[:PRINTED_BY_DEFAULT] if key not in choice.offered)


def choice_that_fits(choice: Choice, fitting: Sequence[str], own: int) -> Choice:
    """The choice as it fits the answers now; `own` counts the own questions.

    What no longer fits is left out. What is new among the first ten is added while there is room,
    for it may be what matters most. If nothing is left, the first ten stand again.
    """
    chosen = tuple(key for key in choice.chosen if key in fitting)
    chosen += newly_fitting(choice, fitting)[: max(0, MAX_CHOSEN - own - len(chosen))]
    if not chosen and not own:
        chosen = default_choice(fitting).chosen
    printed = {*chosen, *map(own_question_id, range(own))}
    return Choice(chosen, tuple(key for key in choice.first if key in printed)[:MAX_FIRST])
