"""Prints the web sheet of given answers with a real browser, and reads the pages back."""

import io
import re
from dataclasses import dataclass

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from playwright.sync_api import Browser, BrowserContext
from pypdf import PdfReader

from rules import Answers, build_sheet
from rules.choice import Choice
from rules.paper import Paper, lay_out
from rules.sheet_model import Sheet

KEY = "made-up-key-for-tests-only"
CLINICS = f"""
[north]
name = "North Side Skin Clinic"
line = "Bring this to Dr. Sample."
[wide]
name = "{"MWW MOMWM " * 5}MWW MOMWMW"
phone = "{"0123456789" * 3}"
line = "{"W" * 30}{" wide" * 14}"
"""
PAPERS = {"Letter": {"format": "Letter"}, "A4": {"format": "A4"}}

PERSON_1 = {
    "who": "me",
    "age": 34,
    "severity": "moderate",
    "specialist": "no",
    "creams": "not_enough",
    "medicines": {},
    "health": ["none"],
    "concerns": ["infection", "how_long"],
}
PERSON_2 = PERSON_1 | {
    "who": "child",
    "age": 9,
    "severity": "severe",
    "specialist": "yes",
    "medicines": {"methotrexate": "did_not_work"},
    "concerns": ["none"],
}
PERSON_3 = PERSON_1 | {
    "age": 28,
    "specialist": "yes",
    "medicines": {"cyclosporine": "side_effects"},
    "cyclosporine_months": "under_3",
    "health": ["pregnancy"],
    "concerns": ["none"],
}


@dataclass(frozen=True)
class Printed:
    sheet: Sheet
    paper: Paper
    pages: list[str]  # the text of each page, white space left out

    def page_of(self, text: str, start: int = 1) -> int:
        """The number of the one page, from `start` on, that holds the whole text."""
        wanted = squeezed(text)
        found = [n for n, page in enumerate(self.pages, 1) if n >= start and wanted in page]
        assert found, f"not on any page as a whole: {text}"
        return found[0]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("\N{LATIN SMALL LIGATURE FI}", "fi"))


@dataclass
class Printer:
    app: Flask
    address: str
    browser: Browser

    def __call__(
        self, data: dict, paper: str, choice: Choice | None = None, clinic: str = ""
    ) -> Printed:
        sheet = build_sheet(Answers.from_json(data), choice)
        context = self.signed_in(data, choice, clinic)
        pages = self.pages(context, "/sheet", paper)
        context.close()
        return Printed(sheet, lay_out(sheet), pages)

    def pages(self, context: BrowserContext, path: str, paper: str) -> list[str]:
        """The text of each page that a browser prints, white space left out."""
        page = context.new_page()
        page.goto(self.address + path)
        assert page.url.endswith(path)
        pdf = PdfReader(io.BytesIO(page.pdf(**PAPERS[paper])))
        return [squeezed(each.extract_text()) for each in pdf.pages]

    def signed_in(
        self, data: dict, choice: Choice | None = None, clinic: str = "", **options
    ) -> BrowserContext:
        """A browser of its own whose session holds the answers; `options` are Playwright's."""
        context = self.browser.new_context(**options)
        value = self._cookie(data, choice, clinic)
        context.add_cookies([{"name": "answers", "value": value, "url": self.address}])
        return context

    def _cookie(self, data: dict, choice: Choice | None, clinic: str) -> str:
        session: dict = {"answers": data, "clinic": clinic}
        if choice:
            seen = choice.seen and list(choice.seen)
            chosen, first = list(choice.chosen), list(choice.first)
            session["choice"] = {"chosen": chosen, "first": first, "seen": seen}
        with self.app.app_context():
            return SecureCookieSessionInterface().get_signing_serializer(self.app).dumps(session)
