"""LHC-Forms of the U.S. National Library of Medicine shows our FHIR Questionnaire, follows its skip
logic, and exports answers that we read: `make checkers`. pytest runs it, but only when it is named.

The browser gets every file from this folder and asks nobody else.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from support.browsing import chromium
from support.persons import person

from rules import Answers, build_sheet
from rules.fhir import questionnaire
from rules.fhir_response import answers_from, response
from rules.selection import Choice

BASE = "https://questions.example"
HERE = "http://forms.test/"
FILES = Path(__file__).parent / "node_modules" / "lforms" / "dist" / "lforms"
SCRIPTS = (
    *("assets/lib/zone.min.js", "runtime.js", "polyfills.js", "main.js"),
    "../fhir/R4/lformsFHIR.min.js",
)
PAGE = f"""<!doctype html><html lang="en"><head><meta charset="utf-8"><title>LHC-Forms</title>
<link rel="icon" href="data:,"><link rel="stylesheet" href="{HERE}webcomponent/styles.css">
{"".join(f'<script defer src="{HERE}webcomponent/{name}"></script>' for name in SCRIPTS)}
</head><body><main id="form"></main></body></html>"""
SHOW = "form => LForms.Util.addFormToPage(form, 'form', {fhirVersion: 'R4'})"
FILL = """([form, answers]) => LForms.Util.addFormToPage(
    LForms.Util.mergeFHIRDataIntoLForms(
        answers, LForms.Util.convertFHIRQuestionnaireToLForms(form, 'R4'), 'R4'),
    'form')"""
EXPORT = "LForms.Util.getFormFHIRData('QuestionnaireResponse', 'R4', '#form')"


@pytest.fixture(scope="module")
def browser():
    with chromium() as found:
        yield found


@pytest.fixture
def page(browser) -> Iterator[Page]:
    """A page with LHC-Forms, which reaches nothing but its own files, and fails at nothing."""
    wanting, failed = [], []

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(HERE)
        if not name:
            route.fulfill(body=PAGE, content_type="text/html")
        elif (FILES / name).is_file():
            route.fulfill(path=FILES / name)
        else:
            wanting.append(name)
            route.abort()

    opened = browser.new_page()
    opened.route("**/*", serve)
    opened.on("pageerror", lambda error: failed.append(str(error)))
    opened.goto(HERE)
    yield opened
    opened.close()
    assert (wanting, failed) == ([], [])


def question(page: Page, link: str) -> Locator:
    return page.locator(f'[id^="item-{link}/"]')


def box(page: Page, link: str, code: str) -> Locator:
    return page.locator(f'[id^="{link}/"][id$="|{code}"]')


def tick(page: Page, link: str, *codes: str) -> None:
    for code in codes:
        box(page, link, code).click()


def write(page: Page, link: str, text: str) -> None:
    page.locator(f'input[id^="{link}/"]').fill(text)
    page.keyboard.press("Tab")


def test_it_shows_the_questions_with_their_skip_logic_and_exports_what_we_read(page):
    page.evaluate(SHOW, questionnaire(BASE))
    for link in ("how-it-went-cyclosporine", "page-how-it-went", "health-pregnancy"):
        expect(question(page, link)).to_have_count(0)
    for link in ("chosen", "first"):
        expect(question(page, link)).to_have_count(0)
    tick(page, "who", "me")
    write(page, "age", "9")
    expect(question(page, "health-pregnancy")).to_have_count(0)
    write(page, "age", "28")
    tick(page, "severity", "moderate")
    tick(page, "specialist", "yes")
    tick(page, "creams", "not_enough")
    tick(page, "medicines", "cyclosporine", "dupilumab")
    expect(question(page, "how-it-went-methotrexate")).to_have_count(0)
    expect(question(page, "side_effect-cyclosporine")).to_have_count(0)
    tick(page, "outcome-cyclosporine", "side_effects")
    write(page, "side_effect-cyclosporine", "kidney")
    tick(page, "months-cyclosporine", "under_3")
    tick(page, "outcome-dupilumab", "taking_helps")
    tick(page, "health", "rather_not_say")
    expect(question(page, "health-pregnancy")).to_have_count(0)
    tick(page, "health", "rather_not_say", "kidney")  # which LHC-Forms does not untick for us
    tick(page, "health-pregnancy", "could_become_pregnant")
    tick(page, "goals", "less_itch", "mood")
    write(page, "itch", "0")
    tick(page, "concerns", "cost", "infection")
    write(page, "own_questions", "May I swim?")
    answers, choice = answers_from(page.evaluate(EXPORT))
    assert choice is None
    assert answers == person(
        age=28,
        severity="moderate",
        medicines={"cyclosporine": "side_effects", "dupilumab": "taking_helps"},
        months={"cyclosporine": "under_3"},
        side_effect={"cyclosporine": "kidney"},
        health=["could_become_pregnant", "kidney"],
        goals=["less_itch", "mood"],
        itch=0,
        concerns=["infection", "cost"],
        own_questions=["May I swim?"],
    )
    assert build_sheet(answers).most_important


def test_it_takes_answers_of_ours_and_hands_them_back(page):
    answers = person(
        medicines={"methotrexate": "wore_off"},
        health=["pregnant"],
        goals=["baby"],
        own_questions=["May I swim?", "And run?"],
    )
    choice = Choice(("Q01", "Q53"), ("own-1", "Q53"))
    sent = json.loads(json.dumps(response(answers, choice, BASE, datetime.now(UTC))))
    page.evaluate(FILL, [questionnaire(BASE), sent])
    expect(box(page, "health-pregnancy", "pregnant").locator("input")).to_be_checked()
    back = answers_from(page.evaluate(EXPORT))
    assert back.answers == Answers.from_json(answers.to_json())
    assert back.choice == choice
