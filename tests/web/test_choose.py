"""Choosing questions, putting three first, and writing own ones."""

import pytest

HOSTILE = {
    "markup": "<script>alert(1)</script> & <b>",
    "typesetting": '#panic() $x$ *a* _b_ `c` \\ " @d',
    "emoji": "Can I swim? 🏊🏽‍♀️👩‍👧",
    "Arabic": "هل يمكنني السباحة؟",
    "Chinese": "我可以游泳吗",
    "200 wide characters": "漢" * 200,
    "Jinja": "{{ 7 * 7 }} {% raw %}",
}


def printed(visitor) -> list[str]:
    """The questions on the sheet in their order: ids, or the text of own ones."""
    visitor.open("/sheet")
    items = visitor.page.select("ol.questions > li")
    return [
        item.get_text(strip=True) if "own" in item.get("class", ()) else item["data-question"]
        for item in items
    ]


def test_every_question_that_fits_is_offered_and_the_first_ten_are_ticked(chooser):
    boxes = chooser.page.select("input[name=chosen]")
    assert len(boxes) > 20
    ticked = [box["value"] for box in boxes if box.has_attr("checked")]
    assert ticked == [box["value"] for box in boxes[:10]]
    assert sorted(ticked) == sorted(printed(chooser))


def test_what_is_ticked_is_printed_in_the_order_of_the_rules(chooser):
    offered = [box["value"] for box in chooser.page.select("input[name=chosen]")]
    wanted = [offered[15], offered[2], offered[20], offered[5]]
    none = {"first-1": "", "first-2": "", "first-3": ""}
    chooser.send(none | {"chosen": wanted})
    assert chooser.path == "/sheet"
    assert printed(chooser) == sorted(wanted, key=offered.index)


def test_three_are_put_first_in_the_order_given_and_are_thereby_chosen(chooser):
    offered = [box["value"] for box in chooser.page.select("input[name=chosen]")]
    first = [offered[4], offered[18], "own-1"]
    chooser.send(
        {"chosen": offered[:5], "own-1": "May I swim?"}
        | {f"first-{place}": key for place, key in enumerate(first, start=1)}
    )
    assert printed(chooser) == [offered[4], offered[18], "May I swim?", *offered[:4]]
    open_ones = chooser.page.select("ol.questions > li > details[open]")
    assert len(open_ones) == 2
    chooser.open("/sheet/choose")
    shown = [chooser.page.select_one(f"#first-{place} [selected]")["value"] for place in (1, 2, 3)]
    assert shown == first


def test_an_own_question_moves_up_past_an_empty_field(chooser):
    first = {"first-1": "own-3", "first-2": "Q13", "first-3": ""}
    chooser.send({"own-1": " ", "own-3": "May I swim?"} | first)
    assert printed(chooser)[:2] == ["May I swim?", "Q13"]


@pytest.mark.parametrize("count", [15, 16])
def test_fifteen_is_the_most_own_questions_included(chooser, count):
    offered = [box["value"] for box in chooser.page.select("input[name=chosen]")]
    chooser.send({"chosen": offered[: count - 2], "own-1": "One?", "own-2": "Two?"})
    if count == 15:
        assert len(printed(chooser)) == 15
        return
    assert chooser.status == 422
    assert chooser.page.title.get_text().startswith("Error: ")
    assert "16 questions" in chooser.errors()["#chosen-0"]
    ticked = [box["value"] for box in chooser.page.select("input[name=chosen][checked]")]
    assert ticked == offered[:14]
    assert chooser.page.find(id="own-2").get_text().strip() == "Two?"


BAD = {
    "nothing at all": ({"chosen": [], "first-1": "", "first-2": "", "first-3": ""}, "#chosen-0"),
    "one put first twice": ({"first-1": "Q13", "first-2": "Q13"}, "#first-2"),
    "an unknown one put first": ({"first-1": "Q99"}, "#first-1"),
    "an own one put first but not written": ({"first-1": "own-2"}, "#first-1"),
    "201 characters": ({"own-1": "x" * 201}, "#own-1"),
    "a NUL": ({"own-2": "a\x00b"}, "#own-2"),
    "nothing to see": ({"own-3": "\u200b"}, "#own-3"),
    "an own one sent twice": ({"own-1": ["One?", "Two?"]}, "#own-1"),
    "a first one sent twice": ({"first-1": ["Q13", "Q01"]}, "#first-1"),
}


@pytest.mark.parametrize(("change", "link"), BAD.values(), ids=BAD)
def test_a_bad_choice_is_said_and_nothing_is_lost(chooser, change, link):
    before = printed(chooser)
    chooser.open("/sheet/choose")
    chooser.open("/sheet/choose", "POST", data=chooser.filled() | change)
    assert chooser.status == 422
    assert link in chooser.errors()
    assert chooser.page.find(id=link.removeprefix("#"))
    assert printed(chooser) == before


def test_questions_that_do_not_fit_or_do_not_exist_are_not_taken(chooser):
    token = chooser.filled()["csrf_token"]
    data = {"csrf_token": token, "chosen": ["Q13", "Q16", "Q99", "<b>"]}
    chooser.open("/sheet/choose", "POST", data=data)
    assert printed(chooser) == ["Q13"]


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_own_questions_come_out_as_typed_on_the_page_and_in_the_text(chooser, text):
    chooser.send({"own-1": text})
    assert chooser.path == "/sheet"
    assert printed(chooser)[3] == text
    assert len(chooser.page.find_all("script")) == 1
    assert f". {text}\n" in chooser.get("/sheet.txt").text
    chooser.open("/sheet/choose")
    assert chooser.page.find(id="own-1").get_text() == text


def test_a_choice_survives_a_changed_answer_as_far_as_it_fits_and_says_so(chooser):
    chooser.send({"chosen": ["Q13", "Q47", "Q62"], "first-1": "Q62", "first-2": "", "first-3": ""})
    chooser.open("/questions/creams?change=1")
    chooser.send({"creams": "working"})
    kept, *added = printed(chooser)
    assert kept == "Q47"
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
    chooser.send({"chosen": ["Q13"], "first-1": "", "first-2": "", "first-3": ""})
    chooser.open("/questions/health?change=1")
    chooser.send({"health": ["infection_now", "could_become_pregnant"]})
    assert printed(chooser) == ["Q48", "Q55", "Q13"]
    assert "These are new" in chooser.page.select_one(".notice").get_text()


def test_a_sheet_never_comes_out_empty(chooser):
    none = {"first-1": "", "first-2": "", "first-3": ""}
    chooser.send(none | {"chosen": ["Q13", "Q08"]})
    chooser.open("/questions/creams?change=1")
    chooser.send({"creams": "working"})
    assert printed(chooser)


def test_what_stood_first_and_is_unticked_goes(chooser):
    ticked = chooser.filled()["chosen"]
    first = chooser.filled()["first-1"][0]
    chooser.send({"chosen": [key for key in ticked if key != first]})
    assert first not in printed(chooser)


@pytest.mark.parametrize("typed", ["May I\r\nswim?\t", "\u202eMay\u200b I swim\u2069?\ufeff"])
def test_what_cannot_be_seen_in_an_own_question_is_left_out_and_it_survives_a_change(
    chooser, typed
):
    chooser.send({"own-1": typed})
    assert printed(chooser)[3] == "May I swim?"
    chooser.open("/questions/about-you?change=1")
    chooser.send({"severity": "severe"})
    assert "May I swim?" in printed(chooser)
