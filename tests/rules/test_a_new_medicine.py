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
from rules.content import CONTENT, ContentError, load
from rules.medicines import MEDICINES

CODE = ('    NEWER = "newer"\n', '    NEWER = "newer"\n    TESTINE = "testine"\n')
ROW = (
    "        Medicine.NEWER: MedicineRow(\n",
    "        Medicine.TESTINE: MedicineRow(rule=ArticleRule.{rule}, compared={compared}),\n"
    "        Medicine.NEWER: MedicineRow(\n",
)
NAME = ("[medicines.newer]\n", '[medicines.testine]\nname = "Testine"\n[medicines.newer]\n')
IN_ANSWERS = [
    (f"[medicines.{part}]", f'[medicines.{part}]\ntestine = "testine"')
    for part in ("choices", "about", "named")
]
NEVER = (
    '"newer=never" =',
    '"testine=never" = {{ verb = "not_ticked", said = "testine" }}\n"newer=never" =',
)
WORDS_MISSING = {
    "sheet.toml: no words for medicines.testine",
    "answers.toml: no words for medicines.choices.testine",
    "answers.toml: no words for medicines.about.testine",
    "answers.toml: no words for medicines.named.testine",
}
SHEET_OF_ONE_WHO_TAKES_IT = """
import json, sys
from rules import Answers, build_sheet
answers = json.load(sys.stdin)
for taken in ({}, {"testine": "did_not_work"}):
    sheet = build_sheet(Answers.from_json(answers | {"medicines": taken})).to_json()
    print(sheet["medicines"]["testine"]["state"], sheet["medicines"]["testine"]["because"])
"""


class Copy:
    """The rules with one medicine more."""

    def __init__(self, folder):
        self.rules = Path(shutil.copytree(Path(rules.__file__).parent, folder / "rules"))
        self.change("answers.py", CODE)

    def change(self, path, *swaps, **blanks):
        file = self.rules / path
        text = file.read_text("utf-8")
        for old, new in swaps:
            assert old in text
            text = text.replace(old, new.format(**blanks), 1)
        file.write_text(text, "utf-8")

    def add_row(self, rule, compared=False):
        self.change("medicines.py", ROW, rule=rule, compared=compared)

    def add_words(self):
        self.change("content/en/sheet.toml", NAME)
        self.change("content/en/answers.toml", *IN_ANSWERS)

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
    copy.add_row("AFTER_CREAMS")
    assert copy.problems() == WORDS_MISSING


def test_a_medicine_to_compare_needs_a_cell_in_every_row_of_the_comparison(copy):
    copy.add_row("AFTER_CREAMS", compared=True)
    copy.add_words()
    found = copy.problems()
    assert all(re.fullmatch(r"compare.toml: \w+ has no cell for testine", each) for each in found)
    assert len(found) == len(CONTENT.compare)


def test_a_medicine_that_the_article_leaves_out_needs_words_for_that_it_was_never_taken(copy):
    copy.add_row("NOT_IN_ARTICLE")
    copy.add_words()
    assert copy.problems() == {
        "answers.toml: no words for reasons.testine=never.verb",
        "answers.toml: no words for reasons.testine=never.said",
    }


def test_with_its_row_and_its_words_it_stands_on_every_sheet(copy):
    copy.add_row("NOT_IN_ARTICLE")
    copy.add_words()
    copy.change("content/en/answers.toml", NEVER)
    started = copy.start(SHEET_OF_ONE_WHO_TAKES_IT, json.dumps(told()))
    assert started.stderr == ""
    assert started.stdout.splitlines() == [
        "not_in_article Because you did not tick testine.",
        "tried Because you said testine did not work.",
    ]


def test_a_row_that_is_taken_away_stops_the_start_too(monkeypatch):
    rows = {key: row for key, row in MEDICINES.items() if key is not Medicine.NEWER}
    monkeypatch.setattr("rules.medicines.MEDICINES", rows)
    with pytest.raises(ContentError, match=r"medicines\.py: newer has no row"):
        load()
