"""A sheet made on a phone goes on elsewhere, by the code on its paper, and no server sees it."""

import re

import pytest
from support.browsing import FULLEST, PERSON_3
from support.scanned import DPI, qr_codes, scan, width_in_mm

from rules.selection import Choice

PHONE = {"viewport": {"width": 390, "height": 844}}
OWN = {"own_questions": ["Can I swim in the sea?"]}
CHOICE = Choice(("Q01", "Q13", "Q14"), ("own-1", "Q13"))
CONFIRM = "Open these answers"


def said(page) -> list[str]:
    return page.locator("[data-question]").all_inner_texts()


def read_code(pdf: bytes) -> str:
    (code,) = qr_codes(scan(pdf, 0, black_and_white=True))
    assert 30 <= width_in_mm(code) <= 40
    return code.text


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_sheet_made_on_a_phone_is_the_same_where_its_code_is_opened(browsing, address, script):
    with browsing.context(PERSON_3 | OWN, CHOICE, **PHONE) as phone:
        page = phone.new_page()
        page.goto(f"{address}/sheet/choose")
        page.get_by_text("Add a code to my sheet").click()
        page.locator("main form button").last.click()
        page.wait_for_url("**/sheet")
        made = said(page)
        link = read_code(phone.request.get(f"{address}/sheet.pdf").body())
    asked = []
    with browsing.browser.new_context(java_script_enabled=script) as fresh:
        page = fresh.new_page()
        page.on("request", lambda request: asked.append((request.url, request.headers)))
        page.goto(link)
        if not script:
            page.fill("#code", link)
            page.get_by_role("button").click()
        page.get_by_role("button", name=CONFIRM).wait_for()
        if script:
            assert page.url == f"{address}/open"
            assert page.evaluate("location.hash") == ""
        assert OWN["own_questions"][0] not in page.inner_text("main")
        page.get_by_role("button", name=CONFIRM).click()
        page.wait_for_url("**/sheet")
        assert said(page) == made
        history = page.context.new_cdp_session(page).send("Page.getNavigationHistory")["entries"]
    code = link.partition("#")[2]
    assert not script or all(code not in entry["url"] for entry in history)
    assert len(asked) > 5
    for url, headers in asked:
        assert code not in url.partition("#")[0]
        assert code not in headers.get("referer", "")


def test_a_link_opened_where_the_page_is_open_is_taken_too(browsing, address):
    with browsing.context(PERSON_3, with_code=True) as context:
        page = context.new_page()
        page.goto(f"{address}/sheet")
        link = page.locator(".copy-link").get_attribute("data-link")
        page.goto(f"{address}/open")
        page.evaluate("link => { location.href = link }", link)
        page.get_by_role("button", name=CONFIRM).wait_for()
        assert page.url == f"{address}/open"


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("person", [PERSON_3, FULLEST], ids=["ordinary", "fullest"])
def test_a_camera_reads_the_code_on_the_browsers_own_print(browsing, address, person, paper):
    with browsing.context(person, with_code=True) as context:
        page = context.new_page()
        page.goto(f"{address}/sheet")
        page.wait_for_load_state("networkidle")
        link = page.locator(".copy-link").get_attribute("data-link")
        pdf = page.pdf(format=paper, prefer_css_page_size=False)
        assert read_code(pdf) == link
        assert not qr_codes(scan(pdf, 1))
        assert re.search(r"/open#\S+$", link)
        assert read_code(context.request.get(f"{address}/sheet.pdf?paper={paper}").body()) == link
    assert DPI == 150


def test_the_link_is_copied_by_one_press(browsing, address):
    with browsing.context(
        PERSON_3, with_code=True, permissions=["clipboard-read", "clipboard-write"]
    ) as context:
        page = context.new_page()
        page.goto(f"{address}/sheet")
        page.locator(".carry summary").click()
        page.get_by_role("button", name="Copy the link").click()
        page.get_by_text("Copied.").wait_for()
        link = page.locator(".copy-link").get_attribute("data-link")
        assert page.evaluate("navigator.clipboard.readText()") == link
