"""The one compiler behind every PDF, each tagged for screen readers (PDF/UA-1).

Everything that differs from file to file goes to a template in templates/print/ as data, in JSON.
Nothing that a person typed is ever read as markup.
"""

import json
import os
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from threading import BoundedSemaphore, Lock
from typing import Any, Literal, cast

import typst

from webapp.files import PACKAGE, folder

PaperSize = Literal["a4", "letter"]

PAPER_SIZES: tuple[PaperSize, ...] = ("letter", "a4")
TYPST_NAME: Mapping[PaperSize, str] = {"a4": "a4", "letter": "us-letter"}

# One document is set at a time; more threads gain little, and each keeps memory of its own.
os.environ.setdefault("RAYON_NUM_THREADS", "1")

MAX_UNDER_WAY = 4  # PDFs of one worker, those that wait included; its other threads answer pages
RETRY_AFTER = 5  # seconds, for those that find no place

# Typst keeps what it has set until ten more documents are set. Blank ones take 4 ms together, and
# a worker keeps nothing of anybody's PDF, neither words nor the 50 MB that ten of them take.
FORGOTTEN_AFTER = 10

# One compiler keeps the fonts and the parsed templates. It may not be entered twice at once.
_one_at_a_time = Lock()
_places = BoundedSemaphore(MAX_UNDER_WAY)


class TooManyPdfsError(Exception):
    """As many PDFs are under way as a worker bears beside its pages."""


@contextmanager
def place_in_line() -> Iterator[None]:
    """Hold a place while a PDF is made. Raises TooManyPdfsError when none is free."""
    if not _places.acquire(blocking=False):
        raise TooManyPdfsError
    try:
        yield
    finally:
        _places.release()


def typeset(template: str, paper: PaperSize, data: Mapping[str, Any], made_on: date) -> bytes:
    """Set data by the template of that name. TypstError is what the template itself refuses."""
    inputs = {"data": json.dumps({**data, "paper": TYPST_NAME[paper]}, ensure_ascii=False)}
    with _one_at_a_time:
        made = _compiler().compile(
            _folder() / f"{template}.typ",
            format="pdf",
            sys_inputs=inputs,
            pdf_standards="ua-1",
            timestamp=datetime(made_on.year, made_on.month, made_on.day, tzinfo=UTC),
        )
        _forget()
    return cast(bytes, made)  # not a list of them, which is for pictures only


def _forget() -> None:
    """Let the compiler drop what it keeps of the last document."""
    for _ in range(FORGOTTEN_AFTER):
        _compiler().compile(b"")


def _folder() -> Path:
    return folder("templates") / "print"


@cache
def _compiler() -> typst.Compiler:
    fonts = typst.Fonts(
        include_system_fonts=False,  # the same output on every machine
        include_embedded_fonts=False,
        font_paths=[PACKAGE / "fonts"],
    )
    return typst.Compiler(_folder() / "sheet.typ", root=folder("templates"), font_paths=fonts)


def own_words(text: str) -> dict[str, Any]:
    """Somebody's own words, as the templates set them: in any script, from its own side."""
    return {"text": text, "rtl": _right_to_left(text), "latin": text.isascii()}


def _right_to_left(text: str) -> bool:
    """Whether the first letter with a direction runs from right to left, as in Arabic."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((found for found in directions if found in ("L", "R", "AL")), "L") != "L"
