"""The pages of questions: what the style alone shows, hides and counts, with the script or not."""

import pytest
from keyboard import Keyboard
from playwright.sync_api import expect
from support.browsing import PERSON_1, PERSON_2, PERSON_3

SEND = ".bar button"


@pytest.fixture(params=[True, False], ids=["with the script", "without it"])
def page(request, browsing):
    """On a phone."""
    options = {"viewport": {"width": 390, "height": 844}, "java_script_enabled": request.param}
    with browsing.context(**options) as context:
        yield context.new_page()


def counted(page) -> str:
    """What the bar says, as a screen reader hears it: the numbers are counted by the style."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    texts = [each["name"]["value"] for each in nodes if each["role"]["value"] == "StaticText"]
    ends = [place for place, text in enumerate(texts) if text in COUNTED]
    return ", ".join(f"{texts[place - 2].strip()} {texts[place]}" for place in ends)


COUNTED = ("that apply", "of 3 goals", "to ask about")


def test_what_is_ticked_is_counted(page, address, browsing):
    page.goto(address + "/questions/health")
    assert counted(page) == "0 that apply"
    for code in ("kidney", "liver"):
        page.locator(f"[value={code}]").check()
    assert counted(page) == "2 that apply"
    browsing.sign_in(page.context, PERSON_1 | {"goals": ["mood", "baby"]})
    page.goto(address + "/questions/matters")
    assert counted(page) == "2 of 3 goals, 2 to ask about"
    page.locator("[name=itch][value='3']").check()
    page.locator("[name=goals][value=mood]").uncheck()
    assert counted(page) == "1 of 3 goals, 2 to ask about"


def test_none_of_these_and_continue_are_on_the_first_screen_and_two_taps_lead_on(page, address):
    page.goto(address + "/questions/health")
    for selector in ("[value=none] + label", "[value=rather_not_say] + label", SEND):
        expect(page.locator(selector)).to_be_in_viewport(ratio=1)
    page.locator("[value=none] + label").click()
    page.locator(SEND).click()
    expect(page).to_have_url(address + "/questions/matters")


def test_which_side_effect_is_asked_where_that_is_ticked_or_something_was_told(
    page, address, browsing
):
    taken = {"medicines": {"cyclosporine": "side_effects", "methotrexate": "wore_off"}}
    browsing.sign_in(page.context, PERSON_3 | taken | {"side_effect": {}})
    page.goto(address + "/questions/how-it-went")
    asked = page.locator("#side_effect-cyclosporine")
    expect(asked).to_be_visible()
    expect(page.locator("#side_effect-methotrexate")).to_be_hidden()
    page.locator("[name=outcome-cyclosporine][value=wore_off]").check()
    expect(asked).to_be_hidden()
    page.locator("[name=outcome-cyclosporine][value=side_effects]").check()
    asked.fill("x" * 61)
    page.locator("[name=outcome-cyclosporine][value=wore_off]").check()
    expect(asked).to_be_visible()


def test_a_number_is_chosen_and_taken_back_by_keyboard(page, address, browsing):
    browsing.sign_in(page.context, PERSON_2)
    page.goto(address + "/questions/matters")
    keyboard, tile = Keyboard(page), page.locator("[name=itch][value='2'] + label")
    plain = tile.evaluate("it => getComputedStyle(it).backgroundColor")
    keyboard.go_to("[name=itch]")
    page.keyboard.press("Space")
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(page.locator("[name=itch][value='2']")).to_be_checked()
    expect(tile).not_to_have_css("background-color", plain)
    keyboard.follow(SEND)
    page.goto(address + "/questions/matters")
    expect(page.locator("[name=itch]:checked")).to_have_value("2")
    page.locator("[name=itch][value='']").check()
    keyboard.follow(SEND)
    page.goto(address + "/questions/matters")
    expect(page.locator("[name=itch]:checked")).to_have_count(0)


def test_every_box_is_seen_where_the_focus_is(page, address, browsing):
    """Nobody's focus is under the bar, going down or up."""
    browsing.sign_in(page.context, PERSON_2)
    page.goto(address + "/questions/matters")
    Keyboard(page).go_to(SEND)
    for _ in range(20):
        page.keyboard.press("Shift+Tab")
        covered = page.evaluate("""() => {
          const label = document.activeElement.labels?.[0];
          const bar = document.querySelector(".bar").getBoundingClientRect();
          return label && label.getBoundingClientRect().bottom > bar.top;
        }""")
        assert not covered
