"""The treatments side by side: which ones are shown, and what could not be cited.

What is said of each stands in `content/en/compare.toml`. Nothing is ranked: treatments stand in
the order of the alphabet, by their names in each language.
"""

import unicodedata
from collections.abc import Iterator, Sequence
from enum import StrEnum
from functools import cache

from rules.answers import Answers
from rules.content import CONTENT
from rules.content.model import CompareRow, Content
from rules.facts import taking
from rules.medicines import ENTRY_OF, MEDICINES_OF_TREATMENT, Treatment
from rules.states import CONSIDERED, state
from rules.terms import terms_in

SHOWN_AT_FIRST = 2


class Why(StrEnum):
    """Why these treatments are shown, when nobody picked them."""

    ANSWERS = "answers"
    ONE_BY_ANSWERS = "one_by_answers"
    ALPHABET = "alphabet"


@cache
def treatments(content: Content) -> tuple[Treatment, ...]:
    """All treatments, by their names in the order of the alphabet; accents make no difference."""
    return tuple(sorted(Treatment, key=lambda each: _without_accents(content.treatments[each])))


def _without_accents(name: str) -> str:
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))


def chosen(codes: Sequence[str], content: Content) -> tuple[Treatment, ...]:
    """The treatments of these codes, in their order. Raises ValueError for a code of none."""
    wanted = {Treatment(code) for code in codes}
    return tuple(treatment for treatment in treatments(content) if treatment in wanted)


def shown_at_first(answers: Answers | None, content: Content) -> tuple[tuple[Treatment, ...], Why]:
    """The two treatments to begin with, and why.

    What a person takes now comes before what the article's conditions may bring next. One alone
    stands beside no change for now. Without answers that lead to any, the alphabet decides.
    """
    found = in_play(answers, content)[:SHOWN_AT_FIRST] if answers else []
    match len(found):
        case 0:
            return treatments(content)[:SHOWN_AT_FIRST], Why.ALPHABET
        case 1:
            return chosen([*found, Treatment.NO_CHANGE], content), Why.ONE_BY_ANSWERS
        case _:
            return chosen(found, content), Why.ANSWERS


def in_play(answers: Answers, content: Content) -> list[Treatment]:
    """The treatments taken now, then those that the article's conditions may bring next."""
    now = [
        treatment
        for treatment in treatments(content)
        if any(taking(answers, medicine) for medicine in MEDICINES_OF_TREATMENT[treatment])
    ]
    considered = [
        treatment
        for treatment in treatments(content)
        if treatment in ENTRY_OF and state(answers, ENTRY_OF[treatment]) in CONSIDERED
    ]
    return [*now, *considered]


def terms_on(shown: Sequence[Treatment], content: Content) -> list[str]:
    """The keys of the words to explain where these treatments are shown."""
    names = [content.treatments[treatment] for treatment in shown]
    lines = [row.cells[treatment].says for row in content.compare for treatment in shown]
    return terms_in(" ".join([*names, *lines]), content)


def gaps(content: Content = CONTENT) -> Iterator[tuple[CompareRow, Treatment]]:
    """Each cell for which nothing fit to cite was found."""
    for row in content.compare:
        yield from ((row, each) for each in treatments(content) if not row.cells[each].says)


def cell_count() -> int:
    """How many cells there are, gaps included."""
    return len(CONTENT.compare) * len(Treatment)
