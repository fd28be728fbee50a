"""The page for reviewers names every rule that runs."""

import inspect

import pytest

from rules import facts, states
from rules.content.rulebook import RULES, name_of

HELPERS = {  # of the rules listed: what they are made of, and no rule of their own
    "facts.failed_as_other_systemic",
    "facts.on_article_or_newer_medicine",
    "facts.taking",
    "facts.took_any",
    "states.states",
}


@pytest.mark.parametrize("module", [facts, states], ids=lambda module: module.__name__)
def test_no_fact_and_no_state_is_left_out(module):
    found = {
        name_of(function)
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not function.__name__.startswith("_")
    }
    assert found - HELPERS <= {name_of(rule) for rule in RULES}
    assert found & HELPERS
