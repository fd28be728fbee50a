"""Every PDF that is handed out, by veraPDF's rules for PDF/UA-1; anyone's sheet among them."""

from collections.abc import Callable
from itertools import product
from pathlib import Path
from random import Random
from typing import Any

from browser.states import OWN
from support.anyone import someone
from support.browsing import FULLEST, ON_EVERYTHING, PERSONS, Browsing

from rules.content.files import DEFAULT_LANGUAGE, LANGUAGES

FIXED = ("/clinics/sample.pdf", "/handout.pdf", "/questionnaire.pdf")
CLINICS = ("", "&clinic=north", "&clinic=wide")
PAPERS = ("letter", "a4")
IN_LANGUAGES = ["" if it == DEFAULT_LANGUAGE else f"/{it}" for it in LANGUAGES]
PRINTS = ("", "&print=large")
SEED, RANDOM_SHEETS = 19, 25
NAMED = [*PERSONS.values(), FULLEST | {"own_questions": OWN}, ON_EVERYTHING]


def test_files_that_are_the_same_for_everybody_have_no_fault(browsing, pdfua, tmp_path):
    with browsing.context() as context:
        asked = [
            f"{language}{path}?paper={paper}{clinic}"
            for language, path, paper, clinic in product(IN_LANGUAGES, FIXED, PAPERS, CLINICS)
        ]
        files = {path: context.request.get(browsing.address + path).body() for path in asked}
    assert faults("fixed files", files, pdfua, tmp_path) == {}


def test_sheets_have_no_fault_on_any_paper_in_either_print(browsing, pdfua, tmp_path):
    people = Random(SEED)
    everybody = NAMED + [someone(people) for _ in range(RANDOM_SHEETS)]
    files = sheets(browsing, everybody, with_code=False)
    assert faults("sheets", files, pdfua, tmp_path) == {}


def test_sheets_with_a_code_have_no_fault(browsing, pdfua, tmp_path):
    files = sheets(browsing, NAMED, with_code=True)
    assert faults("sheets with a code", files, pdfua, tmp_path) == {}


def test_the_checker_finds_what_is_wrong(browsing, pdfua, tmp_path):
    with browsing.context() as context:
        page = context.new_page()
        page.goto(browsing.address)
        printed = {"printed by a browser, without tags": page.pdf(tagged=False)}
    (failed,) = faults("a file with faults", printed, pdfua, tmp_path).values()
    assert any("StructTreeRoot" in each for each in failed)


def sheets(
    browsing: Browsing, everybody: list[dict[str, Any]], with_code: bool
) -> dict[str, bytes]:
    files = {}
    for number, answers in enumerate(everybody):
        with browsing.context(answers, clinic="wide", with_code=with_code) as context:
            for language, paper, large in product(IN_LANGUAGES, PAPERS, PRINTS):
                path = f"{language}/sheet.pdf?paper={paper}{large}"
                answer = context.request.get(browsing.address + path)
                assert answer.headers["content-type"] == "application/pdf", answers
                files[f"person {number}, {path}"] = answer.body()
    return files


def faults(
    what: str, files: dict[str, bytes], pdfua: Callable[[Path], dict], folder: Path
) -> dict[str, list[str]]:
    """The failed checks of each file that has any."""
    told = {}
    for name, content in files.items():
        path = folder / "checked.pdf"
        path.write_bytes(content)
        told[name] = pdfua(path)
    checks = sum(each["checks"] for each in told.values())
    wrong = {name: each["failed"] for name, each in told.items() if each["failed"]}
    print(
        f"veraPDF, PDF/UA-1: {what}: {len(told)} PDFs, {checks:,} checks, {len(wrong)} with faults"
    )
    return wrong
