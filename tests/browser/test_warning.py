"""The script warns before an hour without use ends the answers, and lets the hour start anew."""

import pytest
from playwright.sync_api import expect
from states import FAILED
from support.browsing import PERSON_1, Browsing

from webapp import session
from webapp.words import WORDS

MINUTE = 60
SAID = WORDS["en"]["base"]["idle"]


@pytest.fixture
def page(browsing: Browsing):
    """A page of someone who has answered; no message may come in the console."""
    context = browsing.context(PERSON_1)
    opened, messages = context.new_page(), []
    opened.clock.install()
    opened.on("console", lambda message: FAILED in message.text or messages.append(message.text))
    opened.on("pageerror", lambda error: messages.append(str(error)))
    yield opened
    context.close()
    assert messages == []


@pytest.fixture
def wait(page, monkeypatch):
    """Lets minutes go by, here and on the server."""
    passed, real = [0], session.time
    monkeypatch.setattr(session, "time", lambda: real() + passed[0])

    def go_by(minutes: float) -> None:
        passed[0] += minutes * MINUTE
        page.clock.fast_forward(int(minutes * MINUTE * 1000))
        page.clock.run_for(20_000)

    return go_by


def said(page):
    return page.locator(".ending > :not(template)").first


def keep(page):
    return page.get_by_role("button", name="Keep my answers")


def test_it_warns_in_time_and_not_before(page, address, wait):
    page.goto(address + "/questions/health")
    wait(45)
    expect(said(page)).to_have_count(0)
    wait(9)
    expect(said(page)).to_contain_text(SAID["soon"])
    expect(page.get_by_role("status").filter(has=keep(page))).to_be_in_viewport()


def test_a_press_keeps_the_answers_for_another_hour_again_and_again(page, address, wait):
    page.goto(address + "/sheet/choose")
    page.fill("#own_1", "May I swim?")
    for _ in range(3):
        wait(54)
        keep(page).click()
        expect(said(page)).to_have_text(SAID["renewed"])
    expect(page.locator("#own_1")).to_have_value("May I swim?")
    page.locator(".bar button").click()
    expect(page.locator("[data-question=own-1]")).to_contain_text("May I swim?")


def test_the_focus_goes_back_to_where_it_was(page, address, wait):
    page.goto(address + "/sheet/choose")
    page.focus("#own_1")
    wait(54)
    keep(page).focus()
    page.keyboard.press("Enter")
    expect(said(page)).to_have_text(SAID["renewed"])
    expect(page.locator("#own_1")).to_be_focused()


def test_filling_in_a_page_is_use(page, address, wait):
    page.goto(address + "/sheet/choose")
    for letter in "May I?":
        wait(20)
        with page.expect_response("**/") as renewed:
            page.locator("#own_1").press_sequentially(letter)
        renewed.value.finished()  # its body says when the new hour ends
    expect(said(page)).to_have_count(0)
    page.locator(".bar button").click()
    expect(page.locator("[data-question=own-1]")).to_contain_text("May I?")


def test_after_the_end_it_says_so_and_what_is_on_the_page_is_kept(page, address, wait):
    page.goto(address + "/questions/health")
    page.locator("[value=kidney]").check()
    wait(54)
    wait(12)
    expect(said(page)).to_contain_text(SAID["ended"])
    expect(page.locator("[value=kidney]")).to_be_checked()
    page.get_by_role("button", name="Continue").click()
    expect(page).to_have_url(address + "/questions/matters")
    page.goto(address + "/questions/health")
    expect(page.locator("[value=kidney]")).to_be_checked()


def test_a_phone_that_slept_past_the_end_is_told_when_it_wakes(page, address, wait):
    page.goto(address + "/questions/health")
    wait(300)
    expect(said(page)).to_contain_text(SAID["ended"])


def test_a_use_in_another_tab_counts(page, address, wait):
    page.goto(address + "/questions/health")
    wait(40)
    other = page.context.new_page()
    other.goto(address + "/sheet")
    other.close()
    wait(15)
    expect(said(page)).to_contain_text(SAID["soon"])
    wait(8)
    expect(said(page)).to_have_count(0)


def test_without_a_connection_it_says_that_it_did_not_work(page, address, wait):
    page.goto(address + "/questions/health")
    wait(54)
    page.route("**/", lambda route: route.fulfill(status=503, body=""))
    keep(page).click()
    expect(said(page)).to_contain_text(SAID["not_renewed"])
    page.unroute("**/")
    keep(page).click()
    expect(said(page)).to_have_text(SAID["renewed"])
