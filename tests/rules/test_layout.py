"""What stands where on paper: each source once, by theme, and what gives way on page one."""

from dataclasses import replace
from itertools import cycle, pairwise, product

import pytest
from support.persons import person, sheet_for

from rules import build_sheet
from rules.answers import Creams, Health, Medicine, Outcome
from rules.content import CONTENT
from rules.layout import GIVING_WAY, USUAL, Room, columns, lay_out, room_on_page_one
from rules.selection import MAX_CHOSEN, Choice
from rules.sheet_model import Question

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


def passages_of(paper):
    return [passage for theme in paper.themes for passage in theme.passages]


def test_each_quote_and_note_of_a_printed_question_stands_there_once(papers):
    for sheet, paper in papers:
        printed = [item for item in sheet.printed if isinstance(item, Question)]
        quotes = [quote.id for passage in passages_of(paper) for quote in passage.quotes]
        notes = [note.id for passage in passages_of(paper) for note in passage.notes]
        assert sorted(quotes) == sorted({quote.id for item in printed for quote in item.quotes})
        assert len(notes) == len(set(notes))
        assert {note for item in printed for note in item.notes} <= set(notes)


def test_the_number_of_each_question_stands_at_every_theme_that_holds_its_sources(papers):
    for sheet, paper in papers:
        for number, item in enumerate(sheet.printed, start=1):
            if isinstance(item, Question):
                rests_on = {*(quote.id for quote in item.quotes), *item.notes}
                for theme in paper.themes:
                    held = {
                        each.id for passage in theme.passages for part in passage for each in part
                    }
                    assert (number in theme.numbers) is bool(held & rests_on), (number, theme.title)


def test_a_quote_never_stands_without_its_note_in_the_same_passage(papers):
    for _, paper in papers:
        for passage in passages_of(paper):
            notes = {note.id for note in passage.notes}
            assert {CONTENT.pairs[q.id] for q in passage.quotes if q.id in CONTENT.pairs} <= notes


def test_the_child_quote_stands_with_its_note_in_one_passage(papers):
    found = 0
    for _, paper in papers:
        for passage in passages_of(paper):
            if "S27" in [quote.id for quote in passage.quotes]:
                assert {quote.id for quote in passage.quotes} == {"S26", "S27"}
                assert [note.id for note in passage.notes] == ["N1"]
                found += 1
    assert found


def test_the_picture_of_the_order_stands_last_and_always_with_the_note_that_others_differ(papers):
    for _, paper in papers:
        assert [theme.holds_order for theme in paper.themes] == [False] * (
            len(paper.themes) - 1
        ) + [True]
        notes = [note.id for passage in paper.themes[-1].passages for note in passage.notes]
        assert "N5" in notes


def test_other_treatments_stand_on_every_paper_past_creams(papers):
    for sheet, paper in papers:
        notes = [note.id for passage in passages_of(paper) for note in passage.notes]
        assert sheet.other_treatments is None or "N14" in notes


def test_every_note_cites_references_that_are_listed_and_none_is_listed_in_vain(papers):
    for sheet, paper in papers:
        notes = [note for passage in passages_of(paper) for note in passage.notes]
        notes += sheet.emergency.evidence.notes
        assert {item for note in notes for item in note.references} == paper.references.keys()
        assert list(paper.references.values()) == list(range(1, len(paper.references) + 1))


def test_numbers_in_a_row_are_cited_as_a_run():
    _, paper = next(every_paper())
    numbers = {number: item for item, number in paper.references.items()}

    def cited(*wanted):
        note = next(note for passage in passages_of(paper) for note in passage.notes)
        return paper.cited(replace(note, references=tuple(numbers[each] for each in wanted)))

    assert cited(1) == "1"
    assert cited(2, 1) == "1, 2"
    assert cited(4, 2, 3, 7, 9, 8, 1) == "1–4, 7–9"


def test_a_plain_sheet_gives_nothing_up():
    assert GIVING_WAY[room_on_page_one(sheet_for(concerns=["infection"]), "letter")] == Room()


def test_each_step_gives_up_no_less_than_the_one_before():
    for before, after in pairwise(GIVING_WAY):
        assert sum(after.pen_lines) <= sum(before.pen_lines)
        assert (after.rows, after.kept, after.own) <= (before.rows, before.kept, before.own)
        assert (after.columns, after.decided, after.small) >= (
            before.columns,
            before.decided,
            before.small,
        )


def test_what_stands_above_page_one_takes_room_from_the_pen_lines():
    sheet = sheet_for(medicines={"cyclosporine": "side_effects"}, health=["kidney"])
    long = "A clinic with a long name. " * 12
    assert room_on_page_one(sheet, "letter", long) > room_on_page_one(sheet, "letter")


def test_the_longer_paper_has_more_room():
    sheet = sheet_for(medicines={"cyclosporine": "side_effects"}, health=["kidney"])
    assert room_on_page_one(sheet, "a4") < room_on_page_one(sheet, "letter")


def test_room_that_is_to_stay_free_is_taken_from_the_page():
    sheet = sheet_for(concerns=["infection"])
    assert room_on_page_one(sheet, "letter", spare=60) > room_on_page_one(sheet, "letter")


def test_the_fullest_sheet_gives_up_all_that_may_give_way_but_the_three_and_a_line_for_each():
    answers = person(
        who="someone_else",
        medicines=dict.fromkeys(Medicine, "taking_not_enough"),
        health=list(Health),
        own_questions=["Why? " * 40, "湿疹" * 100, "How? " * 40],
    )
    ids = [question.id for question in build_sheet(answers).questions]
    sheet = build_sheet(answers, Choice(tuple(ids[:12]), ("own-1", "own-2", "own-3")))
    assert len(sheet.printed) == MAX_CHOSEN
    room = USUAL[room_on_page_one(sheet, "letter")]
    assert room.small
    assert room.kept < len(sheet.more_to_ask)
    assert room.pen_lines == (1, 1, 1)


WIDTHS = {
    "none": ("", 0),
    "Latin": ("abc", 3),
    "Chinese, twice as wide": ("湿疹", 4),
    "mixed": ("a湿", 3),
}


@pytest.mark.parametrize(("text", "width"), WIDTHS.values(), ids=WIDTHS)
def test_how_many_letters_wide_a_text_is(text, width):
    assert columns(text) == width
