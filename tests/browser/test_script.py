"""What the little script adds, and what is saved; the rest is tested without it."""

import re

import pytest
from playwright.sync_api import expect
from support.browsing import PERSON_1, Browsing


@pytest.fixture(scope="module")
def context(browsing: Browsing):
    """The browser of someone who has answered."""
    with browsing.context(PERSON_1) as found:
        found.grant_permissions(["clipboard-read", "clipboard-write"])
        yield found


@pytest.fixture(scope="module")
def page(context):
    """Every message of the console counts as a failure."""
    opened, messages = context.new_page(), []
    opened.on("console", lambda message: messages.append(message.text))
    opened.on("pageerror", lambda error: messages.append(str(error)))
    yield opened
    assert messages == []


def test_none_of_these_unticks_the_rest_and_the_other_way_round(page, address):
    page.goto(address + "/questions/health")
    none, kidney = page.locator("[value=none]"), page.locator("[value=kidney]")
    kidney.check()
    expect(none).not_to_be_checked()
    none.check()
    expect(kidney).not_to_be_checked()
    page.locator("[value=rather_not_say]").check()
    expect(none).not_to_be_checked()


def test_how_many_boxes_are_ticked_is_said(page, address):
    page.goto(address + "/questions/matters")
    said = page.locator("form [role=status]")
    expect(said).to_have_text("")
    page.locator("[name=goals][value=mood]").check()
    expect(said).to_have_text("1 of 3 goals. 2 to ask about.")
    page.locator("[name=concerns][value=none]").check()
    expect(said).to_have_text("1 of 3 goals. 0 to ask about.")


def test_copy_puts_the_short_text_on_the_clipboard_and_says_so(page, address):
    page.goto(address + "/sheet")
    page.get_by_text("More ways to keep it").click()
    page.get_by_role("button", name="Copy as text").click()
    expect(page.locator(".done")).to_have_text("Copied. Paste it into a message to the clinic.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Questions for my doctor")
    assert len(copied) <= 2000


def test_the_summary_for_the_record_is_copied_by_one_tap_and_marked_whole_by_another(page, address):
    page.goto(address + "/sheet/clinician")
    page.get_by_role("button", name="Copy the summary").click()
    expect(page.locator(".done")).to_have_text("Copied. Paste it into a message to the clinic.")
    summary = page.locator("pre.record")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("ECZEMA: SUMMARY BEFORE A VISIT")
    assert copied == summary.text_content()
    summary.click()
    assert page.evaluate("getSelection().toString()").strip() == copied.strip()


def test_print_opens_the_print_dialog(page, address):
    page.goto(address + "/sheet")
    page.evaluate("window.print = () => { window.printed = true }")
    page.get_by_role("button", name="Print").click()
    assert page.evaluate("window.printed") is True


def test_where_questions_are_chosen_a_star_ticks_its_question_and_the_count_is_said(page, address):
    page.goto(address + "/sheet/choose")
    said = page.locator("form [role=status]")
    expect(said).to_have_text("")
    page.locator(".list .star").first.click()
    expect(said).to_have_text("4 starred. 10 on my sheet.")
    page.locator("#first .star").first.click()
    expect(said).to_have_text("3 starred. 10 on my sheet.")
    page.fill("#own_1", "May I swim?")
    expect(said).to_have_text("3 starred. 11 on my sheet.")
    expect(page.locator(".typed .row").first).to_have_text("May I swim?")
    page.locator(".list summary").last.click()
    row = page.locator("details .row").last
    row.locator(".star").click()
    expect(row.locator("[name=chosen]")).to_be_checked()
    expect(said).to_have_text("4 starred. 12 on my sheet.")
    row.locator(".tick").click()
    expect(row.locator("[name=first]")).not_to_be_checked()
    expect(said).to_have_text("3 starred. 11 on my sheet.")


# What is handed over is the file, or nothing: the answers may have ended, or the service be busy


@pytest.fixture
def sheet(browsing: Browsing):
    """The sheet of someone whose device can share, and says what it shared."""
    with browsing.context(PERSON_1) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened = context.new_page()
        opened.add_init_script(
            "navigator.canShare = () => true;"
            "navigator.share = async () => { document.body.dataset.shared = 'yes' }"
        )
        opened.goto(browsing.address + "/sheet")
        opened.get_by_text("More ways to keep it").click()
        yield opened


def end_answers(sheet) -> None:
    sheet.context.clear_cookies()


def be_busy(sheet) -> None:
    busy = {"status": 503, "content_type": "text/html", "body": "<h1>Too many at once</h1>"}
    sheet.route(re.compile(r"/sheet\.(pdf|txt)"), lambda route: route.fulfill(**busy))


@pytest.mark.parametrize("happens", [end_answers, be_busy])
def test_a_page_that_comes_in_place_of_the_file_is_neither_shared_nor_copied(sheet, happens):
    happens(sheet)
    sheet.get_by_role("button", name="Share").click()
    expect(sheet.locator(".done")).to_have_text("Sharing did not work. Save the PDF instead.")
    assert sheet.locator("body").get_attribute("data-shared") is None
    sheet.evaluate("navigator.clipboard.writeText('as before')")
    sheet.get_by_role("button", name="Copy as text").click()
    failed = "Copying did not work. Open the short text and copy it there."
    expect(sheet.locator(".done")).to_have_text(failed)
    assert sheet.evaluate("navigator.clipboard.readText()") == "as before"


LINKS = ["Save PDF", "PDF in large print", "PDF for A4 paper"]


@pytest.mark.parametrize("name", LINKS)
def test_a_file_is_saved_and_a_page_that_comes_in_its_place_is_shown(sheet, name):
    with sheet.expect_download() as download:
        sheet.get_by_role("link", name=name).click()
    assert download.value.suggested_filename == "questions-for-my-doctor.pdf"
    assert download.value.path().read_bytes().startswith(b"%PDF")
    end_answers(sheet)
    sheet.get_by_role("link", name=name).click()
    sheet.wait_for_url("**/questions/about-you")
    expect(sheet.locator(".notice")).to_have_text("There are no answers yet. Please begin here.")


# Last, for a browser does not forget what it was told of itself


def test_share_is_not_offered_where_the_device_cannot(page, address):
    page.add_init_script("navigator.canShare = undefined")
    page.goto(address + "/sheet")
    expect(page.locator("button.share")).to_be_hidden()


def test_share_hands_over_the_pdf_where_the_device_can(page, address):
    page.add_init_script(
        "navigator.canShare = () => true;"
        "navigator.share = async ({files: [file]}) => {"
        "  document.body.dataset.shared = `${file.name} ${file.type} ${file.size > 10000}` }"
    )
    page.goto(address + "/sheet")
    page.get_by_role("button", name="Share").click()
    shared = "questions-for-my-doctor.pdf application/pdf true"
    expect(page.locator("body")).to_have_attribute("data-shared", shared)
