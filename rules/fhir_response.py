"""Answers as a FHIR R4 QuestionnaireResponse, and back. No identity stands in it.

Read strictly, a resource holds answers or is refused. Read as from another version, codes and
questions that are not known here are left out and counted; what is not ours is refused as well.
Every refusal is a ValueError that names the linkId.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from rules import questions
from rules.answers import NONE, Answers
from rules.carry import Carried
from rules.content import CONTENT, DEFAULT_LANGUAGE
from rules.fhir import (
    ASKED,
    CHOICE,
    GROUPS,
    INTEGER,
    OPEN,
    PAGES,
    PATH,
    PREGNANCY,
    Ask,
    Json,
    label,
    medicine_link,
    page_link,
    system,
)
from rules.selection import OWN_QUESTION_IDS, Choice
from rules.sheet import build_sheet

READABLE = ("completed", "amended", "in-progress")  # of the states of a resource
DEEPEST = 3  # a page, a medicine, a question
CANONICAL = re.compile(rf"(https?://[^|\s]+){PATH}(\|.*)?")
VALUE = {CHOICE: "valueCoding", OPEN: "valueCoding", INTEGER: "valueInteger"}
BY_MEDICINE = ("outcome", "months", "side_effect")
QUESTIONS = frozenset(map(str, questions.Ask))
CAN_BE_FIRST = QUESTIONS | {*OWN_QUESTION_IDS}


# Writing


def response(answers: Answers, choice: Choice | None, base: str, authored: datetime) -> Json:
    """The answers, and what was chosen to ask, as they were given on that day."""
    write = _Writer(answers, choice, base)
    return {
        "resourceType": "QuestionnaireResponse",
        "language": DEFAULT_LANGUAGE,
        "questionnaire": f"{base}{PATH}|{CONTENT.version}",
        "status": "completed",
        "authored": authored.isoformat(timespec="seconds"),
        "item": [page for page in map(write.page, PAGES) if page["item"]],
    }


class _Writer:
    def __init__(self, answers: Answers, choice: Choice | None, base: str) -> None:
        self.answers, self.base = answers, base
        self.given = _given(answers, choice)
        self.texts: dict[str, str] = {}
        if choice:
            sheet = build_sheet(answers, choice)
            self.texts = {item.id: item.text for item in sheet.questions}
            self.texts |= {item.id: item.text for item in sheet.own_questions}

    def page(self, page: str) -> Json:
        if page == "how-it-went":
            items = [self.medicine(medicine) for medicine in self.answers.medicines]
        else:
            items = self.questions(PAGES[page])
        return {"linkId": page_link(page), "item": items}

    def medicine(self, medicine: str) -> Json:
        asks = {k: ask for k, ask in PAGES["how-it-went"].items() if ask.medicine == medicine}
        return {"linkId": medicine_link(medicine), "item": self.questions(asks)}

    def questions(self, asks: Mapping[str, Ask]) -> list[Json]:
        return [
            {"linkId": link, "answer": [self.value(ask, value) for value in self.given[link]]}
            for link, ask in asks.items()
            if self.given.get(link)
        ]

    def value(self, ask: Ask, value: Any) -> Json:
        if not ask.system:
            return {VALUE.get(ask.type, "valueString"): value}
        coding = {"system": system(self.base, ask.system), "code": value}
        words = label(ask, value, CONTENT) if ask.codes else self.texts.get(value)
        return {"valueCoding": coding | ({"display": words} if words else {})}


def _given(answers: Answers, choice: Choice | None) -> dict[str, Sequence[Any]]:
    """Values by linkId."""
    told = answers.to_json()
    pregnancy = [code for code in told["health"] if code in ASKED[PREGNANCY].codes]
    several = {
        "medicines": list(told["medicines"]) or [NONE],
        "health": [code for code in told["health"] if code not in pregnancy] or [NONE],
        PREGNANCY: pregnancy,
        "goals": told["goals"] or [NONE],
        "concerns": told["concerns"] or [NONE],
        "own_questions": told["own_questions"],
        "chosen": choice.chosen if choice else (),
        "first": choice.first if choice else (),
    }
    of_medicines = {
        f"{key}-{medicine}": [value]
        for key, field in zip(BY_MEDICINE, ("medicines", "months", "side_effect"), strict=True)
        for medicine, value in told[field].items()
    }
    single = {key: [value] for key, value in told.items() if not isinstance(value, dict | list)}
    return single | several | of_medicines


# Reading


class Received(NamedTuple):
    """What a resource of ours holds."""

    answers: Answers
    choice: Choice | None


def answers_from(resource: object) -> Received:
    """The answers in a QuestionnaireResponse, all of them known here, or ValueError."""
    found = _Reader(resource)
    return Received(Answers.from_json(found.complete_answers()), found.choice())


def carried_from(resource: object) -> Carried:
    """The answers as far as they are known here. ValueError if the resource is not one of ours.

    No language is told: a resource is English whatever that of the pages was.
    """
    found = _Reader(resource)
    answers = found.answers()
    return Carried(answers, found.choice(), "", len(found.unknown))


class _Reader:
    """Reads a resource into values by linkId; `unknown` says what was left out."""

    def __init__(self, resource: object) -> None:
        self.unknown: list[str] = []
        self.told: dict[str, list[Any]] = {}
        self.base = _base(resource)
        for link, answers in self.items(resource, "item", 1):
            if link in self.told:
                raise ValueError(f"{link}: given twice")
            values = [value for each in answers for value in self.values(link, each)]
            self.told[link] = self.as_many_as_fit(link, values)

    def items(self, holder: Any, where: str, depth: int) -> Iterator[tuple[str, list[Any]]]:
        """Each question with its answers, from within the groups of pages and medicines."""
        if depth > DEEPEST:
            raise ValueError(f"{where}: nested too deeply")
        for item in _list(holder, "item", where):
            link = _link(item)
            if link in GROUPS:
                if "answer" in item:
                    raise ValueError(f"{link}: has no answer of its own")
                yield from self.items(item, link, depth + 1)
            elif link in ASKED:
                yield link, _answers(link, item)
            else:
                self.unknown.append(f"{link}: not a question that is known here")

    def as_many_as_fit(self, link: str, values: list[Any]) -> list[Any]:
        """The first of the values of a question that may be answered so many times."""
        most = ASKED[link].times or len(values)
        if len(values) > most:
            self.unknown.append(f"{link}: at most {most}")
        return values[:most]

    def values(self, link: str, answer: Any) -> Iterator[Any]:
        """The value of one answer; none of a code that is not known."""
        ask = ASKED[link]
        name = VALUE.get(ask.type, "valueString")
        value = _object(answer, link).get(name)
        if any(key.startswith("value") and key != name for key in answer) or "item" in answer:
            raise ValueError(f"{link}: expected {name} alone")
        if not ask.system:
            yield _plain(link, value, int if ask.type == INTEGER else str)
            return
        code = self.code(link, ask, _object(value, link))
        if code in _codes(link, ask):
            yield code
        else:
            self.unknown.append(f"{link}: not a code that is known here")

    def code(self, link: str, ask: Ask, coding: Mapping[str, Any]) -> str:
        if coding.get("system") != system(self.base, ask.system):
            raise ValueError(f"{link}: expected a code of {system(self.base, ask.system)}")
        code: str = _plain(link, coding.get("code"), str)
        return code

    def choice(self) -> Choice | None:
        told = (self.told.get(link, ()) for link in ("chosen", "first"))
        chosen, first = map(tuple, map(dict.fromkeys, told))
        return Choice(chosen, first) if chosen or first else None

    def complete_answers(self) -> dict[str, Any]:
        """The answers, where nothing that was told is unknown here. ValueError if there is."""
        answers = self.answers()
        for medicine, outcome in answers.get("medicines", {}).items():
            if not outcome:
                self.unknown.append(f"outcome-{medicine}: missing")
        if self.unknown:
            raise ValueError(self.unknown[0])
        return answers

    def answers(self) -> dict[str, Any]:
        """The answers as `Answers.to_json` has them, as far as they were told."""
        single = {link: ASKED[link] for link in self.told if not ASKED[link].repeats}
        found = {
            link: self.told[link][0]
            for link, ask in single.items()
            if self.told[link] and not ask.medicine
        }
        for key in ("goals", "concerns", "own_questions"):
            if self.told.get(key):
                found[key] = self.told[key]
        if health := self.health():
            found["health"] = health
        return found | self.medicines()

    def health(self) -> list[str]:
        """Both questions on health together: "none" of the one says nothing of the other."""
        health, pregnancy = self.told.get("health", []), self.told.get(PREGNANCY, [])
        if pregnancy and health == [NONE]:
            return pregnancy
        return [*health, *pregnancy] if health else []

    def medicines(self) -> dict[str, Any]:
        """The medicines with their outcomes; "" where none was told."""
        found: dict[str, dict[str, Any]] = {key: {} for key in BY_MEDICINE}
        for link, values in self.told.items():
            if values and ASKED[link].medicine:
                found[ASKED[link].key][ASKED[link].medicine] = values[0]
        details = {"months": found["months"], "side_effect": found["side_effect"]}
        taken = self.told.get("medicines", [])
        if len(taken) > 1 and NONE in taken:
            self.unknown.append(f"medicines: {NONE} stands alone")
            taken = []
        if not taken:
            return details
        taken = [] if taken == [NONE] else taken
        self.unknown += [
            f"outcome-{medicine}: {medicine} is not among the medicines"
            for medicine in found["outcome"]
            if medicine not in taken
        ]
        outcomes = {medicine: found["outcome"].get(medicine, "") for medicine in taken}
        return details | {"medicines": outcomes}


def _base(resource: object) -> str:
    """The address of the service that asked. ValueError if that was none of ours."""
    found = _object(resource, "resource")
    if found.get("resourceType") != "QuestionnaireResponse":
        raise ValueError("resourceType: expected QuestionnaireResponse")
    canonical = found.get("questionnaire")
    ours = CANONICAL.fullmatch(canonical) if isinstance(canonical, str) else None
    if ours is None:
        raise ValueError("questionnaire: not this one")
    if found.get("status") not in READABLE:
        raise ValueError(f"status: expected one of {', '.join(READABLE)}")
    return ours[1]


def _object(value: object, where: str) -> Mapping[str, Any]:
    """An object that means what it says: a modifier extension could turn that around."""
    if not isinstance(value, Mapping):
        raise ValueError(f"{where}: expected an object")
    if "modifierExtension" in value:
        raise ValueError(f"{where}: has a modifierExtension")
    return value


def _list(holder: Mapping[str, Any], key: str, where: str) -> list[Any]:
    found = holder.get(key, [])
    if not isinstance(found, list):
        raise ValueError(f"{where}: expected a list")
    return found


def _link(item: object) -> str:
    link = _object(item, "item").get("linkId")
    if not isinstance(link, str) or not link:
        raise ValueError("linkId: expected text")
    _object(item, link)
    return link


def _answers(link: str, item: Mapping[str, Any]) -> list[Any]:
    answers = _list(item, "answer", link)
    if "item" in item:
        raise ValueError(f"{link}: has no questions of its own")
    if len(answers) > 1 and not ASKED[link].repeats:
        raise ValueError(f"{link}: more than one answer")
    return answers


def _plain(link: str, value: Any, kind: type) -> Any:
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ValueError(f"{link}: expected {'a whole number' if kind is int else 'text'}")
    return value


def _codes(link: str, ask: Ask) -> frozenset[str] | tuple[str, ...]:
    if ask.codes:
        return ask.codes
    return CAN_BE_FIRST if link == "first" else QUESTIONS
