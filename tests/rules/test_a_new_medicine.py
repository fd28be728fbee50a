"""A medicine that joins the codes: what is still missing stops the start, by its name.

Each test but the last starts Python on a copy of the rules whose codes know one medicine more.
"""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from support.persons import told

import rules
from rules.answers import Medicine
from rules.content import LANGUAGES, ContentError, load
from rules.medicines import MEDICINES, MEDICINES_OF_TREATMENT, Treatment

CODE = (
    '    NEWER_OTHER = "newer_other"\n',
    '    TESTINE = "testine"\n    NEWER_OTHER = "newer_other"\n',
)
NEWER_ROW = (
    "        Medicine.NEWER_OTHER: _newer(",
    "        Medicine.TESTINE: _newer(Kind.BIOLOGIC_SHOT),\n        Medicine.NEWER_OTHER: _newer(",
)
ENTRY = ('    NEWER = "newer"\n', '    TESTINE = "testine"\n    NEWER = "newer"\n')
ENTRY_ROW = (
    "        Medicine.NEWER_OTHER: _newer(",
    "        Medicine.TESTINE: MedicineRow(\n"
    "            entry=Entry.TESTINE, kind=Kind.IMMUNOSUPPRESSANT, rule=ArticleRule.DISCOURAGED\n"
    "        ),\n        Medicine.NEWER_OTHER: _newer(",
)
IN_ANSWERS = [
    (f"[medicines.{part}]", f'[medicines.{part}]\ntestine = "testine"')
    for part in ("choices", "about", "named")
]
IN_CONDITIONS = ('dupilumab = "dupilumab"\n', 'dupilumab = "dupilumab"\ntestine = "testine"\n')
WORDS_MISSING = {
    "answers.toml: no words for medicines.choices.testine",
    "answers.toml: no words for medicines.about.testine",
    "answers.toml: no words for medicines.named.testine",
    "conditions.toml: no words for takes.testine",
}
SHEETS_OF_ONE_WHO_TAKES_IT = """
import json, sys
from rules import Answers, build_sheet
answers = json.load(sys.stdin)
for outcome in ("taking_helps", "did_not_work"):
    taken = answers | {"medicines": {"testine": outcome}}
    sheet = build_sheet(Answers.from_json(taken)).to_json()
    about = [question["id"] for question in sheet["questions"] if question["medicine"] == "testine"]
    print(sheet["medicines"]["newer"]["names"], sheet["medicines"]["newer"]["state"], about)
"""


class Copy:
    """The rules with one medicine more."""

    def __init__(self, folder):
        self.rules = Path(shutil.copytree(Path(rules.__file__).parent, folder / "rules"))
        self.change("answers.py", CODE)

    def change(self, path, *swaps):
        file = self.rules / path
        text = file.read_text("utf-8")
        for old, new in swaps:
            assert old in text
            text = text.replace(old, new, 1)
        file.write_text(text, "utf-8")

    def add_words(self, languages=LANGUAGES):
        for language in languages:
            self.change(f"content/{language}/answers.toml", *IN_ANSWERS)
        self.change("content/en/conditions.toml", IN_CONDITIONS)

    def start(self, code="import rules", said="{}"):
        return subprocess.run(
            [sys.executable, "-c", code],
            input=said,
            cwd=self.rules.parent,
            capture_output=True,
            text=True,
            check=False,
        )

    def problems(self):
        """What the start says is wrong."""
        started = self.start()
        assert started.returncode != 0
        assert "ContentError: The content does not fit the rules" in started.stderr
        return set(re.findall(r"^  (\S+\.(?:py|toml): .*)$", started.stderr, re.MULTILINE))


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


def test_without_a_row_the_start_stops_and_names_it(copy):
    found = copy.problems()
    assert "medicines.py: testine has no row, so no rule speaks of it" in found
    assert all("testine" in problem for problem in found)


def test_with_a_row_but_without_words_the_start_names_every_word_that_is_missing(copy):
    copy.change("medicines.py", NEWER_ROW)
    assert copy.problems() == WORDS_MISSING


def test_with_english_words_alone_the_start_names_every_word_to_translate(copy):
    copy.change("medicines.py", NEWER_ROW)
    copy.add_words(["en"])
    assert copy.problems() == {
        f"{language}/answers.toml: medicines.{part}.testine is not translated"
        for language in LANGUAGES[1:]
        for part in ("choices", "about", "named")
    }


def test_an_entry_of_its_own_needs_words_for_it_and_a_place_in_the_comparison(copy):
    copy.change("medicines.py", ENTRY, ENTRY_ROW)
    copy.add_words()
    assert copy.problems() == {
        "medicines.py: testine belongs to no treatment that is compared",
        "sheet.toml: no words for entries.testine.name",
        "answers.toml: no words for reasons.testine=never.verb",
        "answers.toml: no words for reasons.testine=never.said",
    }


def test_with_its_row_and_its_words_a_newer_one_stands_on_the_sheet_with_its_questions(copy):
    copy.change("medicines.py", NEWER_ROW)
    copy.add_words()
    started = copy.start(SHEETS_OF_ONE_WHO_TAKES_IT, json.dumps(told()))
    assert started.stderr == ""
    assert started.stdout.splitlines() == [
        "['testine'] taking ['Q114', 'Q124']",
        "['testine'] tried ['Q82']",
    ]


def test_a_row_that_is_taken_away_stops_the_start_too(monkeypatch):
    rows = {key: row for key, row in MEDICINES.items() if key is not Medicine.DUPILUMAB}
    monkeypatch.setattr("rules.medicines.MEDICINES", rows)
    with pytest.raises(ContentError, match=r"medicines\.py: dupilumab has no row"):
        load()


def test_a_medicine_that_stands_in_no_column_of_the_comparison_stops_the_start(monkeypatch):
    columns = {
        key: value
        for key, value in MEDICINES_OF_TREATMENT.items()
        if key is not Treatment.MYCOPHENOLATE
    }
    monkeypatch.setattr("rules.medicines.MEDICINES_OF_TREATMENT", columns)
    with pytest.raises(ContentError, match="mycophenolate belongs to no treatment"):
        load()
