"""Visitors: whole journeys over HTTP, with cookies, with the token of each form, as a browser.

A request takes the next of the visitor's addresses in turn, so that several copies of the service
are used as a balancer without memory would use them.
"""

import gzip
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection, HTTPResponse
from itertools import cycle
from random import Random
from time import perf_counter
from urllib.parse import urlencode

import brotli

from rules.answers import Concern, Creams, Health, Medicine, Months, Outcome, Severity, Specialist

# What Chrome on a phone sends.
HEADERS = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.9",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Upgrade-Insecure-Requests": "1",
}
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.decompress,
    "deflate": zlib.decompress,
    "br": brotli.decompress,
}
HELLO_BODY = urlencode({"creams": "not_enough", "csrf_token": "x" * 90})  # as long as a small form
Fields = list[tuple[str, str]]
Person = dict[str, Fields]  # page -> what its form sends

# Sees all six pages, so the journey has the most requests: 7 GETs and 6 POSTs of pages, the check
# and its POST, the sheet.
EVERY_PAGE: Person = {
    "about-you": [("who", "me"), ("age", "28"), ("severity", "moderate"), ("specialist", "yes")],
    "creams": [("creams", "not_enough")],
    "medicines": [("medicines", "cyclosporine"), ("medicines", "methotrexate")],
    "how-it-went": [
        ("outcome-cyclosporine", "side_effects"),
        ("outcome-methotrexate", "taking_now"),
        ("cyclosporine_months", "under_3"),
    ],
    "health": [("health", "pregnancy"), ("health", "kidney")],
    "concerns": [("concerns", "infection"), ("concerns", "how_long")],
}


def anybody(random: Random) -> Person:
    """A person with answers drawn at random."""
    medicines = random.sample(list(Medicine), random.randrange(len(Medicine) + 1))
    went = [(f"outcome-{each}", random.choice(list(Outcome))) for each in medicines]
    if Medicine.CYCLOSPORINE in medicines:
        went.append(("cyclosporine_months", random.choice(list(Months))))
    about = {
        "who": "me",
        "age": str(random.randrange(13, 90)),
        "severity": random.choice(list(Severity)),
        "specialist": random.choice(list(Specialist)),
    }
    return {
        "about-you": list(about.items()),
        "creams": [("creams", random.choice(list(Creams)))],
        "medicines": [("medicines", each) for each in medicines or ["none"]],
        **({"how-it-went": went} if went else {}),
        "health": _some(random, "health", list(Health)),
        "concerns": _some(random, "concerns", list(Concern)),
    }


def _some(random: Random, name: str, codes: Sequence[str]) -> Fields:
    ticked = random.sample(codes, min(len(codes), int(random.expovariate(0.4))))
    return [(name, code) for code in ticked or ["none"]]


class Visitor:
    """One browser. `times` holds the seconds that each request took."""

    def __init__(self, *ports: int) -> None:
        self.connections = cycle([HTTPConnection("127.0.0.1", port, timeout=60) for port in ports])
        self.times: list[float] = []
        self.cookie = ""

    def ask(self, method: str, address: str, body: str | None = None) -> bytes:
        """Send one request, and return the body of the answer, unpacked."""
        headers = dict(HEADERS)
        if self.cookie:
            headers["Cookie"] = self.cookie
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection = next(self.connections)
        started = perf_counter()
        connection.request(method, address, body, headers)
        answer = connection.getresponse()
        data = answer.read()
        self.times.append(perf_counter() - started)
        if answer.status not in (200, 303):
            raise SystemExit(f"{method} {address} was answered with {answer.status}")
        self._remember(answer)
        return DECODERS[answer.getheader("Content-Encoding", "")](data)

    def _remember(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie", ()):
            if line.startswith("answers="):
                self.cookie = line.partition(";")[0]

    def send(self, address: str, fields: Fields) -> None:
        """Open the page of a form and send it."""
        found = TOKEN.search(self.ask("GET", address))
        if not found:
            raise SystemExit(f"{address} has no form")
        self.ask("POST", address, urlencode([*fields, ("csrf_token", found[1].decode())]))

    def journey(self, person: Person = EVERY_PAGE) -> None:
        """From the start page to the sheet, as somebody new."""
        self.cookie = ""
        self.ask("GET", "/")
        for page, fields in person.items():
            self.send(f"/questions/{page}", fields)
        self.send("/check-answers", [])
        self.ask("GET", "/sheet")

    def hello(self) -> None:
        """As many requests to the bare app as a journey through every page has."""
        self.cookie = ""
        for method in HELLO_METHODS:
            self.ask(method, "/", HELLO_BODY if method == "POST" else None)


def _methods(pages: int) -> Iterator[str]:
    yield "GET"
    for _ in range(pages + 1):  # the pages and the check
        yield from ("GET", "POST")
    yield "GET"


HELLO_METHODS = tuple(_methods(len(EVERY_PAGE)))
