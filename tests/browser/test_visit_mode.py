"""Visit mode in a browser: what is noted is kept there, and nowhere else, while answers last."""

import re
from time import sleep

import pytest
from keyboard import Keyboard
from playwright.sync_api import Page, expect
from support.browsing import PERSON_1, Browsing

from rules import Answers, build_sheet
from rules.selection import Choice
from webapp import session
from webapp.words import WORDS

SAID = WORDS["en"]["visit"]
OWN = ["May I swim?", "هل يمكنني السباحة؟"]
PERSON = PERSON_1 | {"own_questions": OWN}
SHEET = build_sheet(Answers.from_json(PERSON))
TEXTS = [item.text for item in SHEET.printed]
ASKED = next(text for text in TEXTS if text not in OWN)
NOTE, MARKED = "Yes, from next week.", "Only in salt water."
STORED = "() => [...Object.entries(sessionStorage), ...Object.entries(localStorage)].flat()"


@pytest.fixture
def page(browsing: Browsing, address):
    """Somebody with own questions who is in visit mode; no message may come in the console."""
    with browsing.context(PERSON) as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        opened, messages = context.new_page(), []
        opened.on("pageerror", lambda error: messages.append(str(error)))
        opened.goto(address + "/sheet/visit")
        yield opened
        assert messages == []


def title(page: Page):
    return page.locator(".card.now h2")


def said(page: Page):
    return page.get_by_label(SAID["said"]).and_(page.locator(".now textarea"))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=SAID[name]).click()


def look_up(page: Page, text: str) -> None:
    """Go to a question from the first on."""
    while page.get_by_role("button", name=SAID["before"]).is_visible():
        press(page, "before")
    while title(page).inner_text() != text:
        press(page, "next")


def take_notes(page: Page) -> None:
    """Note something on a question and on an own one, and what was decided."""
    look_up(page, ASKED)
    said(page).fill(NOTE)
    press(page, "answered")
    look_up(page, OWN[0])
    said(page).fill(MARKED)
    press(page, "later")
    press(page, "decided")
    page.get_by_label(SHEET.decided[0]).fill("A blood test")


def check_notes(page: Page) -> None:
    look_up(page, ASKED)
    expect(said(page)).to_have_value(NOTE)
    expect(page.get_by_role("button", name=SAID["answered"], pressed=True)).to_be_visible()
    look_up(page, OWN[0])
    expect(said(page)).to_have_value(MARKED)
    expect(page.get_by_role("button", name=SAID["later"], pressed=True)).to_be_visible()
    press(page, "decided")
    expect(page.get_by_label(SHEET.decided[0])).to_have_value("A blood test")


def check_that_none_is_left(page: Page, address: str) -> None:
    assert page.evaluate(STORED) == []
    page.goto(address + "/sheet/visit")
    expect(title(page)).to_have_text(TEXTS[0])
    values = page.locator("textarea").evaluate_all("all => all.map(it => it.value)")
    assert set(values) == {""}
    assert page.locator(".card[data-mark=open]").count() == len(TEXTS)


def other_answers(browsing: Browsing, page: Page, address: str, choice=None, **changes) -> None:
    """Visit mode of the same session after its answers were changed."""
    with browsing.app.test_request_context():
        serializer = browsing.app.session_interface.get_signing_serializer(browsing.app)
    [cookie] = page.context.cookies()
    kept = serializer.loads(cookie["value"])
    kept["answers"] |= changes
    if choice:
        kept["choice"] = {"chosen": choice.chosen, "first": choice.first, "offered": None}
    page.context.add_cookies(
        [{"name": cookie["name"], "value": serializer.dumps(kept), "url": address}]
    )
    page.goto(address + "/sheet/visit")


# One question at a time


def test_it_shows_one_question_at_a_time_and_says_which(page):
    for place, text in enumerate(TEXTS, start=1):
        expect(page.locator(".card:visible")).to_have_count(1)
        expect(title(page)).to_have_text(text)
        expect(page.get_by_role("status").first).to_have_text(f"{place} of {len(TEXTS)}")
        assert page.locator(".steps .on").count() == place
        expect(page.locator(".starred:visible")).to_have_count(int(place <= 3))
        press(page, "next")
    expect(title(page)).to_have_text("What we decided")
    expect(page.get_by_role("status").first).to_have_text(f"0 of {len(TEXTS)} answered")


def test_a_mark_leads_on_and_pressed_again_it_goes(page):
    press(page, "answered")
    expect(title(page)).to_have_text(TEXTS[1])
    expect(title(page)).to_be_focused()
    press(page, "before")
    press(page, "answered")
    expect(title(page)).to_have_text(TEXTS[0])
    expect(page.get_by_role("button", pressed=True)).to_have_count(0)


def test_the_list_never_flashes_up(browsing, address):
    """What the first frames show: until the script has run, no question at all."""
    with browsing.context(PERSON) as context:
        page = context.new_page()
        page.add_init_script(
            "window.most = 0;"
            "const look = () => { window.most = Math.max(window.most, [...document."
            "querySelectorAll('.card')].filter(it => it.checkVisibility()).length);"
            "requestAnimationFrame(look) }; requestAnimationFrame(look)"
        )
        page.route("**/app.js*", lambda route: (sleep(0.3), route.continue_()))
        page.goto(address + "/sheet/visit")
        page.wait_for_timeout(100)
        assert page.evaluate("window.most") == 1


@pytest.mark.parametrize("text", TEXTS)
def test_a_card_fits_one_screen_of_a_phone(page, text):
    page.set_viewport_size({"width": 390, "height": 844})
    look_up(page, text)
    assert page.evaluate("document.documentElement.scrollHeight") <= 844


def test_it_works_by_keyboard_alone(page):
    page.set_viewport_size({"width": 320, "height": 640})
    keyboard = Keyboard(page)
    keyboard.go_to(".now textarea")
    page.keyboard.type(NOTE)
    keyboard.go_to("[data-mark=answered]")
    page.keyboard.press("Space")
    expect(title(page)).to_have_text(TEXTS[1])
    keyboard.go_to(".before")
    page.keyboard.press("Enter")
    expect(said(page)).to_have_value(NOTE)
    keyboard.go_to(".end")
    page.keyboard.press("Enter")
    for number in range(1, 5):
        keyboard.go_to(f"#decided-{number}")
    keyboard.go_to(".save")


# What is kept, and how long


def test_notes_marks_and_the_place_outlive_a_reload(page):
    take_notes(page)
    page.reload()
    expect(title(page)).to_have_text("What we decided")
    check_notes(page)
    look_up(page, OWN[0])
    page.reload()
    expect(title(page)).to_have_text(OWN[0])


def test_notes_stay_with_their_questions_when_those_are_moved(browsing, page, address):
    take_notes(page)
    ids = [item.id for item in SHEET.questions if item.chosen]
    moved = Choice(tuple(ids[::-1]), ("own-2", ids[-1], "own-1"))
    other_answers(browsing, page, address, moved)
    shown = page.locator(".card h2").all_text_contents()
    assert shown[:-1] != TEXTS
    assert {*shown[:-1]} == {*TEXTS}
    check_notes(page)


def test_notes_stay_with_an_own_question_whose_number_changes(browsing, page, address):
    take_notes(page)
    other_answers(browsing, page, address, own_questions=[OWN[1], OWN[0]])
    check_notes(page)


def test_a_question_that_was_changed_does_not_take_the_note_and_it_is_not_lost(
    browsing, page, address
):
    take_notes(page)
    other_answers(browsing, page, address, own_questions=["May I run?", OWN[1]])
    look_up(page, "May I run?")
    expect(said(page)).to_have_value("")
    expect(page.get_by_role("button", pressed=True)).to_have_count(0)
    other_answers(browsing, page, address, own_questions=OWN)
    check_notes(page)


def test_without_keeping_the_notes_are_this_tabs_alone(page):
    take_notes(page)
    assert page.evaluate("localStorage.length") == 0
    other = page.context.new_page()
    other.goto(page.url)
    expect(said(other)).to_have_value("")


def keep_answers(page: Page, address: str, wanted: bool) -> None:
    page.goto(address + "/check-answers")
    page.get_by_label(re.compile("^Keep my answers")).set_checked(wanted)
    page.route("**/sheet", lambda route: route.fulfill(body="<p>The sheet</p>"))
    page.locator("main form:not(.delete) button").click()
    page.goto(address + "/")
    page.goto(address + "/sheet/visit")


def test_with_keep_my_answers_the_notes_outlive_the_tab_and_go_back_without(page, address):
    take_notes(page)
    keep_answers(page, address, True)
    expect(page.locator(".keeps")).to_have_text(SAID["keeps_longer"])
    assert page.evaluate("sessionStorage.length") == 0
    other = page.context.new_page()
    other.goto(page.url)
    page.close()
    check_notes(other)
    keep_answers(other, address, False)
    assert other.evaluate("localStorage.length") == 0
    check_notes(other)


def test_after_deleting_nothing_is_left(browsing, page, address):
    take_notes(page)
    page.evaluate("localStorage.setItem('visit-1-of-before', '')")
    page.goto(address + "/")
    page.get_by_role("button", name="Delete my answers").click()
    expect(page.get_by_text("Your answers are deleted.")).to_be_visible()
    browsing.sign_in(page.context, PERSON)
    check_that_none_is_left(page, address)


def test_what_others_keep_there_is_left_alone(page, address):
    """A browser that clears nothing by itself is told nothing of others by our script."""
    page.evaluate("localStorage.setItem('theirs', '1')")
    page.context.clear_cookies()
    page.goto(address + "/")
    assert page.evaluate(STORED) == ["theirs", "1"]


@pytest.mark.parametrize("path", ["/", "/sheet/visit", "/compare", "/nowhere"])
def test_when_the_answers_have_ended_the_next_page_removes_all(
    browsing, page, address, path, monkeypatch
):
    take_notes(page)
    real = session.time
    monkeypatch.setattr(session, "time", lambda: real() + 61 * 60)
    page.goto(address + path)
    monkeypatch.undo()
    browsing.sign_in(page.context, PERSON)
    check_that_none_is_left(page, address)


def test_the_person_after_sees_no_note_even_in_a_tab_left_open(browsing, page, address):
    take_notes(page)
    other = page.context.new_page()
    other.goto(address + "/")
    other.get_by_role("button", name="Delete my answers").click()
    browsing.sign_in(page.context, PERSON)
    page.goto(address + "/sheet/visit")
    expect(title(page)).to_have_text(TEXTS[0])
    expect(said(page)).to_have_value("")
    assert NOTE not in page.evaluate(STORED)


def test_a_page_that_comes_back_after_its_notes_went_is_loaded_anew(page):
    take_notes(page)
    page.evaluate("sessionStorage.clear()")
    with page.expect_navigation():
        page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    expect(title(page)).to_have_text(TEXTS[0])
    expect(said(page)).to_have_value("")


# Where something is amiss


def test_where_the_browser_keeps_nothing_it_works_and_says_so(page):
    page.add_init_script(
        "for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty("
        "window, name, { get() { throw new DOMException('no', 'SecurityError') } })"
    )
    page.reload()
    expect(page.locator(".keeps")).to_have_text(SAID["keeps_not"])
    take_notes(page)
    check_notes(page)


def test_a_full_storage_is_said_when_it_happens(page):
    expect(page.locator(".keeps")).to_have_text(SAID["keeps"])
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    said(page).fill(NOTE)
    expect(page.locator(".keeps")).to_have_text(SAID["keeps_not"])
    expect(said(page)).to_have_value(NOTE)


def test_what_is_damaged_or_too_long_there_does_no_harm(page):
    take_notes(page)
    page.evaluate(
        "for (const name of Object.keys(sessionStorage))"
        " sessionStorage.setItem(name, name.includes('said') ? '<b>'.repeat(9999) : '[object')"
    )
    page.reload()
    expect(title(page)).to_have_text(TEXTS[0])
    expect(page.get_by_role("button", pressed=True)).to_have_count(0)
    assert len(said(page).input_value()) == 2000
    assert page.locator("main b").count() == 0


def test_once_opened_it_works_without_a_connection(page):
    page.context.set_offline(True)
    take_notes(page)
    check_notes(page)
    press(page, "copy_text")
    expect(page.locator(".done")).to_have_text(SAID["copied"])


def test_nothing_is_sent_while_it_is_used(page):
    page.wait_for_load_state("networkidle")
    requests = []
    page.context.on("request", lambda request: requests.append(request.url))
    take_notes(page)
    check_notes(page)
    press(page, "copy_text")
    assert [url for url in requests if not url.startswith("blob:")] == []
    page.reload()
    page.wait_for_load_state("networkidle")
    [visit] = page.context.cookies()
    assert requests
    sent = " ".join([*requests, visit["value"]])
    assert not re.search("swim|week|blood|answered|later", sent, re.IGNORECASE)


# The text to take away


def test_the_text_to_copy_or_save_holds_all_that_was_noted(page):
    take_notes(page)
    press(page, "copy_text")
    expect(page.locator(".done")).to_have_text(SAID["copied"])
    copied = page.evaluate("navigator.clipboard.readText()")
    lines = copied.splitlines()
    assert lines[0] == SAID["text_title"]
    assert re.fullmatch(r"\w+ \d+, \d{4}", lines[1])
    states = {ASKED: "Answered", OWN[0]: "Later"}
    for number, text in enumerate(TEXTS, start=1):
        assert f"{number}. {text} [{states.get(text, 'Not asked yet')}]" in lines
    notes = {ASKED: NOTE, OWN[0]: MARKED}
    for text, note in notes.items():
        line = f"{TEXTS.index(text) + 1}. {text} [{states[text]}]"
        assert lines[lines.index(line) + 1] == note
    end = lines.index("What we decided")
    first, *more = SHEET.decided
    assert lines[end + 1 : end + 5] == [f"{first}: A blood test", *(f"{it}:" for it in more)]
    assert lines[-1].endswith("Not medical advice.")
    with page.expect_download() as download:
        press(page, "save_text")
    expect(page.locator(".done")).to_have_text(SAID["saved"])
    assert download.value.suggested_filename == "my-visit.txt"
    assert download.value.path().read_text("utf-8") == copied


@pytest.mark.parametrize(
    ("button", "broken", "words"),
    [
        ("copy_text", "navigator.clipboard.writeText = () => Promise.reject()", "copy_failed"),
        ("save_text", "URL.createObjectURL = () => { throw new Error('no') }", "save_failed"),
    ],
)
def test_where_copying_or_saving_fails_it_says_what_else_to_do(page, button, broken, words):
    press(page, "decided")
    page.evaluate(f"() => {{ {broken} }}")
    press(page, button)
    expect(page.get_by_role("status").filter(has_text=SAID[words])).to_be_visible()


# Without script, and on paper


def test_without_script_it_is_a_list_and_says_why(browsing, address):
    with browsing.context(PERSON, java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(address + "/sheet/visit")
        expect(page.get_by_text(SAID["needs_script"])).to_be_visible()
        for text in [*TEXTS, *SHEET.decided]:
            expect(page.get_by_text(text, exact=True)).to_be_visible()
        expect(page.locator("main button:visible, main textarea:visible")).to_have_count(0)


def test_paper_has_what_was_typed_and_lines_elsewhere(page):
    take_notes(page)
    page.emulate_media(media="print")
    for text in TEXTS:
        expect(page.get_by_role("heading", name=text)).to_be_visible()
    expect(page.locator("textarea:visible, button:visible")).to_have_count(0)
    content = "it => getComputedStyle(it, '::before').content"
    shown = page.locator(".box").evaluate_all(f"all => all.map({content})")
    assert shown[TEXTS.index(ASKED)] == f'"{NOTE}"'
    assert shown.count('""') == len(TEXTS) + len(SHEET.decided) - 3
    marks = "all => all.map(it => getComputedStyle(it, '::after').content)"
    assert page.locator(".card").evaluate_all(marks)[TEXTS.index(ASKED)] == '"Answered"'
