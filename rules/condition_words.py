"""Says in words when a question is asked or an alert raised, from the conditions that run."""

from rules.alerts import ALERTS, Alert
from rules.conditions import Condition
from rules.content import CONTENT
from rules.questions import ROWS, Ask, QuestionRow

# Condition -> the words of its codes
_BOXES = {
    "ticked": ("health", "choices"),
    "concern": ("concerns", "choices"),
    "takes": ("medicines", "named"),
}


def rules_of(question: Ask) -> tuple[str, ...]:
    """Each row of the table that asks the question, whole, as words that follow "if"."""
    return tuple(dict.fromkeys(in_words(row.when) for row in _rows(question)))


def when_raised(alert: Alert) -> str:
    """The case in which the alert is raised, as words that follow "if"."""
    return in_words(ALERTS[alert])


def in_words(condition: Condition) -> str:
    """A condition, as words that follow "if"."""
    parts = [in_words(part) for part in condition.parts]
    if condition.rule == "either":
        return CONTENT.joins["cases"].join(parts)
    if condition.rule == "both":
        return CONTENT.joins["all"].join(parts)
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
    return [row for row in ROWS if row.question == question]


def _medicine(condition: Condition) -> str:
    if not condition.medicine:
        return ""
    names: dict[str, str] = CONTENT.answers["medicines"]["named"]
    return names[condition.medicine]


def _choice(condition: Condition) -> str:
    if condition.rule not in _BOXES:
        return ""
    key, kind = _BOXES[condition.rule]
    words = CONTENT.answers[key][kind]
    between = "codes" if condition.rule == "takes" else "quoted_codes"
    return CONTENT.joins[between].join(words[code] for code in condition.codes)
