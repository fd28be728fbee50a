"""`make fuzz`: hostile requests to the app itself, then hostile bytes to a real server.

What is looked for: a status of 500 or more, a request that takes too long, markup or a header that
was sent and comes back as such.
"""

import argparse
import faulthandler
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import wire
from findings import ECHOES, counted
from flask import Flask
from hostile import Hostile
from known import HOST, KEY
from served import SHIPPED, served

from webapp import create_app
from webapp.logs import ROUTE

LONGEST = 10  # seconds for one request
LONGEST_COOKIE = 4096
ON_THE_WIRE = 10  # one request in so many


def faults(status: str, headers: list[tuple[str, str]], content: bytes) -> list[str]:
    """What is wrong with an answer."""
    names = {name.lower(): value for name, value in headers}
    found = []
    if int(status.split()[0]) >= 500:
        found.append(f"status {status}")
    if "text/html" in names.get("content-type", "") and (echo := ECHOES.search(content)):
        found.append(f"echo of {echo[0]!r}")
    if any("\r" in value or "\n" in value or "zq=1" in name for name, value in headers):
        found.append("a header that was sent")
    if (place := urlsplit(names.get("location", "/"))).netloc not in ("", HOST):
        found.append(f"leads to {place.netloc}")
    if len(names.get("set-cookie", "").split(";")[0]) > LONGEST_COOKIE:
        found.append("a cookie that a browser drops")
    if names.get("cache-control") != "no-store" and "set-cookie" in names:
        found.append("a cookie in what may be stored")
    if "default-src 'none'" not in names.get("content-security-policy", ""):
        found.append("no policy")
    return found


def run(app: Flask, requests: int, seed: int, say: Callable[[str], None] = print) -> int:
    """Send them and say what came back. The number of faults."""
    hostile, count, slowest = Hostile(app, seed), 0, (0.0, "")
    statuses: Counter[str] = Counter()
    routes: Counter[str] = Counter()
    for number in watched(requests):
        environ = hostile.environ()
        asked = f"{environ['REQUEST_METHOD']} {quote(str(environ['PATH_INFO'])[:80])}"
        start = time.perf_counter()
        status, headers, content = call(app, environ)
        took = time.perf_counter() - start
        hostile.keep(headers)
        statuses[status[:3]] += 1
        routes[str(environ.get(ROUTE))] += 1
        slowest = max(slowest, (took, asked))
        found = faults(status, headers, content) + ["too slow"] * (took > LONGEST)
        count += len(found)
        for fault in found:
            say(f"seed {seed}, request {number}, {asked}: {fault}")
    say(f"{requests} requests of seed {seed}; by status: {counted(statuses)}")
    say(f"by route: {counted(routes)}")
    say(f"slowest: {slowest[0]:.2f} s, {slowest[1]}")
    return count


def watched(requests: int) -> Iterator[int]:
    """Their numbers; where one of them hangs, its place is printed and all ends."""
    try:
        for number in range(requests):
            if number % 20 == 0:  # setting the watchdog takes longer than most requests
                faulthandler.dump_traceback_later(3 * LONGEST, exit=True)
            yield number
    finally:
        faulthandler.cancel_dump_traceback_later()


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    start = time.perf_counter()
    count = run(create_app({"SECRET_KEY": KEY}), chosen.requests, chosen.seed)
    with tempfile.TemporaryDirectory() as folder, served(Path(folder), *SHIPPED) as service:
        count += wire.run(service, chosen.requests // ON_THE_WIRE, chosen.seed)
    print(f"{count} faults, {time.perf_counter() - start:.0f} seconds")
    sys.exit(bool(count))


if __name__ == "__main__":
    main()
