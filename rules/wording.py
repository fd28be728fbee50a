"""Fills in the words: who is meant, which answers stand behind a thing, and "About me"."""

from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from rules.answers import NONE, RATHER_NOT_SAY, Answers, Medicine, Outcome, Who
from rules.content import CONTENT
from rules.reasons import Reasons

SHOWN_REASONS = 2  # a reason line stays one short sentence

_WORDS = CONTENT.answers
_VERB = {"health": "ticked", "concern": "asked"}


class AboutLine(NamedTuple):
    """One line of "About me"."""

    label: str
    text: str


class Said(NamedTuple):
    verb: str
    said: str


@lru_cache(maxsize=1024)
def asking(question: str, who: Who) -> str:
    """The question as this person asks it of the doctor."""
    wording = CONTENT.questions[question]
    if who is Who.ME:
        return wording.me
    return wording.other.format(person=_WORDS["person"][who]["asking"])


def told(text: str, who: Who) -> str:
    """Text that speaks to the reader about another person, with {person} filled in."""
    return text if who is Who.ME else text.format(person=_WORDS["person"][who]["told"])


# Kept: a few thousand pairs of codes at most, and nothing that tells one person from another.
@lru_cache(maxsize=4096)
def because(reasons: Reasons, age: int) -> str:
    """A sentence like "Because you said creams are not enough." from one or two reasons."""
    said = [_said(code, age) for code in reasons]
    clauses = f"{_WORDS['verbs'][said[0].verb]} {said[0].said}"
    for before, this in pairwise(said):
        if this.verb == before.verb:
            clauses += f" and {this.said}"
        else:
            clauses += f", and {_WORDS['verbs'][this.verb]} {this.said}"
    return f"Because {clauses}."


def _said(code: str, age: int) -> Said:
    if code in _WORDS["reasons"]:
        entry = _WORDS["reasons"][code]
        return Said(entry["verb"], entry["said"].format(age=age))
    kind, value = code.split("=")
    if kind in _WORDS["medicines"]["named"]:
        name = _WORDS["medicines"]["named"][kind]
        return Said("said", _WORDS["outcome"]["said"][value].format(medicine=name))
    key = {"months": "cyclosporine_months", "concern": "concerns"}.get(kind, kind)
    return Said(_VERB.get(kind, "said"), _WORDS[key]["said"][value])


def about(answers: Answers) -> tuple[AboutLine, ...]:
    """The "About me" lines, at most 8, for the person across the desk."""
    return (
        AboutLine("For", f"{_WORDS['who']['about'][answers.who]}, age {answers.age}"),
        AboutLine("Eczema", _WORDS["severity"]["about"][answers.severity]),
        AboutLine("Specialist", _WORDS["specialist"]["about"][answers.specialist]),
        AboutLine("Creams", _capital(creams_words(answers))),
        AboutLine("Medicines", _medicines(answers)),
        AboutLine("Health", _health(answers)),
        AboutLine("Wants to know", _listed("concerns", answers.concerns, NONE)),
    )


def medicine_names(answers: Answers) -> str:
    """The medicines ever taken, by name."""
    return _capital("; ".join(_WORDS["medicines"]["about"][item] for item in answers.medicines))


def creams_words(answers: Answers) -> str:
    """How creams went, in a few words."""
    words: str = _WORDS["creams"]["about"][answers.creams]
    return words


def _medicines(answers: Answers) -> str:
    if not answers.medicines:
        return "None of those we asked about"
    return _capital("; ".join(_medicine(answers, item) for item in answers.medicines))


def _medicine(answers: Answers, medicine: Medicine) -> str:
    outcome: Outcome = answers.medicines[medicine]
    words = f"{_WORDS['medicines']['about'][medicine]}: {_WORDS['outcome']['about'][outcome]}"
    if medicine is Medicine.CYCLOSPORINE:
        words += f" ({_WORDS['cyclosporine_months']['about'][answers.cyclosporine_months]})"
    return words


def _health(answers: Answers) -> str:
    alone = RATHER_NOT_SAY if answers.rather_not_say else NONE
    return _listed("health", answers.health, alone)


def _listed(key: str, codes: tuple[str, ...], alone: str) -> str:
    words = _WORDS[key]["about"]
    return _capital("; ".join(words[code] for code in codes or (alone,)))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
