"""Prints the web pages with a real browser, and reads the pages back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, NamedTuple

from playwright.sync_api import Page
from pypdfium2 import PdfDocument

from rules import Answers, build_sheet
from rules.layout import Layout, lay_out
from rules.selection import Choice
from rules.sheet_model import Sheet
from support.browsing import Browsing

PAPERS = ("Letter", "A4")


class PrintedPage(NamedTuple):
    text: str  # white space left out
    width: float
    height: float


@dataclass(frozen=True)
class PrintedSheet:
    sheet: Sheet
    layout: Layout
    pages: list[str]  # the text of each

    def page_of(self, text: str, start: int = 1) -> int:
        """The number of the one page, from `start` on, that holds the whole text."""
        wanted = squeezed(text)
        found = [n for n, page in enumerate(self.pages, 1) if n >= start and wanted in page]
        assert found, f"not on any page as a whole: {text}"
        return found[0]


# How a PDF's text is read back: a ligature, and a hyphen at the end of a line
WRITTEN_OUT = str.maketrans({"\N{LATIN SMALL LIGATURE FI}": "fi", "\ufffe": "-", "\x02": "-"})


def squeezed(text: str) -> str:
    """Without white space, which line breaks change."""
    return re.sub(r"\s+", "", text.translate(WRITTEN_OUT))


@dataclass
class Printer:
    """One page of a browser, which goes on as another person for each print."""

    browsing: Browsing
    page: Page

    def sheet(
        self,
        answers: dict[str, Any],
        paper: str,
        choice: Choice | None = None,
        clinic: str = "",
    ) -> PrintedSheet:
        """The web sheet of given answers, printed."""
        sheet = build_sheet(Answers.from_json(answers), choice)
        self.browsing.sign_in(self.page.context, answers, choice, clinic)
        return PrintedSheet(sheet, lay_out(sheet), [each.text for each in self("/sheet", paper)])

    def __call__(self, path: str, paper: str, **options: Any) -> list[PrintedPage]:
        """The pages that a browser prints; `options` are Playwright's."""
        address = self.browsing.address + path
        self.page.goto(address)
        assert self.page.url == address
        document = PdfDocument(self.page.pdf(format=paper, **options))
        pages = [
            PrintedPage(squeezed(page.get_textpage().get_text_range()), *page.get_size())
            for page in document
        ]
        document.close()
        return pages


@contextmanager
def printer(browsing: Browsing) -> Iterator[Printer]:
    with browsing.context() as context:
        yield Printer(browsing, context.new_page())
