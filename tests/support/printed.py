"""What a printed PDF says: each page's text, its tags and its fonts, read from the file alone."""

import io
import re
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pypdfium2 import PdfDocument

from rules import Sheet
from webapp.clinics import MAX_SLUG, MAX_WIDTH, Clinic
from webapp.export.pdf import sheet_pdf

MADE_ON = date(2026, 11, 23)
PAPERS = ("a4", "letter")
PAPER_SIZE = {"a4": (595, 842), "letter": (612, 792)}  # points
CLINIC = Clinic("north", "North Side Skin Clinic", "555-0100", "Bring this to Dr. Sample.")
WORDY = Clinic(
    "a" * MAX_SLUG,
    "Department of Skin and Allergy Care of the Sample University"[: MAX_WIDTH["name"]],
    "+1 (555) 555-0100 ext. 123456",
    "Bring this to Dr. Wilhelmina Sample-Longname, and ask at the front desk for "
    "the eczema nurses there.",
)
NAMED = {
    "of few words": CLINIC,
    "of many words": WORDY,
    "of the widest letters": Clinic(
        "w" * MAX_SLUG, "W" * MAX_WIDTH["name"], "W" * MAX_WIDTH["phone"], "W" * MAX_WIDTH["line"]
    ),
    "of wide characters": Clinic("d", "药" * 30, "5" * 30, "药" * 50),
    "of the widest characters that there are": Clinic("f", "﷽" * 60, "⸻" * 30, "⸻" * 100),
    "of markup": Clinic("m", "#panic() *b* $x$ <script> {{ x }}", "@y", '#import "x" \\ `raw`'),
    "from the right": Clinic("h", "מרפאת העור של הדוגמה", "555-0100", "הביאו את הדף הזה"),
}


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

    @cached_property
    def pages(self) -> list[str]:
        return [bare("".join(_said(page))) for page in self.reader.pages]

    @property
    def text(self) -> str:
        return "".join(self.pages)

    def page_of(self, *texts: str) -> int | None:
        """The number of the page, after the first, that holds all of the texts; or None."""
        for number, page in enumerate(self.pages[1:], start=2):
            if all(bare(text) in page for text in texts):
                return number
        return None

    def spoken(self, number: int = 0) -> dict[str, str]:
        """The bare text of a page (counted from 0), by the language that it is marked to be in."""
        page = self.reader.pages[number]
        by_tag = dict(_languages(self.root["/StructTreeRoot"]["/K"], self.root["/Lang"], page))
        found: dict[str, str] = {}
        for mark, language, text in _marked(page):
            if mark in by_tag:
                said = language or by_tag[mark]
                found[said] = found.get(said, "") + bare(text)
        return found

    def words_on_page_one(self) -> int:
        """How many words a reader meets there, numbers and labels included."""
        return len(PdfDocument(self.data)[0].get_textpage().get_text_bounded().split())

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


def _languages(node: Any, language: str, page: Any, here: bool = True) -> Iterator[tuple[int, str]]:
    """The language of each piece of text of a page that the tags name."""
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _languages(child, language, page, here)
    elif isinstance(node, int) and here:
        yield node, language
    elif isinstance(node, dict):
        here = node["/Pg"].get_object() == page.get_object() if "/Pg" in node else here
        if "/MCID" in node and here:
            yield node["/MCID"], language
        yield from _languages(node.get("/K"), node.get("/Lang", language), page, here)


# What typst writes into a page, as far as it shows text or says what to read instead of it
STRING = rb"\((?:[^\\()]|\\.|\((?:[^\\()]|\\.|\((?:[^\\()]|\\.)*\))*\))*\)|<[0-9A-Fa-f]+>"
TOKENS = re.compile(
    rb"/ActualText\s*(?P<instead>" + STRING + rb")|/Lang\s*(?P<language>" + STRING + rb")"
    rb"|/MCID (?P<mark>\d+)|(?P<glyphs>" + STRING + rb")"
    rb"|(?P<font>/[^\s/]+) [\d.]+ Tf|(?P<operator>\b(?:BDC|BMC|EMC|Tj|TJ)\b)",
    re.DOTALL,
)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def _said(page: Any) -> Iterator[str]:
    """The text that is shown; where a span carries its own words (ActualText), those instead."""
    fonts = {name: _characters(font) for name, font in page["/Resources"]["/Font"].items()}
    instead: list[bool] = []  # of each span that is open: whether it carries its own words
    for operator, text in _operators(page.get_contents().get_data(), fonts):
        if operator in (b"BDC", b"BMC"):
            instead.append(bool(text))
            yield text
        elif operator == b"EMC":
            instead.pop()
        elif not any(instead):
            yield text
    assert instead == []


def _marked(page: Any) -> Iterator[tuple[int | None, str, str]]:
    """Each piece of text with the number by which the tags name it, and its own language."""
    fonts = {name: _characters(font) for name, font in page["/Resources"]["/Font"].items()}
    open_spans: list[tuple[int | None, str]] = []
    mark, language = None, ""
    for token in TOKENS.finditer(page.get_contents().get_data()):
        match token.lastgroup, token[token.lastgroup]:
            case "mark", number:
                mark = int(number)
            case "language", string:
                language = _bytes(string).decode()
            case "operator", (b"BDC" | b"BMC"):
                open_spans.append((mark, language))
                mark, language = None, ""
            case "operator", b"EMC":
                open_spans.pop()
            case "font", name:
                known = fonts[name.decode()]
            case "glyphs", string:
                marks = [each for each, _ in reversed(open_spans) if each is not None]
                spoken = [each for _, each in reversed(open_spans) if each]
                text = "".join(_shown(_bytes(string), known))
                yield next(iter(marks), None), next(iter(spoken), ""), text


def _operators(stream: bytes, fonts: dict[str, dict[bytes, str]]) -> Iterator[tuple[bytes, str]]:
    """Each operator on text or spans, and the text that it shows or puts in place of its own."""
    known: dict[bytes, str] = {}
    glyphs, words = b"", ""
    for token in TOKENS.finditer(stream):
        match token.lastgroup, token[token.lastgroup]:
            case "instead", string:
                words = _text(_bytes(string))
            case "glyphs", string:
                glyphs += _bytes(string)
            case "font", name:
                known = fonts[name.decode()]
            case "mark" | "language", _:
                continue
            case _, (b"Tj" | b"TJ") as operator:
                yield operator, "".join(_shown(glyphs, known))
                glyphs = b""
            case _, operator:
                yield operator, words
                glyphs, words = b"", ""


def _shown(glyphs: bytes, known: dict[bytes, str]) -> Iterator[str]:
    return (known[glyphs[place : place + 2]] for place in range(0, len(glyphs), 2))


def _bytes(string: bytes) -> bytes:
    """What a string of a PDF stands for."""
    if string.startswith(b"<"):
        return bytes.fromhex(string[1:-1].decode())
    return re.sub(rb"\\([0-7]{1,3}|.)", _escaped, string[1:-1], flags=re.DOTALL)


def _escaped(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 8)]) if found[1].isdigit() else ESCAPED.get(found[1], found[1])


def _text(data: bytes) -> str:
    return data[2:].decode("utf-16-be") if data.startswith(b"\xfe\xff") else data.decode("latin-1")


def _characters(font: Any) -> dict[bytes, str]:
    """Glyph -> text, from the font's ToUnicode map."""
    table = font.get_object()["/ToUnicode"].get_object().get_data().decode("latin-1")
    found = {}
    for block in re.findall(r"beginbfchar(.*?)endbfchar", table, re.DOTALL):
        for glyph, text in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>", block):
            found[bytes.fromhex(glyph)] = bytes.fromhex(text).decode("utf-16-be")
    assert "beginbfrange" not in table
    return found
