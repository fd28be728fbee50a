"""What is said with a person's answers: who they are, what was tried, and why something stands."""

import pytest
from support.persons import person, sheet_for

from rules.answers import Who
from rules.content import CONTENT
from rules.questions import Ask
from rules.wording import about_line, to_reader, without_answers


def about_me(**changes):
    """The lines of "About me": label -> text."""
    return {line.label: line.text for line in sheet_for(**changes).about}


def text_of(question, **changes):
    return next(item.text for item in sheet_for(**changes).questions if item.id == question)


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (Who.ME, "Do any of these apply to {person}?"),
        (Who.CHILD, "Do any of these apply to your child?"),
        (Who.SOMEONE_ELSE, "Do any of these apply to the person you care for?"),
    ],
)
def test_the_reader_is_told_of_the_other_person(who, expected):
    assert to_reader("Do any of these apply to {person}?", who, CONTENT) == expected


@pytest.mark.parametrize("who", ["child", "someone_else"])
@pytest.mark.parametrize(
    "changes",
    [
        {"health": ["kidney"], "goals": ["baby"], "concerns": ["needles"]},
        {"age": 9, "medicines": {"methotrexate": "did_not_work", "steroids": "taking_helps"}},
    ],
)
def test_whom_the_sheet_is_for_changes_words_only(changes, who):
    mine = sheet_for(**changes | {"who": "me"}).to_json()
    other = sheet_for(**changes | {"who": who}).to_json()
    for sheet in (mine, other):
        for question in sheet["questions"]:
            del question["text"]
        for alert in sheet["alerts"]:
            del alert["to_doctor"]
    assert mine == other


SAID_OF = {
    "me": "I have kidney trouble.",
    "child": "My child has kidney trouble.",
    "someone_else": "The person I care for has kidney trouble.",
}


@pytest.mark.parametrize(("who", "line"), SAID_OF.items())
def test_the_doctor_is_told_of_the_person_meant(who, line):
    assert [alert.to_doctor for alert in sheet_for(who=who, health=["kidney"]).alerts] == [line]


def test_an_alert_of_several_facts_says_those_ticked():
    (alert,) = sheet_for(health=["hiv", "hepatitis"]).alerts
    assert alert.short == "hepatitis, now or before, HIV"
    assert alert.to_doctor == "I have or had hepatitis. I have HIV."


WHEN_PREGNANT = {
    "nothing taken": ({}, "Say this to the doctor first"),
    "a medicine with which the next dose matters": (
        {"baricitinib": "taking_helps", "dupilumab": "taking_helps"},
        "Call the doctor today, before the next dose",
    ),
    "another medicine": (
        {"dupilumab": "taking_helps", "methotrexate": "side_effects"},
        "Call the doctor today about each medicine that is taken. Do not stop a medicine",
    ),
}


@pytest.mark.parametrize(("taken", "line"), WHEN_PREGNANT.values(), ids=WHEN_PREGNANT)
def test_what_to_do_when_pregnant_depends_on_what_is_taken_now(taken, line):
    alert = sheet_for(health=["pregnant"], medicines=taken).alerts[0]
    assert alert.to_you.startswith(line)


def test_signs_to_call_about_are_those_of_the_medicines_taken_now():
    alerts = sheet_for(
        medicines={"azathioprine": "taking_helps", "cyclosporine": "wore_off"}
    ).alerts
    (line,) = (alert.to_you for alert in alerts)
    assert line.endswith(
        "Call for fever, a sore mouth, or new bruises, or if there may be an infection."
    )
    assert "urine" not in line


ABOUT = {
    "For": "A person I care for, age 70",
    "Eczema": "Not sure how bad it is",
    "This past week": "Itch 8 of 10; 1 bad night last week",
    "Specialist": "Not seen by a skin or allergy doctor yet",
    "Creams": "Help a little",
    "Medicines": "Cyclosporine: wore off (3 to 5 months); "
    "Dupilumab: side effects (sore eyes); Another newer shot or pill: now, not sure yet",
    "Health": "Kidney trouble; light treatment, now or before",
    "Matters most": "Less itch; plans for a baby",
    "Wants to know": "Cancer risk; tests",
}


def test_about_me_says_every_answer_for_the_doctor():
    about = about_me(
        who="someone_else",
        age=70,
        severity="not_sure",
        itch=8,
        bad_nights=1,
        specialist="no",
        creams="helps_some",
        medicines={
            "newer_other": "taking_not_sure",
            "dupilumab": "side_effects",
            "cyclosporine": "wore_off",
        },
        months={"cyclosporine": "3_to_5"},
        side_effect={"dupilumab": "sore eyes"},
        health=["light_treatment", "kidney"],
        goals=["baby", "less_itch"],
        concerns=["tests", "cancer"],
    )
    assert about == ABOUT


def test_about_me_leaves_out_what_is_optional_and_says_when_nothing_was_taken_or_ticked():
    about = about_me(bad_nights=0)
    none = "None of those we asked about"
    assert (about["Medicines"], about["Health"], about["Wants to know"]) == (none, none, none)
    assert about["This past week"] == "No bad night last week"
    assert "Matters most" not in about
    assert "This past week" not in about_me()


def test_declining_the_health_page_is_told_to_the_doctor():
    assert about_me(health=["rather_not_say"])["Health"] == "Would rather talk about it in person"


def test_medicines_are_named_in_the_order_of_the_list():
    answers = person(medicines={"newer_other": "wore_off", "cyclosporine": "not_sure"})
    assert about_line("names", answers, CONTENT).text == "Cyclosporine; another newer shot or pill"


def test_nothing_tried_is_an_empty_table():
    assert sheet_for(creams="not_tried").tried == ()


TRIED = {"cyclosporine": "side_effects", "methotrexate": "did_not_work"}


def test_the_next_step_names_what_was_tried_how_it_went_and_the_side_effect():
    asked = text_of(Ask.NEXT_STEP, medicines=TRIED, side_effect={"cyclosporine": "kidney"})
    assert asked == (
        "I have tried cyclosporine (side effects: “kidney”) and methotrexate (did not work). "
        "What should we try next, and why?"
    )


def test_of_more_than_three_medicines_three_are_named():
    four = ("cyclosporine", "methotrexate", "dupilumab", "upadacitinib")
    asked = text_of(Ask.GOES_NOT_ENOUGH, medicines=dict.fromkeys(four, "taking_not_enough"))
    assert asked.startswith("I take cyclosporine, methotrexate, dupilumab and others, and")


def test_past_infections_and_goals_are_named():
    both = {"health": ["tb", "hiv"], "goals": ["less_itch", "better_sleep", "mood"]}
    assert text_of(Ask.PAST_INFECTION, **both).startswith("I have, or once had, TB and HIV.")
    assert text_of(Ask.GOALS, **both).startswith(
        "What I want most is less itch, better sleep and a good mood."
    )


def test_before_anybody_has_answered_a_blank_stands_for_what_a_question_names():
    words = "{person} took {medicines} and wants {goals}."
    assert without_answers(words, Who.CHILD, "…", CONTENT) == "my child took … and wants …."


ABOUT_MEDICINE = {
    "one shot": ({"dupilumab": "taking_helps"}, "dupilumab"),
    "two newer ones": ({"dupilumab": "taking_helps", "nemolizumab": "taking_helps"}, "newer"),
    "one older": ({"steroids": "taking_helps"}, "steroids"),
    "an older and a newer one": ({"steroids": "taking_helps", "nemolizumab": "taking_helps"}, None),
}


@pytest.mark.parametrize(("taken", "code"), ABOUT_MEDICINE.values(), ids=ABOUT_MEDICINE)
def test_a_question_says_by_code_which_medicine_it_is_about(taken, code):
    questions = {item.id: item for item in sheet_for(medicines=taken).questions}
    assert questions[Ask.GOES_WELL].medicine == code


LINES = {
    "creams alone decide on cyclosporine": (
        {"creams": "helps_some"},
        "cyclosporine",
        "Because you said creams help a little.",
    ),
    "creams that work put methotrexate off": (
        {"creams": "working", "medicines": {"dupilumab": "did_not_work"}},
        "methotrexate",
        "Because you said creams work well.",
    ),
    "no other medicine failed before methotrexate": (
        {"creams": "helps_some"},
        "methotrexate",
        "Because you said creams help a little, "
        "and you did not say that another medicine did not work.",
    ),
    "a medicine that failed counts before one that is unclear": (
        {"medicines": {"cyclosporine": "wore_off", "dupilumab": "did_not_work"}},
        "methotrexate",
        "Because you said creams are not enough and dupilumab did not work.",
    ),
    "neither first medicine failed before azathioprine": (
        {},
        "azathioprine",
        "Because you did not say that cyclosporine or methotrexate did not work.",
    ),
    "both first medicines failed before mycophenolate": (
        {"medicines": {"cyclosporine": "did_not_work", "methotrexate": "did_not_work"}},
        "mycophenolate",
        "Because you said cyclosporine did not work and methotrexate did not work.",
    ),
    "a medicine that is taken": (
        {"medicines": {"mycophenolate": "taking_not_enough"}},
        "mycophenolate",
        "Because you said mycophenolate is not enough now.",
    ),
    "an age that is not covered": ({"age": 1}, "azathioprine", "Because the age is 1."),
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


def test_under_two_the_one_age_in_the_article_is_quoted_with_its_notes():
    lines = {str(line.medicine): line for line in sheet_for(age=0).medicines}
    assert [quote.id for quote in lines["mycophenolate"].quotes] == ["S53"]
    assert lines["mycophenolate"].notes == ("N3", "N15")
    assert (lines["methotrexate"].quotes, lines["methotrexate"].notes) == ((), ("N15",))
