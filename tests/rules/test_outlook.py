"""What the article says about each medicine, against the clinical decisions written out again.

The functions that start with `decided_` are a second writing of those decisions, on plain codes.
They share nothing with the rules.
"""

from itertools import cycle, product

import pytest
from persons import CREAMS, FOUR, MEDICINES, OUTCOMES, person, sheet_for, states_of

from rules.outlook import stage, states

CREAMS_NOT_ENOUGH = {
    "not_tried": "no",
    "working": "no",
    "helps_some": "unclear",
    "not_sure": "unclear",
    "not_enough": "yes",
}
FAILED = {
    "never": "no",
    "taking_now": "no",
    "did_not_work": "yes",
    "wore_off": "unclear",
    "side_effects": "unclear",
    "other_reason": "unclear",
    "not_sure": "unclear",
}
STATE = {"yes": "now", "unclear": "ask", "no": "later"}
NOT_A_YES = ("wore_off", "side_effects", "other_reason", "not_sure")
TELLING = ("never", "taking_now", "did_not_work", "not_sure")  # one outcome of each kind


def either(*facts):
    return next(fact for fact in ("yes", "unclear", "no") if fact in facts)


def all_of(*facts):
    return next(fact for fact in ("no", "unclear", "yes") if fact in facts)


def decided_first_line_failed(taken):
    return either(FAILED[taken["cyclosporine"]], FAILED[taken["methotrexate"]])


def decided_another_systemic_failed(taken):
    others = ("cyclosporine", "azathioprine", "mycophenolate", "newer")
    steroids = "no" if taken["steroids"] in ("never", "taking_now") else "unclear"
    return either(steroids, *(FAILED[taken[other]] for other in others))


def decided_condition(medicine, creams, taken):
    if medicine == "cyclosporine":
        return CREAMS_NOT_ENOUGH[creams]
    if medicine == "methotrexate":
        return all_of(CREAMS_NOT_ENOUGH[creams], decided_another_systemic_failed(taken))
    return decided_first_line_failed(taken)


def decided_state(medicine, age, creams, taken):
    if taken[medicine] != "never":
        return "taking" if taken[medicine] == "taking_now" else "tried"
    if medicine == "steroids":
        return "discouraged"
    if medicine == "newer":
        return "not_in_article"
    if age < 2:
        return "not_covered"
    return STATE[decided_condition(medicine, creams, taken)]


def decided_stage(creams, taken):
    ways = {taken[medicine] for medicine in (*FOUR, "newer")}
    if creams == "not_tried":
        return "creams_first"
    if "taking_now" in ways:
        return "on_medicine"
    if ways != {"never"}:
        return "next_medicine"
    return {"no": "creams_working", "unclear": "creams_unclear", "yes": "beyond_creams"}[
        CREAMS_NOT_ENOUGH[creams]
    ]


def ever_taken(taken):
    return {medicine: outcome for medicine, outcome in taken.items() if outcome != "never"}


def disagreements(combinations):
    """Every (age, creams, taken) at which the rules and the decisions part."""
    for age, creams, taken in combinations:
        answers = person(age=age, creams=creams, medicines=ever_taken(taken))
        decided = {item: decided_state(item, age, creams, taken) for item in MEDICINES}
        if states(answers) != decided or stage(answers) != decided_stage(creams, taken):
            yield age, creams, ever_taken(taken), decided


def every_way(outcomes):
    return (dict(zip(MEDICINES, ways, strict=True)) for ways in product(outcomes, repeat=6))


def test_rules_and_decisions_agree_for_each_kind_of_outcome_with_all_creams_around_two():
    combinations = (
        (age, creams, taken) for taken in every_way(TELLING) for creams in CREAMS for age in (1, 2)
    )
    assert list(disagreements(combinations)) == []


def test_rules_and_decisions_agree_for_every_outcome_of_every_medicine():
    creams, ages = cycle(CREAMS), cycle((34, 9, 2, 1, 0, 16, 120, 3))
    combinations = ((next(ages), next(creams), taken) for taken in every_way(("never", *OUTCOMES)))
    assert list(disagreements(combinations)) == []


def test_wore_off_side_effects_other_reason_and_not_sure_lead_to_the_same_states():
    alike = dict.fromkeys(NOT_A_YES, "not_sure")
    folded = {}
    for creams, taken in product(("not_enough", "helps_some"), every_way(("never", *NOT_A_YES))):
        key = (creams, *(alike.get(outcome, outcome) for outcome in taken.values()))
        found = states(person(creams=creams, medicines=ever_taken(taken)))
        assert folded.setdefault(key, found) == found, (creams, taken)


@pytest.mark.parametrize("taken", [{}, {"methotrexate": "did_not_work"}, {"newer": "wore_off"}])
@pytest.mark.parametrize("creams", CREAMS)
def test_age_makes_no_difference_to_the_states_on_either_side_of_two(creams, taken):
    found = [states(person(age=age, creams=creams, medicines=taken)) for age in range(121)]
    assert found[0] == found[1]
    assert all(one == found[2] for one in found[3:])


def four_states(**changes):
    found = states_of(sheet_for(**changes))
    return tuple(found[medicine] for medicine in FOUR)


@pytest.mark.parametrize("creams", CREAMS)
@pytest.mark.parametrize("age", [0, 1])
def test_under_two_the_article_covers_none_of_the_four(age, creams):
    assert four_states(age=age, creams=creams) == ("not_covered",) * 4


def test_from_two_on_the_article_covers_all_four():
    assert four_states(age=2) == ("now", "later", "later", "later")


def test_a_medicine_taken_under_two_is_still_shown_as_taken():
    found = four_states(age=1, medicines={"cyclosporine": "taking_now"})
    assert found == ("taking", "not_covered", "not_covered", "not_covered")


def test_eighteen_changes_no_state():
    taken = {"cyclosporine": "side_effects", "newer": "did_not_work"}
    assert four_states(age=17, medicines=taken) == four_states(age=18, medicines=taken)


@pytest.mark.parametrize(
    ("creams", "state"),
    [
        ("not_tried", "later"),
        ("working", "later"),
        ("helps_some", "ask"),
        ("not_sure", "ask"),
        ("not_enough", "now"),
    ],
)
def test_cyclosporine_waits_for_creams_that_are_not_enough(creams, state):
    assert four_states(creams=creams)[0] == state


FIRST_LINE = {
    "neither taken": ({}, "later"),
    "cyclosporine did not work": ({"cyclosporine": "did_not_work"}, "now"),
    "methotrexate did not work": ({"methotrexate": "did_not_work"}, "now"),
    "both did not work": (
        {"cyclosporine": "did_not_work", "methotrexate": "did_not_work"},
        "now",
    ),
    "one did not work, one is taken": (
        {"cyclosporine": "did_not_work", "methotrexate": "taking_now"},
        "now",
    ),
    "one did not work, one is unclear": (
        {"cyclosporine": "not_sure", "methotrexate": "did_not_work"},
        "now",
    ),
    "one is taken": ({"cyclosporine": "taking_now"}, "later"),
    "both are taken": ({"cyclosporine": "taking_now", "methotrexate": "taking_now"}, "later"),
    "one is unclear": ({"methotrexate": "wore_off"}, "ask"),
    "both are unclear": ({"cyclosporine": "side_effects", "methotrexate": "not_sure"}, "ask"),
    "only a newer medicine did not work": ({"newer": "did_not_work"}, "later"),
    "only steroids did not work": ({"steroids": "did_not_work"}, "later"),
}


@pytest.mark.parametrize(("taken", "state"), FIRST_LINE.values(), ids=FIRST_LINE.keys())
@pytest.mark.parametrize("creams", CREAMS)
def test_azathioprine_and_mycophenolate_wait_for_cyclosporine_or_methotrexate(creams, taken, state):
    assert four_states(creams=creams, medicines=taken)[2:] == (state, state)


def test_azathioprine_and_mycophenolate_are_never_ranked_when_neither_was_taken():
    others = ("cyclosporine", "methotrexate", "steroids", "newer")
    for ways in product(("never", *OUTCOMES), repeat=4):
        taken = ever_taken(dict(zip(others, ways, strict=True)))
        found = states(person(medicines=taken))
        assert found["azathioprine"] == found["mycophenolate"], taken


@pytest.mark.parametrize("outcome", NOT_A_YES)
@pytest.mark.parametrize("medicine", ["cyclosporine", "azathioprine", "mycophenolate", "newer"])
def test_another_way_of_ending_is_not_did_not_work(medicine, outcome):
    assert four_states(medicines={medicine: outcome})[1] == "ask"
    assert four_states(medicines={medicine: "did_not_work"})[1] == "now"


@pytest.mark.parametrize("outcome", OUTCOMES)
@pytest.mark.parametrize("creams", CREAMS)
def test_steroids_alone_never_make_methotrexate_now(creams, outcome):
    assert four_states(creams=creams, medicines={"steroids": outcome})[1] != "now"


@pytest.mark.parametrize("outcome", ["did_not_work", *NOT_A_YES])
def test_steroids_that_ended_make_methotrexate_a_thing_to_ask(outcome):
    assert four_states(medicines={"steroids": outcome})[1] == "ask"


def test_steroids_taken_now_leave_methotrexate_for_later():
    assert four_states(medicines={"steroids": "taking_now"})[1] == "later"


@pytest.mark.parametrize("creams", ["helps_some", "not_sure"])
def test_unclear_creams_keep_methotrexate_a_thing_to_ask(creams):
    assert four_states(creams=creams, medicines={"newer": "did_not_work"})[1] == "ask"


STAGES = {
    "no creams yet": ({"creams": "not_tried"}, "creams_first"),
    "no creams yet, on a medicine": (
        {"creams": "not_tried", "medicines": {"cyclosporine": "taking_now"}},
        "creams_first",
    ),
    "on one of the four, another ended": (
        {"medicines": {"cyclosporine": "did_not_work", "azathioprine": "taking_now"}},
        "on_medicine",
    ),
    "on a newer medicine": ({"medicines": {"newer": "taking_now"}}, "on_medicine"),
    "creams work on a medicine": (
        {"creams": "working", "medicines": {"methotrexate": "taking_now"}},
        "on_medicine",
    ),
    "a newer medicine ended": ({"medicines": {"newer": "wore_off"}}, "next_medicine"),
    "creams work, a medicine ended": (
        {"creams": "working", "medicines": {"mycophenolate": "not_sure"}},
        "next_medicine",
    ),
    "steroids now are no stage": ({"medicines": {"steroids": "taking_now"}}, "beyond_creams"),
    "creams work": ({"creams": "working"}, "creams_working"),
    "creams help some": ({"creams": "helps_some"}, "creams_unclear"),
    "creams not sure": ({"creams": "not_sure"}, "creams_unclear"),
    "creams not enough": ({}, "beyond_creams"),
}


@pytest.mark.parametrize(("changes", "expected"), STAGES.values(), ids=STAGES.keys())
def test_the_stage_is_the_first_that_fits(changes, expected):
    assert sheet_for(**changes).stage == expected


def test_an_adult_whose_creams_are_not_enough():
    sheet = sheet_for(
        age=34, severity="moderate", specialist="no", concerns=["infection", "how_long"]
    )
    assert sheet.stage == "beyond_creams"
    assert states_of(sheet) == {
        "cyclosporine": "now",
        "methotrexate": "later",
        "azathioprine": "later",
        "mycophenolate": "later",
        "steroids": "discouraged",
        "newer": "not_in_article",
    }


def test_a_child_for_whom_methotrexate_did_not_work():
    sheet = sheet_for(who="child", age=9, medicines={"methotrexate": "did_not_work"})
    cyclosporine = sheet.medicines[0]
    assert sheet.stage == "next_medicine"
    assert [quote.id for quote in cyclosporine.quotes][-1] == "S27"
    assert "N1" in cyclosporine.notes
    assert "Q31" in [question.id for question in sheet.questions]
    assert four_states(age=9, medicines={"methotrexate": "did_not_work"}) == (
        "now",
        "tried",
        "now",
        "now",
    )


def test_an_adult_who_stopped_cyclosporine_for_side_effects_and_may_be_pregnant():
    taken = {"cyclosporine": "side_effects"}
    sheet = sheet_for(age=28, medicines=taken, health=["pregnancy"])
    assert sheet.stage == "next_medicine"
    assert sheet.flags[0].id == "RF01"
    assert four_states(age=28, medicines=taken, health=["pregnancy"]) == (
        "tried",
        "ask",
        "ask",
        "ask",
    )
    asked = {question.id: question for question in sheet.questions}
    assert "side effects" in asked["Q39"].text
    assert asked["Q39"].because == "Because you said cyclosporine gave side effects."
