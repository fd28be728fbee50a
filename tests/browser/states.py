"""Every page in every state, in one table: what holds for all pages is tested by walking it.

A new page is one line in PAGES; a new state of an old one, one line in STATES.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request
from support.browsing import FULLEST, ON_EVERYTHING, PERSON_1, PERSON_2, PERSON_3, Browsing

from rules import Answers, build_sheet, carry
from rules.answers import Medicine
from rules.compare import treatments
from rules.content import CONTENT
from rules.selection import Choice
from webapp.pages import PAGES as WEB_PAGES

TREATMENTS = treatments(CONTENT)

OWN = ["May I swim in the sea?", "W" * 80 + " is one long word", "هل يمكنني السباحة؟"]


@dataclass(frozen=True)
class State:
    """Where to go with which answers, and what to do there."""

    path: str
    answers: dict[str, Any] = field(default_factory=dict)
    choice: Choice | None = None
    do: Callable[[Page], object] | None = None
    status: int = 200
    leads_to: str = ""  # if that is another page
    clinic: str = ""  # whose link brought the person
    with_code: bool = False  # that carries the answers on


def send(page: Page) -> None:
    """Press the last button of the page's form, as it stands."""
    with page.expect_navigation():
        page.locator("main form").first.locator("button").last.click()


def send_nothing(page: Page) -> None:
    """Take all that was chosen away, and send that."""
    for _ in range(3):
        press(page, "out")
    page.evaluate(
        "document.querySelectorAll('[name=chosen], [name=first]').forEach(it => it.remove())"
    )
    send(page)


def press(page: Page, way: str) -> None:
    """Press the first of the buttons that move a starred question that way, or leave it out."""
    with page.expect_navigation():
        page.locator(f"[value^={way}]").first.click()


def star_a_fourth(page: Page) -> None:
    page.locator(".list .star").first.click()
    send(page)


def star_an_own_one(page: Page) -> None:
    """In place of the first, and go to where it stands then."""
    page.fill("#own_1", OWN[1])
    page.locator("#first .star").first.click()
    page.locator(".typed .star").first.click()
    press(page, "up")


def write_too_much(page: Page) -> None:
    page.fill("#own_1", "May I swim? " * 20)
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


def go_to_what_we_decided(page: Page) -> None:
    page.get_by_role("button", name="Answered").click()
    page.get_by_role("button", name="What we decided").click()


def go_on_without_script(page: Page) -> None:
    """As if the script of visit mode had not come."""
    page.route("**/visit.js*", lambda route: route.fulfill(body="", content_type="text/javascript"))
    page.reload()
    page.unroute("**/visit.js*")


def open_every_line(page: Page) -> None:
    page.evaluate("document.querySelectorAll('details').forEach(it => { it.open = true })")


def wait_for_what_it_holds(page: Page) -> None:
    page.locator("[name=confirmed]").wait_for(state="attached")


def wait_for_the_error(page: Page) -> None:
    page.locator("#summary").wait_for()


def delete(page: Page) -> None:
    with page.expect_navigation():
        page.get_by_role("button", name="Delete my answers").click()


# Pages that are the same for everybody: name -> address.
PAGES = {
    "start": "/",
    "compare": "/compare",
    "how it works": "/how-it-works",
    "how it works, for reviewers": "/how-it-works/rules",
    "privacy": "/privacy",
    "clinics": "/clinics",
    "clinics, a known one": "/clinics?clinic=wide",
    "the sample": "/clinics/sample",
    "a clinic's link": "/at/wide",
}
ASKED = {page.slug: f"/questions/{page.slug}" for page in WEB_PAGES}
# This page asks of the medicines that were named.
NEEDED = {"how-it-went": {"medicines": dict.fromkeys(list(map(str, Medicine))[:4], "")}}
FITTED_PERSON_1 = tuple(item.id for item in build_sheet(Answers.from_json(PERSON_1)).questions)
CHOSEN_BY_PERSON_1 = Choice(FITTED_PERSON_1[:10], offered=FITTED_PERSON_1)
CODE = carry.write(Answers.from_json(PERSON_1 | {"own_questions": OWN}), None, "en", 600).code
FIVE_ALERTS = ["pregnant", "kidney", "liver", "infection_now", "cancer"]

ALL_TREATMENTS = "/compare?" + "&".join(f"treatment={treatment}" for treatment in TREATMENTS)

# A page of questions with errors is the empty page, and the errors.
STATES = {
    **{name: State(path) for name, path in PAGES.items()},
    **{
        f"{name}, errors": State(path, NEEDED.get(name, {}), do=send, status=422)
        for name, path in ASKED.items()
    },
    **{f"{name}, filled in": State(path, FULLEST) for name, path in ASKED.items()},
    "about-you, empty": State("/questions/about-you"),
    "about-you, sent too late": State("/questions/about-you", do=send_too_late, status=400),
    "medicines, for a child": State("/questions/medicines", PERSON_2 | {"medicines": {}}),
    "matters, for a child": State("/questions/matters", PERSON_2),
    "an answer is missing": State("/sheet", {"who": "me"}, leads_to="/questions/about-you"),
    "start, with answers": State("/", PERSON_1),
    "start, answers deleted": State("/", PERSON_1, do=delete),
    "check": State("/check-answers", FULLEST),
    "sheet, person 2": State("/sheet", PERSON_2),
    "sheet, person 3": State("/sheet", PERSON_3),
    "sheet, creams first": State("/sheet", PERSON_1 | {"creams": "not_tried"}),
    "sheet, the fullest": State("/sheet", FULLEST | {"own_questions": OWN}),
    "sheet, on every medicine": State("/sheet", ON_EVERYTHING),
    "sheet, alerts by name": State("/sheet", PERSON_1 | {"health": FIVE_ALERTS}),
    "sheet, changed since": State("/sheet", PERSON_2, CHOSEN_BY_PERSON_1),
    "choose, the fullest": State("/sheet/choose", FULLEST | {"own_questions": OWN}),
    "choose": State("/sheet/choose", PERSON_1),
    "choose, for a child": State("/sheet/choose", PERSON_2),
    "choose, on every medicine": State("/sheet/choose", ON_EVERYTHING | {"own_questions": OWN}),
    "choose, changed since": State("/sheet/choose", PERSON_2, CHOSEN_BY_PERSON_1),
    "choose, moved": State("/sheet/choose", PERSON_1, do=lambda page: press(page, "down")),
    "choose, an own one starred": State("/sheet/choose", PERSON_3, do=star_an_own_one),
    "choose, a fourth star": State("/sheet/choose", PERSON_1, do=star_a_fourth, status=422),
    "choose, too long": State("/sheet/choose", PERSON_1, do=write_too_much, status=422),
    "choose, nothing": State("/sheet/choose", PERSON_1, do=send_nothing, status=422),
    "compare two, with answers": State(
        "/compare?medicine=cyclosporine&medicine=steroids", PERSON_2
    ),
    "creams, by a clinic's link": State("/questions/creams", PERSON_1, clinic="wide"),
    "choose, by a clinic's link": State("/sheet/choose", PERSON_1, clinic="wide"),
    "sheet, by a clinic's link": State("/sheet", PERSON_1, clinic="wide"),
    "compare two, opened": State(
        "/compare?treatment=cyclosporine&treatment=methotrexate", do=open_every_line
    ),
    "compare all, with answers": State(ALL_TREATMENTS, PERSON_3),
    "compare all, opened": State(ALL_TREATMENTS, do=open_every_line),
    "visit, the fullest": State("/sheet/visit", FULLEST | {"own_questions": OWN}),
    "visit, what we decided": State("/sheet/visit", PERSON_2, do=go_to_what_we_decided),
    "visit, without script": State("/sheet/visit", PERSON_3, do=go_on_without_script),
    "for the record": State("/sheet/clinician", PERSON_3),
    "for the record, the fullest": State("/sheet/clinician", FULLEST | {"own_questions": OWN}),
    "open, empty": State("/open"),
    "open, what it holds": State(f"/open#{CODE}", PERSON_2, do=wait_for_what_it_holds),
    "open, no code": State("/open#Hello", do=wait_for_the_error, status=422),
    "sheet, with a code": State("/sheet", PERSON_3, with_code=True),
    "sheet, the fullest, with a code": State(
        "/sheet", FULLEST | {"own_questions": OWN}, with_code=True
    ),
    "page not found": State("/nowhere", status=404),
    "page not found, with answers": State("/nowhere", PERSON_1, status=404),
}
# The same in Spanish, where words are longer: each page, filled in, with errors, at its fullest.
IN_SPANISH = [
    *(name for name in PAGES if name != "how it works, for reviewers"),
    *(f"{name}, {state}" for name in ASKED for state in ("errors", "filled in")),
    "matters, for a child",
    "an answer is missing",
    "check",
    "sheet, person 2",
    "sheet, the fullest",
    "sheet, on every medicine",
    "sheet, changed since",
    "choose, the fullest",
    "choose, for a child",
    "choose, a fourth star",
    "choose, too long",
    "sheet, by a clinic's link",
    "compare two, opened",
    "compare all, with answers",
    "visit, the fullest",
    "open, empty",
    "open, what it holds",
    "sheet, the fullest, with a code",
    "page not found",
]


def in_spanish(state: State) -> State:
    """The state in Spanish."""
    leads_to = f"/es{state.leads_to}" if state.leads_to else ""
    return replace(state, path=f"/es{state.path}", leads_to=leads_to)


STATES |= {f"{name}, in Spanish": in_spanish(STATES[name]) for name in IN_SPANISH}
# The last: from then on, the clock of its browser is not the wall's.
STATES["health, ending soon"] = State("/questions/health", FULLEST, do=wait)


# What Chromium says of a page of errors: its status is tested by name.
FAILED = "Failed to load resource: the server responded with a status of"
CLEARED = "Clear-Site-Data header on"  # and of what was deleted, as was asked


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
def opened(browsing: Browsing, state: State, page: Page) -> Iterator[Opened]:
    """The page in that state: its browser goes on as another person."""
    requests, messages = [], []
    heard = {
        "request": lambda request: requests.append(request),
        "console": lambda it: it.text.startswith((FAILED, CLEARED)) or messages.append(it.text),
        "pageerror": lambda error: messages.append(str(error)),
    }
    browsing.sign_in(page.context, state.answers, state.choice, state.clinic, state.with_code)
    page.goto("about:blank")  # or an address that differs after # alone would keep the page
    for event, hear in heard.items():
        page.on(event, hear)
    page.goto(browsing.address + state.path)
    if state.do:
        state.do(page)
    page.wait_for_load_state()
    last = [request for request in requests if request.is_navigation_request()][-1]
    yield Opened(state, urlsplit(browsing.address).netloc, page, last, requests, messages)
    for event, hear in heard.items():
        page.remove_listener(event, hear)
