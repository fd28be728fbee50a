"""The shapes of the content. It is read in `rules.content`, and checked in its modules."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from rules.alerts import Alert, Situation
from rules.answers import Medicine
from rules.medicines import Entry, Treatment
from rules.questions import QuestionList
from rules.states import Stage, State


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the article, word for word. `label` is printed before it when not empty.

    `translation` is ours, empty in English.
    """

    id: str
    text: str
    subject: str
    label: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that was read; `year` is None where the page carries no date."""

    id: str
    title: str
    publisher: str
    url: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What other sources say, in our own words."""

    id: str
    title: str
    text: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's words, with places for {person} and the answers that it names."""

    id: str
    topic: str
    me: str
    other: str
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is said of one thing: the article's words, and what other sources say."""

    quotes: tuple[Quote, ...]
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class AlertFact:
    """A fact as the person says it to the doctor; `other` holds {Person}."""

    short: str
    me: str
    other: str


@dataclass(frozen=True, slots=True)
class AlertWording:
    """What an alert tells the person to do, by what is taken; `signs` adds a line a medicine.

    `call` and `today` hold the same as signs in two tiers, where it has two.
    """

    id: str
    short: str
    to_you: Mapping[Situation, str]
    call: tuple[str, ...]
    today: tuple[str, ...]
    signs: Mapping[Medicine, str]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class MedicineWording:
    """Where the article places a medicine, or all newer ones."""

    name: str
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CompareCell:
    """One line on one treatment, with its proof; without a line, nothing fit to cite was found.

    `differ` holds what sources say where they differ, by whose words they are.
    """

    says: str
    evidence: Evidence
    differ: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One thing that patients ask about, for each treatment; `about` is what the lines rest on."""

    code: str
    title: str
    about: str
    cells: Mapping[Treatment, CompareCell]


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is explained, and what the explanation rests on.

    `stem` is the part that all its forms share, in small letters.
    """

    word: str
    stem: str
    says: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class RuleWording:
    """A rule in words; `function` is the one that runs."""

    function: str
    says: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class NamedEvidence:
    """The quotes and notes that stand on a sheet because of a person's age or stage, by id."""

    child_route_quote: str
    child_route_note: str
    age_in_article_quote: str
    age_note: str
    teen_note: str
    other_treatments_note: str
    order_note: str


@dataclass(frozen=True, slots=True)
class Source:
    """The article. `reviewed` is the month of its review in words, `reviewed_on` its first day."""

    title: str
    publisher: str
    reviewed: str
    url: str
    reviewed_on: date


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Content:
    """All words and all evidence, in one language. There is one of each, so that it can be a key.

    `translation_reviewer` and `translation_reviewed` say who has reviewed a translation, and when;
    both are empty in English, and the date is until somebody has.
    `pairs` maps a quote to the note without which it never stands. `pages` and `print` hold the
    words of the web pages and of paper as they stand in their files. `digests` holds the SHA-256
    of each sentence of the article; `around` of what stands on its page beside it.
    """

    language: str
    version: str
    reviewer: str
    reviewed: str
    translation_reviewer: str
    translation_reviewed: str
    source: Source
    quotes: Mapping[str, Quote]
    notes: Mapping[str, Note]
    questions: Mapping[str, Wording]
    left_out: Mapping[str, str]
    alerts: Mapping[Alert, AlertWording]
    alert_facts: Mapping[str, AlertFact]
    entries: Mapping[Entry, MedicineWording]
    lists: Mapping[QuestionList, str]  # their titles
    lists_other: Mapping[QuestionList, str]  # for another person
    states: Mapping[State, str]
    states_short: Mapping[State, str]
    stages: Mapping[Stage, str]
    topics: Mapping[str, str]  # what each theme of page two is drawn with
    titles: Mapping[str, Mapping[str, Any]]
    order: Mapping[str, str]  # the picture of where the article places each medicine
    decided: Mapping[str, str]
    standing: tuple[str, ...]
    bring: tuple[str, ...]
    joins: Mapping[str, str]
    ages: Mapping[str, str]  # how long ago the article was reviewed
    answers: Mapping[str, Any]
    conditions: Mapping[str, Any]
    treatments: Mapping[Treatment, str]  # their names
    compare: tuple[CompareRow, ...]
    terms: Mapping[str, Term]
    rules: Mapping[str, RuleWording]
    differences: tuple[Evidence, ...]
    silent: tuple[Note, ...]
    agreeing: tuple[Note, ...]
    about: Mapping[str, Any]
    pairs: Mapping[str, str]
    named: NamedEvidence
    pages: Mapping[str, Any]
    print: Mapping[str, Any]
    clinician: Mapping[str, Any]  # what heads the lines of the summary for the record
    digests: Mapping[str, str]
    around: frozenset[str]
