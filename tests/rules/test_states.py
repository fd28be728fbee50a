"""What the article says about each medicine, and where a person is on its path.

`cases.csv` is a table for clinicians: what was answered, and the state that each of the four
medicines must have. What holds for all answers is tried below on answers made by chance.
"""

import csv
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.anyone import anyones_answers
from support.persons import person

from rules import Answers
from rules.answers import TAKING_NOW, Creams, Medicine, Outcome
from rules.facts import LEAST_AGE_IN_ARTICLE, Fact, other_systemic_failed
from rules.medicines import IMMUNOSUPPRESSANTS, NEWER, Entry
from rules.states import State, stage, state, states

with (Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="") as table:
    CASES = {row.pop("case"): row for row in csv.DictReader(table)}

UNCLEAR_ENDS = set(Outcome) - TAKING_NOW - {Outcome.DID_NOT_WORK}
FOUR = tuple(map(Entry, IMMUNOSUPPRESSANTS))
few = settings(max_examples=40)
NEARER = (State.LATER, State.ASK, State.NOW)  # one after the other, as the conditions come true


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_state_of_each_medicine_and_the_stage_are_those_of_the_table(case):
    taken = dict(item.split(": ") for item in case["taken"].split("; ") if item)
    answers = person(age=int(case["age"]), creams=case["creams"], medicines=taken)
    assert {entry: state(answers, entry) for entry in FOUR} == {
        entry: case[entry] for entry in FOUR
    }
    assert stage(answers) == case["stage"]


def changed(answers, **changes):
    return Answers.from_json(answers | {"months": {}, "side_effect": {}} | changes)


@few
@given(anyones_answers())
def test_beside_the_four_a_medicine_is_taken_tried_or_never_more_than_a_remark(answers):
    found = states(Answers.from_json(answers))
    assert found[Entry.STEROIDS] in (State.TAKING, State.TRIED, State.DISCOURAGED)
    assert found[Entry.NEWER] in (State.TAKING, State.TRIED, State.NOT_IN_ARTICLE)


@few
@given(anyones_answers())
def test_azathioprine_and_mycophenolate_are_never_ranked_when_neither_was_taken(answers):
    others = set(answers["medicines"]) - {Medicine.AZATHIOPRINE, Medicine.MYCOPHENOLATE}
    taken = {medicine: answers["medicines"][medicine] for medicine in others}
    found = states(changed(answers, medicines=taken))
    assert found[Entry.AZATHIOPRINE] == found[Entry.MYCOPHENOLATE]


@few
@given(anyones_answers(), st.sampled_from(sorted(UNCLEAR_ENDS)))
def test_all_unclear_ends_of_a_medicine_lead_to_the_same_states(answers, other):
    taken = {
        medicine: other if outcome in UNCLEAR_ENDS else outcome
        for medicine, outcome in answers["medicines"].items()
    }
    assert states(changed(answers, medicines=taken)) == states(changed(answers))


@few
@given(anyones_answers(), anyones_answers())
def test_only_age_creams_and_medicines_decide_on_states_and_stage(answers, others):
    deciding = {key: answers[key] for key in ("age", "creams", "medicines")}
    mixed, own = changed(others, **deciding), changed(answers)
    assert (states(mixed), stage(mixed)) == (states(own), stage(own))


@few
@given(anyones_answers(), st.integers(LEAST_AGE_IN_ARTICLE, 120))
def test_from_two_on_age_makes_no_difference_to_the_states(answers, age):
    by_article = changed(answers, age=LEAST_AGE_IN_ARTICLE)
    assert states(changed(answers, age=age)) == states(by_article)


@few
@given(anyones_answers(), st.sampled_from(Medicine))
def test_that_a_medicine_failed_never_puts_another_one_off(answers, failed):
    before = states(changed(answers, age=34))
    worse = answers["medicines"] | {failed: Outcome.DID_NOT_WORK}
    after = states(changed(answers, age=34, medicines=worse))
    for entry in FOUR:
        if entry != failed and before[entry] in NEARER:
            assert NEARER.index(after[entry]) >= NEARER.index(before[entry])


def test_steroids_alone_never_make_methotrexate_now():
    for creams, outcome in product(Creams, Outcome):
        answers = person(creams=creams, medicines={"steroids": outcome})
        assert state(answers, Entry.METHOTREXATE) is not State.NOW


@pytest.mark.parametrize("medicine", Medicine)
def test_a_medicine_once_taken_is_taken_now_or_tried_before(medicine):
    entry = Entry.NEWER if medicine in NEWER else Entry(medicine)
    for outcome in Outcome:
        found = state(person(medicines={medicine: outcome}), entry)
        assert found is (State.TAKING if outcome in TAKING_NOW else State.TRIED)


def test_newer_medicines_are_taken_now_if_one_of_them_is():
    answers = person(medicines={"dupilumab": "did_not_work", "baricitinib": "taking_not_sure"})
    assert state(answers, Entry.NEWER) is State.TAKING


def test_methotrexate_that_failed_is_no_other_systemic_treatment_than_itself():
    assert other_systemic_failed(person(medicines={"methotrexate": "did_not_work"})) is Fact.NO
