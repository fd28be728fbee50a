"""The wheel is the whole service: it works far from the checkout, as a container runs it."""

import json
import os
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from random import Random
from zipfile import ZipFile

import pytest
from support.journeys import Browser, journey, some_answers
from support.serving import CHECKOUT, KEY, Copy
from support.visiting import Visitor

FOLDERS = {
    "rules/content": "rules/content",
    "templates": "webapp/templates",
    "static": "webapp/static",
    "webapp/fonts": "webapp/fonts",
}

# Prints where the modules are that the service loads, and its folders.
WHERE = """
import sys
from webapp import create_app
app = create_app()
for name, module in sys.modules.items():
    if name.partition(".")[0] in ("rules", "webapp"):
        print(module.__file__)
print(app.template_folder, app.static_folder, sep="\\n")
"""


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory):
    return tmp_path_factory.mktemp("elsewhere")


@pytest.fixture(scope="module")
def wheel(elsewhere) -> Path:
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    build = [*pip, "wheel", "--no-deps", "--wheel-dir", str(elsewhere), str(CHECKOUT)]
    subprocess.run(build, check=True, cwd=elsewhere)
    return next(elsewhere.glob("*.whl"))


@pytest.fixture(scope="module")
def python(elsewhere, wheel) -> Path:
    """Of a fresh environment that holds the wheel and the pinned packages, and nothing else."""
    subprocess.run([sys.executable, "-m", "venv", str(elsewhere / "fresh")], check=True)
    python = elsewhere / "fresh" / "bin" / "python"
    install = [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    pinned = ["--require-hashes", "--requirement", CHECKOUT / "requirements.txt"]
    subprocess.run([*install, "--no-deps", *pinned], check=True, cwd=elsewhere)
    subprocess.run([*install, "--no-deps", wheel], check=True, cwd=elsewhere)
    return python


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_wheel_holds_every_file_of(wheel, folder):
    files = [path for path in (CHECKOUT / folder).rglob("*") if path.is_file()]
    with ZipFile(wheel) as opened:
        held = {name: opened.read(name) for name in opened.namelist()}
    for file in files:
        if "__pycache__" not in file.parts:
            inside = f"{FOLDERS[folder]}/{file.relative_to(CHECKOUT / folder)}"
            assert held.get(inside) == file.read_bytes(), inside


def test_the_rules_answer_at_the_command_line(python, elsewhere):
    asked = some_answers(Random(1))
    said = subprocess.run(
        [python, "-m", "rules"],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        check=True,
        cwd=elsewhere,
        env={"PATH": os.environ["PATH"]},
    )
    assert json.loads(said.stdout)["questions"]


def test_all_that_the_service_loads_lies_in_the_fresh_environment(python, elsewhere):
    said = subprocess.run(
        [python, "-c", WHERE],
        capture_output=True,
        text=True,
        check=True,
        cwd=elsewhere,
        env={"PATH": os.environ["PATH"], "SECRET_KEY": KEY},
    )
    places = said.stdout.splitlines()
    assert {Path(place).name for place in places} >= {"templates", "static", "wording.py"}
    assert [place for place in places if not Path(place).is_relative_to(elsewhere)] == []


def test_the_service_makes_a_sheet_and_a_pdf(python, elsewhere):
    copy = Copy(PYTHONPATH="")
    copy.command[0], copy.folder = str(python), elsewhere
    try:
        copy.start()
        with closing(Browser(copy)) as browser:
            visitor = Visitor(browser)
            got = journey(visitor, some_answers(Random(2)), "May I ask this?")
            assert browser.open("/sheet.pdf").data.startswith(b"%PDF")
            style = visitor.open("/").find("link", rel="stylesheet")["href"]
            assert browser.open(style).status_code == 200
            health = json.loads(browser.open("/healthz").data)
        assert got.questions
        assert "May I ask this?" in got.sheet
        assert health["version"] in next(elsewhere.glob("*.whl")).name
    finally:
        copy.stop()
    assert copy.failures() == []
