"""Which questions a person chose, which stand first, and the ids of their own questions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

CHOSEN_AT_FIRST = 10
MOST_CHOSEN = 15  # own questions included
MOST_IMPORTANT = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """`chosen` holds ids of questions; `first` the most important, in order, own ones included."""

    chosen: tuple[str, ...]
    first: tuple[str, ...] = ()


def own_id(place: int) -> str:
    """The id of an own question, by its place counted from 0."""
    return f"own-{place + 1}"


def default(fitting: Sequence[str]) -> Choice:
    """Until a person chooses: the first ten of the questions that fit."""
    return Choice(chosen=tuple(fitting[:CHOSEN_AT_FIRST]))


def fitted(choice: Choice, fitting: Collection[str], own: int) -> Choice:
    """The choice, less what no longer fits the answers; `own` counts the own questions."""
    chosen = tuple(key for key in choice.chosen if key in fitting)
    printed = {*chosen, *map(own_id, range(own))}
    return Choice(chosen, tuple(key for key in choice.first if key in printed)[:MOST_IMPORTANT])
