"""Persons, each with what their sheet must hold: for a clinician to read and to sign off.

The persons stand in content/cases.toml. A case says only what matters: which three questions come
first, which must be among the printed ones, which must not, and which alerts are raised. The tests
hold the rules to every case. `load` names every problem that it finds, so that whoever edits the
file can mend all of them at once.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from rules.alerts import ALERTS
from rules.answers import Answers
from rules.content import CONTENT, ContentError
from rules.content.model import Content
from rules.questions import Ask
from rules.selection import MAX_FIRST, OWN_QUESTION_IDS
from rules.sheet import build_sheet
from rules.sheet_model import Sheet
from rules.wording import AboutLine, about, without_answers

FILE = "cases.toml"
BLANK = "…"  # where a question that is not asked would name an answer
# The usual person: a case gives only the answers that differ.
USUAL: Mapping[str, Any] = MappingProxyType(
    {
        "who": "me",
        "age": 34,
        "severity": "moderate",
        "specialist": "yes",
        "creams": "not_enough",
        "medicines": {},
        "health": [],
        "concerns": [],
    }
)
REQUIRED = ("name", "answers", "why", "first", "alerts", "reviewer", "reviewed")
OF_QUESTIONS = ("first", "among", "never", "not_printed")
KEYS = {*REQUIRED, *OF_QUESTIONS, "from"}
QUESTION_IDS = {*map(str, Ask), *OWN_QUESTION_IDS}
ALERT_IDS = {*map(str, ALERTS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A person, and what must hold of the sheet.

    `first` are the first three questions in order; `among` must be printed; `never` must not be on
    offer; `not_printed` is on offer, but does not print until it is ticked. `alerts` are all that
    are raised, in order, without those on every sheet. `origin` names what the case was taken
    from. `reviewer` and `reviewed` are empty until a clinician signs the case off.
    """

    name: str
    answers: Answers
    why: str
    first: tuple[str, ...]
    among: tuple[str, ...]
    never: tuple[str, ...]
    not_printed: tuple[str, ...]
    alerts: tuple[str, ...]
    origin: str
    reviewer: str
    reviewed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseInWords:
    """A case as a clinician reads it: questions and alerts in words, and whether it is signed."""

    name: str
    person: tuple[AboutLine, ...]
    why: str
    first: tuple[str, ...]
    among: tuple[str, ...]
    never: tuple[str, ...]
    not_printed: tuple[str, ...]
    alerts: str
    signed_off: str


def load(text: str | None = None) -> tuple[Case, ...]:
    """Read and check the cases. Raises ContentError with a line for each problem."""
    if text is None:
        text = (files("rules") / "content" / FILE).read_text(encoding="utf-8")
    try:
        raw = tomllib.loads(text).get("case", [])
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{FILE}: {error}") from None
    found = [problem for place, entry in enumerate(raw, 1) for problem in _problems(place, entry)]
    names = [entry.get("name") for entry in raw]
    found += [f"{FILE}: {name!r} stands there twice" for name in _twice(names)]
    if found:
        raise ContentError("The cases do not fit the rules:\n  " + "\n  ".join(found))
    return tuple(map(_case, raw))


def _problems(place: int, entry: Mapping[str, Any]) -> Iterator[str]:
    where = f"{FILE}: case {place} ({entry.get('name', 'no name')})"
    missing = [key for key in REQUIRED if key not in entry]
    yield from (f"{where} has no {key}" for key in missing)
    yield from (f"{where} has an unknown part {key}" for key in sorted(entry.keys() - KEYS))
    if not missing:
        found = (*_answer_problems(entry), *_id_problems(entry), *_review_problems(entry))
        yield from (f"{where}: {problem}" for problem in found)


def _answer_problems(entry: Mapping[str, Any]) -> Iterator[str]:
    try:
        Answers.from_json({**USUAL, **entry["answers"]})
    except ValueError as error:
        yield str(error)


def _id_problems(entry: Mapping[str, Any]) -> Iterator[str]:
    for key in OF_QUESTIONS:
        yield from _unknown(key, entry.get(key, ()), QUESTION_IDS)
    yield from _unknown("alerts", entry["alerts"], ALERT_IDS)
    if len(set(entry["first"])) != MAX_FIRST:
        yield f"first: expected {MAX_FIRST} questions"
    printed = {*entry["first"], *entry.get("among", ())}
    absent = {*entry.get("never", ()), *entry.get("not_printed", ())}
    yield from (f"{key} must be printed and must not" for key in sorted(printed & absent))


def _unknown(key: str, ids: Iterable[str], known: set[str]) -> Iterator[str]:
    yield from (f"{key}: unknown id {item}" for item in ids if item not in known)


def _review_problems(entry: Mapping[str, Any]) -> Iterator[str]:
    reviewer, reviewed = entry["reviewer"], entry["reviewed"]
    if bool(reviewer) != bool(reviewed):
        yield "reviewer and reviewed go together"
    if reviewed:
        try:
            date.fromisoformat(reviewed)
        except ValueError:
            yield f"reviewed: {reviewed} is no date like 2026-05-31"


def _twice(names: list[Any]) -> list[Any]:
    return sorted({name for name in names if name is not None and names.count(name) > 1})


def _case(entry: Mapping[str, Any]) -> Case:
    return Case(
        name=entry["name"],
        answers=Answers.from_json({**USUAL, **entry["answers"]}),
        why=entry["why"],
        first=tuple(entry["first"]),
        among=tuple(entry.get("among", ())),
        never=tuple(entry.get("never", ())),
        not_printed=tuple(entry.get("not_printed", ())),
        alerts=tuple(entry["alerts"]),
        origin=entry.get("from", ""),
        reviewer=entry["reviewer"],
        reviewed=entry["reviewed"],
    )


CASES = load()


# In words


def in_words(case: Case, content: Content = CONTENT) -> CaseInWords:
    """The case with the words of its questions, as this person would ask them."""
    words, sheet = _words(), build_sheet(case.answers, language=content.language)
    texts = {item.id: item.text for item in sheet.questions}
    texts |= {own.id: own.text for own in sheet.own_questions}

    def said(ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(texts.get(key) or _not_asked(key, case.answers, content) for key in ids)

    return CaseInWords(
        name=case.name,
        person=about(case.answers, content),
        why=case.why,
        first=said(case.first),
        among=said(case.among),
        never=said(case.never),
        not_printed=said(case.not_printed),
        alerts=_alerts(case, sheet),
        signed_off=words["signed_off" if case.reviewer else "not_signed_off"].format(
            reviewer=case.reviewer, reviewed=case.reviewed
        ),
    )


def as_text(cases: Iterable[Case] = CASES, content: Content = CONTENT) -> Iterator[str]:
    """All cases, line by line, for a terminal or a letter. What is said about them is English."""
    words = _words()
    for place, case in enumerate((in_words(each, content) for each in cases), start=1):
        yield f"{place}. {case.name}."
        yield "   " + " ".join(f"{line.label}: {line.text}." for line in case.person)
        yield f"   {case.why}"
        yield f"   {words['first']}"
        yield from (f"     {number}. {text}" for number, text in enumerate(case.first, start=1))
        for key in ("among", "never", "not_printed"):
            texts: tuple[str, ...] = getattr(case, key)
            if texts:
                yield f"   {words[key]}"
                yield from (f"     - {text}" for text in texts)
        yield f"   {case.alerts}"
        yield f"   {case.signed_off}"
        yield ""


def _words() -> Mapping[str, str]:
    words: Mapping[str, str] = CONTENT.pages["reviewers"]["sign_off"]
    return words


def _not_asked(key: str, answers: Answers, content: Content) -> str:
    """A question that does not fit this person, in general words."""
    wording = content.questions[key]
    words = wording.me if answers.who == "me" else wording.other
    return without_answers(words, answers.who, BLANK, content)


def _alerts(case: Case, sheet: Sheet) -> str:
    words = _words()
    raised = {alert.id: alert.short for alert in sheet.alerts}
    shorts = [raised.get(key, key) for key in case.alerts]
    return words["alerts"].format(alerts="; ".join(shorts)) if shorts else words["no_alerts"]
