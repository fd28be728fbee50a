"""Every page in every state, by three checkers of others; the table is the browser tests' own.

What a checker reports is a fault and gets mended, or stands in explained.toml with the reason.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from browser.states import STATES, opened
from playwright.sync_api import Page
from support.browsing import Browsing

MODULES = Path(__file__).parent / "node_modules"
STATIC = Path(__file__).parents[2] / "static"
SCREEN = {"viewport": {"width": 1280, "height": 900}}
KINDS = {".css": "text/css", ".svg": "image/svg+xml"}
STYLES_AND_DRAWINGS = sorted(file for file in STATIC.iterdir() if file.suffix in KINDS)
NEWER_THAN_THE_CHECKER = {"style.css": ["“field-sizing”: Property “field-sizing” doesn't exist."]}

HTML_CODESNIFFER = (MODULES / "html_codesniffer" / "build" / "HTMLCS.js").read_text("utf-8")
ASK_HTML_CODESNIFFER = """new Promise(tell => HTMLCS.process("WCAG2AA", document, () => tell(
    HTMLCS.getMessages().filter(it => it.type === HTMLCS.ERROR).map(it =>
        ({ rule: it.code, message: it.msg, where: it.element.outerHTML || "the page" })))))"""

IBM = (MODULES / "accessibility-checker-engine" / "ace.js").read_text("utf-8")
# Each with the numbers of the selectors that its element matches.
ASK_IBM = """async selectors => {
    const { results } = await new ace.Checker().check(document, ["IBM_Accessibility"]);
    return results.filter(it => it.value[1] !== "PASS").map(it => {
        const element = it.node.closest ? it.node : it.node.parentElement;
        const matches = selectors.flatMap((each, at) => element.matches(each) ? [at] : []);
        const rule = `${it.ruleId} ${it.reasonId}`;
        return { rule, message: it.message, where: it.snippet, matches };
    });
}"""


class Found(NamedTuple):
    """What the three say of one state."""

    w3c: list[dict[str, Any]]
    html_codesniffer: list[dict[str, Any]]
    ibm: list[dict[str, Any]]


@pytest.fixture(scope="module")
def found(browsing: Browsing, w3c: Callable, explained: list[dict]) -> dict[str, Found]:
    """Each state is opened once, and shown to all three."""
    selectors = [each["on"] for each in explained]
    told = {}
    with browsing.context(**SCREEN) as context:
        page = context.new_page()
        for name, state in STATES.items():
            with opened(browsing, state, page) as shown:
                told[name] = Found(
                    w3c(shown.html.encode()),
                    ask(page, HTML_CODESNIFFER, ASK_HTML_CODESNIFFER),
                    ask(page, IBM, ASK_IBM, selectors),
                )
    return told


def ask(page: Page, script: str, question: str, *about: object) -> list[dict[str, Any]]:
    page.evaluate(script)
    return page.evaluate(question, *about)


def of_all(found: dict[str, Found], checker: str) -> Iterable[tuple[str, dict[str, Any]]]:
    """Each finding of one checker, with the state."""
    return ((name, each) for name, told in found.items() for each in getattr(told, checker))


def test_w3cs_checker_has_nothing_to_say(found):
    said = [(name, it["message"], it.get("extract")) for name, it in of_all(found, "w3c")]
    print(f"W3C's HTML checker: {len(said)} messages on {len(found)} states")
    assert said == []


@pytest.mark.parametrize("file", STYLES_AND_DRAWINGS, ids=lambda file: file.name)
def test_w3cs_checker_finds_no_error_in_styles_and_drawings(w3c, file):
    said = w3c(file.read_bytes(), KINDS[file.suffix])
    errors = [it["message"] for it in said if it["type"] == "error"]
    assert errors == NEWER_THAN_THE_CHECKER.get(file.name, [])


def test_html_codesniffer_finds_no_error(found):
    errors = [(name, *it.values()) for name, it in of_all(found, "html_codesniffer")]
    print(f"HTML_CodeSniffer, WCAG2AA: {len(errors)} errors on {len(found)} states")
    assert errors == []


def test_each_finding_of_ibms_checker_is_explained(found, explained):
    unexplained = {}
    for name, it in of_all(found, "ibm"):
        if not any(explains(explained, number, name, it) for number in range(len(explained))):
            unexplained.setdefault((it["rule"], it["where"]), (name, it["message"]))
    count = Counter(it["rule"] for _, it in of_all(found, "ibm"))
    print(f"IBM's checker: {count.total()} findings by {len(count)} rules on {len(found)} states")
    print("\n".join(f"{number:6} {rule}" for rule, number in count.most_common()))
    assert unexplained == {}


def test_each_explanation_still_applies(found, explained):
    stale = [
        (each["rule"], states)
        for number, each in enumerate(explained)
        for states in each["states"]
        if not any(
            fnmatchcase(name, states) and explains(explained, number, name, it)
            for name, it in of_all(found, "ibm")
        )
    ]
    assert stale == []


def explains(explained: list[dict], number: int, name: str, finding: dict[str, Any]) -> bool:
    """Whether it is the rule, the element and the state that an explanation speaks of."""
    each = explained[number]
    return (
        each["rule"] == finding["rule"]
        and number in finding["matches"]
        and any(fnmatchcase(name, states) for states in each["states"])
    )
