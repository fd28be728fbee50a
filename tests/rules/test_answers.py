"""What is accepted as answers, and how a bad answer is turned away."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.anyone import anyones_answers, own_questions
from support.persons import person, told

from rules import Answers, build_sheet
from rules.answers import MAX_GOALS, PARSERS, Concern, Goal, Health, Medicine

GOALS = tuple(Goal)[:MAX_GOALS]


def test_time_on_cyclosporine_left_open_counts_as_not_sure_and_on_others_as_not_told():
    answers = person(medicines={"cyclosporine": "wore_off", "methotrexate": "wore_off"})
    assert answers.months == {"cyclosporine": "not_sure"}


def test_what_is_optional_may_be_missing():
    answers = person()
    assert (answers.itch, answers.bad_nights) == (None, None)
    assert (answers.goals, answers.own_questions) == ((), ())


@pytest.mark.parametrize("key", ["health", "goals", "concerns"])
@pytest.mark.parametrize("value", [["none"], []], ids=["none", "an empty list"])
def test_none_leaves_a_group_empty(key, value):
    answers = person(**{key: value})
    assert getattr(answers, key) == ()
    assert not answers.rather_not_say


def test_rather_not_say_is_kept_apart_from_none():
    answers = person(health=["rather_not_say"])
    assert answers.health == ()
    assert answers.rather_not_say


OVER = {"dupilumab": "side_effects"}
BAD = {  # what is wrong: (the key that the error begins with, the answers)
    "an unknown key": ("hair", {"hair": "brown"}),
    "an empty key": ("", {"": "brown"}),
    "a key of the first edition": ("cyclosporine_months", {"cyclosporine_months": "3_to_5"}),
    "who is not known": ("who", {"who": "cat"}),
    "who is a list": ("who", {"who": ["me"]}),
    "who is nothing": ("who", {"who": None}),
    "severity is not known": ("severity", {"severity": "awful"}),
    "severity in capitals": ("severity", {"severity": "Severe"}),
    "severity is a number": ("severity", {"severity": 3}),
    "itch of 11": ("itch", {"itch": 11}),
    "itch below 0": ("itch", {"itch": -1}),
    "itch as text": ("itch", {"itch": "7"}),
    "itch as a float": ("itch", {"itch": 7.0}),
    "itch is true": ("itch", {"itch": True}),
    "itch is nothing": ("itch", {"itch": None}),
    "8 bad nights": ("bad_nights", {"bad_nights": 8}),
    "bad nights below 0": ("bad_nights", {"bad_nights": -1}),
    "bad nights as text": ("bad_nights", {"bad_nights": ""}),
    "specialist is a bool": ("specialist", {"specialist": True}),
    "creams is not known": ("creams", {"creams": "moisturizer"}),
    "creams is an object": ("creams", {"creams": {}}),
    "age is true": ("age", {"age": True}),
    "age is a float": ("age", {"age": 34.0}),
    "age is not a number": ("age", {"age": float("nan")}),
    "age is text": ("age", {"age": "34"}),
    "age is below 0": ("age", {"age": -1}),
    "age is above 120": ("age", {"age": 121}),
    "age is huge": ("age", {"age": 10**400}),
    "age is nothing": ("age", {"age": None}),
    "medicines is a list": ("medicines", {"medicines": ["cyclosporine"]}),
    "medicines is text": ("medicines", {"medicines": "none"}),
    "a medicine is not known": ("medicines", {"medicines": {"aspirin": "wore_off"}}),
    "a medicine of the first edition": ("medicines", {"medicines": {"newer": "wore_off"}}),
    "none is no medicine": ("medicines", {"medicines": {"none": "wore_off"}}),
    "an outcome is not known": ("medicines", {"medicines": {"dupilumab": "great"}}),
    "an outcome of the first edition": ("medicines", {"medicines": {"dupilumab": "taking_now"}}),
    "an outcome is a list": ("medicines", {"medicines": {"dupilumab": ["wore_off"]}}),
    "an outcome is nothing": ("medicines", {"medicines": {"dupilumab": None}}),
    "months of a medicine not taken": ("months", {"months": {"cyclosporine": "3_to_5"}}),
    "months of what is no medicine": ("months", {"medicines": OVER, "months": {"tea": "3_to_5"}}),
    "months not known": ("months", {"medicines": OVER, "months": {"dupilumab": "4"}}),
    "months as a number": ("months", {"medicines": OVER, "months": {"dupilumab": 4}}),
    "months without a medicine": ("months", {"medicines": OVER, "months": "3_to_5"}),
    "a side effect of what was not taken": (
        "side_effect",
        {"side_effect": {"dupilumab": "eyes"}},
    ),
    "a side effect without that outcome": (
        "side_effect",
        {"medicines": {"dupilumab": "wore_off"}, "side_effect": {"dupilumab": "eyes"}},
    ),
    "a side effect while it is taken": (
        "side_effect",
        {"medicines": {"dupilumab": "taking_helps"}, "side_effect": {"dupilumab": "eyes"}},
    ),
    "a side effect of 61 characters": (
        "side_effect",
        {"medicines": OVER, "side_effect": {"dupilumab": "x" * 61}},
    ),
    "an empty side effect": ("side_effect", {"medicines": OVER, "side_effect": {"dupilumab": " "}}),
    "a side effect of two lines": (
        "side_effect",
        {"medicines": OVER, "side_effect": {"dupilumab": "red\neyes"}},
    ),
    "a side effect that is a number": (
        "side_effect",
        {"medicines": OVER, "side_effect": {"dupilumab": 7}},
    ),
    "health is text": ("health", {"health": "kidney"}),
    "health is an object": ("health", {"health": {"kidney": True}}),
    "a health item is not known": ("health", {"health": ["hair"]}),
    "a health item of the first edition": ("health", {"health": ["pregnancy"]}),
    "a health item is a list": ("health", {"health": [["kidney"]]}),
    "none with a health item": ("health", {"health": ["none", "kidney"]}),
    "a health item with none": ("health", {"health": ["kidney", "none"]}),
    "rather not say with a health item": ("health", {"health": ["rather_not_say", "kidney"]}),
    "rather not say with none": ("health", {"health": ["rather_not_say", "none"]}),
    "goals is text": ("goals", {"goals": "baby"}),
    "a goal is not known": ("goals", {"goals": ["money"]}),
    "four goals": ("goals", {"goals": ["less_itch", "mood", "baby", "low_cost"]}),
    "none with a goal": ("goals", {"goals": ["none", "baby"]}),
    "concerns is text": ("concerns", {"concerns": "tests"}),
    "a concern is not known": ("concerns", {"concerns": ["money"]}),
    "none with a concern": ("concerns", {"concerns": ["tests", "none"]}),
    "rather not say is no concern": ("concerns", {"concerns": ["rather_not_say"]}),
    "own questions is text": ("own_questions", {"own_questions": "Why?"}),
    "four own questions": ("own_questions", {"own_questions": ["1", "2", "3", "4"]}),
    "an own question of 201 characters": ("own_questions", {"own_questions": ["x" * 201]}),
    "an empty own question": ("own_questions", {"own_questions": [""]}),
    "a blank own question": ("own_questions", {"own_questions": [" \t\n"]}),
    "an own question that is a number": ("own_questions", {"own_questions": [7]}),
    "a NUL": ("own_questions", {"own_questions": ["a\0b"]}),
    "a bell": ("own_questions", {"own_questions": ["a\x07b"]}),
    "a line break": ("own_questions", {"own_questions": ["a\nb"]}),
    "a line separator": ("own_questions", {"own_questions": ["a\u2028b"]}),
    "a paragraph separator": ("own_questions", {"own_questions": ["a\u2029b"]}),
    "a C1 control character": ("own_questions", {"own_questions": ["a\x85b"]}),
    "a lone high surrogate": ("own_questions", {"own_questions": ["a\ud83d"]}),
    "a lone low surrogate": ("own_questions", {"own_questions": ["\ude00b"]}),
}


@pytest.mark.parametrize(("key", "changes"), BAD.values(), ids=BAD.keys())
def test_a_bad_answer_is_turned_away_by_its_key(key, changes):
    with pytest.raises(ValueError, match=f"^{key}: ."):
        person(**changes)


@pytest.mark.parametrize("key", told())
def test_a_missing_answer_is_named(key):
    data = told()
    del data[key]
    with pytest.raises(ValueError, match=f"^{key}: missing$"):
        Answers.from_json(data)


@pytest.mark.parametrize("data", [None, [], "me", 3, 3.5, True, [told()]])
def test_only_an_object_is_accepted(data):
    with pytest.raises(ValueError, match=r"^answers: expected a JSON object$"):
        Answers.from_json(data)


def test_the_order_of_ticks_makes_no_difference():
    forward, backward = (
        person(
            health=order(Health),
            goals=order(GOALS),
            concerns=order(Concern),
            medicines=dict.fromkeys(order(Medicine), "side_effects"),
            months=dict.fromkeys(order(Medicine), "3_to_5"),
            side_effect=dict.fromkeys(order(Medicine), "eyes"),
        )
        for order in (list, lambda codes: list(reversed(codes)))
    )
    assert forward == backward
    assert json.dumps(forward.to_json()) == json.dumps(backward.to_json())
    assert (forward.health, forward.concerns) == (tuple(Health), tuple(Concern))
    assert (forward.goals, tuple(forward.months)) == (GOALS, tuple(Medicine))


def test_a_box_ticked_twice_counts_once():
    assert person(health=["kidney", "liver", "kidney"]).health == ("kidney", "liver")


@given(anyones_answers(own_questions))
def test_answers_read_from_their_own_json_are_the_same_and_give_the_same_sheet(data):
    answers = Answers.from_json(data)
    again = Answers.from_json(json.loads(json.dumps(answers.to_json())))
    assert again == answers
    assert build_sheet(again).to_json() == build_sheet(answers).to_json()


any_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(Health),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)
KEYS = (*PARSERS, "answers")


@settings(max_examples=50)
@given(any_json)
def test_any_json_at_all_is_accepted_or_turned_away_in_words(data):
    _answers_or_words(data)


@settings(max_examples=200)
@given(st.sampled_from(KEYS), any_json)
def test_any_json_under_any_one_key_is_accepted_or_turned_away_by_that_key(key, value):
    message = _answers_or_words(told(**{key: value}))
    assert message == "" or message.startswith(f"{key}: ")


def _answers_or_words(data):
    """Empty where the data make answers, else the message; any other error is raised."""
    try:
        Answers.from_json(data)
    except ValueError as error:
        return str(error)
    return ""
