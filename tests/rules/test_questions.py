"""Which answers bring a question or an alert, which take it away, and where it stands.

`whole_sheets.toml` holds a few persons with every question that they are given, for clinicians.
"""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from support.persons import question_ids, sheet_for

from rules.alerts import ON_EVERY_SHEET, Alert
from rules.answers import Concern, Creams, Health, Medicine, Months, Outcome
from rules.content import CONTENT
from rules.questions import Ask

FAILED = {"cyclosporine": "did_not_work"}
PLAIN = {
    "an adult whose creams are not enough": {},
    "a child whose creams are not enough": {"age": 9, "who": "child"},
    "a child under two": {"age": 1, "who": "child"},
    "a teen on methotrexate": {"age": 14, "medicines": {"methotrexate": "taking_now"}},
    "an adult without creams yet": {"creams": "not_tried"},
    "an adult without creams yet, on azathioprine": {
        "creams": "not_tried",
        "medicines": {"azathioprine": "taking_now"},
    },
    "an adult whose creams work": {"creams": "working"},
    "an adult whose creams may not be enough": {"creams": "not_sure"},
    "an adult for whom cyclosporine failed": {"medicines": FAILED},
    "an adult on everything": {"medicines": dict.fromkeys(Medicine, "taking_now")},
}


def asked(**changes):
    return set(question_ids(sheet_for(**changes)))


def alert_ids(sheet):
    return [alert.id for alert in sheet.alerts]


def about_me(**changes):
    """The lines of "About me": label -> text."""
    return {line.label: line.text for line in sheet_for(**changes).about}


def words(text):
    return {word for word in re.findall("[a-z]+", text.lower()) if len(word) > 3}


def persons_that_reach_everything():
    """Changes that between them should bring, and take away, each question and alert."""
    yield from PLAIN.values()
    for medicine in Medicine:
        yield from ({"medicines": {medicine: outcome}} for outcome in Outcome)
    for months in Months:
        yield {"medicines": {"cyclosporine": "taking_now"}, "cyclosporine_months": months}
    yield from ({"creams": creams, "severity": "mild", "specialist": "no"} for creams in Creams)
    yield from ({"concerns": [item], "creams": "working"} for item in Concern)
    yield from ({"health": [item], "medicines": FAILED} for item in Health)
    for medicine in ("cyclosporine", "methotrexate"):
        yield {"age": 12, "medicines": {medicine: "did_not_work"}}
    yield {"creams": "not_tried", "health": ["kidney"]}


SHEETS = [sheet_for(**changes) for changes in persons_that_reach_everything()]


WHOLE_SHEETS = tomllib.loads((Path(__file__).parent / "whole_sheets.toml").read_text("utf-8"))


@pytest.mark.parametrize("person", WHOLE_SHEETS.values(), ids=WHOLE_SHEETS.keys())
def test_a_person_is_given_just_the_questions_of_the_table_in_its_order(person):
    found = [Ask(key).name for key in question_ids(sheet_for(**person["answers"]))]
    assert found == person["asked"]


@pytest.mark.parametrize("question", Ask)
def test_each_question_can_be_reached_and_avoided(question):
    assert {question in question_ids(sheet) for sheet in SHEETS} == {True, False}


@pytest.mark.parametrize("alert", sorted(set(Alert) - set(ON_EVERY_SHEET)))
def test_each_alert_can_be_raised_and_avoided(alert):
    assert {alert in alert_ids(sheet) for sheet in SHEETS} == {True, False}


def test_emergency_signs_and_bring_every_pill_are_not_for_anyone_to_avoid():
    always = {(sheet.emergency.id, sheet.bring_all.id) for sheet in SHEETS}
    assert always == {(Alert.EMERGENCY, Alert.BRING_EVERY_PILL)}


WORDS_OF_HEALTH = {
    item: words(" ".join(CONTENT.answers["health"][kind][item] for kind in ("choices", "about")))
    for item in Health
}


def speaks_most_of(item, texts):
    """The one of the texts (id -> text) that shares the most words with the health fact."""
    return max(texts, key=lambda key: len(WORDS_OF_HEALTH[item] & words(texts[key])))


def test_each_health_fact_raises_one_alert_and_it_is_the_one_that_speaks_of_it():
    raised = {item: sheet_for(health=[item]).alerts for item in Health}
    assert {len(alerts) for alerts in raised.values()} == {1}
    texts = {alert.id: f"{alert.line} {alert.short}" for (alert,) in raised.values()}
    assert len(texts) == len(Health)
    for item, (alert,) in raised.items():
        assert speaks_most_of(item, texts) == alert.id


def test_each_health_fact_leads_with_a_question_and_it_is_the_one_that_speaks_of_it():
    first = {item: sheet_for(health=[item]).questions[0] for item in Health}
    texts = {question.id: question.text for question in first.values()}
    assert len(texts) == len(Health)
    for item, question in first.items():
        own_first = {question.id: question.text, **texts}  # of equals, its own
        assert speaks_most_of(item, own_first) == question.id


ASKED_BY_CONCERN = {
    Concern.INFECTION: Ask.INFECTION_RISK,
    Concern.CANCER: Ask.CANCER_RISK,
    Concern.KIDNEYS: Ask.KIDNEYS_AND_PRESSURE,
    Concern.LIVER: Ask.LIVER_CHECKS,
    Concern.BLOOD_PRESSURE: Ask.KIDNEYS_AND_PRESSURE,
    Concern.STOMACH: Ask.STOMACH,
    Concern.SERIOUS_REACTION: Ask.WHEN_TO_CALL,
    Concern.PREGNANCY: Ask.A_BABY_ONE_DAY,
    Concern.HOW_TAKEN: Ask.HOW_TAKEN,
    Concern.HOW_LONG: Ask.HOW_LONG,
    Concern.FLARE_AFTER: Ask.WORSE_AFTER,
    Concern.OFF_LABEL: Ask.APPROVED,
    Concern.DOES_IT_WORK: Ask.STUDIES,
    Concern.OTHER_MEDICINES: Ask.OTHER_MEDICINES,
    Concern.TESTS: Ask.TESTS,
    Concern.VACCINES: Ask.VACCINES,
}


@pytest.mark.parametrize("item", Concern)
def test_a_concern_alone_brings_just_its_own_question_while_creams_come_first(item):
    brought = asked(creams="not_tried", concerns=[item]) - asked(creams="not_tried")
    assert brought == {ASKED_BY_CONCERN[item]}


@pytest.mark.parametrize("plain", PLAIN.values(), ids=PLAIN.keys())
def test_a_health_fact_and_its_alert_only_ever_add_questions(plain):
    before = asked(**plain)
    alone = {item: asked(**plain, health=[item]) for item in Health}
    assert all(before <= found for found in alone.values())
    for one, other in combinations(Health, 2):
        assert alone[one] | alone[other] <= asked(**plain, health=[one, other])


@pytest.mark.parametrize("plain", PLAIN.values(), ids=PLAIN.keys())
def test_a_concern_only_ever_adds_questions(plain):
    before = asked(**plain)
    assert all(before <= asked(**plain, concerns=[item]) for item in Concern)


@pytest.mark.parametrize("item", Health)
def test_a_health_fact_changes_no_state_of_a_medicine(item):
    for plain in PLAIN.values():
        before, after = sheet_for(**plain), sheet_for(**plain, health=[item])
        assert before.medicines == after.medicines
        assert before.stage == after.stage


@pytest.mark.parametrize("who", ["child", "someone_else"])
@pytest.mark.parametrize("plain", PLAIN.values(), ids=PLAIN.keys())
def test_whom_the_sheet_is_for_changes_words_only(plain, who):
    mine = sheet_for(**plain | {"who": "me"}).to_json()
    other = sheet_for(**plain | {"who": who}).to_json()
    for question in (*mine["questions"], *other["questions"]):
        del question["text"]
    assert mine == other


@pytest.mark.parametrize("health", [["none"], ["rather_not_say"]])
def test_without_a_health_fact_no_health_alert_is_raised(health):
    assert sheet_for(health=health).alerts == ()


def test_declining_the_health_page_is_told_to_the_doctor():
    assert about_me(health=["rather_not_say"])["Health"] == "Would rather talk about it in person"
    assert about_me()["Health"] == "None of those we asked about"


@pytest.mark.parametrize(
    "item", ["kidney", "liver", "blood_pressure", "pregnancy", "partner_pregnancy"]
)
@pytest.mark.parametrize("who", ["me", "child", "someone_else"])
def test_a_health_fact_that_the_article_ties_to_one_medicine_asks_about_them_all(item, who):
    first = sheet_for(health=[item], who=who, age=16).questions[0]
    assert "each of these medicines" in first.text or "Which of these medicines" in first.text


def test_lead_questions_stand_in_the_order_of_health_stage_medicines_concerns():
    sheet = sheet_for(
        age=9,
        who="child",
        health=["kidney", "infection_now"],
        medicines={"steroids": "taking_now"},
        concerns=["tests", "cancer"],
    )
    leads = [
        Ask.INFECTION_NOW,
        Ask.KIDNEY_TROUBLE,
        Ask.CREAMS_DONE_RIGHT,
        Ask.WHICH_AND_WHY,
        Ask.CYCLOSPORINE_NOW,
        Ask.CYCLOSPORINE_FORM_CHILD,
        Ask.CYCLOSPORINE_FORM_SOURCES,
        Ask.STEROIDS_WHY,
        Ask.CANCER_RISK,
        Ask.TESTS,
    ]
    assert question_ids(sheet)[:10] == leads
    assert [question.id for question in sheet.printed] == leads


def test_alerts_stand_with_what_cannot_wait_first():
    now = {"methotrexate": "taking_now", "steroids": "taking_now"}
    sheet = sheet_for(age=1, medicines=now, health=["kidney", "infection_now", "pregnancy"])
    assert alert_ids(sheet) == [
        Alert.PREGNANCY,
        Alert.METHOTREXATE_WEEKLY,
        Alert.INFECTION_NOW,
        Alert.UNDER_TWO,
        Alert.STEROIDS_NEVER_AT_ONCE,
        Alert.KIDNEY,
    ]


TIME_ON_CYCLOSPORINE = {
    "under_3": {Ask.CYCLOSPORINE_MONTHS},
    "3_to_5": {Ask.CYCLOSPORINE_PLAN},
    "6_to_11": {Ask.CYCLOSPORINE_PLAN},
    "12_or_more": {Ask.CYCLOSPORINE_A_YEAR},
    "not_sure": {Ask.CYCLOSPORINE_TIME},
}
ABOUT_TIME = set().union(*TIME_ON_CYCLOSPORINE.values())


@pytest.mark.parametrize("creams", Creams)
@pytest.mark.parametrize(("months", "expected"), TIME_ON_CYCLOSPORINE.items())
def test_time_on_cyclosporine_brings_just_its_question(months, expected, creams):
    found = asked(
        creams=creams, medicines={"cyclosporine": "taking_now"}, cyclosporine_months=months
    )
    assert found & ABOUT_TIME == expected


@pytest.mark.parametrize("months", Months)
def test_time_on_cyclosporine_in_the_past_asks_only_if_it_counts(months):
    found = asked(medicines={"cyclosporine": "wore_off"}, cyclosporine_months=months)
    assert found & {Ask.CYCLOSPORINE_AGAIN, *ABOUT_TIME} == {Ask.CYCLOSPORINE_AGAIN}


def test_a_year_on_cyclosporine_is_asked_about_first_of_all():
    on_it = {"medicines": {"cyclosporine": "taking_now"}, "cyclosporine_months": "12_or_more"}
    assert question_ids(sheet_for(**on_it))[0] == Ask.CYCLOSPORINE_A_YEAR
    assert question_ids(sheet_for(**on_it, creams="not_tried"))[0] == Ask.CYCLOSPORINE_A_YEAR
    assert question_ids(sheet_for(**on_it, health=["kidney"]))[:2] == [
        Ask.KIDNEY_TROUBLE,
        Ask.CYCLOSPORINE_A_YEAR,
    ]


@pytest.mark.parametrize("months", Months)
def test_who_asks_how_long_on_cyclosporine_is_given_that_as_the_reason(months):
    sheet = sheet_for(
        medicines={"cyclosporine": "taking_now"},
        cyclosporine_months=months,
        concerns=["how_long"],
    )
    reasons = {question.id: question.because for question in sheet.questions}
    assert "you asked about how long it is taken" in reasons[Ask.CYCLOSPORINE_MONTHS]


ENDED = {
    "side_effects": {Ask.AFTER_SIDE_EFFECTS},
    "wore_off": {Ask.AFTER_WEARING_OFF},
    "other_reason": {Ask.UNSURE_IF_FAILED},
    "not_sure": {Ask.UNSURE_IF_FAILED},
    "did_not_work": set(),
    "taking_now": set(),
}
ABOUT_ENDS = set().union(*ENDED.values())


@pytest.mark.parametrize("medicine", Medicine)
@pytest.mark.parametrize(("outcome", "expected"), ENDED.items())
def test_each_way_of_ending_brings_its_own_question(medicine, outcome, expected):
    assert asked(medicines={medicine: outcome}) & ABOUT_ENDS == expected


ONE_FAILED = {
    "cyclosporine failed, methotrexate never": ({"cyclosporine": "did_not_work"}, True),
    "methotrexate failed, cyclosporine never": ({"methotrexate": "did_not_work"}, True),
    "neither": ({}, False),
    "both failed": ({"cyclosporine": "did_not_work", "methotrexate": "did_not_work"}, False),
    "one failed, the other is taken": (
        {"cyclosporine": "did_not_work", "methotrexate": "taking_now"},
        False,
    ),
    "one failed, the other is unclear": (
        {"cyclosporine": "not_sure", "methotrexate": "did_not_work"},
        False,
    ),
    "one gave side effects": ({"cyclosporine": "side_effects"}, False),
    "one failed, azathioprine was tried": (
        {"cyclosporine": "did_not_work", "azathioprine": "wore_off"},
        True,
    ),
    "one failed, mycophenolate was tried": (
        {"methotrexate": "did_not_work", "mycophenolate": "wore_off"},
        True,
    ),
    "one failed, both later ones were tried": (
        {
            "cyclosporine": "did_not_work",
            "azathioprine": "wore_off",
            "mycophenolate": "wore_off",
        },
        False,
    ),
}


@pytest.mark.parametrize(("taken", "expected"), ONE_FAILED.values(), ids=ONE_FAILED.keys())
def test_the_other_first_line_medicine_is_asked_about_when_just_one_failed(taken, expected):
    assert (Ask.OTHER_FIRST_LINE in asked(medicines=taken)) == expected


@pytest.mark.parametrize("age", [16, 17])
def test_at_16_and_17_the_child_quote_comes_with_the_note_on_that_age(age):
    line = sheet_for(age=age).medicines[0]
    assert [quote.id for quote in line.quotes] == ["S3", "S27"]
    assert line.notes == ("N5", "N1", "N21")


@pytest.mark.parametrize(
    ("age", "quoted"), [(2, True), (15, True), (17, True), (18, False), (19, False), (1, False)]
)
def test_the_child_quote_is_for_ages_two_to_seventeen(age, quoted):
    assert ("S27" in [quote.id for quote in sheet_for(age=age).medicines[0].quotes]) == quoted


def test_a_child_under_two_on_cyclosporine_still_sees_the_child_quote():
    line = sheet_for(age=1, medicines={"cyclosporine": "taking_now"}).medicines[0]
    assert [quote.id for quote in line.quotes] == ["S3", "S27"]


def test_under_two_the_one_age_in_the_article_is_quoted_with_its_notes():
    lines = {str(line.medicine): line for line in sheet_for(age=0).medicines}
    assert [quote.id for quote in lines["mycophenolate"].quotes] == ["S53"]
    assert lines["mycophenolate"].notes == ("N3", "N15")
    assert (lines["methotrexate"].quotes, lines["methotrexate"].notes) == ((), ("N15",))


def test_the_question_on_the_form_for_children_is_neutral():
    sheet = sheet_for(age=9, who="child")
    texts = {question.id: question.text for question in sheet.questions}
    assert texts[Ask.CYCLOSPORINE_FORM_SOURCES] == (
        "The article and other sources differ on how children take cyclosporine. "
        "Which is right for my child?"
    )


PREGNANCY_AND_PRIVATE_TALK = {9: False, 10: True, 17: True, 18: False}


@pytest.mark.parametrize(("age", "expected"), PREGNANCY_AND_PRIVATE_TALK.items())
@pytest.mark.parametrize("medicine", ["methotrexate", "mycophenolate"])
def test_a_private_talk_on_birth_control_is_for_teens(medicine, age, expected):
    assert (Ask.IN_PRIVATE in asked(age=age, medicines={medicine: "taking_now"})) == expected


LINES = {
    "creams alone decide on cyclosporine": (
        {"creams": "helps_some"},
        "cyclosporine",
        "Because you said creams help some.",
    ),
    "creams that work put methotrexate off": (
        {"creams": "working", "medicines": {"newer": "did_not_work"}},
        "methotrexate",
        "Because you said creams work well.",
    ),
    "no other medicine failed before methotrexate": (
        {"creams": "helps_some"},
        "methotrexate",
        "Because you said creams help some, and you did not say that another medicine failed.",
    ),
    "a medicine that failed counts before one that is unclear": (
        {"medicines": {"cyclosporine": "wore_off", "newer": "did_not_work"}},
        "methotrexate",
        "Because you said creams are not enough and the newer medicine did not work.",
    ),
    "neither first medicine failed before azathioprine": (
        {},
        "azathioprine",
        "Because you did not say that cyclosporine or methotrexate failed.",
    ),
    "both first medicines failed before mycophenolate": (
        {"medicines": {"cyclosporine": "did_not_work", "methotrexate": "did_not_work"}},
        "mycophenolate",
        "Because you said cyclosporine did not work and methotrexate did not work.",
    ),
    "a medicine that is taken": (
        {"medicines": {"mycophenolate": "taking_now"}},
        "mycophenolate",
        "Because you said mycophenolate is taken now.",
    ),
    "an age that is not covered": ({"age": 1}, "azathioprine", "Because you said the age is 1."),
    "steroids never taken": (
        {},
        "steroids",
        "Because you did not tick steroid pills or shots.",
    ),
}


@pytest.mark.parametrize(("changes", "medicine", "because"), LINES.values(), ids=LINES.keys())
def test_each_medicine_line_says_which_answers_put_it_there(changes, medicine, because):
    lines = {line.medicine: line.because for line in sheet_for(**changes).medicines}
    assert lines[medicine] == because


ABOUT = {
    "For": "A person I care for, age 70",
    "Eczema": "Not sure how bad it is",
    "Specialist": "Not seen by a skin or allergy doctor yet",
    "Creams": "Helping some",
    "Medicines": "Cyclosporine: worked, then wore off (3 to 5 months); "
    "a newer shot or pill: taking now",
    "Health": "Kidney trouble; light treatment",
    "Wants to know": "Cancer risk; tests",
}


def test_about_me_says_every_answer_for_the_doctor():
    about = about_me(
        who="someone_else",
        age=70,
        severity="not_sure",
        specialist="no",
        creams="helps_some",
        medicines={"newer": "taking_now", "cyclosporine": "wore_off"},
        cyclosporine_months="3_to_5",
        health=["light_treatment", "kidney"],
        concerns=["tests", "cancer"],
    )
    assert about == ABOUT


def test_about_me_says_when_nothing_was_taken_or_picked():
    about = about_me()
    assert about["Medicines"] == "None of those we asked about"
    assert about["Wants to know"] == "None picked"


def test_an_adult_who_stopped_cyclosporine_for_side_effects_and_may_be_pregnant():
    sheet = sheet_for(age=28, medicines={"cyclosporine": "side_effects"}, health=["pregnancy"])
    found = {question.id: question for question in sheet.questions}
    assert sheet.stage == "next_medicine"
    assert alert_ids(sheet) == [Alert.PREGNANCY]
    assert "side effects" in found[Ask.AFTER_SIDE_EFFECTS].text
    because = found[Ask.AFTER_SIDE_EFFECTS].because
    assert because == "Because you said cyclosporine gave side effects."
