"""The hour without use: said beforehand, and what is being filled in when it ends is kept."""

import pytest
from support.visiting import PERSON_1, PERSON_3, PERSONS, Visitor

from webapp import journey
from webapp.journey import PAGES, UNUSED_SESSION_ENDS_AFTER

BOXES = ("medicines", "health", "concerns")
KEPT = "What you sent just now is kept."


@pytest.fixture
def later(monkeypatch):
    """Makes it so many seconds later."""
    passed, real = [0.0], journey.time
    monkeypatch.setattr(journey, "time", lambda: real() + passed[0])

    def wait(seconds: float) -> None:
        passed[0] += seconds

    return wait


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
    later(UNUSED_SESSION_ENDS_AFTER + 60)
    visitor.send(PERSON_3[slug])
    assert visitor.status == 200
    # The first page starts with nothing saved, so nothing ends.
    assert (KEPT in visitor.text) is (slug != "about-you")
    visitor.open(f"/questions/{slug}")
    sent = {name: value if name in BOXES else [value] for name, value in PERSON_3[slug].items()}
    assert sent.items() <= visitor.filled().items()
    visitor.walk(PERSON_3)
    visitor.send()
    assert visitor.path == "/sheet"


def test_an_unfinished_page_sent_after_the_hour_is_shown_again_as_it_was(visitor, later):
    walk_to(visitor, "how-it-went")
    later(UNUSED_SESSION_ENDS_AFTER + 60)
    visitor.send({"outcome-cyclosporine": "side_effects"})
    assert visitor.status == 422
    assert visitor.filled()["outcome-cyclosporine"] == ["side_effects"]
    assert list(visitor.errors()) == ["#cyclosporine_months-0"]


def test_own_questions_and_ticks_sent_after_the_hour_wait_for_the_answers(visitor, later):
    visitor.walk(PERSON_1)
    visitor.open("/sheet/choose")
    ticked = visitor.filled()["chosen"][:4]
    later(UNUSED_SESSION_ENDS_AFTER + 60)
    visitor.send({"chosen": ticked, "own-1": "May I swim?"})
    assert visitor.path == "/questions/about-you"
    assert KEPT in visitor.text
    visitor.walk(PERSON_1)
    visitor.send()
    assert visitor.path == "/sheet"
    shown = [item.get("data-question") for item in visitor.page.select(".questions > li")]
    assert sorted(filter(None, shown)) == sorted(ticked)
    assert visitor.page.select_one(".own").get_text() == "May I swim?"


def test_where_nothing_was_filled_in_nothing_is_said_to_be_kept(visitor, later):
    visitor.walk(PERSON_1)
    later(UNUSED_SESSION_ENDS_AFTER + 60)
    visitor.send({"keep": "yes"})
    assert visitor.path == "/questions/about-you"
    assert journey.ENDED in visitor.text
    assert KEPT not in visitor.text


def test_other_answers_end_with_the_hour(visitor, later):
    walk_to(visitor, "health")
    later(UNUSED_SESSION_ENDS_AFTER + 60)
    visitor.send(PERSON_3["health"])
    visitor.open("/questions/medicines")
    assert "medicines" not in visitor.filled()


@pytest.mark.parametrize("name", PERSONS)
def test_every_page_says_when_the_answers_end(visitor, name):
    for path in ("/", "/questions/about-you"):
        visitor.open(path)
        assert "after an hour without use" in visitor.text
        assert ends_in(visitor) is None
    visitor.walk(PERSONS[name])
    for path in ("/", "/questions/health", "/check-answers", "/sheet", "/nowhere"):
        visitor.open(path)
        assert UNUSED_SESSION_ENDS_AFTER - 60 <= ends_in(visitor) <= UNUSED_SESSION_ENDS_AFTER


def test_kept_answers_do_not_end_so_nothing_counts_down(visitor):
    visitor.walk(PERSON_1)
    visitor.send({"keep": "yes"})
    assert ends_in(visitor) is None


def test_opening_the_start_page_renews_the_hour(visitor, later):
    visitor.walk(PERSON_1)
    for _ in range(12):
        later(UNUSED_SESSION_ENDS_AFTER - 60)
        visitor.open("/")
        assert ends_in(visitor) >= UNUSED_SESSION_ENDS_AFTER - 60


def test_the_page_counts_down_to_the_end(visitor, later):
    visitor.walk(PERSON_1)
    later(200)  # too soon to be renewed
    visitor.open("/sheet")
    assert abs(ends_in(visitor) - (UNUSED_SESSION_ENDS_AFTER - 200)) < 10


def test_how_it_went_leads_on_where_another_tab_said_that_no_medicine_was_taken(visitor):
    walk_to(visitor, "how-it-went")
    stale = visitor.filled() | {"outcome-cyclosporine": "side_effects"}
    visitor.open("/questions/medicines?change=1")
    visitor.send({"medicines": ["none"]})
    visitor.open("/questions/how-it-went", "POST", data=stale)
    assert visitor.path == "/questions/health"
    visitor.open("/questions/medicines")
    assert visitor.filled()["medicines"] == ["none"]
