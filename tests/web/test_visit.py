"""Visit mode as it comes from the server: its questions, and how what is noted there ends."""

import pytest
from support.persons import sheet_for
from support.visiting import ADDRESS, COOKIE, PERSON_1, PERSONS, stored

from webapp.settings import IDLE_LIMIT, MAX_NOTE

SHEETS = {
    "person 1": sheet_for(severity="moderate", specialist="no", concerns=["infection", "how_long"]),
    "person 2": sheet_for(who="child", age=9, medicines={"methotrexate": "did_not_work"}),
}
OWN = ["May I swim?", "<b>Is it my fault?</b>"]


@pytest.fixture
def at_visit(visitor):
    """Somebody with questions of their own who opens visit mode."""
    visitor.answered(PERSON_1)
    visitor.remember(answers=stored(PERSON_1) | {"own_questions": OWN})
    visitor.open("/sheet/visit")
    return visitor


def notes_named(visitor) -> str | None:
    return visitor.page.body.get("data-notes")


def test_without_answers_a_person_is_led_to_the_first_page_that_lacks_one(visitor):
    visitor.open("/sheet/visit")
    assert visitor.path == "/questions/about-you"
    visitor.remember(answers={"who": "me", "age": 34})
    assert visitor.get("/sheet/visit").status_code == 303


@pytest.mark.parametrize("person", SHEETS)
def test_all_printed_questions_are_there_in_their_order_and_then_what_we_decided(visitor, person):
    visitor.answered(PERSONS[person])
    page, sheet = visitor.open("/sheet/visit"), SHEETS[person]
    cards = page.select(".card")
    assert [card.get("data-question") for card in cards[:-1]] == [it.id for it in sheet.printed]
    assert [card.h2.get_text() for card in cards[:-1]] == [it.text for it in sheet.printed]
    starred = ["One of my three" in card.get_text() for card in cards]
    assert starred == [True] * 3 + [False] * (len(cards) - 3)
    assert cards[-1].h2.get_text() == "What we decided"
    assert [label.get_text() for label in cards[-1].select("label")] == [*sheet.decided]


def test_the_sheet_leads_there_and_it_leads_back(at_visit):
    assert at_visit.page.select_one(".way a")["href"] == "/sheet"
    assert at_visit.open("/sheet").select_one("main a[href='/sheet/visit']")


def test_own_questions_stand_there_as_typed(at_visit):
    shown = [card.h2 for card in at_visit.page.select("[data-question^=own]")]
    assert [title.bdi.get_text() for title in shown] == OWN


def test_fewer_starred_questions_are_not_said_to_be_three(visitor):
    visitor.answered(PERSON_1)
    visitor.remember(choice={"chosen": ["Q01", "Q08"], "first": ["Q08"], "offered": None})
    starred = visitor.open("/sheet/visit").select(".starred")
    sheet_stars = {"One of my three": 3, "One of my two": 2, "My first question": 1}
    assert len(starred) == sheet_stars[starred[0].get_text(strip=True)] < 3


def test_nothing_there_can_be_sent(at_visit):
    main = at_visit.page.main
    assert not main.select("form, [name], button:not([type=button]), a")
    fields = main.select("textarea")
    assert len(fields) == len(main.select("[data-question]")) + 4
    for field in fields:
        assert field["autocomplete"] == "off"
        assert field["maxlength"] == str(MAX_NOTE)
        assert field.get_text() == ""


def test_it_says_where_notes_are_kept_and_how_long(at_visit):
    assert "Kept on this device only. Never sent." in at_visit.text
    assert "when you close this tab, or after an hour without use" in at_visit.text
    assert not at_visit.page.body.has_attr("data-keep")
    at_visit.open("/check-answers")
    sent = at_visit.filled() | {"keep": "yes"}
    at_visit.client.post("/check-answers", base_url=ADDRESS, data=sent)
    at_visit.open("/sheet/visit")
    assert "It goes with your answers, after 30 days without use." in at_visit.text
    assert at_visit.page.body.has_attr("data-keep")


def test_the_notes_of_a_session_have_one_name_on_all_of_its_pages(at_visit):
    name = notes_named(at_visit)
    assert name.startswith("visit-")
    for path in ("/", "/sheet/visit", "/questions/health", "/nowhere"):
        at_visit.open(path)
        assert notes_named(at_visit) == name


def test_who_never_opened_visit_mode_has_no_name_for_notes(visitor):
    visitor.answered(PERSON_1)
    assert notes_named(visitor) is None


def test_after_deleting_or_after_the_hour_notes_have_another_name(at_visit, later):
    names = [notes_named(at_visit)]
    at_visit.open("/")
    at_visit.send(action="/delete-answers")
    assert notes_named(at_visit) is None
    for _ in range(2):
        at_visit.answered(PERSON_1)
        at_visit.open("/sheet/visit")
        names.append(notes_named(at_visit))
        later(IDLE_LIMIT.total_seconds() + 60)
        at_visit.open("/")
        assert notes_named(at_visit) is None
    assert len(set(names)) == 3


def test_deleting_clears_what_pages_stored_and_our_cookie_by_name(at_visit):
    at_visit.open("/")
    sent = at_visit.filled("/delete-answers")
    answer = at_visit.client.post("/delete-answers", base_url=ADDRESS, data=sent)
    assert answer.headers["Clear-Site-Data"] == '"storage"'
    cookies = answer.headers.getlist("Set-Cookie")
    assert [cookie.split("=")[0] for cookie in cookies] == [COOKIE]
    assert "Expires=Thu, 01 Jan 1970" in cookies[0]
    assert not at_visit.cookie
    shown = at_visit.get(answer.location)
    assert "Your answers are deleted." in shown.text
    assert "Set-Cookie" not in shown.headers


@pytest.mark.parametrize("path", ["/", "/sheet/visit", "/privacy"])
def test_no_other_page_clears_anything(at_visit, path):
    assert "Clear-Site-Data" not in at_visit.get(path).headers
