"""What given answers lead to, as tables for reviewers, worked out by the rules that run."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from rules.answers import Creams, Medicine, Outcome
from rules.content import CONTENT
from rules.examples import ADULT
from rules.facts import LEAST_AGE_IN_ARTICLE
from rules.medicines import IMMUNOSUPPRESSANTS
from rules.states import stage, state

Medicines = dict[Medicine, Outcome]

_WORDS = CONTENT.about["tables"]
_CREAMS = CONTENT.answers["creams"]["choices"]
_OUTCOMES = CONTENT.answers["outcome"]["choices"]
_UNCLEAR, _FAILED = Outcome.SIDE_EFFECTS, Outcome.DID_NOT_WORK  # one of each kind stands for all
_TAKEN: dict[str, Medicines] = {  # what was taken, where only that it was taken counts
    "nothing": {},
    "before": {Medicine.CYCLOSPORINE: Outcome.OTHER_REASON},
    "now": {Medicine.CYCLOSPORINE: Outcome.TAKING_NOW},
}
_OTHERS: dict[str, Medicines] = {  # how another systemic medicine than methotrexate went
    "none": {},
    "unclear": {Medicine.NEWER: _UNCLEAR},
    "failed": {Medicine.NEWER: _FAILED},
}
_FIRST_LINE: dict[str, Medicines] = {
    "none": {},
    "unclear": {Medicine.CYCLOSPORINE: _UNCLEAR},
    "failed": {Medicine.CYCLOSPORINE: _FAILED},
    "other_failed": {Medicine.METHOTREXATE: _FAILED},
}
_AGES = {"below": LEAST_AGE_IN_ARTICLE - 1, "above": LEAST_AGE_IN_ARTICLE}


@dataclass(frozen=True, slots=True)
class Table:
    """A caption, the heads of the columns, and rows: a head, and a cell for each column."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@cache
def tables() -> tuple[Table, ...]:
    """All of them, in the order of reading."""
    return (_stages(), _by_creams(), _by_first_line(), _once_taken(), _by_age())


def _stages() -> Table:
    return Table(
        _WORDS["stages"]["caption"],
        _heads("stages", _TAKEN),
        tuple(
            (_CREAMS[creams], tuple(_stage(creams, taken) for taken in _TAKEN.values()))
            for creams in Creams
        ),
    )


def _by_creams() -> Table:
    """Cyclosporine and methotrexate, not yet taken."""
    rows = []
    for creams in Creams:
        cells = [_state(Medicine.CYCLOSPORINE, {}, creams)]
        cells += [_state(Medicine.METHOTREXATE, others, creams) for others in _OTHERS.values()]
        rows.append((_CREAMS[creams], tuple(cells)))
    heads = (_name(Medicine.CYCLOSPORINE), *_heads("by_creams", _OTHERS))
    return Table(_WORDS["by_creams"]["caption"], heads, tuple(rows))


def _by_first_line() -> Table:
    """Azathioprine and mycophenolate, not yet taken."""
    compared = (Medicine.AZATHIOPRINE, Medicine.MYCOPHENOLATE)
    return Table(
        _WORDS["by_first_line"]["caption"],
        tuple(map(_name, compared)),
        tuple(
            (head, tuple(_state(medicine, taken) for medicine in compared))
            for head, taken in zip(
                _heads("by_first_line", _FIRST_LINE), _FIRST_LINE.values(), strict=True
            )
        ),
    )


def _once_taken() -> Table:
    return Table(
        _WORDS["once_taken"]["caption"],
        (_WORDS["once_taken"]["any"],),
        tuple(
            (_OUTCOMES[outcome], (_state(IMMUNOSUPPRESSANTS[0], {IMMUNOSUPPRESSANTS[0]: outcome}),))
            for outcome in Outcome
        ),
    )


def _by_age() -> Table:
    return Table(
        _WORDS["by_age"]["caption"],
        _heads("by_age", _AGES),
        tuple(
            (_name(medicine), tuple(_state(medicine, {}, age=age) for age in _AGES.values()))
            for medicine in Medicine
        ),
    )


def _heads(table: str, codes: Iterable[str]) -> tuple[str, ...]:
    return tuple(_WORDS[table][code] for code in codes)


def _name(medicine: Medicine) -> str:
    return CONTENT.medicines[medicine].name


def _stage(creams: Creams, taken: Medicines) -> str:
    return CONTENT.stages[stage(replace(ADULT, creams=creams, medicines=taken))]


def _state(
    medicine: Medicine,
    taken: Medicines,
    creams: Creams = Creams.NOT_ENOUGH,
    age: int = ADULT.age,
) -> str:
    answers = replace(ADULT, creams=creams, medicines=taken, age=age)
    return CONTENT.states[state(answers, medicine)]
