"""The rules that the page for reviewers names are the functions that run."""

import inspect
from importlib import import_module

import pytest

from rules import facts, outlook
from rules.content import CONTENT
from rules.rulebook import RULES, name

HELPERS = {  # of the rules listed: what they are made of, and no rule of their own
    "facts.taking",
    "facts.took_any",
    "facts.on_article_or_newer_medicine",
    "outlook.states",
}


@pytest.mark.parametrize("rule", RULES, ids=name)
def test_a_name_leads_to_the_function_that_runs(rule):
    module, function = name(rule).split(".")
    assert getattr(import_module(f"rules.{module}"), function) is rule


def test_every_rule_has_its_words():
    assert {name(rule) for rule in RULES} == CONTENT.rules.keys()


@pytest.mark.parametrize("module", [facts, outlook], ids=lambda module: module.__name__)
def test_no_fact_and_no_state_is_left_out(module):
    found = {
        name(function)
        for _, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not function.__name__.startswith("_")
    }
    assert found - HELPERS <= {name(rule) for rule in RULES}
    assert found & HELPERS
