"""Hostile bytes to a real gunicorn: broken lines, headers, bodies and pieces, cut or slow."""

import random
import re
import socket
import time
from collections import Counter
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

from findings import ECHOES, counted
from hostile import MARKUP, TEXTS
from known import KEY, WHOLE, signed, token
from marked import broken, send_raw
from served import Service

from webapp import create_app

SLOW = 1.0  # seconds over which a slow request is spread
# What gunicorn itself says of a transfer coding that it does not know; the app never sees it.
UNKNOWN_CODING = b"501"

FORM = "application/x-www-form-urlencoded"


def whole() -> list[bytes]:
    """Good requests, to be damaged."""
    cookie = f"__Host-answers={signed(create_app({'SECRET_KEY': KEY}), WHOLE)}"
    head = f"Host: clinic.example\r\nReferer: http://clinic.example/\r\nCookie: {cookie}\r\n"
    body = urlencode({"csrf_token": token(), "creams": "working", "own-1": MARKUP[0]})
    parts = f'--b\r\nContent-Disposition: form-data; name="own-1"\r\n\r\n{MARKUP[1]}\r\n--b--\r\n'
    size = f"{len(body):x}\r\n{body}\r\n0\r\n\r\n"
    return [
        text.encode()
        for text in (
            f"GET /sheet HTTP/1.1\r\n{head}\r\n",
            f"GET /questions/health?change=1 HTTP/1.1\r\n{head}\r\n",
            post("creams", head, FORM, f"Content-Length: {len(body)}", body),
            post(
                "health",
                head,
                "multipart/form-data; boundary=b",
                f"Content-Length: {len(parts)}",
                parts,
            ),
            post("creams", head, FORM, "Transfer-Encoding: chunked", size),
        )
    ]


def post(slug: str, head: str, kind: str, length: str, body: str) -> str:
    return (
        f"POST /questions/{slug} HTTP/1.1\r\n{head}Content-Type: {kind}\r\n{length}\r\n\r\n{body}"
    )


def damaged(request: bytes, chosen: random.Random) -> bytes:
    """The same with some bytes changed, lost, doubled or put in."""
    for _ in range(chosen.choice((1, 1, 2, 5))):
        place = chosen.randrange(len(request) + 1)
        hostile = chosen.choice((*MARKUP, *TEXTS)).encode("utf-8", "surrogatepass")
        end = place + chosen.choice((1, 9, 60))
        put = chosen.choice(
            (b"", hostile, chosen.randbytes(5), request[place:end] * 2, b"\r\n", b":")
        )
        request = request[:place] + put + request[chosen.choice((place, end)) :]
    return request


def requests(count: int, chosen: random.Random) -> Iterator[bytes]:
    good = whole()
    yield from broken("zq0001mark")
    for number in range(count):
        request = chosen.choice(good)
        cut = chosen.randrange(1, len(request))
        yield request[:cut] if number % 5 == 0 else damaged(request, chosen)


def run(service: Service, count: int, seed: int, say: Callable[[str], None] = print) -> int:
    """Send them and say what came back. The number of faults."""
    statuses: Counter[str] = Counter()
    faults, number = 0, 0
    for number, request in enumerate(requests(count, random.Random(seed)), start=1):
        answer = send_raw(service.port, request)
        status = answer[9:12]
        statuses[status.decode() or "closed"] += 1
        unknown = status == UNKNOWN_CODING and re.search(rb"(?i)transfer-encoding", request)
        if (status >= b"500" and not unknown) or ECHOES.search(answer):
            faults += 1
            say(f"seed {seed}, request {number} on the wire: {request!r}: {answer[:200]!r}")
    say(f"{number} requests of seed {seed} on the wire; by status: {counted(statuses)}")
    return faults


def send_slowly(port: int, request: bytes) -> bytes:
    """A few bytes at a time."""
    answer, pieces = b"", [request[place : place + 20] for place in range(0, len(request), 20)]
    with socket.create_connection(("127.0.0.1", port), 30) as connection:
        for piece in pieces:
            connection.sendall(piece)
            time.sleep(SLOW / len(pieces))
        while part := connection.recv(65536):
            answer += part
    return answer
