"""What stands where on paper: quotes with their notes, few notes twice, numbers that lead there."""

from itertools import cycle, product

import pytest
from support.persons import person, sheet_for

from rules import build_sheet
from rules.answers import Creams, Health, Medicine, Outcome
from rules.content import CONTENT
from rules.layout import lay_out, lines_of_page_one
from rules.selection import MAX_CHOSEN, Choice

AGES = (1, 9, 16, 34)
WAYS = (Outcome.TAKING_NOT_ENOUGH, Outcome.DID_NOT_WORK, Outcome.WORE_OFF)  # one of each kind


def every_choice(answers):
    """The first ten; the first fifteen; every third; nothing but an own question."""
    ids = [question.id for question in build_sheet(answers).questions]
    yield None
    yield Choice(tuple(ids[: MAX_CHOSEN - 1]), ("own-1",))
    yield Choice(tuple(ids[::3]), tuple(reversed(ids[::3]))[:3])
    yield Choice(())


def every_paper():
    creams, health = cycle(Creams), cycle(Health)
    for medicine, outcome, age in product(Medicine, WAYS, AGES):
        answers = person(
            age=age,
            creams=next(creams),
            medicines={medicine: outcome},
            health=[next(health)],
            concerns=["off_label", "how_taken"],
            own_questions=["Can I swim?"],
        )
        for choice in every_choice(answers):
            sheet = build_sheet(answers, choice)
            yield sheet, lay_out(sheet)


@pytest.fixture(scope="module")
def papers():
    return list(every_paper())


def test_each_printed_question_has_its_place_under_its_number(papers):
    for sheet, paper in papers:
        numbered = {number: item.id for number, item in enumerate(sheet.printed, start=1)}
        found = {entry.number: entry.question.id for entry in paper.entries}
        assert found == {n: key for n, key in numbered.items() if not key.startswith("own-")}


def test_a_quote_never_prints_without_its_note_in_the_same_block(papers):
    for _, paper in papers:
        before = set()
        for entry in paper.entries:
            notes = {note.id for note in entry.notes}
            beside = notes | before if entry.joins else notes
            needed = {
                CONTENT.pairs[quote.id]
                for quote in entry.question.quotes
                if quote.id in CONTENT.pairs
            }
            assert needed <= beside
            before = beside


def test_no_note_that_a_question_rests_on_is_lost(papers):
    for _, paper in papers:
        notes = {note.id for entry in paper.entries for note in entry.notes}
        for entry in paper.entries:
            assert set(entry.question.notes) <= notes


def test_a_note_that_prints_elsewhere_is_pointed_to_by_its_number(papers):
    for _, paper in papers:
        by_number = {entry.number: entry for entry in paper.entries}
        for entry in paper.entries:
            places = [entry, *(by_number[number] for number in entry.see)]
            near = {note.id for place in places for note in place.notes}
            assert set(entry.question.notes) <= near
            assert entry.number not in entry.see
            assert list(entry.see) == sorted(entry.see)


def test_the_child_quote_prints_with_its_notes_in_the_block_of_its_question(papers):
    found = 0
    for sheet, paper in papers:
        for entry in paper.entries:
            if "S27" in [quote.id for quote in entry.question.quotes]:
                ages = ["N1", "N21"] if "age 16" in sheet.about[0].text else ["N1"]
                assert [note.id for note in entry.notes] == ages
                assert not entry.joins
                found += 1
    assert found


def test_other_treatments_print_just_once_past_creams(papers):
    for sheet, paper in papers:
        times = sum(note.id == "N14" for entry in paper.entries for note in entry.notes)
        times += paper.other_treatments is not None
        assert times <= 1  # no quote needs this note, so it never prints again
        assert times or sheet.other_treatments is None


def test_every_printed_note_cites_references_that_are_listed(papers):
    for _, paper in papers:
        notes = [note for entry in paper.entries for note in entry.notes]
        notes += [paper.other_treatments] if paper.other_treatments else []
        cited = {number for note in notes for number in paper.cited(note).split(", ")}
        assert cited == {str(number) for number in range(1, len(paper.references) + 1)}


def test_a_short_sheet_has_room_for_two_pen_lines_under_each_important_question():
    assert lay_out(sheet_for(creams="working")).room == (2, False)


def test_what_stands_above_part_one_takes_room_from_the_pen_lines():
    sheet = sheet_for(medicines={"cyclosporine": "side_effects"}, health=["kidney"])
    assert lay_out(sheet).room == (2, False)
    assert lay_out(sheet, above="A clinic with a long name. " * 30).room == (1, False)


LINES = {  # text over page one -> the lines that it takes
    "none": ("", 0),
    "a line that is full": ("x" * 92, 1),
    "one letter more": ("x" * 93, 2),
    "Chinese, twice as wide": ("湿" * 46, 1),
    "one sign more": ("湿" * 47, 2),
    "capitals, wider than small letters": ("X" * 54, 1),
    "one capital more": ("X" * 55, 2),
    "capitals with an accent": ("É" * 55, 2),
}


@pytest.mark.parametrize(("above", "lines"), LINES.values(), ids=LINES)
def test_how_many_lines_a_text_takes(above, lines):
    sheet = sheet_for()
    assert lines_of_page_one(sheet, above) - lines_of_page_one(sheet) == lines


def test_the_fullest_sheet_gives_up_pen_lines_and_then_text_size():
    answers = person(
        who="someone_else",
        medicines=dict.fromkeys(Medicine, "taking_not_enough"),
        health=list(Health),
        own_questions=["Why? " * 40, "湿疹" * 100, "How? " * 40],
    )
    ids = [question.id for question in build_sheet(answers).questions]
    sheet = build_sheet(answers, Choice(tuple(ids[:12])))
    assert len(sheet.printed) == MAX_CHOSEN
    assert lay_out(sheet).room == (0, True)
