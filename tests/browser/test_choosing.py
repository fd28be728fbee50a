"""Your questions: to star, to order and to write own ones by keyboard, with the script or not."""

import pytest
from keyboard import Keyboard
from playwright.sync_api import expect
from states import OWN
from support.browsing import FULLEST, ON_EVERYTHING, PERSON_1, PERSON_2, PERSON_3

PHONE = {"width": 390, "height": 844}
MOST_SCREENS = 5
SEND = ".bar button"


@pytest.fixture(params=[True, False], ids=["with the script", "without it"])
def page(request, browsing, address):
    """Where somebody chooses, on a phone."""
    options = {"viewport": PHONE, "java_script_enabled": request.param}
    with browsing.context(PERSON_1, **options) as context:
        opened = context.new_page()
        opened.goto(address + "/sheet/choose")
        yield opened


def stars(page) -> list[str]:
    """The ids in the block of those that come first, in order."""
    boxes = page.locator("#first [name=first]")
    return [box.get_attribute("value") for box in boxes.all()]


def first_on_sheet(page) -> list[str]:
    boxes = page.locator("[data-first]")
    return [box.get_attribute("data-question") for box in boxes.all()]


def counted(page) -> str:
    """What the bar says, as a screen reader hears it: the numbers are counted by the style."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    texts = [each["name"]["value"] for each in nodes if each["role"]["value"] == "StaticText"]
    said = texts[texts.index("starred") - 2 : texts.index("on my sheet") + 1]
    return " ".join("".join(said).split())


def test_an_own_question_is_written_starred_and_put_first_by_keyboard(page, address):
    keyboard, before = Keyboard(page), stars(page)
    keyboard.go_to("#own_1")
    page.keyboard.type("May I swim?")
    keyboard.go_to("#first-2")
    page.keyboard.press("Space")
    keyboard.go_to(".typed [value=own-1]")
    page.keyboard.press("Space")
    keyboard.follow(SEND)
    expect(page).to_have_url(address + "/sheet")
    assert first_on_sheet(page) == [*before[:2], "own-1"]

    page.goto(address + "/sheet/choose")
    for place in (1, 0):
        keyboard.follow("[value='up:own-1']")
        expect(page).to_have_url(address + "/sheet/choose#first")
        expect(page.locator("#first")).to_be_in_viewport()
        assert stars(page).index("own-1") == place
    expect(page.locator("[value='up:own-1']")).to_have_count(0)
    expect(page.locator("#own_1")).to_have_value("May I swim?")
    keyboard.follow(SEND)
    assert first_on_sheet(page) == ["own-1", *before[:2]]


def test_a_question_is_left_out_with_one_press_and_may_be_starred_again(page, address):
    keyboard, before = Keyboard(page), stars(page)
    keyboard.follow(f"[value='out:{before[1]}']")
    assert stars(page) == [before[0], before[2]]
    box = page.locator(f"[name=chosen][value={before[1]}]")
    expect(box).not_to_be_checked()
    page.locator("details", has=box).locator("summary").click()
    page.locator(".row", has=box).locator(".star").click()
    page.locator(SEND).click()
    assert first_on_sheet(page) == [before[0], before[2], before[1]]


def test_enter_in_a_box_goes_on_and_moves_nothing(page, address):
    before = stars(page)
    page.focus("#first-1")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(address + "/sheet")
    assert first_on_sheet(page) == before


def test_another_box_appears_once_the_one_before_is_filled(page):
    own, rows = page.locator("textarea"), page.locator(".typed .row")
    for count, box in enumerate(own.all(), start=1):
        expect(box).to_be_visible()
        expect(own.filter(visible=True)).to_have_count(count)
        expect(rows.filter(visible=True)).to_have_count(count - 1)
        box.fill("May I swim?")
    expect(rows.filter(visible=True)).to_have_count(3)


def test_the_bar_counts_stars_and_questions(page):
    assert counted(page) == "3 starred10 on my sheet"
    page.locator("#first .star").last.click()
    page.locator(".list [name=chosen]").first.uncheck()
    assert counted(page) == "2 starred9 on my sheet"
    page.fill("#own_1", "May I swim?")
    page.locator(".typed .star").first.click()
    page.locator("summary").last.click()
    page.locator("details .star").last.click()  # which ticks it, too
    assert counted(page) == "4 starred11 on my sheet"


def test_a_fourth_star_is_said_at_the_block_and_may_be_taken_off(page, address):
    page.locator(".list .star").first.click()
    page.locator(SEND).click()
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#first .error")).to_contain_text("You starred 4.")
    page.locator("#summary a").click()
    expect(page.locator("#first-0")).to_be_focused()
    page.keyboard.press("Space")
    page.locator(SEND).click()
    expect(page.locator("[data-first]")).to_have_count(3)


def test_a_changed_answer_is_said_and_back_leads_to_what_matters(page, address):
    page.locator(SEND).click()
    page.goto(address + "/questions/creams?change=1")
    page.locator("[value=working]").check()
    page.locator("main form button").click()
    expect(page).to_have_url(address + "/check-answers")
    page.get_by_role("link", name="Back").click()
    expect(page.locator(".notice")).to_contain_text("You changed an answer")
    page.get_by_role("link", name="Back").click()
    expect(page).to_have_url(address + "/questions/matters")


LONG = {
    "person 1": PERSON_1,
    "person 2": PERSON_2,
    "person 3": PERSON_3,
    "the fullest": FULLEST | {"own_questions": OWN},
    "on every medicine": ON_EVERYTHING | {"own_questions": OWN},
}


@pytest.mark.parametrize("answers", LONG.values(), ids=LONG)
def test_on_a_phone_it_starts_with_a_choice_and_takes_five_screens_at_most(
    browsing, address, answers
):
    with browsing.context(answers, viewport=PHONE) as context:
        page = context.new_page()
        page.goto(address + "/sheet/choose")
        bar = page.locator(".bar").bounding_box()["y"]
        box = page.locator("#own_1").bounding_box()
        assert box["y"] + box["height"] < bar
        height = page.evaluate("document.documentElement.scrollHeight")
        assert height <= MOST_SCREENS * PHONE["height"]
