"""Fills in the words: who is meant, which answers stand behind a thing, and "About me"."""

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from rules.answers import NONE, RATHER_NOT_SAY, Answers, Medicine, Who
from rules.content import CONTENT
from rules.questions import Ask
from rules.reasons import Reasons

SHOWN_REASONS = 2  # a reason line stays one short sentence

_WORDS = CONTENT.answers
_VERB = {"health": "ticked", "concern": "asked"}


class AboutLine(NamedTuple):
    """One line of "About me"; `key` says which answers it is about."""

    key: str
    label: str
    text: str


class Said(NamedTuple):
    verb: str
    said: str


def question_text(question: Ask, who: Who) -> str:
    """The question as this person asks it of the doctor."""
    wording = CONTENT.questions[question]
    if who is Who.ME:
        return wording.me
    return wording.other.format(person=_WORDS["person"][who]["asking"])


def to_reader(text: str, who: Who) -> str:
    """Text that speaks to the reader about another person, with {person} filled in."""
    return text if who is Who.ME else text.format(person=_WORDS["person"][who]["told"])


def because(reasons: Reasons, age: int) -> str:
    """A sentence like "Because you said creams are not enough." from one or two reasons."""
    said = [_said(code, age) for code in reasons]
    words = _WORDS["because"]
    clauses = f"{_WORDS['verbs'][said[0].verb]} {said[0].said}"
    for before, this in pairwise(said):
        if this.verb == before.verb:
            clauses += words["same_verb"].format(said=this.said)
        else:
            verb = _WORDS["verbs"][this.verb]
            clauses += words["other_verb"].format(verb=verb, said=this.said)
    sentence: str = words["sentence"].format(clauses=clauses)
    return sentence


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


# The lines that tell who is asking: for the person across the desk, and to check.
ABOUT = ("who", "severity", "specialist", "creams", "medicines", "health", "concerns")


def about(answers: Answers) -> tuple[AboutLine, ...]:
    """The "About me" lines, at most 8, for the person across the desk."""
    return tuple(about_line(key, answers) for key in ABOUT)


def about_line(key: str, answers: Answers) -> AboutLine:
    """One line: what the answers say under this key, or about medicines "names" or "outcomes"."""
    text = _ABOUT_TEXTS[key](answers) if key in _ABOUT_TEXTS else _coded(key, answers)
    return AboutLine(key, _WORDS["about_labels"][key], _capital(text))


def _coded(key: str, answers: Answers) -> str:
    return str(_WORDS[key]["about"][getattr(answers, key)])


def _who(answers: Answers) -> str:
    who = _WORDS["who"]["about"][answers.who]
    text: str = _WORDS["who"]["with_age"].format(who=who, age=answers.age)
    return text


def creams_words(answers: Answers) -> str:
    """How creams went, in a few words."""
    return _coded("creams", answers)


def _medicine_names(answers: Answers) -> str:
    return (
        "; ".join(_WORDS["medicines"]["about"][item] for item in answers.medicines) or _NO_MEDICINE
    )


def _outcomes(answers: Answers) -> str:
    return "; ".join(_outcome(answers, item) for item in answers.medicines) or _NO_MEDICINE


def _outcome(answers: Answers, medicine: Medicine) -> str:
    outcome: str = _WORDS["outcome"]["about"][answers.medicines[medicine]]
    words = f"{_WORDS['medicines']['about'][medicine]}: {outcome}"
    if medicine is Medicine.CYCLOSPORINE:
        words += f" ({_WORDS['cyclosporine_months']['about'][answers.cyclosporine_months]})"
    return words


def _health(answers: Answers) -> str:
    exclusive = RATHER_NOT_SAY if answers.rather_not_say else NONE
    return _listed("health", answers.health or (exclusive,))


def _concerns(answers: Answers) -> str:
    return _listed("concerns", answers.concerns or (NONE,))


def _listed(key: str, codes: Sequence[str]) -> str:
    return "; ".join(_WORDS[key]["about"][code] for code in codes)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_NO_MEDICINE: str = _WORDS["medicines"]["about_none"]
_ABOUT_TEXTS: Mapping[str, Callable[[Answers], str]] = {
    "who": _who,
    "medicines": _outcomes,
    "names": _medicine_names,
    "outcomes": _outcomes,
    "health": _health,
    "concerns": _concerns,
}
