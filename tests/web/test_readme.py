"""The README's pictures are there, small, and said in words."""

import re
from pathlib import Path

import pytest
from PIL import Image

ROOT = Path(__file__).parents[2]
PICTURES = re.findall(r"!\[([^]]*)\]\(([^)]+)\)", (ROOT / "README.md").read_text("utf-8"))
MOST_BYTES = 150_000


def test_the_readme_opens_with_the_sheet_and_the_questions():
    assert [Path(path).name for _, path in PICTURES] == ["sheet.png", "questions.png"]


@pytest.mark.parametrize(("words", "path"), PICTURES, ids=[path for _, path in PICTURES])
def test_a_picture_is_small_and_said_in_words(words, path):
    assert (ROOT / path).stat().st_size <= MOST_BYTES
    with Image.open(ROOT / path) as picture:
        assert picture.width >= 1000
    assert len(words.split()) >= 20
