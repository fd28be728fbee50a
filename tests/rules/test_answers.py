"""What is accepted as answers, and how a bad answer is turned away."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.anyone import anyones_answers, own_questions
from support.persons import person, told

from rules import Answers, build_sheet
from rules.answers import Concern, Health, Medicine

LONGEST = "x" * 200


def test_time_on_cyclosporine_left_open_counts_as_not_sure():
    assert person(medicines={"cyclosporine": "wore_off"}).cyclosporine_months == "not_sure"


def test_without_cyclosporine_there_is_no_time_on_it():
    assert person(medicines={"azathioprine": "wore_off"}).cyclosporine_months is None


@pytest.mark.parametrize("key", ["health", "concerns"])
@pytest.mark.parametrize("value", [["none"], []], ids=["none", "an empty list"])
def test_none_leaves_a_group_empty(key, value):
    answers = person(**{key: value})
    assert getattr(answers, key) == ()
    assert not answers.rather_not_say


def test_rather_not_say_is_kept_apart_from_none():
    answers = person(health=["rather_not_say"])
    assert answers.health == ()
    assert answers.rather_not_say


BAD = {
    "an unknown key": ("hair", "hair", "brown"),
    "an empty key": ("", "", "brown"),
    "who is not known": ("who", "who", "cat"),
    "who is a list": ("who", "who", ["me"]),
    "who is nothing": ("who", "who", None),
    "severity is not known": ("severity", "severity", "awful"),
    "severity in capitals": ("severity", "severity", "Severe"),
    "severity is a number": ("severity", "severity", 3),
    "specialist is a bool": ("specialist", "specialist", True),
    "creams is not known": ("creams", "creams", "moisturizer"),
    "creams is an object": ("creams", "creams", {}),
    "age is true": ("age", "age", True),
    "age is a float": ("age", "age", 34.0),
    "age is not a number": ("age", "age", float("nan")),
    "age is text": ("age", "age", "34"),
    "age is below 0": ("age", "age", -1),
    "age is above 120": ("age", "age", 121),
    "age is huge": ("age", "age", 10**400),
    "age is nothing": ("age", "age", None),
    "medicines is a list": ("medicines", "medicines", ["cyclosporine"]),
    "medicines is text": ("medicines", "medicines", "none"),
    "a medicine is not known": ("medicines", "medicines", {"aspirin": "taking_now"}),
    "none is no medicine": ("medicines", "medicines", {"none": "taking_now"}),
    "an outcome is not known": ("medicines", "medicines", {"newer": "great"}),
    "an outcome is a list": ("medicines", "medicines", {"newer": ["wore_off"]}),
    "an outcome is nothing": ("medicines", "medicines", {"newer": None}),
    "months without cyclosporine": ("cyclosporine_months", "cyclosporine_months", "3_to_5"),
    "months are not known": ("cyclosporine_months", "cyclosporine_months", "4"),
    "months are a number": ("cyclosporine_months", "cyclosporine_months", 4),
    "health is text": ("health", "health", "kidney"),
    "health is an object": ("health", "health", {"kidney": True}),
    "a health item is not known": ("health", "health", ["hair"]),
    "a health item is a list": ("health", "health", [["kidney"]]),
    "none with a health item": ("health", "health", ["none", "kidney"]),
    "a health item with none": ("health", "health", ["kidney", "none"]),
    "rather not say with a health item": ("health", "health", ["rather_not_say", "kidney"]),
    "rather not say with none": ("health", "health", ["rather_not_say", "none"]),
    "concerns is text": ("concerns", "concerns", "tests"),
    "a concern is not known": ("concerns", "concerns", ["money"]),
    "none with a concern": ("concerns", "concerns", ["tests", "none"]),
    "rather not say is no concern": ("concerns", "concerns", ["rather_not_say"]),
    "own questions is text": ("own_questions", "own_questions", "Why?"),
    "four own questions": ("own_questions", "own_questions", ["1", "2", "3", "4"]),
    "an own question of 201 characters": ("own_questions", "own_questions", [LONGEST + "x"]),
    "an empty own question": ("own_questions", "own_questions", [""]),
    "a blank own question": ("own_questions", "own_questions", [" \t\n"]),
    "an own question that is a number": ("own_questions", "own_questions", [7]),
    "a NUL": ("own_questions", "own_questions", ["a\0b"]),
    "a bell": ("own_questions", "own_questions", ["a\x07b"]),
    "a line break": ("own_questions", "own_questions", ["a\nb"]),
    "a line separator": ("own_questions", "own_questions", ["a\u2028b"]),
    "a paragraph separator": ("own_questions", "own_questions", ["a\u2029b"]),
    "a C1 control character": ("own_questions", "own_questions", ["a\x85b"]),
    "a lone high surrogate": ("own_questions", "own_questions", ["a\ud83d"]),
    "a lone low surrogate": ("own_questions", "own_questions", ["\ude00b"]),
}


@pytest.mark.parametrize(("named", "key", "value"), BAD.values(), ids=BAD.keys())
def test_a_bad_answer_is_turned_away_by_its_key(named, key, value):
    with pytest.raises(ValueError, match=f"^{named}: ."):
        person(**{key: value})


@pytest.mark.parametrize("value", [["12_or_more"], "a year", None])
def test_bad_months_are_turned_away_even_with_cyclosporine(value):
    with pytest.raises(ValueError, match=r"^cyclosporine_months: expected one of under_3, "):
        person(medicines={"cyclosporine": "wore_off"}, cyclosporine_months=value)


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
    forward = person(
        health=list(Health), concerns=list(Concern), medicines=dict.fromkeys(Medicine, "wore_off")
    )
    backward = person(
        health=list(reversed(Health)),
        concerns=list(reversed(Concern)),
        medicines=dict.fromkeys(reversed(Medicine), "wore_off"),
    )
    assert forward == backward
    assert list(forward.medicines) == list(backward.medicines)
    assert (forward.health, forward.concerns) == (tuple(Health), tuple(Concern))


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
KEYS = (*told(), "cyclosporine_months", "own_questions", "answers")


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
