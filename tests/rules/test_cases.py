"""The cases to sign off: the rules hold each of them, and they cover what matters."""

from datetime import date
from itertools import chain, product

import pytest

from rules import build_sheet
from rules.__main__ import run
from rules.alerts import ALERTS
from rules.answers import TAKING_NOW, Concern, Goal, Health, Medicine, Outcome
from rules.assessment import assess
from rules.cases import CASES, as_text, in_words, load
from rules.content import CONTENT, ContentError
from rules.states import Stage

AGES = {1, 4, 9, 12, 16, 17, 80}
PREGNANCY = (
    Health.PREGNANT,
    Health.MAYBE_PREGNANT,
    Health.PLANNING_PREGNANCY,
    Health.COULD_BECOME_PREGNANT,
)
ON_A_JAK_PILL = {Medicine.UPADACITINIB, Medicine.ABROCITINIB, Medicine.BARICITINIB}
TAKEN_IN_PREGNANCY = (set(), {Medicine.AZATHIOPRINE}, {Medicine.METHOTREXATE}, ON_A_JAK_PILL)


def named(ids):
    """Ids with their words, for a message that can be read without a table beside it."""
    words = {key: question.me for key, question in CONTENT.questions.items()}
    return "; ".join(f"{key} ({words.get(key, 'an own question')})" for key in ids) or "none"


def differences(case):
    """Each way in which the sheet does not hold the case, as a sentence."""
    sheet = build_sheet(case.answers)
    first = tuple(item.id for item in sheet.most_important)
    printed = {item.id for item in sheet.printed}
    offered = printed | {question.id for question in sheet.questions}
    alerts = tuple(alert.id for alert in sheet.alerts)
    found = {
        "must be printed, and are not": [key for key in case.among if key not in printed],
        "must not be on offer, and are": [key for key in case.never if key in offered],
        "must not be printed, and are": [key for key in case.not_printed if key in printed],
        "must be on offer, and are not": [key for key in case.not_printed if key not in offered],
    }
    said = [f"These {what}: {named(ids)}" for what, ids in found.items() if ids]
    if first != case.first:
        said.insert(0, f"First must come {named(case.first)}, and first comes {named(first)}")
    if alerts != case.alerts:
        said.append(f"The alerts must be {case.alerts}, and are {alerts}")
    return said


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_sheet_holds_what_the_case_says(case):
    found = differences(case)
    assert not found, "\n".join([case.name, f"Why it matters: {case.why}", *found])


def test_there_are_eighty_or_more_and_each_says_why():
    assert len(CASES) >= 80
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.why.endswith(".") for case in CASES)


def test_the_worked_persons_and_those_of_the_clinical_read_are_among_them():
    origins = [case.origin for case in CASES if case.origin]
    assert sorted(origins) == sorted(
        [
            *(f"decisions 9.{place}" for place in range(1, 7)),
            *(f"review 3.{place}" for place in range(1, 10)),
        ]
    )


# What they cover


def test_every_stage_every_age_and_every_answer_on_creams_is_covered():
    assert {assess(case.answers).stage for case in CASES} == set(Stage)
    assert {case.answers.age for case in CASES} >= AGES
    for key in ("who", "severity", "specialist", "creams"):
        given = {getattr(case.answers, key) for case in CASES}
        assert given == set(type(next(iter(given))))


def test_every_medicine_is_covered_under_each_way_that_it_goes():
    given = set(chain.from_iterable(case.answers.medicines.items() for case in CASES))
    assert {pair for pair in product(Medicine, TAKING_NOW) if pair not in given} == set()
    assert {outcome for _, outcome in given} == set(Outcome)
    assert {len(case.answers.medicines) for case in CASES} >= {0, 1, 2, 3}


def test_every_health_fact_concern_and_goal_is_covered():
    assert set(chain.from_iterable(case.answers.health for case in CASES)) == set(Health)
    assert set(chain.from_iterable(case.answers.concerns for case in CASES)) == set(Concern)
    assert set(chain.from_iterable(case.answers.goals for case in CASES)) == set(Goal)
    assert any(case.answers.rather_not_say for case in CASES)
    assert {len(case.answers.own_questions) for case in CASES} >= {0, 1, 3}


@pytest.mark.parametrize("answer", PREGNANCY)
@pytest.mark.parametrize("taken", TAKEN_IN_PREGNANCY, ids=("nothing", "azathioprine", "mtx", "JAK"))
def test_each_answer_on_pregnancy_is_covered_with_what_may_be_taken(answer, taken):
    found = [case.answers for case in CASES if answer in case.answers.health]
    now = [set(assess(answers).taken_now) for answers in found]
    assert any(medicines & taken if taken else not medicines for medicines in now)


def test_every_alert_is_raised_in_one_of_them():
    assert set(chain.from_iterable(case.alerts for case in CASES)) == set(ALERTS)


# The file is checked

SOUND = """
[[case]]
name = "Someone"
answers = { age = 40 }
why = "It matters."
first = ["Q01", "Q09", "Q08"]
among = ["Q13"]
never = ["Q15"]
alerts = []
reviewer = ""
reviewed = ""
"""
BROKEN = {
    "an unknown question": ('"Q13"', '"Q999"', "among: unknown id Q999"),
    "an unknown alert": ("alerts = []", 'alerts = ["RF99"]', "alerts: unknown id RF99"),
    "an unknown code": ("age = 40", 'creams = "some"', "creams: expected one of"),
    "an unknown answer": ("age = 40", "height = 40", "height: not a known answer"),
    "a question too few": ('"Q01", ', "", "first: expected 3 questions"),
    "one that must print and must not": ('"Q15"', '"Q13"', "Q13 must be printed and must not"),
    "no reason": ('why = "It matters."', "", "has no why"),
    "a part too many": ("among", "amongst", "has an unknown part amongst"),
    "a reviewer with no date": ('reviewer = ""', 'reviewer = "A. B."', "go together"),
    "a date with no reviewer": ('reviewed = ""', 'reviewed = "2026-05-31"', "go together"),
    "a date in words": ('reviewed = ""', 'reviewed = "May"', "reviewed: May is no date"),
    "broken TOML": ("[[case]]", "[[case]", "cases.toml"),
    "a name that stands there twice": ("[[case]]", SOUND + "[[case]]", "'Someone' stands there"),
}


@pytest.mark.parametrize(("old", "new", "says"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_case_stops_the_start_and_names_the_culprit(old, new, says):
    with pytest.raises(ContentError) as stopped:
        load(SOUND.replace(old, new))
    assert says in str(stopped.value)


def test_a_case_says_only_what_differs_from_the_usual_person():
    (case,) = load(SOUND)
    assert (case.answers.age, case.answers.creams, case.answers.medicines) == (40, "not_enough", {})


# In words


def test_a_case_reads_as_text():
    (case,) = load(SOUND)
    lines = list(as_text([case]))
    assert lines[0] == "1. Someone."
    assert lines[2] == "   It matters."
    assert f"     1. {CONTENT.questions['Q01'].me}" in lines
    assert lines[-3:] == ["   No alerts.", "   Not signed off yet.", ""]


def test_a_signed_case_says_by_whom_and_when():
    signed = SOUND.replace('reviewer = ""', 'reviewer = "A. Reader"')
    (case,) = load(signed.replace('reviewed = ""', 'reviewed = "2026-05-31"'))
    assert in_words(case).signed_off == "Signed off by A. Reader on 2026-05-31."


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_every_question_and_alert_of_a_case_has_words_with_no_place_left_open(case):
    said = in_words(case)
    texts = (*said.first, *said.among, *said.never, *said.not_printed)
    assert all(text.strip() and "{" not in text for text in (*texts, said.alerts))
    assert all(f"RF{number:02}" not in said.alerts for number in range(30))


def test_the_signed_cases_carry_a_date_that_is_not_to_come():
    dates = [date.fromisoformat(case.reviewed) for case in CASES if case.reviewed]
    assert all(day <= date.today() for day in dates)


def test_the_command_line_prints_all_cases(capsys):
    assert run(["--cases"]) == 0
    assert capsys.readouterr().out.splitlines() == list(as_text())
