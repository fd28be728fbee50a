"""Fills in the words: who is meant, which answers stand behind a thing, what was tried."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from rules.answers import (
    MAX_BAD_NIGHTS,
    MAX_ITCH,
    NONE,
    RATHER_NOT_SAY,
    TAKING_NOW,
    Answers,
    Creams,
    Health,
    Medicine,
    Who,
)
from rules.conditions import TEEN_AGE
from rules.content import CONTENT
from rules.facts import ADULT_AGE
from rules.questions import Ask, Fitting
from rules.reasons import AGE, Reasons, of_health

SHOWN_REASONS = 2  # a reason line stays one short sentence
MAX_NAMED = 3  # medicines in a question; then "and others"
FIRST_TEEN_AGE = 13  # "Teen, 16" on the sheet

_WORDS = CONTENT.answers
_MEDICINES = tuple(Medicine)
_FACTS = {AGE: "age_under_2"} | {of_health(item): str(item) for item in Health}
_VERB = {"health": "ticked", "concern": "asked"}


class AboutLine(NamedTuple):
    """One line of "About me"; `key` says which answers it is about."""

    key: str
    label: str
    text: str


class TriedLine(NamedTuple):
    """One treatment that was tried: how it went, for how long, and the side effect as told."""

    treatment: str
    how: str
    how_long: str = ""
    side_effect: str = ""
    taken_now: bool = False


class Measure(NamedTuple):
    """A number that the person gave, like "Itch 8 of 10"."""

    words: str
    value: int
    most: int


class Said(NamedTuple):
    """A reason in words, and the verb that it goes with."""

    verb: str
    said: str


def question_text(item: Fitting, answers: Answers) -> str:
    """The question as this person asks it of the doctor, with the answers that it names."""
    wording = CONTENT.questions[item.question]
    words = wording.me if answers.who is Who.ME else wording.other
    named = {"person": asking(answers.who)}
    if "{medicines}" in words:
        named["medicines"] = _named_medicines(item, answers)
    if "{facts}" in words:
        facts = _codes(item.names, "health")
        named["facts"] = joined([_WORDS["health"]["said"][code] for code in facts])
    if "{goals}" in words:
        goals = _codes(item.names, "goal")
        named["goals"] = joined([_WORDS["goals"]["named"][code] for code in goals])
    return words.format(**named)


def names_answers(words: str) -> bool:
    """Whether a question names answers, beside the person whom it is about."""
    return any(place in words for place in ("{medicines}", "{facts}", "{goals}"))


def without_answers(words: str, who: Who, blank: str) -> str:
    """A question before anybody has answered: a blank stands where it would name an answer."""
    return words.format(person=asking(who), medicines=blank, facts=blank, goals=blank)


def asking(who: Who) -> str:
    """The person as the doctor is asked about them, like "my child"; "I" for oneself."""
    return "" if who is Who.ME else str(_WORDS["person"][who]["asking"])


def to_reader(text: str, who: Who) -> str:
    """Text that speaks to the reader about another person, with {person} filled in."""
    return text if who is Who.ME else text.format(person=_WORDS["person"][who]["told"])


def joined(names: Sequence[str]) -> str:
    """Names in a row, like "a, b and c"; after three, "and others"."""
    words = _WORDS["joins"]
    if len(names) > MAX_NAMED:
        return f"{words['comma'].join(names[:MAX_NAMED])} {words['others']}"
    if len(names) < 2:
        return "".join(names)
    return f"{words['comma'].join(names[:-1])}{words['and']}{names[-1]}"


def medicines_in(names: Reasons) -> list[Medicine]:
    """The medicines among the answers that a question may name."""
    kinds = {code.partition("=")[0] for code in names}
    return [medicine for medicine in _MEDICINES if medicine in kinds]


def _codes(names: Reasons, kind: str) -> list[str]:
    return [code.removeprefix(f"{kind}=") for code in names if code.startswith(f"{kind}=")]


def _named_medicines(item: Fitting, answers: Answers) -> str:
    with_outcome = item.question is Ask.NEXT_STEP
    some = medicines_in(item.names)[: MAX_NAMED + 1]  # one more becomes "and others"
    return joined([_named_medicine(each, answers, with_outcome) for each in some])


def _named_medicine(medicine: Medicine, answers: Answers, with_outcome: bool) -> str:
    name: str = _WORDS["medicines"]["named"][medicine]
    told = answers.side_effect.get(medicine)
    details = [_WORDS["outcome"]["how"][answers.medicines[medicine]]] if with_outcome else []
    details += [f"“{told}”"] if told else []
    return f"{name} ({': '.join(details)})" if details else name


def because(reasons: Reasons, age: int) -> str:
    """A sentence like "Because you said creams are not enough." from one or two reasons."""
    sentence = _because(reasons[:SHOWN_REASONS])
    return sentence.format(age=age) if "{" in sentence else sentence


@cache  # for the codes are few, and their words never change
def _because(reasons: Reasons) -> str:
    said = [_said(code) for code in reasons]
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


def _said(code: str) -> Said:
    """A reason in words; "age" leaves a place for {age}."""
    if code in _WORDS["reasons"]:
        return Said(**_WORDS["reasons"][code])
    kind, value = code.split("=")
    if kind in _WORDS["medicines"]["named"]:
        name = _WORDS["medicines"]["named"][kind]
        return Said("said", _WORDS["outcome"]["said"][value].format(medicine=name))
    key = {"concern": "concerns", "goal": "goals"}.get(kind, kind)
    return Said(_VERB.get(kind, "said"), _WORDS[key]["said"][value])


# What was tried, and what matters


def tried(answers: Answers) -> tuple[TriedLine, ...]:
    """What was tried, creams first, then what is taken now; empty when nothing was."""
    creams = TriedLine(_WORDS["tried"]["creams"], _capital(creams_words(answers)))
    lines = [_tried_line(medicine, answers) for medicine in answers.medicines]
    lines.sort(key=lambda line: not line.taken_now)
    return tuple(lines if answers.creams is Creams.NOT_TRIED else [creams, *lines])


def _tried_line(medicine: Medicine, answers: Answers) -> TriedLine:
    outcome, months = answers.medicines[medicine], answers.months.get(medicine)
    return TriedLine(
        treatment=_capital(_WORDS["medicines"]["about"][medicine]),
        how=_WORDS["outcome"]["tried"][outcome],
        how_long=_capital(_WORDS["months"]["about"][months]) if months else "",
        side_effect=answers.side_effect.get(medicine, ""),
        taken_now=outcome in TAKING_NOW,
    )


def tried_notes(answers: Answers) -> tuple[str, ...]:
    """What was not tried, and who has seen it, in sentences."""
    words = _WORDS["tried"]
    notes = [words["no_creams"]] if answers.creams is Creams.NOT_TRIED else []
    notes += [] if answers.medicines else [words["no_medicine"]]
    return (*notes, f"{_coded('specialist', answers)}.")


def goals(answers: Answers) -> tuple[str, ...]:
    """What the person wants most, in a few words each."""
    return tuple(_WORDS["goals"]["about"][goal] for goal in answers.goals)


def matters(answers: Answers) -> str:
    """The goals in a sentence, or else what the person wants to know; empty if neither is given."""
    if answers.goals:
        named = [_WORDS["goals"]["named"][goal] for goal in answers.goals]
        return f"{_capital(joined(named))}."
    if not answers.concerns:
        return ""
    concerns = joined([_WORDS["concerns"]["said"][concern] for concern in answers.concerns])
    words: str = _WORDS["concerns"]["printed"]["me" if answers.who is Who.ME else "other"]
    return words.format(concerns=concerns)


def severity(answers: Answers) -> str:
    """How bad the eczema is, in a few words."""
    return str(_WORDS["severity"]["printed"][answers.severity])


def measures(answers: Answers) -> tuple[Measure | None, Measure | None]:
    """The worst itch of the past week, and its nights of bad sleep, where they were told."""
    itch = nights = None
    if answers.itch is not None:
        words = _WORDS["itch"]["about"].format(n=answers.itch)
        itch = Measure(_capital(words), answers.itch, MAX_ITCH)
    if answers.bad_nights is not None:
        words = _bad_nights(answers.bad_nights)
        nights = Measure(_capital(words), answers.bad_nights, MAX_BAD_NIGHTS)
    return itch, nights


def health_line(answers: Answers) -> str:
    """What was asked about where nothing was ticked; empty where something was."""
    if answers.health:
        return ""
    words = _WORDS["health"]["printed"]
    if answers.rather_not_say:
        return str(words[RATHER_NOT_SAY])
    return str(words["none_under_10" if answers.age < TEEN_AGE else "none"])


def who_is_asking(answers: Answers) -> str:
    """The person by age, like "Adult, 34"."""
    words = _WORDS["who"]["printed"]
    if answers.age < 1:
        return str(words["under_1"])
    young = "teen" if answers.age >= FIRST_TEEN_AGE else "child"
    return str(words[young if answers.age < ADULT_AGE else "adult"].format(age=answers.age))


def decided(who: Who, something_is_taken: bool) -> tuple[str, ...]:
    """What is filled in at the visit."""
    words = CONTENT.decided
    before = words["tests_before" if who is Who.ME else "tests_before_other"]
    tests = words["tests"] if something_is_taken else before
    return words["next_step"], tests, words["call_if"], words["next_visit"]


# The lines that tell who is asking: for the person across the desk, and to check.
ABOUT = (
    "who",
    "severity",
    "itch",
    "specialist",
    "creams",
    "medicines",
    "health",
    "goals",
    "concerns",
)


def about(answers: Answers) -> tuple[AboutLine, ...]:
    """The "About me" lines; what is optional and was not told is left out."""
    lines = (about_line(key, answers) for key in ABOUT)
    return tuple(line for line in lines if line.text)


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


def _past_week(answers: Answers) -> str:
    told = []
    if answers.itch is not None:
        told.append(_WORDS["itch"]["about"].format(n=answers.itch))
    if answers.bad_nights is not None:
        told.append(_bad_nights(answers.bad_nights))
    return "; ".join(told)


def _bad_nights(nights: int) -> str:
    words = _WORDS["bad_nights"]["about"]
    count = {0: "none", 1: "one"}.get(nights, "more")
    return str(words[count].format(n=nights))


def creams_words(answers: Answers) -> str:
    """How creams went, in a few words."""
    return _coded("creams", answers)


def _medicine_names(answers: Answers) -> str:
    names = _WORDS["medicines"]["about"]
    return "; ".join(names[item] for item in answers.medicines) or _NO_MEDICINE


def _outcomes(answers: Answers) -> str:
    return "; ".join(_outcome(medicine, answers) for medicine in answers.medicines) or _NO_MEDICINE


def _outcome(medicine: Medicine, answers: Answers) -> str:
    months = answers.months.get(medicine)
    details = [_WORDS["months"]["about"][months]] if months else []
    details += [answers.side_effect[medicine]] if medicine in answers.side_effect else []
    name = _capital(_WORDS["medicines"]["about"][medicine])
    text = f"{name}: {_WORDS['outcome']['how'][answers.medicines[medicine]]}"
    return f"{text} ({'; '.join(details)})" if details else text


def _health(answers: Answers) -> str:
    exclusive = RATHER_NOT_SAY if answers.rather_not_say else NONE
    return _listed("health", answers.health or (exclusive,))


def _goals(answers: Answers) -> str:
    return "; ".join(goals(answers))


def _concerns(answers: Answers) -> str:
    return _listed("concerns", answers.concerns or (NONE,))


def _listed(key: str, codes: Sequence[str]) -> str:
    return "; ".join(_WORDS[key]["about"][code] for code in codes)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


_NO_MEDICINE: str = _WORDS["medicines"]["about_none"]
_ABOUT_TEXTS: Mapping[str, Callable[[Answers], str]] = {
    "who": _who,
    "itch": _past_week,
    "medicines": _outcomes,
    "names": _medicine_names,
    "outcomes": _outcomes,
    "health": _health,
    "goals": _goals,
    "concerns": _concerns,
}

# Alerts: what the person says to the doctor of each fact.


def to_doctor(facts: Sequence[str], who: Who) -> str:
    """The facts behind an alert, in the first person, in one line."""
    words = [CONTENT.alert_facts[fact] for fact in facts]
    if who is Who.ME:
        return " ".join(each.me for each in words)
    person = _capital(asking(who))
    return " ".join(each.other.format(Person=person) for each in words)


def facts_behind(behind: Reasons) -> list[str]:
    """The codes under which the words of an alert's facts stand."""
    return [_FACTS[code] for code in behind if code in _FACTS]
