"""Every page in every state, in one table: what holds for all pages is tested by walking it.

A new page is one line in PAGES; a new state of an old one, one line in STATES.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request
from printing import PERSON_1, PERSON_2, PERSON_3, Printer

from rules import Answers, build_sheet
from rules.answers import Concern, Health, Medicine
from rules.choice import Choice

FULLEST = PERSON_1 | {
    "who": "someone_else",
    "age": 16,
    "severity": "not_sure",
    "specialist": "not_sure",
    "medicines": dict.fromkeys(map(str, Medicine), "taking_now"),
    "cyclosporine_months": "12_or_more",
    "health": list(map(str, Health)),
    "concerns": list(map(str, Concern)),
}
OWN = ["May I swim in the sea?", "W" * 80 + " is one long word", "هل يمكنني السباحة؟"]


@dataclass(frozen=True)
class State:
    """Where to go with which answers, and what to do there."""

    path: str
    answers: dict[str, Any] = field(default_factory=dict)
    choice: Choice | None = None
    do: Callable[[Page], object] | None = None
    status: int = 200


def send(page: Page) -> None:
    """Press the button of the page's form, as it stands."""
    with page.expect_navigation():
        page.locator("main form button:not([type=button])").first.click()


def send_nothing(page: Page) -> None:
    """Take all that was chosen away, and send that."""
    for number in (1, 2, 3):
        page.select_option(f"#first-{number}", "")
    page.locator("summary").click()
    for box in page.locator("[name=chosen]").all():
        box.uncheck()
    send(page)


def send_too_late(page: Page) -> None:
    """As after the key of the service has changed: the token in the form no longer counts."""
    page.context.clear_cookies()
    send(page)


def wait(page: Page) -> None:
    """Leave the page alone for 54 minutes."""
    page.clock.install()
    page.reload()
    page.clock.fast_forward("54:00")
    page.clock.run_for(20_000)
    page.clock.resume()
    page.get_by_role("button", name="Keep my answers").wait_for()


def delete(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Delete my answers").click()


# Pages that are the same for everybody: name -> address.
PAGES = {
    "start": "/",
    "compare": "/compare",
    "compare, two medicines": "/compare?medicine=cyclosporine&medicine=steroids",
    "how it works": "/how-it-works",
    "privacy": "/privacy",
    "clinics": "/clinics",
    "clinics, a known one": "/clinics?clinic=wide",
    "the sample": "/clinics/sample",
    "a clinic's link": "/at/wide",
}
QUESTIONS = ("about-you", "creams", "medicines", "health", "concerns")
ASKED = {slug.replace("-", " "): f"/questions/{slug}" for slug in QUESTIONS}
HOW_IT_WENT = "/questions/how-it-went"
UNTOLD = {"medicines": dict.fromkeys(map(str, Medicine), "")}
FITTED_PERSON_1 = tuple(item.id for item in build_sheet(Answers.from_json(PERSON_1)).questions)
CHOSEN_BY_PERSON_1 = Choice(FITTED_PERSON_1[:10], seen=FITTED_PERSON_1)
FIVE_FLAGS = ["pregnancy", "kidney", "liver", "infection_now", "cancer"]

STATES = {
    **{name: State(path) for name, path in PAGES.items()},
    **{f"{name}, empty": State(path) for name, path in ASKED.items()},
    **{f"{name}, with errors": State(path, do=send, status=422) for name, path in ASKED.items()},
    **{f"{name}, filled in": State(path, FULLEST) for name, path in ASKED.items()},
    "about you, sent too late": State("/questions/about-you", do=send_too_late, status=400),
    "medicines, for a child": State("/questions/medicines", PERSON_2),
    "how it went, empty": State(HOW_IT_WENT, UNTOLD),
    "how it went, with errors": State(HOW_IT_WENT, UNTOLD, do=send, status=422),
    "how it went, filled in": State(HOW_IT_WENT, FULLEST),
    "health, ending soon": State("/questions/health", FULLEST, do=wait),
    "an answer is missing": State("/sheet", {"who": "me"}),
    "start, with answers": State("/", PERSON_1),
    "start, answers deleted": State("/", PERSON_1, do=delete),
    "check, person 1": State("/check-answers", PERSON_1),
    "check, the fullest": State("/check-answers", FULLEST),
    "sheet, person 1": State("/sheet", PERSON_1),
    "sheet, person 2": State("/sheet", PERSON_2),
    "sheet, person 3": State("/sheet", PERSON_3),
    "sheet, creams first": State("/sheet", PERSON_1 | {"creams": "not_tried"}),
    "sheet, the fullest": State("/sheet", FULLEST | {"own_questions": OWN}),
    "sheet, flags by name": State("/sheet", PERSON_1 | {"health": FIVE_FLAGS}),
    "sheet, changed since": State("/sheet", PERSON_2, CHOSEN_BY_PERSON_1),
    "choose": State("/sheet/choose", PERSON_1),
    "choose, the fullest": State("/sheet/choose", FULLEST | {"own_questions": OWN}),
    "choose, with errors": State("/sheet/choose", PERSON_1, do=send_nothing, status=422),
    "compare, with answers": State("/compare", PERSON_2),
    "privacy, with answers": State("/privacy", PERSON_1),
    "page not found": State("/nowhere", status=404),
    "clinic not found": State("/at/nobody", status=404),
    "wrong method": State("/delete-answers", status=405),
}


# What Chromium says of a page of errors: its status is tested by name.
FAILED = "Failed to load resource: the server responded with a status of"


@dataclass
class Opened:
    """A page in a state, and what was seen on the way there."""

    meant: State
    host: str
    page: Page
    last: Request  # of the page that is open now
    requests: list[Request]  # all that were made
    messages: list[str]  # of the console

    @property
    def html(self) -> str:
        """As it came over the wire."""
        return self.last.response().text()

    @property
    def status(self) -> int:
        return self.last.response().status

    @staticmethod
    def is_page(request: Request) -> bool:
        return request.is_navigation_request()

    @staticmethod
    def bytes_of(request: Request) -> int:
        """On the wire: what was answered, compressed, with its headers."""
        sizes = request.sizes()
        return sizes["responseBodySize"] + sizes["responseHeadersSize"]


@contextmanager
def opened(printer: Printer, state: State, **options: Any) -> Iterator[Opened]:
    """`options` are Playwright's, of a new browser context."""
    context = printer.signed_in(state.answers, state.choice, **options)
    page, requests, messages = context.new_page(), [], []
    page.on("request", lambda request: requests.append(request))
    page.on("console", lambda it: FAILED in it.text or messages.append(it.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(printer.address + state.path)
    if state.do:
        state.do(page)
    page.wait_for_load_state()
    last = [request for request in requests if request.is_navigation_request()][-1]
    yield Opened(state, urlsplit(printer.address).netloc, page, last, requests, messages)
    context.close()
