"""What a person chose to print: kept as chosen, in their order, and only while it fits.

What prints until they choose is tried on every sheet, in test_every_sheet.py.
"""

import pytest
from support.persons import person, question_ids, sheet_for

from rules import build_sheet
from rules.selection import MAX_CHOSEN, Choice

OWN = ["Can I swim?", "Who pays?"]


def printed(choice, **changes):
    sheet = build_sheet(person(**changes), choice)
    return [item.id for item in sheet.most_important], [item.id for item in sheet.more_to_ask]


def test_chosen_questions_print_in_the_order_of_the_sheet_with_the_first_three_ahead():
    first, more = printed(Choice(("Q71", "Q64", "Q13", "Q09", "Q01")))
    assert first == ["Q01", "Q09", "Q13"]
    assert more == ["Q64", "Q71"]


def test_only_chosen_questions_are_marked_as_chosen():
    sheet = build_sheet(person(), Choice(("Q13", "Q64")))
    assert [question.id for question in sheet.questions if question.chosen] == ["Q13", "Q64"]
    assert len(sheet.questions) == len(sheet_for().questions)


def test_the_most_important_stand_first_in_the_order_of_their_marks():
    choice = Choice(("Q01", "Q13", "Q64", "Q71"), ("Q71", "own-2", "Q01"))
    assert printed(choice, own_questions=OWN) == (["Q71", "own-2", "Q01"], ["own-1", "Q13", "Q64"])


def test_one_mark_makes_one_most_important_question():
    assert printed(Choice(("Q01", "Q13"), ("Q13",))) == (["Q13"], ["Q01"])


def test_of_more_than_three_marks_the_first_three_count():
    choice = Choice(("Q01", "Q13", "Q64", "Q71"), ("Q71", "Q64", "Q13", "Q01"))
    assert printed(choice) == (["Q71", "Q64", "Q13"], ["Q01"])


def test_nothing_chosen_prints_own_questions_alone():
    assert printed(Choice(()), own_questions=OWN) == (["own-1", "own-2"], [])


def test_when_nothing_chosen_fits_any_more_the_first_ten_stand_again():
    on_offer = tuple(question_ids(sheet_for(creams="working")))
    plain = printed(None, creams="working")
    for offered in (None, ("Q69",), on_offer):
        assert printed(Choice(("Q69",), offered=offered), creams="working") == plain


def test_what_newly_fits_joins_the_choice_while_there_is_room():
    ids = tuple(question_ids(sheet_for()))
    ticked = {"health": ["pregnant", "kidney"]}
    sheet = build_sheet(person(**ticked), Choice(ids[:3], offered=ids))
    assert [item.id for item in sheet.printed] == ["Q53", "Q01", "Q58", *ids[1:3]]
    assert "I am pregnant. What does that mean for each treatment I use or could use?" in (
        sheet.newly_fit
    )
    full = build_sheet(person(**ticked), Choice(ids[:MAX_CHOSEN], offered=ids))
    assert {item.id for item in full.printed} == set(ids[:MAX_CHOSEN])


def test_a_question_that_no_longer_fits_is_left_out_and_named():
    choice = Choice(("Q64", "Q69", "Q112"), ("Q69", "Q64"))
    sheet = build_sheet(person(age=9, medicines={"methotrexate": "taking_helps"}), choice)
    assert [item.id for item in sheet.printed] == ["Q64"]
    assert sheet.no_longer_fit == (
        "Can I drink beer or wine with methotrexate? How much is too much?",
        "Changing a treatment",  # its words would name medicines, so its topic stands for it
    )


@pytest.mark.parametrize("mark", ["own-3", "own-0", "Q99", "Q02", ""])
def test_a_mark_on_what_is_not_printed_is_dropped(mark):
    choice = Choice(("Q01", "Q13"), (mark, "Q13"))
    assert printed(choice, own_questions=OWN) == (["Q13"], ["own-1", "own-2", "Q01"])


def test_choosing_changes_neither_alerts_nor_medicines_nor_notes():
    answers = person(health=["kidney"], medicines={"methotrexate": "taking_not_enough"})
    plain, chosen = build_sheet(answers), build_sheet(answers, Choice(("Q64",)))
    assert chosen.alerts == plain.alerts
    assert chosen.medicines == plain.medicines
    assert chosen.notes == plain.notes
