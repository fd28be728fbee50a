"""What a browser tells others, and what it still shows after the answers are deleted."""

import re

import pytest
from playwright.sync_api import expect
from support.browsing import PERSON_3, Browsing

ANSWERS = re.compile("cyclosporine|side_effects|under_3|kidney|pregnan|moderate")
PAGES = [
    *("/", "/questions/about-you", "/questions/how-it-went", "/questions/health", "/privacy"),
    *("/check-answers", "/sheet/choose", "/sheet"),
]


@pytest.fixture
def page(browsing: Browsing):
    context = browsing.context(PERSON_3)
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


def test_no_other_host_hears_of_a_visit_and_no_address_holds_an_answer(page, address):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for path in PAGES:
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
    page.get_by_text("More ways to keep it").click()
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator(".done")).to_contain_text("Copied")
    assert len(asked) > len(PAGES)
    assert [url for url in asked if not url.startswith(address + "/")] == []
    assert [url for url in asked if ANSWERS.search(url)] == []


@pytest.mark.parametrize("path", ["/check-answers", "/questions/health", "/sheet/choose"])
def test_after_deleting_the_way_back_shows_no_answer(page, address, path):
    page.goto(address + path)
    if path == "/sheet/choose":
        page.get_by_label("Your own question").first.fill("May I swim?")
    page.goto(address + "/")
    page.get_by_role("button", name="Delete my answers").click()
    expect(page.get_by_text("Your answers are deleted.")).to_be_visible()
    page.go_back()
    page.go_back()
    assert page.url == address + (path if path.startswith("/questions") else "/questions/about-you")
    assert page.locator("input:checked").count() == 0
    assert page.locator("#age").all() == [] or page.locator("#age").input_value() == ""


def test_what_was_typed_is_not_offered_to_the_next_person(page, address):
    for path in ("/questions/about-you", "/sheet/choose", "/check-answers"):
        page.goto(address + path)
        form = page.locator("main form:not(.delete)")
        expect(form).to_have_attribute("autocomplete", "off")
