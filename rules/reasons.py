"""Which answers stand behind a state or a question, as codes like `creams=not_enough`.

A question is asked because of these answers and for no other cause, so its printed reason cannot
drift from its rule. The words of each code are made in `rules.wording`.
"""

from collections.abc import Callable
from typing import assert_never

from rules.answers import Answers, Concern, Goal, Health, Medicine
from rules.facts import Fact, creams_not_enough, failed, failed_as_other_systemic
from rules.medicines import FIRST_LINE, MEDICINES_OF, RULE_OF, ArticleRule, Entry
from rules.states import State

Reasons = tuple[str, ...]

AGE = "age"
HEALTH_NOT_TOLD = "health_not_told"
NO_SYSTEMIC_FAILED = "no_systemic_failed"
NO_FIRST_LINE_FAILED = "no_first_line_failed"


def of_creams(answers: Answers) -> str:
    return "creams=" + answers.creams


def of_severity(answers: Answers) -> str:
    return "severity=" + answers.severity


def of_specialist(answers: Answers) -> str:
    return "specialist=" + answers.specialist


def of_medicine(answers: Answers, medicine: Medicine) -> str:
    return medicine + "=" + answers.medicines[medicine]


def of_months(answers: Answers) -> str:
    """The time on cyclosporine."""
    return "months=" + answers.months[Medicine.CYCLOSPORINE]


def of_goal(item: Goal) -> str:
    return "goal=" + item


def never_taken(entry: Entry) -> str:
    return entry + "=never"


def of_health(item: Health) -> str:
    return "health=" + item


def of_concern(item: Concern) -> str:
    return "concern=" + item


def behind_state(answers: Answers, entry: Entry, state: State) -> Reasons:
    """The answers that put one entry in its state."""
    if state is State.NOT_COVERED:
        return (AGE,)
    given = answers.medicines
    if taken := [item for item in MEDICINES_OF[entry] if item in given]:
        return tuple([of_medicine(answers, item) for item in taken])
    rule = RULE_OF[entry]
    match rule:
        case ArticleRule.AFTER_CREAMS:
            return (of_creams(answers),)
        case ArticleRule.AFTER_CREAMS_AND_ANOTHER_SYSTEMIC:
            return _behind_creams_and_another_systemic(answers)
        case ArticleRule.AFTER_A_FIRST_LINE_MEDICINE:
            found = _most_failed(answers, lambda item: _first_line_failed(answers, item))
            return found or (NO_FIRST_LINE_FAILED,)
        case ArticleRule.DISCOURAGED | ArticleRule.NOT_IN_ARTICLE:
            return (never_taken(entry),)
        case _:
            assert_never(rule)


def _behind_creams_and_another_systemic(answers: Answers) -> Reasons:
    creams = of_creams(answers)
    if creams_not_enough(answers) is Fact.NO:
        return (creams,)
    found = _most_failed(answers, lambda item: failed_as_other_systemic(answers, item))
    return (creams, *(found or (NO_SYSTEMIC_FAILED,)))


def _first_line_failed(answers: Answers, medicine: Medicine) -> Fact:
    return failed(answers, medicine) if medicine in FIRST_LINE else Fact.NO


def _most_failed(answers: Answers, failure: Callable[[Medicine], Fact]) -> Reasons:
    """Those of the medicines that failed, else those of which it is unclear."""
    failures = {item: failure(item) for item in answers.medicines}
    most = max(failures.values(), default=Fact.NO)
    if most is Fact.NO:
        return ()
    return tuple([of_medicine(answers, item) for item, fact in failures.items() if fact is most])
