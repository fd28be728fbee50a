"""What a journey costs the server, how it bears load, and how that grows with workers and copies.

    python -m benchmarks.load [--quick]

Server and visitors share one machine, so with as many workers as cores they wait for each other.
The server is gunicorn with its own settings but for `--workers`.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from itertools import pairwise
from random import Random
from statistics import median, quantiles
from threading import Thread
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks import results
from benchmarks.people import anybody
from benchmarks.server import HELLO, OURS, serving
from benchmarks.visit import HELLO_METHODS, Visitor

QUICK = "--quick" in sys.argv
ROUNDS = 3 if QUICK else 9
JOURNEYS = 15 if QUICK else 60  # a round
SECONDS = 2 if QUICK else 8  # a step of the load
VISITORS = (1, 2, 4, 8, 16, 32)
WORKERS = (1, 2, 4)
COOKIES = 5  # people of each visitor who asks for PDFs: hardly a sheet is made twice in a row
MEMORY_JOURNEYS = 300 if QUICK else 10_000
MEMORY_LOOKS = 10  # how often memory is read on the way
VISITING = 3  # processes that make visits while memory is watched


def main() -> None:
    found = {}
    for part in (against_hello, rising_load, growth, memory):
        print(f"{part.__name__} …", flush=True)
        found[part.__name__] = part()
        print(found[part.__name__], flush=True)
        results.write("load", found)


def against_hello() -> dict[str, Any]:
    """CPU of a journey, and of as many requests to a bare Flask app, by turns in one run.

    A journey and its requests to the bare app take turns, so that both find the machine the same.
    """
    with serving(OURS) as ours, serving(HELLO) as bare:
        visitor, caller = Visitor(ours.port), Visitor(bare.port)
        used = [(ours.cpu(), bare.cpu())]
        for _ in range(ROUNDS + 1):
            for _ in range(JOURNEYS):
                visitor.journey()
                caller.hello()
            used.append((ours.cpu(), bare.cpu()))
    rounds = [
        [(end - start) / JOURNEYS * 1000 for start, end in zip(before, after, strict=True)]
        for before, after in pairwise(used)
    ]
    journeys, hellos = zip(*rounds[1:], strict=True)  # the first warms up
    ratios = [journey / hello for journey, hello in zip(journeys, hellos, strict=True)]
    return {
        "requests": len(HELLO_METHODS),
        "journey": median(journeys),
        "hello": median(hellos),
        "ratio": median(ratios),
        "ratios": [min(ratios), max(ratios)],
    }


class Load(NamedTuple):
    """What one process of visitors does."""

    ports: list[int]
    visitors: int
    seconds: float
    seed: int
    pdf: bool = False


def rising_load() -> list[dict[str, Any]]:
    """One worker, and more and more visitors who never stop to read."""
    rows = []
    with serving(OURS) as server:
        for visitors in VISITORS:
            rows.append({"visitors": visitors} | _under([server.port], visitors))
    return rows


def growth() -> list[dict[str, Any]]:
    """The same load on more workers, and on two copies that share nothing but the key."""
    rows = []
    for copies, workers in [*((1, workers) for workers in WORKERS), (2, 1), (2, 2)]:
        with ExitStack() as stack:
            servers = [stack.enter_context(serving(OURS, workers)) for _ in range(copies)]
            ports = [server.port for server in servers]
            row = {"copies": copies, "workers": workers} | _under(ports, 8)
            row["pdfs"] = _under(ports, 8, pdf=True)["per second"]
            rows.append(row)
    return rows


def _under(ports: list[int], visitors: int, pdf: bool = False) -> dict[str, float]:
    """Requests a second and their latency in milliseconds. With `pdf`: PDFs, and nothing else."""
    processes = min(visitors, os.cpu_count() or 1)
    shares = [visitors // processes + (place < visitors % processes) for place in range(processes)]
    loads = [Load(ports, share, SECONDS, seed, pdf) for seed, share in enumerate(shares)]
    with ProcessPoolExecutor(processes) as pool:
        times = [time for found in pool.map(visit, loads) for time in found]
    cuts = quantiles(times, n=100)
    return {
        "per second": len(times) / SECONDS,
        "p50": cuts[49] * 1000,
        "p99": cuts[98] * 1000,
    }


def visit(load: Load) -> list[float]:
    """Visit until the time is over; the seconds that each request took."""
    times: list[float] = []
    threads = [Thread(target=_visit, args=(load, place, times)) for place in range(load.visitors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def _visit(load: Load, place: int, times: list[float]) -> None:
    random = Random(f"{load.seed} {place}")
    visitor = Visitor(*load.ports)
    cookies = [_with_answers(visitor, random) for _ in range(COOKIES if load.pdf else 1)]
    visitor.times.clear()
    end = perf_counter() + load.seconds
    while perf_counter() < end:
        if load.pdf:
            visitor.cookie = random.choice(cookies)
            visitor.ask("GET", "/sheet.pdf")
        else:
            visitor.journey(anybody(random))
    times += visitor.times


def _with_answers(visitor: Visitor, random: Random) -> str:
    visitor.journey(anybody(random))
    return visitor.cookie


def memory() -> dict[str, Any]:
    """Memory of one worker while many people make sheets and PDFs."""
    rows = []
    with serving(OURS) as server, ProcessPoolExecutor(VISITING) as pool:
        Visitor(server.port).journey()
        rows.append([0, server.memory()])
        part = MEMORY_JOURNEYS // MEMORY_LOOKS // VISITING
        for look in range(MEMORY_LOOKS):
            seeds = [look * VISITING + place for place in range(VISITING)]
            list(pool.map(make_sheets, [(server.port, part, seed) for seed in seeds]))
            rows.append([(look + 1) * part * VISITING, server.memory()])
            print(f"  {rows[-1][0]} journeys: {rows[-1][1]:.0f} MB", flush=True)
    return {"journeys": rows}


def make_sheets(task: tuple[int, int, int]) -> None:
    """So many journeys, each with a PDF at its end."""
    port, journeys, seed = task
    random, visitor = Random(seed), Visitor(port)
    for _ in range(journeys):
        visitor.journey(anybody(random))
        visitor.ask("GET", random.choice(["/sheet.pdf", "/sheet.pdf?paper=a4"]))


if __name__ == "__main__":
    main()
