"""Fills in the words: who is meant, which answers stand behind a thing, what was tried.

Each function is given the content of the language in which it speaks.
"""

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
from rules.content.model import Content
from rules.facts import ADULT_AGE
from rules.questions import Ask, Fitting
from rules.reasons import AGE, Reasons, of_health

SHOWN_REASONS = 2  # a reason line stays one short sentence
MAX_NAMED = 3  # things in a row; then "and others"
FIRST_TEEN_AGE = 13  # "Teen, 16" on the sheet
OPENING = "¿¡"

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


def question_text(item: Fitting, answers: Answers, content: Content) -> str:
    """The question as this person asks it of the doctor, with the answers that it names."""
    wording, told = content.questions[item.question], content.answers
    words = wording.me if answers.who is Who.ME else wording.other
    named = {"person": asking(answers.who, content)}
    if "{medicines}" in words:
        named["medicines"] = _named_medicines(item, answers, content)
    if "{facts}" in words:
        facts = _codes(item.names, "health")
        named["facts"] = joined([told["health"]["said"][code] for code in facts], content)
    if "{goals}" in words:
        goals = _codes(item.names, "goal")
        named["goals"] = joined([told["goals"]["named"][code] for code in goals], content)
    return words.format(**named)


def names_answers(words: str) -> bool:
    """Whether a question names answers, beside the person whom it is about."""
    return any(place in words for place in ("{medicines}", "{facts}", "{goals}"))


def without_answers(words: str, who: Who, blank: str, content: Content) -> str:
    """A question before anybody has answered: a blank stands where it would name an answer."""
    return words.format(person=asking(who, content), medicines=blank, facts=blank, goals=blank)


def asking(who: Who, content: Content) -> str:
    """The person as the doctor is asked about them, like "my child"; empty for oneself."""
    return "" if who is Who.ME else str(content.answers["person"][who]["asking"])


def to_reader(text: str, who: Who, content: Content) -> str:
    """Text that speaks to the reader about another person, with {person} filled in."""
    return text if who is Who.ME else text.format(person=content.answers["person"][who]["told"])


def joined(names: Sequence[str], content: Content, others: str = "others") -> str:
    """Names in a row, like "a, b and c"; after three, the words under `others`: "and others"."""
    words = content.answers["joins"]
    if len(names) > MAX_NAMED:
        return f"{words['comma'].join(names[:MAX_NAMED])} {words[others]}"
    if len(names) < 2:
        return "".join(names)
    between = _before(names[-1], words["and"], content)
    return f"{words['comma'].join(names[:-1])}{between}{names[-1]}"


def _before(following: str, between: str, content: Content) -> str:
    """What joins two things, as it is said before the second: Spanish "e" before "infecciones"."""
    words = content.answers["joins"]
    if "before_i" not in words:
        return between
    sounds = words["before_i"]
    sounds_like_i = following.startswith(tuple(sounds["sounds"]))
    if not sounds_like_i or following.startswith(tuple(sounds["but_not"])):
        return between
    return between.replace(str(words["and"]), str(sounds["and"]), 1)


def medicines_in(names: Reasons) -> list[Medicine]:
    """The medicines among the answers that a question may name."""
    kinds = {code.partition("=")[0] for code in names}
    return [medicine for medicine in _MEDICINES if medicine in kinds]


def _codes(names: Reasons, kind: str) -> list[str]:
    return [code.removeprefix(f"{kind}=") for code in names if code.startswith(f"{kind}=")]


def _named_medicines(item: Fitting, answers: Answers, content: Content) -> str:
    with_outcome = item.question is Ask.NEXT_STEP
    some = medicines_in(item.names)[: MAX_NAMED + 1]  # one more becomes "and others"
    named = [_named_medicine(each, answers, with_outcome, content) for each in some]
    return joined(named, content, others="other_medicines")


def _named_medicine(
    medicine: Medicine, answers: Answers, with_outcome: bool, content: Content
) -> str:
    words = content.answers
    name: str = words["medicines"]["named"][medicine]
    told = answers.side_effect.get(medicine)
    details = [words["outcome"]["how"][answers.medicines[medicine]]] if with_outcome else []
    details += [f"“{told}”"] if told else []
    return f"{name} ({': '.join(details)})" if details else name


def because(reasons: Reasons, age: int, content: Content) -> str:
    """A sentence like "Because you said creams are not enough." from one or two reasons."""
    sentence = _because(reasons[:SHOWN_REASONS], content)
    return sentence.format(age=age) if "{" in sentence else sentence


@cache  # for the codes are few, and their words never change
def _because(reasons: Reasons, content: Content) -> str:
    said = [_said(code, content) for code in reasons]
    words, verbs = content.answers["because"], content.answers["verbs"]
    clauses = f"{verbs[said[0].verb]} {said[0].said}"
    for before, this in pairwise(said):
        if this.verb == before.verb:
            clauses += _before(this.said, words["same_verb"], content).format(said=this.said)
        else:
            verb = verbs[this.verb]
            between = _before(verb, words["other_verb"], content)
            clauses += between.format(verb=verb, said=this.said)
    sentence: str = words["sentence"].format(clauses=clauses)
    return sentence


def _said(code: str, content: Content) -> Said:
    """A reason in words; "age" leaves a place for {age}."""
    words = content.answers
    if code in words["reasons"]:
        return Said(**words["reasons"][code])
    kind, value = code.split("=")
    if kind in words["medicines"]["named"]:
        name = words["medicines"]["named"][kind]
        return Said("said", words["outcome"]["said"][value].format(medicine=name))
    key = {"concern": "concerns", "goal": "goals"}.get(kind, kind)
    return Said(_VERB.get(kind, "said"), words[key]["said"][value])


# What was tried, and what matters


def tried(answers: Answers, content: Content) -> tuple[TriedLine, ...]:
    """What was tried, creams first, then what is taken now; empty when nothing was."""
    lines = [_tried_line(medicine, answers, content) for medicine in answers.medicines]
    lines.sort(key=lambda line: not line.taken_now)
    if answers.creams is Creams.NOT_TRIED:
        return tuple(lines)
    how = capital(creams_words(answers, content))
    return (TriedLine(content.answers["tried"]["creams"], how), *lines)


def _tried_line(medicine: Medicine, answers: Answers, content: Content) -> TriedLine:
    words = content.answers
    outcome, months = answers.medicines[medicine], answers.months.get(medicine)
    return TriedLine(
        treatment=capital(words["medicines"]["about"][medicine]),
        how=words["outcome"]["tried"][outcome],
        how_long=capital(words["months"]["about"][months]) if months else "",
        side_effect=answers.side_effect.get(medicine, ""),
        taken_now=outcome in TAKING_NOW,
    )


def tried_notes(answers: Answers, content: Content) -> tuple[str, ...]:
    """What was not tried, and who has seen it, in sentences."""
    words = content.answers["tried"]
    notes = [words["no_creams"]] if answers.creams is Creams.NOT_TRIED else []
    notes += [] if answers.medicines else [words["no_medicine"]]
    return (*notes, f"{_coded('specialist', answers, content)}.")


def goals(answers: Answers, content: Content) -> tuple[str, ...]:
    """What the person wants most, in a few words each."""
    return tuple(content.answers["goals"]["about"][goal] for goal in answers.goals)


def matters(answers: Answers, content: Content) -> str:
    """The goals in a sentence, or else what the person wants to know; empty if neither is given."""
    words = content.answers
    if answers.goals:
        named = [words["goals"]["named"][goal] for goal in answers.goals]
        return f"{capital(joined(named, content))}."
    if not answers.concerns:
        return ""
    asked = [words["concerns"]["said"][concern] for concern in answers.concerns]
    printed: str = words["concerns"]["printed"]["me" if answers.who is Who.ME else "other"]
    return printed.format(concerns=joined(asked, content))


def severity(answers: Answers, content: Content) -> str:
    """How bad the eczema is, in a few words."""
    return str(content.answers["severity"]["printed"][answers.severity])


def measures(answers: Answers, content: Content) -> tuple[Measure | None, Measure | None]:
    """The worst itch of the past week, and its nights of bad sleep, where they were told."""
    itch = nights = None
    if answers.itch is not None:
        itch = Measure(capital(_itch(answers.itch, content)), answers.itch, MAX_ITCH)
    if answers.bad_nights is not None:
        words = _bad_nights(answers.bad_nights, content)
        nights = Measure(capital(words), answers.bad_nights, MAX_BAD_NIGHTS)
    return itch, nights


def health_line(answers: Answers, content: Content) -> str:
    """What was asked about where nothing was ticked; empty where something was."""
    if answers.health:
        return ""
    words = content.answers["health"]["printed"]
    if answers.rather_not_say:
        return str(words[RATHER_NOT_SAY])
    return str(words["none_under_10" if answers.age < TEEN_AGE else "none"])


def who_is_asking(answers: Answers, content: Content) -> str:
    """The person by age, like "Adult, 34"."""
    words = content.answers["who"]["printed"]
    if answers.age < 1:
        return str(words["under_1"])
    young = "teen" if answers.age >= FIRST_TEEN_AGE else "child"
    return str(words[young if answers.age < ADULT_AGE else "adult"].format(age=answers.age))


def decided(who: Who, something_is_taken: bool, content: Content) -> tuple[str, ...]:
    """What is filled in at the visit."""
    words = content.decided
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


def about(answers: Answers, content: Content) -> tuple[AboutLine, ...]:
    """The "About me" lines; what is optional and was not told is left out."""
    lines = (about_line(key, answers, content) for key in ABOUT)
    return tuple(line for line in lines if line.text)


def about_line(key: str, answers: Answers, content: Content) -> AboutLine:
    """One line: what the answers say under this key, or about medicines "names" or "outcomes"."""
    in_words = _ABOUT_TEXTS.get(key)
    text = in_words(answers, content) if in_words else _coded(key, answers, content)
    return AboutLine(key, content.answers["about_labels"][key], capital(text))


def _coded(key: str, answers: Answers, content: Content) -> str:
    return str(content.answers[key]["about"][getattr(answers, key)])


def _who(answers: Answers, content: Content) -> str:
    words = content.answers["who"]
    text: str = words["with_age"].format(who=words["about"][answers.who], age=answers.age)
    return text


def _past_week(answers: Answers, content: Content) -> str:
    told = []
    if answers.itch is not None:
        told.append(_itch(answers.itch, content))
    if answers.bad_nights is not None:
        told.append(_bad_nights(answers.bad_nights, content))
    return "; ".join(told)


def _itch(itch: int, content: Content) -> str:
    return str(content.answers["itch"]["about"].format(n=itch))


def _bad_nights(nights: int, content: Content) -> str:
    words = content.answers["bad_nights"]["about"]
    count = {0: "none", 1: "one"}.get(nights, "more")
    return str(words[count].format(n=nights))


def creams_words(answers: Answers, content: Content) -> str:
    """How creams went, in a few words."""
    return _coded("creams", answers, content)


def _medicine_names(answers: Answers, content: Content) -> str:
    words = content.answers["medicines"]
    names = [words["about"][item] for item in answers.medicines]
    return "; ".join(names) or str(words["about_none"])


def _outcomes(answers: Answers, content: Content) -> str:
    told = [_outcome(medicine, answers, content) for medicine in answers.medicines]
    return "; ".join(told) or str(content.answers["medicines"]["about_none"])


def _outcome(medicine: Medicine, answers: Answers, content: Content) -> str:
    words = content.answers
    months = answers.months.get(medicine)
    details = [words["months"]["about"][months]] if months else []
    details += [answers.side_effect[medicine]] if medicine in answers.side_effect else []
    name = capital(words["medicines"]["about"][medicine])
    text = f"{name}: {words['outcome']['how'][answers.medicines[medicine]]}"
    return f"{text} ({'; '.join(details)})" if details else text


def _health(answers: Answers, content: Content) -> str:
    exclusive = RATHER_NOT_SAY if answers.rather_not_say else NONE
    return _listed("health", answers.health or (exclusive,), content)


def _goals(answers: Answers, content: Content) -> str:
    return "; ".join(goals(answers, content))


def _concerns(answers: Answers, content: Content) -> str:
    return _listed("concerns", answers.concerns or (NONE,), content)


def _listed(key: str, codes: Sequence[str], content: Content) -> str:
    return "; ".join(content.answers[key]["about"][code] for code in codes)


def capital(text: str) -> str:
    """A text that begins with a capital, also behind the mark that opens a Spanish question."""
    start = len(text) - len(text.lstrip(OPENING))
    return text[:start] + text[start : start + 1].upper() + text[start + 1 :]


_ABOUT_TEXTS: Mapping[str, Callable[[Answers, Content], str]] = {
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


def to_doctor(facts: Sequence[str], who: Who, content: Content) -> str:
    """The facts behind an alert, in the first person, in one line."""
    words = [content.alert_facts[fact] for fact in facts]
    if who is Who.ME:
        return " ".join(each.me for each in words)
    person = capital(asking(who, content))
    return " ".join(each.other.format(Person=person) for each in words)


def facts_behind(behind: Reasons) -> list[str]:
    """The codes under which the words of an alert's facts stand."""
    return [_FACTS[code] for code in behind if code in _FACTS]
