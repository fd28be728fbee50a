"""The shapes of the content. It is read and checked in `rules.content`.

What has an id is found by it (`__hash__`): quicker than by reading all its words.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules.answers import Medicine
from rules.outlook import Stage, State


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the article, word for word. `label` is printed before it when not empty."""

    id: str
    text: str
    subject: str
    label: str = ""

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that was read; `year` is None where the page carries no date."""

    id: str
    title: str
    publisher: str
    url: str
    year: int | None = None

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Note:
    """What other sources say, in our own words."""

    id: str
    title: str
    text: str
    references: tuple[Reference, ...]

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's words. `other` holds {person}; without quotes it is "not in the article"."""

    id: str
    topic: str
    me: str
    other: str
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlagWording:
    """A flag's words; `grounds` where it says something of the article."""

    id: str
    short: str
    line: str
    grounds: "Grounds"

    def __hash__(self) -> int:
        return hash(self.id)


@dataclass(frozen=True, slots=True)
class MedicineWording:
    """Where the article places a medicine."""

    name: str
    quotes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Grounds:
    """What is said of one thing: the article's words, and what other sources say."""

    quotes: tuple[Quote, ...]
    notes: tuple[Note, ...]

    @property
    def silent(self) -> bool:
        """The article does not say."""
        return not self.quotes


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One thing that patients ask about, for each medicine; `shared` is said of all at once."""

    code: str
    title: str
    shared: Grounds
    cells: Mapping[Medicine, Grounds]


@dataclass(frozen=True, slots=True)
class RuleWording:
    """A rule in words; `function` is the one that runs."""

    function: str
    says: str
    grounds: Grounds


@dataclass(frozen=True, slots=True)
class Option:
    """Something that a person can decide for, with its sides."""

    title: str
    says: str
    good: Grounds
    bad: Grounds
    living: Grounds


@dataclass(frozen=True, slots=True)
class Source:
    """The article."""

    title: str
    publisher: str
    reviewed: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    version: str
    reviewer: str
    reviewed: str
    source: Source
    quotes: Mapping[str, Quote]
    notes: Mapping[str, Note]
    questions: Mapping[str, Wording]
    left_out: Mapping[str, str]
    flags: Mapping[str, FlagWording]
    medicines: Mapping[Medicine, MedicineWording]
    states: Mapping[State, str]
    states_short: Mapping[State, str]
    stages: Mapping[Stage, str]
    titles: Mapping[str, Mapping[str, str]]
    path: Mapping[str, str]
    standing: tuple[str, ...]
    bring: tuple[str, ...]
    answers: Mapping[str, Any]
    triggers: Mapping[str, Any]
    compare: tuple[CompareRow, ...]
    rules: Mapping[str, RuleWording]
    differences: tuple[Grounds, ...]
    silent: tuple[Note, ...]
    agreeing: tuple[Note, ...]
    options: tuple[Option, ...]
    about: Mapping[str, Any]
    child_route: tuple[str, str]  # the quote on children and cyclosporine, and its note
    digests: Mapping[str, str]
    around: frozenset[str]
