"""The treatments side by side, as a browser lays them out and reads them to who hears the page."""

import pytest
from support.browsing import PERSON_1
from support.serving import until

from rules.compare import treatments
from rules.content import CONTENT

TREATMENTS = treatments(CONTENT)

NINE = "/compare?" + "&".join(f"treatment={treatment}" for treatment in TREATMENTS)
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
SCREENS = 3


@pytest.fixture(scope="module")
def page(browsing):
    with browsing.context() as context:
        yield context.new_page()


def roles(page):
    """How often each role stands in the tree that the browser gives to a screen reader."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    found = [node["role"]["value"] for node in nodes if not node["ignored"]]
    return {role: found.count(role) for role in set(found)}


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize(("path", "columns"), [("/compare", 2), (NINE, 9)])
def test_it_is_a_table_at_every_width(browsing, page, size, path, columns):
    page.set_viewport_size(size)
    page.goto(browsing.address + path)
    found = roles(page)
    rows = len(CONTENT.compare)
    assert found["table"] == 1
    assert found["row"] == rows + 1
    assert found["rowheader"] == rows
    assert found["columnheader"] == columns + 1
    assert found["cell"] == rows * columns


@pytest.mark.parametrize("answers", [None, PERSON_1], ids=["nobody", "who has answered"])
def test_two_take_three_screens_of_a_phone_at_most(browsing, page, answers):
    browsing.sign_in(page.context, answers or {})
    page.set_viewport_size(PHONE)
    page.goto(browsing.address + "/compare")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height <= SCREENS * PHONE["height"]
    page.context.clear_cookies()


def test_on_a_phone_what_is_opened_takes_the_width_of_its_row(browsing, page):
    page.set_viewport_size(PHONE)
    page.goto(browsing.address + "/compare")
    cell = page.locator("[data-cell=pregnancy-azathioprine]")
    before = cell.bounding_box()["width"]
    cell.locator("summary").press("Enter")
    row = page.locator("tr", has=cell).bounding_box()["width"]
    assert before < row / 2
    assert cell.bounding_box()["width"] == row
    assert cell.locator(".name").bounding_box()["height"] > 10  # it says whose it is


@pytest.mark.parametrize("path", ["/compare", NINE], ids=["two", "nine"])
def test_the_heads_stay_when_a_desk_scrolls_down(browsing, page, path):
    page.set_viewport_size(DESK)
    page.goto(browsing.address + path)
    page.locator("tbody tr").last.locator("summary").first.scroll_into_view_if_needed()
    # The table scrolls within a box where it has one.
    page.evaluate("""const box = document.querySelector(".scroll[tabindex]");
        box?.scrollTo(0, 9999); box?.scrollIntoView()""")
    head = page.locator("thead th").nth(1)
    assert head.evaluate("""it => {
        const box = it.getBoundingClientRect();
        return document.elementFromPoint(box.x + 5, box.y + 5) === it && box.y >= 0
            && box.bottom < innerHeight; }""")


def test_the_keyboard_scrolls_nine_sideways_in_their_box(browsing, page):
    page.set_viewport_size(DESK)
    page.goto(browsing.address + NINE)
    box = page.get_by_role("group", name="Treatments side by side")
    box.focus()
    page.keyboard.press("ArrowRight")
    until(lambda: box.evaluate("it => it.scrollLeft > 0"))
    assert page.evaluate("document.documentElement.scrollWidth") == DESK["width"]


def test_what_has_the_focus_is_never_under_the_heads(browsing, page):
    page.set_viewport_size(PHONE)
    page.goto(browsing.address + "/compare")
    for key in ["Tab"] * 30 + ["Shift+Tab"] * 25:
        page.keyboard.press(key)
        assert page.evaluate("""() => {
            const it = document.activeElement, head = document.querySelector("thead");
            if (!it.closest("tbody")) return true;
            return it.getBoundingClientRect().y >= head.getBoundingClientRect().bottom - 1; }""")


def test_without_script_a_line_opens_and_the_form_sends(browsing):
    with browsing.context() as context:
        context.route("**/*.js*", lambda route: route.abort())
        page = context.new_page()
        page.goto(browsing.address + "/compare")
        page.get_by_text("Pick other treatments").click()
        page.get_by_label("JAK pills").check()
        page.get_by_role("button", name="Show these").click()
        page.wait_for_url("**/compare?treatment=*")
        assert page.locator("thead th[id]").count() == 3
