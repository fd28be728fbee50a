"""The rules that the page for reviewers names, as the functions that run.

Each has its words and its quotes in content/en/rules.toml, under its name.
"""

from collections.abc import Callable
from typing import Any

from rules import alerts, conditions, facts, questions, selection, states
from rules.content import checks, page_checks

RULES: tuple[Callable[..., Any], ...] = (
    states.stage,
    facts.creams_not_enough,
    facts.failed,
    facts.first_line_medicine_failed,
    facts.other_systemic_failed,
    states.state_by_article,
    states.state,
    facts.is_child,
    facts.below_article_age,
    conditions.creams_come_first.test,
    alerts.raised,
    questions.fitting_questions,
    selection.default_choice,
    checks.unpaired,
    checks.problems,
    page_checks.page_problems,
)


def name_of(rule: Callable[..., Any]) -> str:
    """The module and the function, like "facts.failed"."""
    return f"{rule.__module__.rsplit('.', 1)[-1]}.{rule.__name__}"
