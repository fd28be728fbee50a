"""`make fuzz`: hostile requests to the app itself, then hostile bytes to a real server.

What is looked for: a status of 500 or more, a request that never ends, markup or a header that was
sent and comes back as such.
"""

import argparse
import faulthandler
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from urllib.parse import quote, urlencode, urlsplit

from flask import Flask

from support.hostile import (
    ECHOES,
    FORM,
    HOST,
    KEY,
    MARKUP,
    MULTIPART,
    TEXTS,
    WHOLE,
    Hostile,
    sealed,
    token,
)
from support.marked import broken, mark_of
from support.serving import CHECKOUT, Copy, send_raw, served
from webapp import create_app
from webapp.encrypted_cookie import MAX_COOKIE
from webapp.logs import ROUTE

SETTINGS = {
    "SECRET_KEY": KEY,
    "CLINICS": str(CHECKOUT / "docs" / "clinics.example.toml"),
    "CONTACT": "mailto:help@questions.example",
}
HANGS = 60  # seconds; then the place where it hangs is printed, and all ends
# What gunicorn itself says of a transfer coding that it does not know; the app never sees it.
UNKNOWN_CODING = b"501"


@dataclass
class Seen:
    """What came back: the faults, and how often each status and each route without an error."""

    faults: list[str] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    routes: Counter[str] = field(default_factory=Counter)


def faults(status: str, headers: list[tuple[str, str]], content: bytes) -> Iterator[str]:
    """What is wrong with an answer."""
    names = {name.lower(): value for name, value in headers}
    if status >= "500":
        yield f"status {status}"
    if "text/html" in names.get("content-type", "") and (echo := ECHOES.search(content)):
        yield f"echo of {echo[0]!r}"
    if any("\r" in value or "\n" in value or "zq=1" in name for name, value in headers):
        yield "a header that was sent"
    if (place := urlsplit(names.get("location", "/"))).netloc not in ("", HOST):
        yield f"leads to {place.netloc}"
    if len(names.get("set-cookie", "")) > MAX_COOKIE:
        yield "a cookie that a browser drops"
    if names.get("cache-control") != "no-store" and "set-cookie" in names:
        yield "a cookie in what may be stored"
    if "default-src 'none'" not in names.get("content-security-policy", ""):
        yield "no policy"


def in_process(app: Flask, count: int, seed: int) -> Seen:
    """Send that many requests to the app itself."""
    hostile, seen = Hostile(app, seed), Seen()
    for number in range(count):
        if number % 20 == 0:
            faulthandler.dump_traceback_later(HANGS, exit=True)
        environ = hostile.environ()
        asked = f"{environ['REQUEST_METHOD']} {quote(str(environ['PATH_INFO'])[:80])}"
        status, headers, content = call(app, environ)
        hostile.keep(headers)
        seen.statuses[status[:3]] += 1
        seen.routes[str(environ.get(ROUTE))] += status < "400"
        found = faults(status, headers, content)
        seen.faults += [f"seed {seed}, request {number}, {asked}: {fault}" for fault in found]
    faulthandler.cancel_dump_traceback_later()
    return seen


def call(app: Flask, environ: dict[str, object]) -> tuple[str, list[tuple[str, str]], bytes]:
    told: list[tuple[str, list[tuple[str, str]]]] = []
    try:
        answer = app(environ, lambda status, headers, _=None: told.append((status, headers)))
    except Exception as error:
        traceback.print_exc()
        return f"500 {type(error).__name__} went past the app", [], b""
    content = b"".join(answer)
    answer.close()
    return *told[-1], content


def good() -> list[bytes]:
    """Good requests, to be damaged."""
    app = create_app(SETTINGS)
    head = f"Host: {HOST}\r\nX-Forwarded-Proto: https\r\nCookie: {sealed(app, answers=WHOLE)}\r\n"
    name = "side_effect-cyclosporine"
    outcomes = {f"outcome-{medicine}": outcome for medicine, outcome in WHOLE["outcomes"].items()}
    told = {"csrf_token": token(), "months-cyclosporine": "under_3", name: MARKUP[0]}
    body = urlencode(outcomes | told)
    parts = f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{MARKUP[1]}\r\n--b--\r\n'
    chunks = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n"
    post = f"POST /questions/how-it-went HTTP/1.1\r\n{head}Content-Type: "
    return [
        text.encode()
        for text in (
            f"GET /sheet HTTP/1.1\r\n{head}\r\n",
            f"GET /questions/health?change=1 HTTP/1.1\r\n{head}\r\n",
            f"{post}{FORM}\r\nContent-Length: {len(body)}\r\n\r\n{body}",
            f"{post}{MULTIPART}\r\nContent-Length: {len(parts)}\r\n\r\n{parts}",
            f"{post}{FORM}\r\nTransfer-Encoding: chunked\r\n\r\n{chunks}",
        )
    ]


def damaged(request: bytes, random: Random) -> bytes:
    """The same with some bytes changed, lost, doubled or put in; or cut."""
    if random.random() < 0.2:
        return request[: random.randrange(1, len(request))]
    for _ in range(random.choice((1, 1, 2, 5))):
        place = random.randrange(len(request) + 1)
        end = place + random.choice((1, 9, 60))
        hostile = random.choice((*MARKUP, *TEXTS)).encode("utf-8", "surrogatepass")
        doubled = request[place:end] * 2
        put = random.choice((b"", hostile, random.randbytes(5), doubled, b"\r\n", b":"))
        request = request[:place] + put + request[random.choice((place, end)) :]
    return request


def on_the_wire(copy: Copy, count: int, seed: int) -> Seen:
    """Send that many damaged requests, and those that were never good, to a real server."""
    random, whole, seen = Random(seed), good(), Seen()
    requests = broken(mark_of(1)) + [damaged(random.choice(whole), random) for _ in range(count)]
    for request in requests:
        answer = send_raw(copy, request)
        status = answer[9:12]
        seen.statuses[status.decode() or "closed"] += 1
        unknown = status == UNKNOWN_CODING and b"transfer-encoding" in request.lower()
        if (status >= b"500" and not unknown) or ECHOES.search(answer):
            seen.faults.append(f"seed {seed}, {request!r}: {answer[:200]!r}")
    if not copy.healthy():
        seen.faults.append("the server does not answer any more")
    return seen


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--wire", type=int, default=5_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    app = in_process(create_app(SETTINGS), chosen.requests, chosen.seed)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as copy:
        wire = on_the_wire(copy, chosen.wire, chosen.seed)
    for name, seen in {"to the app": app, "on the wire": wire}.items():
        counted = ", ".join(f"{status} {count}" for status, count in sorted(seen.statuses.items()))
        print(*seen.faults, f"{seen.statuses.total()} requests {name}: {counted}", sep="\n")
    print(f"{len(app.faults) + len(wire.faults)} faults")
    sys.exit(bool(app.faults or wire.faults))


if __name__ == "__main__":
    main()
