"""Your questions: own ones, the three that come first, and what else is printed."""

import pytest
from support.visiting import ADDRESS, PERSON_1, PERSON_2, PERSONS, stored

from rules import build_sheet
from rules.content import CONTENT
from webapp.pages import answers_of
from webapp.words import WORDS

HOSTILE = {
    "markup": "<script>alert(1)</script> & <b>",
    "typesetting": '#panic() $x$ *a* _b_ `c` \\ " @d',
    "emoji": "Can I swim? 🏊🏽‍♀️👩‍👧",
    "Arabic": "هل يمكنني السباحة؟",
    "Chinese": "我可以游泳吗",
    "200 wide characters": "漢" * 200,
    "Jinja": "{{ 7 * 7 }} {% raw %}",
}
NOTHING = {"chosen": [], "first": []}


def printed(visitor) -> list[str]:
    """The ids of the questions on the sheet, in their order."""
    visitor.open("/sheet")
    return [item["data-question"] for item in visitor.page.select("[data-question]")]


def first_ones(visitor) -> list[str]:
    """Of those, the ids of the ones that come first."""
    visitor.open("/sheet")
    return [item["data-question"] for item in visitor.page.select("[data-first]")]


def boxes(visitor, name: str, more: str = "") -> list[str]:
    """The values of the check boxes of that name, in the order of the page."""
    return [box["value"] for box in visitor.page.select(f"input[name={name}]{more}")]


def starred(visitor) -> list[str]:
    """What stands in the block of those that come first, by its stars."""
    return boxes(visitor, "first", "[checked]")


# The page


@pytest.mark.parametrize("name", PERSONS)
def test_every_question_that_fits_stands_once_with_a_tick_and_a_star(visitor, name):
    visitor.answered(PERSONS[name])
    on_sheet = printed(visitor)
    visitor.open("/sheet/choose")
    fitting = [each.id for each in build_sheet(answers_of(stored(PERSONS[name]))).questions]
    for field in ("chosen", "first"):
        found = [key for key in boxes(visitor, field) if not key.startswith("own-")]
        assert sorted(found) == sorted(fitting)
    assert sorted(visitor.filled()["chosen"]) == sorted(on_sheet)
    assert starred(visitor) == on_sheet[:3]


@pytest.mark.parametrize("name", PERSONS)
def test_a_sensible_three_are_starred_so_that_continue_alone_is_right(visitor, name):
    visitor.answered(PERSONS[name])
    before, three = printed(visitor), first_ones(visitor)
    visitor.open("/sheet/choose")
    visitor.send()
    assert visitor.path == "/sheet"
    assert (printed(visitor), first_ones(visitor)) == (before, three)


def test_the_block_comes_first_with_what_orders_it_and_continue_is_the_last_button(chooser):
    block, *lists = chooser.page.select("main form section")
    assert [box["value"] for box in block.select("[name=first]")] == starred(chooser)
    assert [box["value"] for box in block.select("[type=hidden][name=chosen]")] == starred(chooser)
    one, two, three = starred(chooser)
    moves = [button["value"] for button in block.select("button[name=move]")]
    up_and_down = [move for move in moves if not move.startswith("out:")]
    assert up_and_down == [f"down:{one}", f"up:{two}", f"down:{two}", f"up:{three}"]
    assert not any(box.has_attr("checked") for each in lists for box in each.select("[name=first]"))
    buttons = [button.get_text(strip=True) for button in chooser.page.select("main form button")]
    assert (buttons[0], buttons[-1]) == ("Continue", "Continue")  # Enter presses the first


@pytest.mark.parametrize(
    ("person", "titles"), [(PERSON_1, CONTENT.lists), (PERSON_2, CONTENT.lists_other)]
)
def test_the_rest_stand_in_their_lists_what_is_not_ticked_behind_a_press(visitor, person, titles):
    visitor.answered(person)
    visitor.open("/sheet/choose")
    lists = visitor.page.select("section.list")
    shown = [each.h2.get_text(strip=True) for each in lists]
    assert shown == [title for title in titles.values() if title in shown]
    for each in lists:
        folded = each.select("details [name=chosen]")
        assert not any(box.has_attr("checked") for box in folded)
        assert all(box.has_attr("checked") for box in each.select(":scope > ul [name=chosen]"))
        if folded:
            assert each.summary.get_text() == f"{len(folded)} more that fit"
            assert not each.details.has_attr("open")


def test_it_is_step_six_after_what_matters_and_a_tap_from_the_answers(visitor):
    visitor.walk(PERSON_1)
    assert visitor.path == "/sheet/choose"
    assert visitor.page.select_one(".way p").get_text() == "Step 6 of 6"
    assert visitor.page.select_one("nav.way a")["href"] == "/questions/matters"
    assert visitor.page.select_one("main a[href='/check-answers']")


# Choosing


def test_what_is_ticked_is_printed_in_the_order_of_the_rules(chooser):
    in_order = [box["value"] for box in chooser.page.select(".list [name=chosen]")]
    wanted = [in_order[-1], in_order[2], in_order[20], in_order[5]]
    chooser.send({"chosen": wanted, "first": []})
    assert chooser.path == "/sheet"
    assert printed(chooser) == sorted(wanted, key=in_order.index)


def test_the_order_of_the_stars_as_sent_is_the_order_and_a_star_implies_a_tick(chooser):
    one, two, _ = starred(chooser)
    other = boxes(chooser, "chosen")[-1]
    sent = {"own_1": "May I swim?", "first": [other, "own-1", two], "chosen": [one]}
    chooser.send(sent)
    assert printed(chooser) == [other, "own-1", two, one]
    assert first_ones(chooser) == [other, "own-1", two]
    chooser.open("/sheet/choose")
    assert starred(chooser) == [other, "own-1", two]


def test_a_new_star_joins_last(chooser):
    one, two, _ = starred(chooser)
    new = boxes(chooser, "first", ":not([checked])")
    page_order = boxes(chooser, "first")
    stars = [key for key in page_order if key in (one, two, new[-1])]
    chooser.send({"first": stars})
    assert first_ones(chooser) == [one, two, new[-1]]


def test_the_star_of_an_own_question_joins_last_too(chooser):
    one, two, _ = starred(chooser)
    stars = [key for key in boxes(chooser, "first") if key in (one, two, "own-1")]
    chooser.send({"own_1": "May I swim?", "first": stars})
    assert first_ones(chooser) == [one, two, "own-1"]


def test_a_question_whose_star_is_taken_off_is_printed_further_down(chooser):
    one, two, three = starred(chooser)
    chooser.send({"first": [one, three]})
    assert first_ones(chooser) == [one, three]
    assert two in printed(chooser)
    chooser.open("/sheet/choose")
    assert two in boxes(chooser, "chosen", "[type=checkbox][checked]")


def test_without_a_star_the_first_three_of_what_is_printed_are_as_before(chooser):
    before = first_ones(chooser)
    chooser.open("/sheet/choose")
    chooser.send({"first": []})
    assert first_ones(chooser) == before


MOVES = {
    "up the last": ("up", 2, (0, 2, 1)),
    "up the second": ("up", 1, (1, 0, 2)),
    "up the first": ("up", 0, (0, 1, 2)),
    "down the first": ("down", 0, (1, 0, 2)),
    "down the last": ("down", 2, (0, 1, 2)),
    "out the second": ("out", 1, (0, 2)),
    "nowhere": ("sideways", 0, (0, 1, 2)),
}


@pytest.mark.parametrize(("way", "place", "after"), MOVES.values(), ids=MOVES)
def test_a_press_moves_a_starred_question_saves_all_and_shows_the_page_again(
    chooser, way, place, after
):
    before, data = starred(chooser), chooser.filled()
    ticked = data["chosen"]
    sent = data | {"own_1": "May I swim?", "move": f"{way}:{before[place]}"}
    answer = chooser.client.post("/sheet/choose", base_url=ADDRESS, data=sent)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/sheet/choose#first")
    chooser.open("/sheet/choose")
    assert chooser.page.find(id="first")
    assert starred(chooser) == [before[number] for number in after]
    assert chooser.filled()["own_1"] == ["May I swim?"]
    left_out = [before[place]] if way == "out" else []
    assert sorted([*chooser.filled()["chosen"], *left_out]) == sorted(ticked)
    assert first_ones(chooser) == [before[number] for number in after]


@pytest.mark.parametrize("move", ["", "up", "up:", "up:Q99", "up:own-3", "out:own-1", ":", "\x00"])
def test_a_press_that_names_nothing_saves_and_moves_nothing(chooser, move):
    before = starred(chooser)
    chooser.open("/sheet/choose", "POST", data=chooser.filled() | {"move": move})
    assert (chooser.path, chooser.status) == ("/sheet/choose", 200)
    assert starred(chooser) == before


def test_an_own_question_is_moved_and_its_words_are_never_left_out(chooser):
    chooser.send({"own_1": "May I swim?", "first": ["own-1", starred(chooser)[0]]})
    chooser.open("/sheet/choose")
    moves = [button["value"] for button in chooser.page.select("[name=move]")]
    assert "out:own-1" not in moves
    chooser.send({"move": "down:own-1"})
    assert starred(chooser)[1] == "own-1"
    chooser.open("/sheet/choose", "POST", data=chooser.filled() | {"move": "out:own-1"})
    assert "own-1" not in starred(chooser)
    assert chooser.filled()["own_1"] == ["May I swim?"]


def test_an_own_question_moves_up_past_an_empty_box_and_takes_its_star_along(chooser):
    chooser.send({"own_1": " ", "own_3": "May I swim?", "first": ["own-3", "Q13"]})
    assert printed(chooser)[:2] == ["own-1", "Q13"]
    assert "May I swim?" in chooser.text


def test_the_star_of_an_empty_own_question_is_ignored(chooser):
    chooser.send({"own_1": "  ", "first": ["own-1", "own-2", "Q13"]})
    assert first_ones(chooser) == ["Q13"]


def test_own_questions_are_printed_beside_what_is_ticked(chooser):
    before = printed(chooser)
    chooser.open("/sheet/choose")
    chooser.send({"own_1": "May I swim?", "own_2": "May I run?"})
    assert printed(chooser) == [*before[:3], "own-1", "own-2", *before[3:]]


def test_own_questions_alone_are_enough_and_then_the_lists_stand_open(chooser):
    chooser.send(NOTHING | {"own_1": "May I swim?"})
    assert printed(chooser) == ["own-1"]
    chooser.open("/sheet/choose")
    assert all(fold.has_attr("open") for fold in chooser.page.select(".list > details"))


# What is refused


@pytest.mark.parametrize("count", [15, 16])
def test_fifteen_is_the_most_own_questions_included(chooser, count):
    offered = boxes(chooser, "chosen")
    chooser.send({"chosen": offered[: count - 2], "own_1": "One?", "own_2": "Two?"})
    if count == 15:
        assert len(printed(chooser)) == 15
        return
    assert chooser.status == 422
    assert chooser.page.title.get_text().startswith("Error: ")
    assert "16 questions" in chooser.errors()["#chosen-0"]
    assert sorted(chooser.filled()["chosen"]) == sorted(offered[:14])
    assert chooser.filled()["own_2"] == ["Two?"]


def test_a_fourth_star_is_refused_in_clear_words_and_nothing_is_lost(chooser):
    before = starred(chooser)
    stars = [*before, "own-1"]
    chooser.send({"own_1": "May I swim?", "first": stars})
    assert chooser.status == 422
    assert "You starred 4." in chooser.errors()["#first-0"]
    assert starred(chooser) == stars
    assert chooser.filled()["own_1"] == ["May I swim?"]
    chooser.send({"move": f"out:{before[1]}"})
    assert chooser.status == 200
    assert first_ones(chooser) == [before[0], before[2], "own-1"]


def test_a_press_to_move_among_four_stars_moves_and_says_so_again(chooser):
    one, two, three = starred(chooser)
    chooser.send({"own_1": "May I swim?", "first": [one, two, three, "own-1"]})
    chooser.send({"move": "up:own-1"})
    assert chooser.status == 422
    assert starred(chooser) == [one, two, "own-1", three]


BAD = {
    "nothing at all": (NOTHING, "#chosen-0"),
    "201 characters": ({"own_1": "x" * 201}, "#own_1"),
    "a NUL": ({"own_2": "a\x00b"}, "#own_2"),
    "nothing to see": ({"own_3": "\u200b"}, "#own_3"),
    "an own one sent twice": ({"own_1": ["One?", "Two?"]}, "#own_1"),
    "a bad own one and a press": ({"own_1": "x" * 201, "move": "up:Q13"}, "#own_1"),
}


@pytest.mark.parametrize(("change", "link"), BAD.values(), ids=BAD)
def test_a_bad_choice_is_said_and_nothing_is_lost(chooser, change, link):
    before = printed(chooser)
    chooser.open("/sheet/choose")
    sent = chooser.filled()
    chooser.open("/sheet/choose", "POST", data=sent | change)
    assert chooser.status == 422
    assert link in chooser.errors()
    target = chooser.page.find(id=link.removeprefix("#"))
    assert all(fold.has_attr("open") for fold in target.find_parents("details"))
    if change is not NOTHING:
        assert sorted(chooser.filled()["chosen"]) == sorted(sent["chosen"])
        assert starred(chooser) == sent["first"]
    assert printed(chooser) == before


def test_where_only_own_questions_were_printed_an_empty_choice_opens_the_lists(chooser):
    chooser.send(NOTHING | {"own_1": "May I swim?"})
    chooser.open("/sheet/choose")
    chooser.send({"own_1": ""})
    assert chooser.status == 422
    target = chooser.page.select_one(next(iter(chooser.errors())))
    assert target.find_parent("details").has_attr("open")


def test_an_empty_form_is_told_that_nothing_is_chosen(chooser):
    token = {"csrf_token": chooser.filled()["csrf_token"]}
    chooser.open("/sheet/choose", "POST", data=token)
    assert chooser.status == 422
    assert WORDS["en"]["choose"]["none_chosen"] in chooser.text
    assert "Nothing is starred yet" in chooser.text


def test_questions_that_do_not_fit_or_do_not_exist_are_not_taken(chooser):
    token = chooser.filled()["csrf_token"]
    unknown = ["Q16", "Q99", "<b>", "own-4"]
    data = {"csrf_token": token, "chosen": ["Q13", *unknown], "first": [*unknown, "Q01", "Q01"]}
    chooser.open("/sheet/choose", "POST", data=data | {"with_code": "yes"})
    assert printed(chooser) == ["Q01", "Q13"]
    assert first_ones(chooser) == ["Q01"]


# Own words


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_own_questions_come_out_as_typed_on_the_page_and_in_the_text(chooser, text):
    chooser.send({"own_1": text, "first": ["own-1"]})
    assert chooser.path == "/sheet"
    assert chooser.page.select_one("[data-question=own-1]").get_text().find(text) >= 0
    assert len(chooser.page.find_all("script")) == 1
    assert f". {text}\n" in chooser.get("/sheet.txt").text
    chooser.open("/sheet/choose")
    assert chooser.page.find(id="own_1").get_text() == text
    assert chooser.page.select_one("#first bdi").get_text() == text
    assert chooser.page.select_one("[value=own-1]")["aria-label"] == f"Star: {text}"


@pytest.mark.parametrize("typed", ["May I\r\nswim?\t", "\u202eMay\u200b I swim\u2069?\ufeff"])
def test_what_cannot_be_seen_in_an_own_question_is_left_out_and_it_survives_a_change(
    chooser, typed
):
    chooser.send({"own_1": typed})
    assert printed(chooser)[3] == "own-1"
    chooser.open("/questions/about-you?change=1")
    chooser.send({"severity": "severe"})
    chooser.open("/sheet/choose")
    assert chooser.filled()["own_1"] == ["May I swim?"]


# After a changed answer


def test_a_choice_survives_a_changed_answer_as_far_as_it_fits_and_both_pages_say_so(chooser):
    chooser.send({"chosen": ["Q13", "Q47", "Q62"], "first": ["Q62"]})
    chooser.open("/questions/creams?change=1")
    chooser.send({"creams": "working"})
    kept, *added = printed(chooser)
    assert kept == "Q47"
    for path in ("/sheet", "/sheet/choose"):
        chooser.open(path)
        gone, new = chooser.page.select(".notice ul")
        assert len(gone.select("li")) == 2
        assert "Is cyclosporine an option for me now?" in gone.get_text()
        assert "Is cyclosporine" not in new.get_text()
        assert len(new.select("li")) == len(added) > 0
    chooser.open("/questions/creams?change=1")
    chooser.send({"creams": "not_enough"})
    assert printed(chooser) == ["Q62", "Q47", "Q13"]
    assert not chooser.page.select(".notice")


def test_a_health_fact_ticked_after_choosing_adds_its_question_and_says_so(chooser):
    chooser.send({"chosen": ["Q13"], "first": []})
    chooser.open("/questions/health?change=1")
    chooser.send({"health": ["infection_now", "could_become_pregnant"]})
    assert printed(chooser) == ["Q48", "Q55", "Q13"]
    chooser.open("/sheet/choose")
    assert "These are new" in chooser.page.select_one(".notice").get_text()
    chooser.send()
    chooser.open("/sheet/choose")
    assert not chooser.page.select(".notice"), "once it is seen and sent, it is no longer new"


def test_a_sheet_never_comes_out_empty(chooser):
    chooser.send({"chosen": ["Q13", "Q08"], "first": []})
    chooser.open("/questions/creams?change=1")
    chooser.send({"creams": "working"})
    assert printed(chooser)
