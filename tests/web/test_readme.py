"""The README's pictures are there, small, and said in words; its command makes what it says."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from pypdf import PdfReader

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
PICTURES = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", README)
MOST_BYTES = 150_000


def test_the_readme_opens_with_the_sheet_and_the_questions():
    assert [Path(path).name for _, path in PICTURES] == ["sheet.png", "questions.png"]


@pytest.mark.parametrize(("words", "path"), PICTURES, ids=[path for _, path in PICTURES])
def test_a_picture_is_small_and_said_in_words(words, path):
    assert (ROOT / path).stat().st_size <= MOST_BYTES
    with Image.open(ROOT / path) as picture:
        assert picture.width >= 1000
    assert len(words.split()) >= 20


def test_the_command_for_a_poster_makes_one_as_it_is_printed(tmp_path):
    command = re.search(r"^    (ALLOW_HTTP=1 .*\\\n.* handout .*)$", README, re.MULTILINE)[1]
    flask, made = Path(sys.executable).with_name("flask"), tmp_path / "poster.pdf"
    for printed, here in ((".venv/bin/flask", str(flask)), ("poster.pdf", str(made))):
        assert printed in command
        command = command.replace(printed, here)
    subprocess.run(command, shell=True, env={}, check=True, cwd=ROOT)
    poster = PdfReader(made).pages[0]
    assert "North Side Skin Clinic" in poster.extract_text()
    assert "questions.example/at/north-side" in poster.extract_text()
    assert round(poster.mediabox.height) == 842
