"""A language that joins, as docs/how-to/add-a-language.md says: made by a function, so that all of
it is proved but the words.

Each test starts Python on a copy of the rules that knows one language more.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from support.anyone import someone
from support.mechanical import translated, write

import rules
from rules import Answers, build_sheet
from rules.content import CONTENT, LANGUAGES

KNOWN = "LANGUAGES = (" + json.dumps(LANGUAGES)[1:-1] + ")"
CODES = f"language = {json.dumps(LANGUAGES)}"
PEOPLE = 40
WHAT_THE_CODE_LACKS = "from rules import carry; print(*carry.problems())"


class Copy:
    """The rules with one language more."""

    def __init__(self, folder):
        self.rules = Path(shutil.copytree(Path(rules.__file__).parent, folder / "rules"))
        self.change("content/files.py", KNOWN, f'{KNOWN[:-1]}, "fr")')

    def change(self, path, old, new):
        file = self.rules / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def python(self, *arguments, said=""):
        return subprocess.run(
            [sys.executable, *arguments],
            input=said,
            cwd=self.rules.parent,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def copy(tmp_path):
    return Copy(tmp_path)


@pytest.fixture
def french(copy):
    write(copy.rules / "content", "fr", translated("fr"))
    return copy


def test_without_its_files_the_start_stops_and_names_the_first(copy):
    started = copy.python("-m", "rules")
    assert started.returncode != 0
    assert "ContentError: fr/alerts.toml: " in started.stderr


def test_without_its_words_the_start_names_every_one_of_them(copy):
    empty = {name: {} for name in translated("fr")}
    write(copy.rules / "content", "fr", empty)
    started = copy.python("-m", "rules")
    assert started.returncode != 0
    assert started.stderr.count("is not translated") > 1900


def test_it_makes_the_sheets_of_anybody_with_the_same_questions(french):
    draw = Random(7)
    people = [someone(draw) for _ in range(PEOPLE)]
    lines = "".join(json.dumps(person) + "\n" for person in people)
    made = french.python("-m", "rules", "--lang", "fr", said=lines)
    assert (made.returncode, made.stderr) == (0, "")
    sheets = [json.loads(line) for line in made.stdout.splitlines()]
    for person, sheet in zip(people, sheets, strict=True):
        english = build_sheet(Answers.from_json(person)).to_json()
        assert [item["id"] for item in sheet["questions"]] == [
            item["id"] for item in english["questions"]
        ]
        assert sheet["first"] == english["first"]
        assert all("«" in item["text"] for item in sheet["questions"])
        assert all(alert["to_you"].startswith("«") for alert in sheet["alerts"])
        assert len(sheet["standing"]) == len(CONTENT.standing)
        assert all(line.startswith("«") for line in sheet["standing"])
        assert sheet["source"]["title"] == english["source"]["title"]


def test_other_languages_stay_as_they_were(french):
    said = json.dumps(someone(Random(7)))
    made = french.python("-m", "rules", "--lang", "es", said=said)
    answers = Answers.from_json(json.loads(said))
    assert json.loads(made.stdout) == build_sheet(answers, language="es").to_json()


def test_its_number_in_carry_codes_is_asked_for(french):
    lacking = french.python("-c", WHAT_THE_CODE_LACKS)
    assert lacking.stdout == "carry_codes.toml: add fr to the end of language\n"
    french.change("carry_codes.toml", CODES, f'{CODES[:-1]}, "fr"]')
    assert french.python("-c", WHAT_THE_CODE_LACKS).stdout == "\n"


def test_it_is_new_until_it_is_marked_as_current(french):
    assert french.python("-m", "rules", "--mark-current", "es").returncode == 0
    found = french.python("-m", "rules", "--translations")
    assert found.returncode == 1
    assert "fr/questions.toml\n  new: Q01.topic = Creams\n" in found.stdout
    assert "es: every text is current." in found.stdout
    assert french.python("-m", "rules", "--mark-current", "fr").returncode == 0
    found = french.python("-m", "rules", "--translations")
    assert (found.returncode, found.stdout.splitlines()) == (
        0,
        ["es: every text is current.", "fr: every text is current."],
    )
