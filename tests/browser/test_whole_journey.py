"""From the start page to the sheet and away, by keyboard alone, with the script and without."""

import pytest
from keyboard import Keyboard
from playwright.sync_api import expect
from support.browsing import PERSONS

from rules import Answers, build_sheet

SEND = "main form:not(.delete) button:not([name])"


def fields(person: dict) -> dict:
    """What the person would enter: field name -> a value, or several."""
    about_medicines = {
        f"{name}-{medicine}": told
        for name, key in (("outcome", "medicines"), ("months", "months"), ("side_effect",) * 2)
        for medicine, told in person.get(key, {}).items()
    }
    boxes = {"medicines": list(person["medicines"]) or ["none"], "goals": ["none"]}
    return boxes | person | about_medicines | {"medicines": boxes["medicines"]}


@pytest.fixture
def new_page(browsing):
    """Makes pages of a browser of their own."""
    contexts = []

    def make(**options):
        context = browsing.browser.new_context(**options)
        contexts.append(context)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()


def path(page) -> str:
    return "/" + page.url.split("/", 3)[3]


@pytest.mark.parametrize(
    ("name", "width", "script"),
    [("person 1", 320, True), ("person 2", 1280, False), ("person 3", 320, False)],
)
def test_each_person_gets_a_sheet_by_keyboard_alone(new_page, address, name, width, script):
    page = new_page(viewport={"width": width, "height": 640}, java_script_enabled=script)
    keyboard, person = Keyboard(page), PERSONS[name]
    page.goto(address + "/")
    keyboard.follow("main a.button")
    while path(page).startswith("/questions/"):
        keyboard.fill_in(fields(person))
        keyboard.follow(SEND)
    assert path(page) == "/sheet/choose"
    keyboard.follow(SEND)
    assert path(page) == "/sheet"
    asked = [item.text for item in build_sheet(Answers.from_json(person)).printed]
    expect(page.locator("[data-question]")).to_contain_text(asked)

    keyboard.follow("main a[href$=choose], .way a[href$=choose]")
    keyboard.go_to("#own_1")
    page.keyboard.type("May I swim?")
    keyboard.follow(SEND)
    expect(page.locator("[data-question=own-1]")).to_contain_text("May I swim?")

    keyboard.go_to("[data-first] summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-first] details[open] blockquote").first).to_be_visible()

    keyboard.follow(".delete button")
    said = page.get_by_text("Your answers are deleted.")
    expect(said).to_be_visible()
    page.goto(address)
    expect(said).to_be_hidden()
    page.goto(address + "/sheet")
    assert path(page) == "/questions/about-you"


def test_the_first_stop_skips_to_the_content(new_page, address):
    page = new_page()
    page.goto(address + "/questions/about-you")
    keyboard = Keyboard(page)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    expect(page.locator(".skip")).to_be_in_viewport()
    page.keyboard.press("Enter")
    keyboard.go_to("input")
    assert page.evaluate("document.activeElement.name") == "who"


@pytest.mark.parametrize("script", [True, False], ids=["with the script", "without it"])
def test_the_error_summary_takes_the_focus_and_leads_to_the_field(new_page, address, script):
    page = new_page(viewport={"width": 320, "height": 640}, java_script_enabled=script)
    page.goto(address + "/questions/about-you")
    keyboard = Keyboard(page)
    keyboard.follow(SEND)
    expect(page.locator("#summary")).to_be_focused()
    expect(page.locator("#summary")).to_be_in_viewport()
    keyboard.go_to("#summary a[href='#age']")
    page.keyboard.press("Enter")
    expect(page.locator("#age")).to_be_focused()
    page.keyboard.type("34")
    expect(page.locator("#age")).to_have_value("34")


def test_in_forced_colors_the_focus_shows_ticked_or_not(new_page, address):
    page = new_page(forced_colors="active")
    page.goto(address + "/questions/health")
    page.locator("[value=kidney]").check()
    for code in ("none", "kidney"):
        label = page.locator(f"[value={code}] + label")
        page.focus("button")
        expect(label).to_have_css("outline-style", "none")
        page.keyboard.press("Shift+Tab")  # so that the focus is one of the keyboard
        page.locator(f"[value={code}]").focus()
        expect(label).to_have_css("outline-style", "solid")


def test_going_back_and_loading_again_lose_nothing(new_page, address):
    page = new_page()
    page.goto(address + "/questions/about-you")
    for name, value in {"who": "me", "severity": "severe", "specialist": "yes"}.items():
        page.locator(f"[name={name}][value={value}]").check()
    page.fill("#age", "52")
    page.locator(SEND).click()
    page.locator("[value=helps_some]").check()
    page.locator(SEND).click()
    expect(page).to_have_url(address + "/questions/medicines")
    page.reload()
    page.go_back()
    expect(page.locator("[value=helps_some]")).to_be_checked()
    page.go_back()
    expect(page.locator("#age")).to_have_value("52")
    page.reload()
    expect(page.locator("#age")).to_have_value("52")
    expect(page.locator("[value=severe]")).to_be_checked()
    page.goto(address + "/")
    page.get_by_role("link", name="Continue where I left off").click()
    expect(page).to_have_url(address + "/questions/medicines")
