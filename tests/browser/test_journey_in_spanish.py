"""From a Spanish browser's first visit to the sheet, by keyboard, and to English and back."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from keyboard import Keyboard
from playwright.sync_api import expect
from support.browsing import PERSONS

from rules import Answers, build_sheet
from webapp.words import NAMES, WORDS

SEND = "main form:not(.delete) button:not([name])"
AXE = Axe()


def fields(person: dict) -> dict:
    """What the person would enter: field name -> a value, or several."""
    about_medicines = {
        f"{name}-{medicine}": told
        for name, key in (("outcome", "medicines"), ("months", "months"), ("side_effect",) * 2)
        for medicine, told in person.get(key, {}).items()
    }
    return {"goals": ["none"]} | person | about_medicines | {"medicines": list(person["medicines"])}


def path(page) -> str:
    return "/" + page.url.split("/", 3)[3]


def is_accessible(page) -> None:
    found = AXE.run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{path(page)}\n{found.generate_report()}"


@pytest.fixture
def page(browsing):
    options = {"locale": "es-US", "viewport": {"width": 320, "height": 640}}
    with browsing.browser.new_context(**options) as context:
        yield context.new_page()


@pytest.mark.parametrize("name", ["person 2", "person 3"])
def test_a_person_gets_a_sheet_in_spanish_by_keyboard_alone(page, address, name):
    person = PERSONS[name]
    keyboard = Keyboard(page)
    page.goto(address + "/")
    assert path(page) == "/es/"
    expect(page.locator("main .notice")).to_contain_text(NAMES["en"])
    keyboard.follow("main a.button")
    while path(page).startswith("/es/questions/"):
        is_accessible(page)
        keyboard.fill_in(fields(person))
        keyboard.follow(SEND)
    assert path(page) == "/es/sheet/choose"
    is_accessible(page)
    keyboard.go_to("#own_1")
    page.keyboard.type("¿Puedo nadar?")
    keyboard.follow(SEND)
    assert path(page) == "/es/sheet"
    is_accessible(page)

    answers = Answers.from_json(person)
    own = [*page.locator("[data-question]").all_inner_texts()]
    said = [item.text for item in build_sheet(answers, None, "es").most_important]
    assert [text for text in said if not any(text in each for each in own)] == []
    keyboard.go_to("[data-first] summary")
    page.keyboard.press("Enter")
    expect(page.locator("[data-first] details[open] blockquote[lang=en]").first).to_be_visible()
    expect(page.locator("[data-first] details[open] .ours").first).to_be_visible()

    page.reload()  # from the top of the page
    keyboard.follow("header .language")
    assert path(page) == "/sheet"
    expect(page.locator("[data-question=own-1]")).to_contain_text("¿Puedo nadar?")
    keyboard.follow("header .language")
    assert path(page) == "/es/sheet"
    keyboard.follow(".delete button")
    expect(page.get_by_text(WORDS["es"]["messages"]["deleted"])).to_be_visible()
    assert path(page) == "/es/#deleted"


def test_visit_mode_in_spanish_dates_its_text_in_spanish(browsing, page):
    browsing.sign_in(page.context, PERSONS["pregnant"])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{browsing.address}/es/sheet/visit")
    words = WORDS["es"]["visit"]
    page.get_by_role("button", name=words["answered"]).click()
    page.get_by_role("button", name=words["decided"]).click()
    page.get_by_role("button", name=words["copy_text"]).click()
    expect(page.locator(".done")).to_have_text(words["copied"])
    text = page.evaluate("navigator.clipboard.readText()")
    assert text.startswith(words["text_title"])
    assert " de 20" in text.splitlines()[1]
    assert f"[{words['answered']}]" in text


def test_who_changed_to_english_stays_there(page, address):
    page.goto(address + "/")
    page.locator("main .notice a").click()
    page.wait_for_url(address + "/")
    page.goto("about:blank")
    page.goto(address + "/")
    assert path(page) == "/"
