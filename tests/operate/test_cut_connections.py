"""A connection that breaks in the middle of a form, and a stop in the middle of an answer."""

import signal
import socket
import ssl
import struct
import time
from collections import Counter
from contextlib import closing
from urllib.parse import urlencode

import pytest
from support.journeys import Browser, Person
from support.serving import HOST, PATIENCE, Site, until
from support.visiting import ADDRESS, PERSON_1

from webapp.whole import whole

RESET = struct.pack("ii", 1, 0)  # SO_LINGER: closing sends a reset instead of a farewell
FILLED = {"concerns": ["infection", "how_long", "cancer"]}


@pytest.fixture
def person(site):
    """Someone who has come to the last page of questions."""
    with closing(Browser(site.proxy, Counter())) as browser:
        person = Person(browser)
        person.walk({**PERSON_1, "concerns": {"concerns": ["none"]}})
        person.open("/questions/concerns")
        yield person


def request_of(person: Person, method: str, path: str, body: str = "", last=True) -> bytes:
    cookies = "; ".join(f"{name}={item.value}" for name, item in person.client.cookies.items())
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {HOST}",
        "X-Forwarded-Proto: https",
        f"Referer: {ADDRESS}{path}",
        f"Cookie: {cookies}",
        "Content-Type: application/x-www-form-urlencoded",
        f"Content-Length: {len(body)}",
        "Connection: close" if last else "Connection: keep-alive",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n" + body).encode()


def connect(site: Site, through: str) -> socket.socket:
    if through == "a copy":
        return socket.create_connection(("127.0.0.1", site.copies[0].port), PATIENCE)
    bare = socket.create_connection(("127.0.0.1", site.proxy.port), PATIENCE)
    context = ssl.create_default_context(cafile=str(site.proxy.certificate))
    return context.wrap_socket(bare, server_hostname=HOST)


@pytest.mark.parametrize("reset", [False, True], ids=["closed", "reset"])
@pytest.mark.parametrize("through", ["a copy", "nginx"])
def test_a_form_cut_in_its_middle_saves_nothing_and_the_same_form_does_next_time(
    site, person, through, reset
):
    body = urlencode(person.filled() | FILLED, doseq=True)
    asked = request_of(person, "POST", "/questions/concerns", body)
    saved = site.copies[0].log.count("answered 303")
    with connect(site, through) as connection:
        connection.sendall(asked[: -len("&concerns=cancer")])
        if reset:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    if through == "a copy":
        until(lambda: site.copies[0].log.endswith("answered 400\n"))
    assert site.copies[0].log.count("answered 303") == saved
    person.send(FILLED)
    assert person.path == "/check-answers"
    assert "cancer" in person.text.lower()
    assert site.failures() == []


def test_who_is_left_with_half_a_form_is_told_so_and_keeps_what_was_saved(site, person):
    body = urlencode(person.filled() | FILLED, doseq=True)
    asked = request_of(person, "POST", "/questions/concerns", body)
    with connect(site, "a copy") as connection:
        connection.sendall(asked[:-10])
        connection.shutdown(socket.SHUT_WR)
        told = connection.makefile("rb").read().decode()
    assert told.startswith("HTTP/1.1 400")
    assert "Set-Cookie" not in told
    person.open("/check-answers")
    assert person.path == "/check-answers"


def test_only_a_body_without_a_length_is_taken_as_it_ends():
    heard = []
    app = whole(lambda environ, start_response: heard.append("wsgi.input_terminated" in environ))
    app({"wsgi.input_terminated": True, "CONTENT_LENGTH": "9"}, None)
    app({"wsgi.input_terminated": True, "HTTP_TRANSFER_ENCODING": "chunked"}, None)
    assert heard == [False, True]


UNDER_WAY = {
    "a PDF": ("GET", "/sheet.pdf", "", b"200 OK", b"%PDF"),
    "a form": ("POST", "/questions/concerns", "concerns", b"303 SEE OTHER", b"Set-Cookie"),
}


@pytest.mark.parametrize("sent", UNDER_WAY.values(), ids=UNDER_WAY)
def test_a_stop_lets_what_is_under_way_finish(site, person, sent):
    method, path, form, status, content = sent
    body = urlencode(person.filled() | FILLED, doseq=True) if form else ""
    asked = request_of(person, method, path, body)
    copy = site.copies[0]
    told = copy.log.count("Handling signal: term")
    with connect(site, "a copy") as connection:
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
