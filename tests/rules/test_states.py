"""What the article says about each medicine, and where a person is on its path.

`cases.csv` is a table for clinicians: what was answered, and the state that each of the four
medicines must have. What holds for all answers is tried below on answers made by chance.
"""

import csv
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.anyone import anyones_answers
from support.persons import person

from rules import Answers
from rules.answers import Creams, Medicine, Outcome
from rules.facts import LEAST_AGE_IN_ARTICLE
from rules.medicines import IMMUNOSUPPRESSANTS
from rules.states import State, stage, state, states

with (Path(__file__).parent / "cases.csv").open(encoding="utf-8", newline="") as table:
    CASES = {row.pop("case"): row for row in csv.DictReader(table)}

NOT_A_YES = set(Outcome) - {Outcome.TAKING_NOW, Outcome.DID_NOT_WORK}
NEARER = (State.LATER, State.ASK, State.NOW)  # one after the other, as the conditions come true


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_the_state_of_each_medicine_and_the_stage_are_those_of_the_table(case):
    taken = dict(item.split(": ") for item in case["taken"].split("; ") if item)
    answers = person(age=int(case["age"]), creams=case["creams"], medicines=taken)
    expected = {medicine: case[medicine] for medicine in IMMUNOSUPPRESSANTS}
    assert {medicine: state(answers, medicine) for medicine in IMMUNOSUPPRESSANTS} == expected
    assert stage(answers) == case["stage"]


def changed(answers, **changes):
    return Answers.from_json(answers | changes)


@given(anyones_answers())
def test_beside_the_four_a_medicine_is_taken_tried_or_never_more_than_a_remark(answers):
    found = states(Answers.from_json(answers))
    assert found[Medicine.STEROIDS] in (State.TAKING, State.TRIED, State.DISCOURAGED)
    assert found[Medicine.NEWER] in (State.TAKING, State.TRIED, State.NOT_IN_ARTICLE)


@given(anyones_answers())
def test_azathioprine_and_mycophenolate_are_never_ranked_when_neither_was_taken(answers):
    others = set(answers["medicines"]) - {Medicine.AZATHIOPRINE, Medicine.MYCOPHENOLATE}
    taken = {medicine: answers["medicines"][medicine] for medicine in others}
    found = states(changed(answers, medicines=taken))
    assert found[Medicine.AZATHIOPRINE] == found[Medicine.MYCOPHENOLATE]


@given(anyones_answers(), st.sampled_from(sorted(NOT_A_YES)))
def test_wore_off_side_effects_other_reason_and_not_sure_lead_to_the_same_states(answers, other):
    taken = {
        medicine: other if outcome in NOT_A_YES else outcome
        for medicine, outcome in answers["medicines"].items()
    }
    assert states(changed(answers, medicines=taken)) == states(changed(answers))


@given(anyones_answers(), st.integers(LEAST_AGE_IN_ARTICLE, 120))
def test_from_two_on_age_makes_no_difference_to_the_states(answers, age):
    by_article = changed(answers, age=LEAST_AGE_IN_ARTICLE)
    assert states(changed(answers, age=age)) == states(by_article)


@given(anyones_answers(), st.sampled_from(Medicine))
def test_that_a_medicine_failed_never_puts_another_one_off(answers, failed):
    before = states(changed(answers, age=34))
    worse = answers["medicines"] | {failed: Outcome.DID_NOT_WORK}
    after = states(changed(answers, age=34, medicines=worse))
    for medicine in IMMUNOSUPPRESSANTS:
        if medicine != failed and before[medicine] in NEARER:
            assert NEARER.index(after[medicine]) >= NEARER.index(before[medicine])


def test_steroids_alone_never_make_methotrexate_now():
    for creams, outcome in product(Creams, Outcome):
        answers = person(creams=creams, medicines={"steroids": outcome})
        assert state(answers, Medicine.METHOTREXATE) is not State.NOW


def test_a_medicine_once_taken_is_taken_now_or_tried_before():
    for medicine, outcome in product(Medicine, Outcome):
        found = state(person(medicines={medicine: outcome}), medicine)
        assert found is (State.TAKING if outcome is Outcome.TAKING_NOW else State.TRIED)
