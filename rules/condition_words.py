"""Says in words when a question is asked or an alert raised, from the conditions that run."""

from rules.alerts import ALERTS, Alert
from rules.conditions import Condition, creams_fall_short
from rules.content import CONTENT
from rules.questions import ORDER, Ask, QuestionRow
from rules.states import Stage

_BOXES = {"ticked": "health", "concern": "concerns"}  # condition -> whose boxes its codes are


def when_asked(question: Ask) -> tuple[str, ...]:
    """The cases in which the question is asked, as words that follow "if", for who reads by pen.

    Without "these medicines are a topic", which would stand on most lines, and without cases that
    another one covers.
    """
    cases = {_requirements(row.when): row.when for row in _rows(question)}
    wide = [
        condition
        for needed, condition in cases.items()
        if not any(other < needed for other in cases)
    ]
    return tuple(dict.fromkeys(in_words(condition, brief=True) for condition in wide))


def rules_of(question: Ask) -> tuple[str, ...]:
    """Each row of the table that asks the question, whole, as words that follow "if"."""
    return tuple(dict.fromkeys(in_words(row.when) for row in _rows(question)))


def when_raised(alert: Alert) -> str:
    """The case in which the alert is raised, as words that follow "if"."""
    return in_words(ALERTS[alert])


def _requirements(condition: Condition) -> frozenset[tuple[object, ...]]:
    """The single conditions that must all hold; that medicines are a topic does not count."""
    if condition.rule == "both":
        return frozenset().union(*map(_requirements, condition.parts))
    if condition.rule == "once_a_topic":
        return _requirements(condition.parts[0])
    single = frozenset({(condition.rule, condition.medicine, condition.codes)})
    if condition.codes == (Stage.BEYOND_CREAMS,):  # at that stage creams fall short, too
        return single | _requirements(creams_fall_short)
    return single


def in_words(condition: Condition, brief: bool = False) -> str:
    """A condition, as words that follow "if"; `brief` leaves out that medicines are a topic."""
    parts = [in_words(part, brief) for part in condition.parts]
    if condition.rule == "once_a_topic" and brief:
        return parts[0]
    words = CONTENT.conditions[condition.rule]
    if isinstance(words, dict):
        name = _medicine(condition)
        cases = [words[code].format(medicine=name) for code in condition.codes]
        if "lead" in words:
            return f"{words['lead']}{CONTENT.joins['codes'].join(cases)}"
        return CONTENT.joins["cases"].join(cases)
    said: str = words.format(*parts, medicine=_medicine(condition), choice=_choice(condition))
    return said


def _rows(question: Ask) -> list[QuestionRow]:
    return [row for row in ORDER if row.question == question]


def _medicine(condition: Condition) -> str:
    names: dict[str, str] = CONTENT.answers["medicines"]["named"]
    return names[condition.medicine] if condition.medicine else ""


def _choice(condition: Condition) -> str:
    if condition.rule not in _BOXES:
        return ""
    choices = CONTENT.answers[_BOXES[condition.rule]]["choices"]
    return CONTENT.joins["codes"].join(choices[code] for code in condition.codes)
