"""A connection that breaks in the middle of a form, and a stop in the middle of an answer."""

import signal
import socket
import struct
import time
from contextlib import closing
from urllib.parse import urlencode

import pytest
from support.journeys import Browser
from support.serving import HOST, send_raw, until
from support.visiting import PERSON_1, Visitor

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends a reset instead of a farewell
FILLED = {"concerns": ["infection", "how_long", "cancer"]}


@pytest.fixture
def person(site):
    """Someone who has come to the last page of questions, after whom no 500 may be in a log."""
    with closing(Browser(site.proxy)) as browser:
        visitor = Visitor(browser)
        visitor.walk({**PERSON_1, "matters": {"goals": ["none"], "concerns": ["none"]}})
        visitor.open("/questions/matters")
        yield visitor
    assert site.failures() == []


def request_of(person: Visitor, method: str, path: str, last=True) -> bytes:
    """The bytes of a request of this person; a POST sends the form that is open."""
    body = urlencode(person.filled() | FILLED, doseq=True) if method == "POST" else ""
    cookies = "; ".join(f"{name}={item.value}" for name, item in person.client.cookies.items())
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}",
        "X-Forwarded-Proto: https",
        f"Cookie: {cookies}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close" if last else "Connection: keep-alive",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("through", ["a copy", "nginx"])
def test_a_form_cut_in_its_middle_saves_nothing_and_the_same_form_does_next_time(
    site, person, through, reset
):
    copy = site.copies[0]
    server = copy if through == "a copy" else site.proxy
    saved = [each.answered(303) for each in site.copies]
    refused = copy.answered(400)
    with server.socket() as connection:
        asked = request_of(person, "POST", "/questions/matters")
        connection.sendall(asked[: -len("&concerns=cancer")])
        if reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    if through == "a copy":
        until(lambda: copy.answered(400) > refused)
    assert [each.answered(303) for each in site.copies] == saved
    person.send(FILLED)
    assert person.path == "/sheet/choose"
    assert "cancer" in person.text.lower()


def test_who_is_left_with_half_a_form_is_told_so_and_keeps_what_was_saved(site, person):
    told = send_raw(site.copies[0], request_of(person, "POST", "/questions/matters")[:-10])
    assert told.startswith(b"HTTP/1.1 400")
    assert b"Set-Cookie" not in told
    person.open("/check-answers")
    assert person.path == "/check-answers"


UNDER_WAY = {
    "a PDF": ("GET", "/sheet.pdf", b"200 OK", b"%PDF"),
    "a form": ("POST", "/questions/matters", b"303 SEE OTHER", b"Set-Cookie"),
}


@pytest.mark.parametrize(("method", "path", "status", "content"), UNDER_WAY.values(), ids=UNDER_WAY)
def test_a_stop_lets_what_is_under_way_finish(site, person, method, path, status, content):
    asked = request_of(person, method, path)
    copy = site.copies[0]
    told = copy.log.count("Handling signal: term")
    with copy.socket() as connection:
        connection.sendall(request_of(person, "GET", "/healthz", last=False))
        while not connection.recv(65536).endswith(b"}\n"):
            pass  # once it has answered, a worker holds the connection
        connection.sendall(asked[:-1])
        copy.process.send_signal(signal.SIGTERM)
        until(lambda: copy.log.count("Handling signal: term") > told)
        time.sleep(0.3)
        connection.sendall(asked[-1:])
        answer = connection.makefile("rb").read()
    assert copy.stop() == 0
    copy.start()
    assert status in answer.split(b"\r\n")[0]
    assert content in answer
