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
from webapp.clinics import LONGEST, LONGEST_SLUG, Clinic
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
PAPER_SIZE = {"a4": (595, 842), "letter": (612, 792)}  # points
CLINIC = Clinic("north", "North Side Skin Clinic", "555-0100", "Bring this to Dr. Sample.")
WORDY = Clinic(
    "a" * LONGEST_SLUG,
    "Department of Skin and Allergy Care of the Sample University"[: LONGEST["name"]],
    "+1 (555) 555-0100 ext. 123456",
    "Bring this to Dr. Wilhelmina Sample-Longname, and ask at the front desk for "
    "the eczema nurses there.",
)
NAMED = {
    "of few words": CLINIC,
    "of many words": WORDY,
    "of the widest letters": Clinic(
        "w" * LONGEST_SLUG, "W" * LONGEST["name"], "W" * LONGEST["phone"], "W" * LONGEST["line"]
    ),
    "of wide characters": Clinic("d", "药" * 30, "5" * 30, "药" * 50),
    "of the widest characters that there are": Clinic("f", "﷽" * 60, "⸻" * 30, "⸻" * 100),
    "of markup": Clinic("m", "#panic() *b* $x$ <script> {{ x }}", "@y", '#import "x" \\ `raw`'),
    "from the right": Clinic("h", "מרפאת העור של הדוגמה", "555-0100", "הביאו את הדף הזה"),
}
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


def says(page: str, words: str) -> bool:
    """Whether a page shows the words, which may run from the right."""
    seen = re.sub("[\u200e\u202a-\u202c]", "", page)  # without marks of direction
    return bare(words) in seen or bare(words)[::-1] in seen


class Pdf:
    """One PDF. `pages` holds the bare text of each page, in the order of a screen reader."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.reader = PdfReader(io.BytesIO(data))
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

    def sizes(self) -> list[tuple[int, int]]:
        """Width and height of each page, in points."""
        boxes = [page.mediabox for page in self.reader.pages]
        return [(round(box.width), round(box.height)) for box in boxes]

    def text_sizes(self, number: int | None = None) -> set[float]:
        """The sizes of text in points, on one page (counted from 0) or on all."""
        pages = self.reader.pages if number is None else [self.reader.pages[number]]
        streams = [page.get_contents().get_data().decode("latin-1") for page in pages]
        return {float(size) for each in streams for size in re.findall(r"/f\d+ ([\d.]+) Tf", each)}

    def assert_accessible(self, title: str) -> None:
        """Tagged as PDF/UA-1, in English, with its title shown and all fonts in the file."""
        assert self.root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # a PDF boolean
        assert self.root["/Lang"].startswith("en")
        assert self.root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712
        assert self.reader.metadata.title == title
        xmp = self.root["/Metadata"].get_object().get_data().decode()
        assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
        for font in self.fonts():
            (inner,) = font["/DescendantFonts"]
            assert {"/FontFile2", "/FontFile3"} & inner.get_object()["/FontDescriptor"].keys()


class Printed(Pdf):
    """The PDF of a sheet."""

    def __init__(self, sheet: Sheet, paper: str, clinic: Clinic | None = None) -> None:
        super().__init__(sheet_pdf(sheet, paper, MADE_ON, clinic))


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
