"""Visitors: whole journeys over HTTP, with cookies, with the token of each form, as a browser.

They know nothing of the code behind the pages, so that any that asks the same can be measured.
"""

import gzip
import re
from collections.abc import Callable, Iterator
from http.client import HTTPConnection, HTTPResponse
from math import inf
from random import uniform
from time import perf_counter, sleep
from urllib.parse import urlencode

import brotli  # of Flask-Compress, as zstd is

from benchmarks.people import SEES_EVERY_PAGE, Fields, Person, forms

# What Chrome on a phone sends.
HEADERS = {
    "User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Mobile Safari/537.36",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
    "Accept-Language": "en-US,en;q=0.9",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Sec-Fetch-Site": "same-origin",
    "Upgrade-Insecure-Requests": "1",
}
try:
    from compression import zstd
except ImportError:
    from backports import zstd

CHOOSE = "/sheet/choose"
BOX = re.compile(
    r'<input type="(?P<kind>checkbox|hidden)"[^>]*name="(?P<name>first|chosen|csrf_token)" '
    r'value="(?P<value>[^"]*)"(?P<more>[^>]*)>'
)
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')
DECODERS: dict[str, Callable[[bytes], bytes]] = {
    "": bytes,
    "gzip": gzip.decompress,
    "br": brotli.decompress,
    "zstd": zstd.decompress,
}
HELLO_BODY = urlencode({"creams": "not_enough", "csrf_token": "x" * 90})  # as long as a small form


class Visitor:
    """One browser. `status` is of the last request; `times` holds the seconds that each one took
    which was answered before `end`; before each it waits for `pause` seconds, more or less.
    """

    def __init__(self, port: int) -> None:
        self.connection = HTTPConnection("127.0.0.1", port, timeout=120)
        self.times: list[float] = []
        self.cookie = ""
        self.status = 0
        self.pause = 0.0
        self.end = inf

    def ask(self, method: str, address: str, body: str | None = None) -> bytes:
        """Send one request, and return the body of the answer, unpacked."""
        headers = dict(HEADERS)
        if self.cookie:
            headers["Cookie"] = self.cookie
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        sleep(uniform(0, 2 * self.pause))
        started = perf_counter()
        try:
            self.connection.request(method, address, body, headers)
            answer = self.connection.getresponse()
        except ConnectionError:  # it was kept open for a while, as long as the server likes
            self.connection.close()
            self.connection.request(method, address, body, headers)
            answer = self.connection.getresponse()
        data = answer.read()
        if (now := perf_counter()) < self.end:
            self.times.append(now - started)
        self.status = answer.status
        self._remember(answer)
        return DECODERS[answer.getheader("Content-Encoding", "")](data)

    def must(self, method: str, address: str, body: str | None = None) -> bytes:
        """The same, where anything but a page ends the measuring."""
        page = self.ask(method, address, body)
        if self.status not in (200, 303):
            raise SystemExit(f"{method} {address} was answered with {self.status}")
        return page

    def _remember(self, answer: HTTPResponse) -> None:
        for line in answer.headers.get_all("Set-Cookie", ()):
            if line.startswith("answers="):
                self.cookie = line.partition(";")[0]

    def send(self, address: str, fields: Fields) -> None:
        """Open the page of a form and send it."""
        found = TOKEN.search(self.must("GET", address))
        if not found:
            raise SystemExit(f"{address} has no form")
        self.must("POST", address, urlencode([*fields, ("csrf_token", found[1].decode())]))

    def choose(self) -> None:
        """Open the page to choose from, and leave all as it is."""
        page = self.must("GET", CHOOSE).decode()
        fields = [
            (box["name"], box["value"])
            for box in BOX.finditer(page)
            if box["kind"] == "hidden" or "checked" in box["more"]
        ]
        self.must("POST", CHOOSE, urlencode(fields))

    def journey(self, person: Person = SEES_EVERY_PAGE) -> None:
        """From the start page to the sheet, as somebody new."""
        self.cookie = ""
        self.must("GET", "/")
        for page, fields in forms(person).items():
            self.send(f"/questions/{page}", fields)
        self.choose()
        self.must("GET", "/sheet")

    def hello(self) -> None:
        """As many requests to the bare app as a journey through every page has."""
        self.cookie = ""
        for method in HELLO_METHODS:
            self.must(method, "/", HELLO_BODY if method == "POST" else None)


def _methods(pages: int) -> Iterator[str]:
    yield "GET"
    for _ in range(pages + 1):  # the pages, and the choice
        yield from ("GET", "POST")
    yield "GET"


HELLO_METHODS = tuple(_methods(len(forms(SEES_EVERY_PAGE))))
