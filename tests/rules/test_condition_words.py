"""When a question is asked is said in the words of the conditions that run."""

import pytest

from rules import conditions
from rules.alerts import ALERTS, Alert
from rules.condition_words import rules_of, when_asked, when_raised
from rules.questions import ORDER, Ask


def joined(condition):
    """The condition and all that it joins."""
    yield condition
    for part in condition.parts:
        yield from joined(part)


EVERY = [*(row.when for row in ORDER), *ALERTS.values()]


@pytest.mark.parametrize("rule", sorted({each.rule for one in EVERY for each in joined(one)}))
def test_a_condition_bears_the_name_of_its_function(rule):
    if rule == "ended":  # made by the function of that name, within once_a_topic
        assert conditions.ended().parts[0].rule == rule
        return
    found = getattr(conditions, rule)
    assert isinstance(found, conditions.Condition) or found.__name__ == rule


def test_every_question_says_when_it_is_asked():
    assert all(when_asked(key) and rules_of(key) for key in Ask)


SAID = {
    "a ticked health fact": (Ask.KIDNEY_TROUBLE, ("“Kidney trouble” is ticked",)),
    "a medicine in play, for a child": (
        Ask.METHOTREXATE_CHILDREN,
        ("the person is under 18, and methotrexate is in use or may be next",),
    ),
    "two concerns and a medicine": (
        Ask.KIDNEYS_AND_PRESSURE,
        (
            "“My kidneys” is ticked",
            "“Blood pressure” is ticked",
            "cyclosporine is in use or may be next",
        ),
    ),
    "without the case that another covers": (Ask.CREAMS_DONE_RIGHT, ("creams are not enough",)),
}


@pytest.mark.parametrize(("question", "words"), SAID.values(), ids=SAID)
def test_a_question_says_when_it_is_asked(question, words):
    assert when_asked(question) == words


def test_the_whole_rule_tells_that_medicines_are_a_topic():
    assert rules_of(Ask.KIDNEY_TROUBLE) == (
        "these medicines are a topic, and “Kidney trouble” is ticked",
    )


def test_an_alert_says_when_it_is_raised():
    assert when_raised(Alert.METHOTREXATE_WEEKLY) == "methotrexate is taken now"
