"""What is accepted as answers, and how a bad answer is turned away."""

import json
from dataclasses import FrozenInstanceError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from persons import CONCERNS, CREAMS, HEALTH, MEDICINES, MONTHS, OUTCOMES, person, told

from rules import Answers

LONGEST = "x" * 200


@pytest.mark.parametrize(
    ("key", "code"),
    [
        *(("who", code) for code in ("me", "child", "someone_else")),
        *(("severity", code) for code in ("mild", "moderate", "severe", "not_sure")),
        *(("specialist", code) for code in ("yes", "no", "not_sure")),
        *(("creams", code) for code in CREAMS),
    ],
)
def test_every_single_choice_is_accepted(key, code):
    assert getattr(person(**{key: code}), key) == code


@pytest.mark.parametrize("age", [0, 1, 2, 17, 18, 119, 120])
def test_every_age_from_0_to_120_is_accepted(age):
    assert person(age=age).age == age


@pytest.mark.parametrize("medicine", MEDICINES)
@pytest.mark.parametrize("outcome", OUTCOMES)
def test_every_outcome_of_every_medicine_is_accepted(medicine, outcome):
    assert person(medicines={medicine: outcome}).medicines == {medicine: outcome}


@pytest.mark.parametrize("months", MONTHS)
def test_every_length_of_time_on_cyclosporine_is_accepted(months):
    answers = person(medicines={"cyclosporine": "taking_now"}, cyclosporine_months=months)
    assert answers.cyclosporine_months == months


def test_time_on_cyclosporine_left_open_counts_as_not_sure():
    assert person(medicines={"cyclosporine": "wore_off"}).cyclosporine_months == "not_sure"


def test_without_cyclosporine_there_is_no_time_on_it():
    assert person(medicines={"azathioprine": "wore_off"}).cyclosporine_months is None


@pytest.mark.parametrize(
    ("key", "code"),
    [*(("health", code) for code in HEALTH), *(("concerns", code) for code in CONCERNS)],
)
def test_every_box_is_accepted(key, code):
    assert getattr(person(**{key: [code]}), key) == (code,)


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


def test_three_own_questions_of_200_characters_are_kept_in_their_order():
    own = ["Why?", LONGEST, "¿Y el sol? 🌞"]
    assert person(own_questions=own).own_questions == tuple(own)


def test_own_questions_lose_the_space_around_them():
    assert person(own_questions=["  Why me?\n"]).own_questions == ("Why me?",)


def test_answers_cannot_be_changed():
    with pytest.raises(FrozenInstanceError):
        person().age = 3
    with pytest.raises(TypeError):
        person().medicines["cyclosporine"] = "taking_now"


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


@pytest.mark.parametrize(
    "key",
    ["who", "age", "severity", "specialist", "creams", "medicines", "health", "concerns"],
)
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
        health=list(HEALTH), concerns=list(CONCERNS), medicines=dict.fromkeys(MEDICINES, "wore_off")
    )
    backward = person(
        health=list(reversed(HEALTH)),
        concerns=list(reversed(CONCERNS)),
        medicines=dict.fromkeys(reversed(MEDICINES), "wore_off"),
    )
    assert forward == backward
    assert list(forward.medicines) == list(backward.medicines)
    assert (forward.health, forward.concerns) == (HEALTH, CONCERNS)


def test_a_box_ticked_twice_counts_once():
    assert person(health=["kidney", "liver", "kidney"]).health == ("kidney", "liver")


scalars = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(HEALTH)
)
any_json = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)
KEYS = (*told(), "cyclosporine_months", "own_questions", "answers")


@settings(deadline=None, max_examples=500)
@given(any_json)
def test_any_json_at_all_is_accepted_or_turned_away_in_words(data):
    _answers_or_words(data)


@settings(deadline=None, max_examples=1000)
@given(st.sampled_from(KEYS), any_json)
def test_any_json_under_any_one_key_is_accepted_or_turned_away_by_that_key(key, value):
    message = _answers_or_words(told(**{key: value}))
    assert message == "" or message.startswith(f"{key}: ")


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(HEALTH)),
    st.lists(st.sampled_from(CONCERNS)),
    st.dictionaries(st.sampled_from(MEDICINES), st.sampled_from(OUTCOMES)),
    st.integers(0, 120),
)
def test_answers_are_the_same_after_a_trip_through_json(health, concerns, medicines, age):
    data = told(health=health, concerns=concerns, medicines=medicines, age=age)
    assert Answers.from_json(data) == Answers.from_json(json.loads(json.dumps(data)))


def _answers_or_words(data):
    """Empty where the data make answers, else the message; any other error is raised."""
    try:
        Answers.from_json(data)
    except ValueError as error:
        return str(error)
    return ""
