"""`python -m rules`, run as a person runs it; and what the package leans on."""

import ast
import io
import json
import runpy
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.persons import told

import rules
from rules import strict_json
from rules.__main__ import main, read_answers, write_sheet
from rules.medicines import Entry

ROOT = Path(rules.__file__).parents[1]
GOOD = json.dumps(told()).encode()
CHILD = json.dumps(
    told(
        who="child",
        age=9,
        medicines={"baricitinib": "side_effects"},
        months={"baricitinib": "3_to_5"},
        side_effect={"baricitinib": "hair"},
        goals=["less_itch"],
        own_questions=["Can she swim?"],
    )
).encode()


def run(text):
    """The exit status, and the answer to each line."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-m", "rules"],
        input=text,
        capture_output=True,
        cwd=ROOT,
        timeout=60,
        check=False,
    )
    assert done.stderr == b""
    return done.returncode, [json.loads(line) for line in done.stdout.splitlines()]


@pytest.fixture(scope="module")
def mixed():
    """Good lines with everything bad between them."""
    return run(b"\n".join([GOOD, *BAD.values(), b"", b"  \t", CHILD, b""]))


BAD = {
    "not JSON": b"{'who': 'me'}",
    "half a line": GOOD[:40],
    "bad UTF-8": b'{"who": "\xff"}',
    "a list": b"[1, 2]",
    "a number that is no number": GOOD.replace(b"34", b"NaN"),
    "an endless number": GOOD.replace(b"34", b"Infinity"),
    "a huge number": GOOD.replace(b"34", b"1" * 5000),
    "a huge float": GOOD.replace(b"34", b"1e999"),
    "deep nesting": b"[" * 100_000,
    "deep nesting of objects": b'{"a":' * 100_000,
    "an unknown key": b'{"name": "Ann"}',
    "a missing key": b"{}",
    "a NUL": b"\0",
    "a key given twice": b'{"who": "me", "age": 3, "who": "child"}',
}
SAYS = {
    "a list": "answers: expected a JSON object",
    "a number that is no number": "age: expected a whole number of years from 0 to 120",
    "an endless number": "age: expected a whole number of years from 0 to 120",
    "a huge float": "age: expected a whole number of years from 0 to 120",
    "deep nesting": "answers: nested too deeply",
    "deep nesting of objects": "answers: nested too deeply",
    "an unknown key": "name: not a known answer",
    "a missing key": "who: missing",
    "a key given twice": "who: given twice",
}


def test_every_line_is_answered_in_order_and_blank_lines_are_passed_over(mixed):
    _, answers = mixed
    assert len(answers) == len(BAD) + 2
    assert "Q14" in [question["id"] for question in answers[0]["questions"]]
    assert "Q15" in [question["id"] for question in answers[-1]["questions"]]


def test_a_bad_line_makes_the_exit_status_one(mixed):
    assert mixed[0] == 1


@pytest.mark.parametrize("what", BAD)
def test_a_bad_line_gets_an_error_and_nothing_else(mixed, what):
    answer = mixed[1][1 + list(BAD).index(what)]
    assert answer.keys() == {"error"}
    assert answer["error"].strip()


@pytest.mark.parametrize(("what", "says"), SAYS.items())
def test_an_error_says_what_is_wrong(mixed, what, says):
    assert mixed[1][1 + list(BAD).index(what)]["error"] == says


def test_many_keys_are_read_in_a_moment():
    keys = [f'"{number}": 1' for number in range(20_000)]
    begun = time.process_time()
    with pytest.raises(ValueError, match=r"^19999: given twice$"):
        strict_json.loads("{" + ", ".join([*keys, keys[-1]]) + "}")
    assert time.process_time() - begun < 1  # seconds; to count each key takes ten


def test_good_lines_alone_make_the_exit_status_zero():
    status, answers = run(GOOD + b"\r\n\n" + CHILD)
    assert status == 0
    assert [answer["stage"] for answer in answers] == ["beyond_creams", "next_medicine"]


def test_no_lines_give_no_sheets():
    assert run(b"") == (0, [])


def test_lines_are_answered_one_by_one_as_they_come():
    out = io.StringIO()
    lines = [GOOD, b" ", b"[]", BAD["deep nesting"], BAD["a key given twice"], BAD["bad UTF-8"]]
    assert main(lines, out, read_answers, write_sheet("en")) == 1
    sheet, error, deep, twice, bad = (json.loads(line) for line in out.getvalue().splitlines())
    assert sheet["stage"] == "beyond_creams"
    assert error == {"error": "answers: expected a JSON object"}
    assert deep == {"error": "answers: nested too deeply"}
    assert twice == {"error": "who: given twice"}
    assert bad["error"].startswith("not JSON: ")


def test_run_as_a_module_it_reads_standard_input_and_exits(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(GOOD)))
    monkeypatch.setattr(sys, "argv", ["rules"])
    monkeypatch.delitem(sys.modules, "rules.__main__")
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("rules", run_name="__main__")
    assert ended.value.code == 0
    assert json.loads(capsys.readouterr().out)["stage"] == "beyond_creams"


TEXT, LIST = str, list
SHEET = {
    "stage": TEXT,
    "medicines": dict,
    "alerts": LIST,
    "goals": LIST,
    "tried": LIST,
    "own_questions": LIST,
    "questions": LIST,
    "first": LIST,
    "notes": dict,
    "standing": LIST,
    "source": dict,
    "content_version": TEXT,
}
MEDICINE = {"state": TEXT, "because": TEXT, "quotes": LIST, "notes": LIST}
NEWER = MEDICINE | {"names": LIST}
ALERT = {"id": TEXT, "page_one": bool, "short": TEXT, "to_doctor": TEXT, "to_you": TEXT}
TRIED = {"treatment": TEXT, "how": TEXT, "how_long": TEXT, "side_effect": TEXT}
OWN = {"id": TEXT, "text": TEXT}
OR_NONE = (str, type(None))
QUESTION = {
    "id": TEXT,
    "list": TEXT,
    "medicine": OR_NONE,
    "topic": TEXT,
    "text": TEXT,
    "because": OR_NONE,
    "chosen": bool,
    "in_article": bool,
    "quotes": LIST,
    "notes": LIST,
}
QUOTE = {"id": TEXT, "subject": TEXT, "text": TEXT}
NOTE = {"title": TEXT, "text": TEXT, "references": LIST}
REFERENCE = {"title": TEXT, "publisher": TEXT, "year": (int, type(None)), "url": TEXT}
SOURCE = {"title": TEXT, "publisher": TEXT, "reviewed": TEXT, "url": TEXT}


def has_shape(value, shape):
    return list(value) == list(shape) and all(
        isinstance(value[key], kind) for key, kind in shape.items()
    )


def test_a_sheet_has_just_the_shape_of_the_contract(mixed):
    for sheet in (mixed[1][0], mixed[1][-1]):
        assert has_shape(sheet, SHEET)
        *five, newer = sheet["medicines"].values()
        assert list(sheet["medicines"]) == list(Entry)
        assert all(has_shape(line, MEDICINE) for line in five)
        assert has_shape(newer, NEWER)
        assert all(has_shape(alert, ALERT) for alert in sheet["alerts"])
        assert all(has_shape(line, TRIED) for line in sheet["tried"])
        assert all(has_shape(own, OWN) for own in sheet["own_questions"])
        assert all(has_shape(question, QUESTION) for question in sheet["questions"])
        assert all(has_shape(note, NOTE) for note in sheet["notes"].values())
        assert all(isinstance(line, str) for line in sheet["standing"])
        assert has_shape(sheet["source"], SOURCE)


def test_a_sheet_says_what_was_tried_wanted_and_asked_and_what_comes_first(mixed):
    child = mixed[1][-1]
    assert child["goals"] == ["less itch"]
    assert child["tried"] == [
        {
            "treatment": "Prescription creams",
            "how": "Not enough",
            "how_long": "",
            "side_effect": "",
        },
        {
            "treatment": "Baricitinib",
            "how": "Stopped: side effects",
            "how_long": "3 to 5 months",
            "side_effect": "hair",
        },
    ]
    assert child["own_questions"] == [{"id": "own-1", "text": "Can she swim?"}]
    assert child["medicines"]["newer"]["names"] == ["baricitinib"]
    assert len(child["first"]) == 3
    assert child["first"][0] == "own-1"


def test_quotes_and_references_have_just_the_shape_of_the_contract(mixed):
    sheet = mixed[1][-1]
    quotes = [quote for question in sheet["questions"] for quote in question["quotes"]]
    references = [item for note in sheet["notes"].values() for item in note["references"]]
    assert len(quotes) > 10
    assert len(references) > 10
    assert all(has_shape(quote, QUOTE) for quote in quotes)
    assert all(has_shape(reference, REFERENCE) for reference in references)


def test_every_note_that_a_sheet_names_is_on_it(mixed):
    sheet = mixed[1][-1]
    entries = (*sheet["questions"], *sheet["medicines"].values())
    named = {note for entry in entries for note in entry["notes"]}
    assert named == sheet["notes"].keys()


def test_the_source_is_the_article(mixed):
    assert mixed[1][0]["source"] == {
        "title": "Immunosuppressants to Treat Eczema",
        "publisher": "AtopicDermatitis.net, Health Union",
        "reviewed": "October 2023",
        "url": "https://atopicdermatitis.net/medications-immunomodulators",
    }


def test_the_rules_run_on_the_standard_library_alone():
    code = (
        "import sys, rules.__main__; "
        "print(*{name.split('.')[0] for name in sys.modules} - sys.stdlib_module_names)"
    )
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], capture_output=True, cwd=ROOT, text=True, check=True
    )
    assert set(done.stdout.split()) == {"__main__", "rules"}


@pytest.mark.parametrize("path", sorted((ROOT / "rules").rglob("*.py")), ids=lambda path: path.name)
def test_each_file_of_the_rules_imports_only_the_standard_library_and_rules(path):
    allowed = sys.stdlib_module_names | {"rules"}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert {name.name.split(".")[0] for name in node.names} <= allowed
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0
            assert node.module.split(".")[0] in allowed
