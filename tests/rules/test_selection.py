"""What a person chose to print: kept as chosen, in their order, and only while it fits."""

import pytest
from support.persons import person, sheet_for

from rules import build_sheet
from rules.selection import Choice

OWN = ["Can I swim?", "Who pays?"]


def printed(choice, **changes):
    sheet = build_sheet(person(**changes), choice)
    return [item.id for item in sheet.most_important], [item.id for item in sheet.more_to_ask]


def test_until_a_person_chooses_the_first_ten_print_and_three_of_them_lead():
    sheet = sheet_for()
    ids = [question.id for question in sheet.questions]
    assert printed(None) == (ids[:3], ids[3:10])
    assert sheet.no_longer_fit == ()


def test_own_questions_print_after_the_first_ten():
    first, more = printed(None, own_questions=OWN)
    assert (len(first), more[-2:]) == (3, ["own-1", "own-2"])


def test_chosen_questions_print_in_the_order_of_the_sheet():
    assert printed(Choice(("Q71", "Q13", "Q01", "Q64"))) == (["Q01", "Q13", "Q64"], ["Q71"])


def test_only_chosen_questions_are_marked_as_chosen():
    sheet = build_sheet(person(), Choice(("Q13", "Q64")))
    assert [question.id for question in sheet.questions if question.chosen] == ["Q13", "Q64"]
    assert len(sheet.questions) == len(sheet_for().questions)


def test_the_most_important_stand_first_in_the_order_of_their_marks():
    choice = Choice(("Q01", "Q13", "Q64", "Q71"), ("Q71", "own-2", "Q01"))
    assert printed(choice, own_questions=OWN) == (["Q71", "own-2", "Q01"], ["Q13", "Q64", "own-1"])


def test_one_mark_makes_one_most_important_question():
    assert printed(Choice(("Q01", "Q13"), ("Q13",))) == (["Q13"], ["Q01"])


def test_nothing_chosen_prints_own_questions_alone():
    assert printed(Choice(()), own_questions=OWN) == (["own-1", "own-2"], [])


def test_when_nothing_chosen_fits_any_more_the_first_ten_stand_again():
    first, more = printed(Choice(("Q69",), offered=("Q69",)), creams="working")
    assert [*first, *more] == [item.id for item in sheet_for(creams="working").printed]
    on_offer = tuple(question.id for question in sheet_for(creams="working").questions)
    assert printed(Choice(("Q69",), offered=on_offer), creams="working") == (first, more)


def test_what_newly_fits_joins_the_choice_while_there_is_room():
    ids = tuple(question.id for question in sheet_for().questions)
    ticked = {"health": ["pregnancy", "kidney"]}
    sheet = build_sheet(person(**ticked), Choice(ids[:3], offered=ids))
    assert [item.id for item in sheet.printed][:2] == ["Q53", "Q58"]
    assert "What does pregnancy, now or later, mean for each of these medicines?" in sheet.newly_fit
    full = build_sheet(person(**ticked), Choice(ids[:15], offered=ids))
    assert [item.id for item in full.printed] == list(ids[:15])


def test_a_question_that_no_longer_fits_is_left_out_and_named():
    choice = Choice(("Q01", "Q69"), ("Q69", "Q01"))
    sheet = build_sheet(person(age=9, medicines={"methotrexate": "taking_now"}), choice)
    assert [item.id for item in sheet.printed] == ["Q01"]
    assert sheet.no_longer_fit == ("Can I drink beer or wine? How much is too much?",)


@pytest.mark.parametrize("mark", ["own-3", "own-0", "Q99", "Q02", ""])
def test_a_mark_on_what_is_not_printed_is_dropped(mark):
    choice = Choice(("Q01", "Q13"), (mark, "Q13"))
    assert printed(choice, own_questions=OWN) == (["Q13"], ["Q01", "own-1", "own-2"])


def test_choosing_changes_neither_alerts_nor_medicines_nor_notes():
    answers = person(health=["kidney"], medicines={"methotrexate": "taking_now"})
    plain, chosen = build_sheet(answers), build_sheet(answers, Choice(("Q01",)))
    assert chosen.alerts == plain.alerts
    assert chosen.medicines == plain.medicines
    assert chosen.notes == plain.notes


def test_of_more_than_three_marks_the_first_three_count():
    choice = Choice(("Q01", "Q13", "Q64", "Q71"), ("Q71", "Q64", "Q13", "Q01"))
    assert printed(choice) == (["Q71", "Q64", "Q13"], ["Q01"])
