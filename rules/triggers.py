"""Says in words when a question is asked or a flag raised, from the conditions that run."""

from functools import cache

from rules.conditions import Condition
from rules.content import CONTENT
from rules.flags import FLAGS
from rules.questions import ORDER, Row

_BOXES = {"ticked": "health", "concern": "concerns"}  # condition -> whose boxes its codes are


@cache
def when_asked(question: str) -> tuple[str, ...]:
    """The cases in which the question is asked, as words that follow "if", for who reads by pen.

    Without "these medicines are a topic", which would stand on most lines, and without cases that
    another one covers.
    """
    found = dict.fromkeys(in_words(row.when, brief=True) for row in _rows(question))
    return tuple(case for case in found if not any(_covers(other, case) for other in found))


@cache
def rules_of(question: str) -> tuple[str, ...]:
    """Each row of the table that asks the question, whole, as words that follow "if"."""
    return tuple(dict.fromkeys(in_words(row.when) for row in _rows(question)))


def when_raised(flag: str) -> str:
    """The case in which the flag is raised, as words that follow "if"."""
    return in_words(FLAGS[flag])


def in_words(condition: Condition, brief: bool = False) -> str:
    """A condition, as words that follow "if"; `brief` leaves out that medicines are a topic."""
    parts = [in_words(part, brief) for part in condition.parts]
    if condition.rule == "once_a_topic" and brief:
        return parts[0]
    words = CONTENT.triggers[condition.rule]
    if isinstance(words, dict):
        name = _medicine(condition)
        cases = [words[code].format(medicine=name) for code in condition.codes]
        return f"{words['lead']}{' or '.join(cases)}" if "lead" in words else ", or ".join(cases)
    said: str = words.format(*parts, medicine=_medicine(condition), choice=_choice(condition))
    return said


def _rows(question: str) -> list[Row]:
    return [row for row in ORDER if row.question == question]


def _covers(wide: str, narrow: str) -> bool:
    """The narrow case is the wide one and more."""
    return narrow.startswith(f"{wide}, and ") or narrow.endswith(f", and {wide}")


def _medicine(condition: Condition) -> str:
    names: dict[str, str] = CONTENT.answers["medicines"]["named"]
    return names[condition.medicine] if condition.medicine else ""


def _choice(condition: Condition) -> str:
    if condition.rule not in _BOXES:
        return ""
    choices = CONTENT.answers[_BOXES[condition.rule]]["choices"]
    return " or ".join(choices[code] for code in condition.codes)
