"""The rules that the page for reviewers names, as the functions that run.

Each has its words and its quotes in content/rules.toml, under its name.
"""

from collections.abc import Callable
from typing import Any

from rules import (
    choice,
    conditions,
    content_checks,
    facts,
    flags,
    outlook,
    page_checks,
    questions,
)

RULES: tuple[Callable[..., Any], ...] = (
    outlook.stage,
    facts.creams_not_enough,
    facts.failed,
    facts.first_line_medicine_failed,
    facts.other_systemic_failed,
    outlook.conditions_met,
    outlook.state,
    facts.is_child,
    facts.below_article_age,
    conditions.immunosuppressants_are_a_topic,
    flags.raised,
    questions.asked,
    choice.default,
    content_checks.unpaired,
    content_checks.problems,
    page_checks.page_problems,
)


def name(rule: Callable[..., Any]) -> str:
    """The module and the function, like "facts.failed"."""
    return f"{rule.__module__.removeprefix('rules.')}.{rule.__name__}"
