"""What a printed PDF says: each page's text, its tags and its fonts, read from the file alone."""

import io
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, DictionaryObject

from rules import Answers, Sheet, build_sheet
from rules.choice import Choice
from webapp.pdf import sheet_pdf

MADE_ON = date(2026, 11, 23)
PAPERS = ("a4", "letter")
MEDICINES = (
    "cyclosporine",
    "methotrexate",
    "azathioprine",
    "mycophenolate",
    "steroids",
    "newer",
)
PLAIN: dict[str, Any] = {
    "who": "me",
    "age": 34,
    "severity": "moderate",
    "specialist": "yes",
    "creams": "not_enough",
    "medicines": {},
    "health": ["none"],
    "concerns": ["none"],
}


def answers_of(**answers: Any) -> Answers:
    return Answers.from_json(PLAIN | answers)


def sheet_of(choice: Choice | None = None, **answers: Any) -> Sheet:
    return build_sheet(answers_of(**answers), choice)


def bare(text: str) -> str:
    """Without white space, which line breaks change."""
    return "".join(text.split())


class Printed:
    """One PDF. `pages` holds the bare text of each page, in the order of a screen reader."""

    def __init__(self, sheet: Sheet, paper: str) -> None:
        self.data = sheet_pdf(sheet, paper, MADE_ON)
        self.reader = PdfReader(io.BytesIO(self.data))
        self.root = self.reader.trailer["/Root"]
        self.pages = [bare("".join(_said(self.reader, page))) for page in self.reader.pages]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    def page_of(self, *texts: str) -> int | None:
        """The number of the page, after the first, that holds all of the texts; or None."""
        for number, page in enumerate(self.pages[1:], start=2):
            if all(bare(text) in page for text in texts):
                return number
        return None

    def tags(self) -> Iterator[DictionaryObject]:
        """The elements of the structure tree, in reading order."""
        yield from _elements(self.root["/StructTreeRoot"]["/K"])

    def fonts(self) -> Iterator[DictionaryObject]:
        for page in self.reader.pages:
            for font in page["/Resources"]["/Font"].values():
                yield font.get_object()


def _elements(node: Any) -> Iterator[DictionaryObject]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _elements(child)
    elif isinstance(node, dict) and "/S" in node:
        yield node
        yield from _elements(node.get("/K"))


def _said(reader: PdfReader, page: Any) -> Iterator[str]:
    """The text that is shown; where a span carries its own words (ActualText), those instead."""
    fonts = {name: _characters(font) for name, font in page["/Resources"]["/Font"].items()}
    known: dict[bytes, str] = {}
    instead: list[bool] = []
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        if operator in (b"BDC", b"BMC"):
            words = _actual_text(operands)
            instead.append(words is not None)
            yield words or ""
        elif operator == b"EMC":
            instead.pop()
        elif operator == b"Tf":
            known = fonts[operands[0]]
        elif operator in (b"Tj", b"TJ") and not any(instead):
            for piece in operands[0] if operator == b"TJ" else operands:
                yield from _decoded(piece, known)


def _actual_text(operands: list[Any]) -> str | None:
    found = operands[1] if len(operands) > 1 else None
    return found.get("/ActualText") if isinstance(found, dict) else None


def _decoded(piece: Any, known: dict[bytes, str]) -> Iterator[str]:
    raw = getattr(piece, "original_bytes", b"")  # a number moves the pen
    for place in range(0, len(raw), 2):
        yield known.get(raw[place : place + 2], "")


def _characters(font: Any) -> dict[bytes, str]:
    """Glyph -> text, from the font's ToUnicode map."""
    table = font.get_object()["/ToUnicode"].get_object().get_data().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(glyph)] = bytes.fromhex(text).decode("utf-16-be")
    assert "beginbfrange" not in table
    return found
