"""The hour without use: said beforehand, and what is being filled in when it ends is kept."""

from datetime import timedelta
from random import Random

import pytest
from support.visiting import PERSON_1, PERSON_3, PERSONS, Visitor, stored

from rules.content import CONTENT
from webapp.pages import PAGES
from webapp.settings import IDLE_LIMIT
from webapp.words import WORDS, duration

HOUR = int(IDLE_LIMIT.total_seconds())
TOO_LONG = HOUR + 60
BOXES = ("medicines", "health", "goals", "concerns")
ENDED, KEPT = WORDS["en"]["messages"]["ended"], WORDS["en"]["messages"]["sent_is_kept"]
NOT_KEPT = WORDS["en"]["messages"]["own_not_kept"]


def walk_to(visitor: Visitor, slug: str) -> None:
    visitor.open("/questions/about-you")
    while not visitor.path.endswith(slug):
        visitor.send(PERSON_3[visitor.path.rsplit("/", 1)[1]])


def ends_in(visitor: Visitor) -> int | None:
    told = visitor.page.select_one("[data-ends-in]")
    return int(told["data-ends-in"]) if told else None


@pytest.mark.parametrize("slug", [page.slug for page in PAGES])
def test_a_page_sent_after_the_hour_is_kept_and_the_person_is_told_and_goes_on(
    visitor, later, slug
):
    walk_to(visitor, slug)
    later(TOO_LONG)
    visitor.send(PERSON_3[slug])
    assert visitor.status == 200
    # The first page starts with nothing saved, so nothing ends.
    assert (KEPT in visitor.text) is (ENDED in visitor.text) is (slug != "about-you")
    visitor.open(f"/questions/{slug}")
    sent = {name: value if name in BOXES else [value] for name, value in PERSON_3[slug].items()}
    assert sent.items() <= visitor.filled().items()
    if slug not in ("about-you", "medicines", "how-it-went"):
        visitor.open("/questions/medicines")
        assert "medicines" not in visitor.filled()  # the other answers ended
    visitor.walk(PERSON_3)
    visitor.send()
    assert visitor.path == "/sheet"


def test_an_unfinished_page_sent_after_the_hour_is_shown_again_as_it_was(visitor, later):
    walk_to(visitor, "how-it-went")
    later(TOO_LONG)
    visitor.send({"outcome-cyclosporine": "side_effects"})
    assert visitor.status == 422
    assert visitor.filled()["outcome-cyclosporine"] == ["side_effects"]
    assert list(visitor.errors()) == ["#months-cyclosporine-0"]


def test_own_questions_and_ticks_sent_after_the_hour_wait_for_the_answers(chooser, later):
    ticked = chooser.filled()["chosen"][:4]
    later(TOO_LONG)
    chooser.send({"chosen": ticked, "own_1": "May I swim?"})
    assert chooser.path == "/questions/about-you"
    assert KEPT in chooser.text
    chooser.walk(PERSON_1)
    chooser.send()
    assert chooser.path == "/sheet"
    shown = [item["data-question"] for item in chooser.page.select("[data-question]")]
    assert sorted(shown) == sorted([*ticked, "own-1"])
    assert "May I swim?" in chooser.page.select_one("[data-question=own-1]").get_text()


WRONG = {
    "too long": "y" * 201,
    "not to be printed": "May I \x07 run?",
    "unknown characters": "May I \ufffd run?",
}


@pytest.mark.parametrize("wrong", WRONG.values(), ids=WRONG)
def test_after_the_hour_an_own_question_that_cannot_be_kept_is_said_and_takes_none_with_it(
    chooser, later, wrong
):
    later(TOO_LONG)
    own = {"own_1": "May I swim?", "own_2": wrong, "own_3": "May I fly?"}
    sent = chooser.filled() | own | {"first": ["own-2", "own-3", "own-1"]}
    chooser.go("/sheet/choose", "POST", data=sent)
    assert NOT_KEPT in chooser.text
    chooser.walk(PERSON_1)
    chooser.send()
    shown = [item.get_text() for item in chooser.page.select("[data-question^=own] .said")]
    assert shown == ["May I fly?", "May I swim?"]


def test_what_is_kept_after_the_hour_is_kept_whole_and_no_more_is_said(chooser, later):
    later(TOO_LONG)
    chooser.send({"own_1": "y" * 200})
    assert KEPT in chooser.text
    assert NOT_KEPT not in chooser.text


def test_own_questions_too_long_for_the_cookie_do_not_take_the_ticks_with_them(chooser):
    ticked = chooser.filled()["chosen"][:4]
    draw = Random(5)
    own = {
        f"own_{place}": "".join(chr(draw.randrange(0x20000, 0x2A6D0)) for _ in range(200))
        for place in (1, 2, 3)
    }
    answers = {key: value for key, value in stored(PERSON_1).items() if key != "creams"}
    chooser.remember(answers=answers, filler="".join(map(str, draw.choices(range(10), k=2000))))
    chooser.send({"chosen": ticked, "first": ticked[:1]} | own)
    assert chooser.path == "/questions/creams"
    assert NOT_KEPT in chooser.text
    chooser.send(PERSON_1["creams"])
    chooser.open("/sheet")
    shown = [item["data-question"] for item in chooser.page.select("[data-question]")]
    assert sorted(shown) == sorted(ticked)


# What the hour has ended stays ended


@pytest.mark.parametrize("path", ["/questions/creams", "/sheet/choose", "/check-answers", "/open"])
def test_a_form_that_is_refused_does_not_bring_back_what_the_hour_has_ended(visitor, later, path):
    visitor.answered(PERSON_3)
    later(TOO_LONG)
    visitor.go(path, "POST", data={"csrf_token": "of another tab"})
    assert visitor.status == 400
    assert "kidney" not in visitor.text
    visitor.open("/sheet")
    assert visitor.path == "/questions/about-you"
    assert ENDED in visitor.text


def test_where_nothing_was_filled_in_nothing_is_said_to_be_kept(visitor, later):
    visitor.answered(PERSON_1)
    later(TOO_LONG)
    visitor.send({"keep": "yes"})
    assert visitor.path == "/questions/about-you"
    assert ENDED in visitor.text
    assert KEPT not in visitor.text


def test_after_the_hour_the_next_page_removes_all_from_the_device(chooser, later):
    chooser.send({"own_1": "May I swim?"})
    later(TOO_LONG)
    chooser.open("/")
    assert ENDED in chooser.text
    with chooser.client.session_transaction(base_url="https://clinic.example") as session:
        assert session.keys() <= {"csrf_token"}


@pytest.mark.parametrize("path", ["/static/app.js", "/healthz"])
def test_what_is_the_same_for_everybody_says_nothing_of_the_end(visitor, later, path):
    visitor.answered(PERSON_1)
    later(TOO_LONG)
    assert visitor.get(path).status_code == 200
    assert ENDED in visitor.open("/").get_text()


@pytest.mark.parametrize("name", PERSONS)
def test_every_page_says_when_the_answers_end(visitor, name):
    for path in ("/", "/questions/about-you"):
        visitor.open(path)
        assert f"after {duration(IDLE_LIMIT, CONTENT)} without use" in visitor.text
        assert ends_in(visitor) is None
    visitor.answered(PERSONS[name])
    for path in ("/", "/questions/health", "/check-answers", "/sheet", "/nowhere"):
        visitor.open(path)
        assert HOUR - 60 <= ends_in(visitor) <= HOUR


def test_kept_answers_do_not_end_so_nothing_counts_down(visitor, later):
    visitor.answered(PERSON_1)
    visitor.send({"keep": "yes"})
    assert ends_in(visitor) is None
    later(TOO_LONG)
    visitor.open("/sheet")
    assert visitor.path == "/sheet"


def test_each_use_starts_the_hour_anew(visitor, later):
    visitor.answered(PERSON_1)
    for path in ("/", "/sheet", "/questions/creams", "/compare", "/privacy"):
        later(HOUR - 60)
        visitor.open(path)
        assert ends_in(visitor) >= HOUR - 60


def test_the_page_counts_down_to_the_end(visitor, later):
    visitor.answered(PERSON_1)
    later(200)  # too soon to be renewed
    visitor.open("/sheet")
    assert abs(ends_in(visitor) - (HOUR - 200)) < 60


def test_how_it_went_leads_on_where_another_tab_said_that_no_medicine_was_taken(visitor):
    walk_to(visitor, "how-it-went")
    stale = visitor.filled() | {"outcome-cyclosporine": "side_effects"}
    visitor.open("/questions/medicines?change=1")
    visitor.send({"medicines": ["none"]})
    visitor.open("/questions/how-it-went", "POST", data=stale)
    assert visitor.path == "/questions/health"
    visitor.open("/questions/medicines")
    assert visitor.filled()["medicines"] == ["none"]


DURATIONS = {
    timedelta(hours=1): "an hour",
    timedelta(hours=2): "2 hours",
    timedelta(minutes=8): "8 minutes",
    timedelta(minutes=90): "90 minutes",
    timedelta(days=1): "a day",
    timedelta(hours=24): "a day",
    timedelta(hours=36): "36 hours",
    timedelta(days=30): "30 days",
}


@pytest.mark.parametrize(("time", "words"), DURATIONS.items(), ids=DURATIONS.values())
def test_a_time_is_said_in_words(time, words):
    assert duration(time, CONTENT) == words
