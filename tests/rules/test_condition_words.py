"""When a question is asked is said in the words of the conditions that run."""

import pytest

from rules import conditions
from rules.alerts import ALERTS, Alert
from rules.condition_words import rules_of, when_raised
from rules.questions import ROWS, Ask


def joined(condition):
    """The condition and all that it joins."""
    yield condition
    for part in condition.parts:
        yield from joined(part)


EVERY = [*(row.when for row in ROWS), *ALERTS.values()]


@pytest.mark.parametrize("rule", sorted({each.rule for one in EVERY for each in joined(one)}))
def test_a_condition_bears_the_name_of_its_function(rule):
    found = getattr(conditions, rule)
    assert isinstance(found, conditions.Condition) or found.__name__ == rule


def test_every_question_says_when_it_is_asked():
    assert all(rules_of(key) for key in Ask)


SAID = {
    "a ticked health fact": (
        Ask.KIDNEY_TROUBLE,
        ("“Kidney trouble” is ticked, and not if only creams are a topic",),
    ),
    "a medicine in play, for a child": (
        Ask.METHOTREXATE_CHILDREN,
        ("the person is under 18, and methotrexate is in use or may be next",),
    ),
    "two concerns and a medicine": (
        Ask.KIDNEYS_AND_PRESSURE,
        (
            "“My kidneys” is ticked",
            "“Blood pressure” is ticked",
            "the person takes cyclosporine",
            "cyclosporine may be next",
        ),
    ),
    "time on a medicine": (
        Ask.CYCLOSPORINE_A_YEAR,
        ("cyclosporine is taken now, for 12 months or more",),
    ),
}


@pytest.mark.parametrize(("question", "words"), SAID.values(), ids=SAID)
def test_a_question_says_when_it_is_asked(question, words):
    assert rules_of(question) == words


def test_the_whole_rule_says_every_case():
    assert rules_of(Ask.PREGNANT) == (
        "“Pregnant” is ticked",
        "“Pregnant” is ticked, and “Could become pregnant” is ticked",
    )


def test_an_alert_says_when_it_is_raised():
    assert when_raised(Alert.METHOTREXATE_WEEKLY) == "the person takes methotrexate"
