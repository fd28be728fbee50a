"""How many requests a worker answers, what a journey costs, and how pages fare while PDFs are made.

    python -m benchmarks.load [--quick] [--checkout DIR --python PY]

With a checkout of the code as it was before, and the Python of its packages, both are measured in
one run, by turns; its pages must ask the same. Each is served as its own unit for systemd says, but
by one worker. Server and visitors share one machine, so the figures are of that machine, and of
what else it does.
"""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from random import Random
from statistics import median, quantiles
from threading import Thread
from time import perf_counter
from typing import Any, NamedTuple

from benchmarks import results
from benchmarks.people import anybody
from benchmarks.server import HELLO, Code, serving
from benchmarks.visit import HELLO_METHODS, Visitor

VISITORS = (1, 8, 16, 32)
FLOODS = (0, 4, 40)  # clients that ask for PDFs without a pause
READING = (16, 1.0)  # visitors, and the seconds they look at each page, more or less
VISITING = 2  # processes that make visits
MEMORY_LOOKS = 6  # how often memory is read on the way
GROWTH = ((1, 1), (1, 2), (1, 4), (2, 1), (2, 2))  # copies, and the workers of each
GROWTH_VISITORS = 16
COOKIES = 5  # people of each client who asks for PDFs: hardly a sheet is made twice in a row


class Effort(NamedTuple):
    """How long all of it may take."""

    rounds: int
    journeys: int  # of a round, one after another
    seconds: float  # of a round under load
    memory: int  # journeys while memory is watched


QUICK = Effort(rounds=2, journeys=10, seconds=1, memory=120)
FULL = Effort(rounds=5, journeys=60, seconds=6, memory=10_000)
Codes = Mapping[str, Code]  # "now", and perhaps "before"


def main() -> None:
    parser = argparse.ArgumentParser(description="How much a worker bears.")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--checkout", type=Path, help="the code as it was before")
    parser.add_argument("--python", help="the Python that has its packages")
    chosen = parser.parse_args()
    if bool(chosen.checkout) != bool(chosen.python):
        parser.error("--checkout and --python go together")
    codes = {"now": Code()}
    if chosen.checkout:
        codes["before"] = Code(chosen.checkout.resolve(), chosen.python)
    effort = QUICK if chosen.quick else FULL
    found = {}
    for part in (cost, journeys, reading, growth, floods, memory):
        print(f"{part.__name__} …", flush=True)
        found[part.__name__] = part(codes, effort)
        print(found[part.__name__], flush=True)
        results.write("load", found)


def cost(codes: Codes, effort: Effort) -> dict[str, Any]:
    """Milliseconds of CPU of a journey, and of as many requests to a Flask app that says hello."""
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serving(code=code)) for name, code in codes.items()}
        servers["hello"] = stack.enter_context(serving(HELLO))
        visitors = {name: Visitor(server.port) for name, server in servers.items()}
        rounds: dict[str, list[float]] = {name: [] for name in servers}
        for number in range(effort.rounds + 1):
            before = {name: server.cpu() for name, server in servers.items()}
            for _ in range(effort.journeys):
                for name, visitor in visitors.items():
                    visitor.hello() if name == "hello" else visitor.journey()
            for name, server in servers.items():
                if number:  # the first round warms up
                    used = server.cpu() - before[name]
                    rounds[name].append(used / effort.journeys * 1000)
    return {"requests": len(HELLO_METHODS)} | {name: median(of) for name, of in rounds.items()}


def journeys(codes: Codes, effort: Effort) -> list[dict[str, Any]]:
    """More and more visitors who never stop to read."""
    return list(_by_turns(codes, effort, "visitors", VISITORS, _journeys))


def reading(codes: Codes, effort: Effort) -> dict[str, float]:
    """Visitors who look at each page for a while, as all real ones do for longer."""
    visitors, pause = READING
    with serving(code=codes["now"]) as server:
        _journeys([server.port], 2, 1)  # the first sheets are slow
        found = _journeys([server.port], visitors, effort.rounds * effort.seconds, pause)
    return {"visitors": visitors, "pause": pause} | found


def growth(codes: Codes, effort: Effort) -> list[dict[str, Any]]:
    """As many visitors at more workers, and at more copies, between which they are shared out."""
    return [
        {"copies": copies, "workers": workers} | _grown(codes["now"], copies, workers, effort)
        for copies, workers in GROWTH
    ]


def _grown(code: Code, copies: int, workers: int, effort: Effort) -> dict[str, float]:
    with ExitStack() as stack:
        ports = [
            stack.enter_context(serving(code=code, workers=workers)).port for _ in range(copies)
        ]
        for port in ports:
            _journeys([port], 2 * workers, 1)  # the first sheets are slow
        rounds = [_journeys(ports, GROWTH_VISITORS, effort.seconds) for _ in range(effort.rounds)]
    return {figure: median(each[figure] for each in rounds) for figure in rounds[0]}


def floods(codes: Codes, effort: Effort) -> list[dict[str, Any]]:
    """Whoever visits pages, and whoever asks for health, while others ask for PDFs."""
    return list(_by_turns(codes, effort, "clients", FLOODS, _flood))


def _by_turns(
    codes: Codes, effort: Effort, key: str, steps: tuple[int, ...], measure: Callable[..., Any]
) -> Iterator[dict[str, Any]]:
    """For each step and each code: the median of its rounds, which the codes take by turns."""
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serving(code=code)) for name, code in codes.items()}
        for server in servers.values():
            measure([server.port], 2, 1)  # the first sheets and PDFs are slow
        for step in steps:
            rounds: dict[str, list[dict[str, float]]] = {name: [] for name in servers}
            for _ in range(effort.rounds):
                for name, server in servers.items():
                    rounds[name].append(measure([server.port], step, effort.seconds))
            for name, found in rounds.items():
                middle = {figure: median(each[figure] for each in found) for figure in found[0]}
                yield {"code": name, key: step} | middle


class Task(NamedTuple):
    """What one process does: `doing` it by so many clients at once."""

    doing: str
    port: int
    clients: int
    seconds: float
    seed: int = 0
    pause: float = 0  # seconds that a visitor looks at a page


class Done(NamedTuple):
    """The seconds that each request took, and how often each status came back."""

    times: list[float]
    statuses: Counter[int]


def _journeys(
    ports: Sequence[int], visitors: int, seconds: float, pause: float = 0
) -> dict[str, float]:
    processes = min(visitors, VISITING)
    shares = [visitors // processes + (place < visitors % processes) for place in range(processes)]
    done = _at_once(
        [
            Task("journeys", ports[n % len(ports)], each, seconds, n, pause)
            for n, each in enumerate(shares)
        ]
    )
    times = [time for each in done for time in each.times]
    return {"per second": len(times) / seconds} | _latency(times)


def _flood(ports: Sequence[int], clients: int, seconds: float) -> dict[str, float]:
    port = ports[0]
    tasks = [Task("journeys", port, 1, seconds), Task("health", port, 1, seconds)]
    if clients:
        tasks.append(Task("pdfs", port, clients, seconds))
    pages, health, *pdfs = _at_once(tasks)
    statuses = sum((each.statuses for each in pdfs), Counter[int]())
    return {
        "pages": _latency(pages.times)["p99"],
        "healthz": _latency(health.times)["p99"],
        "200": statuses[200] / seconds,
        "503": statuses[503] / seconds,
        "other": (statuses.total() - statuses[200] - statuses[503]) / seconds,
    }


def _latency(times: list[float]) -> dict[str, float]:
    """Milliseconds within which one half and 99 of 100 were answered."""
    cuts = quantiles(times, n=100) if len(times) > 1 else times * 99
    return {"p50": cuts[49] * 1000, "p99": cuts[98] * 1000}


def _at_once(tasks: list[Task]) -> list[Done]:
    """Each in a process of its own, so that one does not slow down the other."""
    with ProcessPoolExecutor(len(tasks)) as pool:
        return list(pool.map(work, tasks))


def work(task: Task) -> Done:
    """Do it until the time is over."""
    done = Done([], Counter())
    threads = [Thread(target=_work, args=(task, n, done)) for n in range(task.clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return done


def _work(task: Task, place: int, done: Done) -> None:
    random, visitor = Random(f"{task.seed} {place}"), Visitor(task.port)
    cookies = [
        _with_answers(visitor, random) for _ in range(COOKIES if task.doing == "pdfs" else 0)
    ]
    visitor.times.clear()
    visitor.pause = task.pause
    visitor.end = perf_counter() + task.seconds
    while perf_counter() < visitor.end:
        if task.doing == "journeys":
            visitor.journey(anybody(random))
        elif task.doing == "health":
            visitor.must("GET", "/healthz")
        else:
            visitor.cookie = random.choice(cookies)
            visitor.ask("GET", "/sheet.pdf")
            done.statuses[visitor.status] += perf_counter() < visitor.end
    done.times.extend(visitor.times)


def _with_answers(visitor: Visitor, random: Random) -> str:
    visitor.journey(anybody(random))
    return visitor.cookie


def memory(codes: Codes, effort: Effort) -> dict[str, list[tuple[int, float]]]:
    """Megabytes of one worker while many people make sheets and PDFs: after so many journeys."""
    found = {}
    for name, code in codes.items():
        with serving(code=code) as server, ProcessPoolExecutor(VISITING) as pool:
            Visitor(server.port).journey()
            found[name] = [(0, server.memory())]
            part = effort.memory // MEMORY_LOOKS // VISITING
            for look in range(MEMORY_LOOKS):
                seeds = [look * VISITING + place for place in range(VISITING)]
                list(pool.map(make_sheets, [(server.port, part, seed) for seed in seeds]))
                found[name].append(((look + 1) * part * VISITING, server.memory()))
                print(f"  {name}: {found[name][-1]}", flush=True)
    return found


def make_sheets(task: tuple[int, int, int]) -> None:
    """So many journeys, each with a PDF at its end."""
    port, journeys, seed = task
    random, visitor = Random(seed), Visitor(port)
    for _ in range(journeys):
        visitor.journey(anybody(random))
        visitor.must("GET", random.choice(["/sheet.pdf", "/sheet.pdf?paper=a4"]))


if __name__ == "__main__":
    main()
