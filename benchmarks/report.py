"""Writes results.md from what the parts measured last: python -m benchmarks.report"""

import os
import platform
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from benchmarks import results
from benchmarks.server import TOP

PATH = TOP / "benchmarks" / "results.md"
RIVALS = ("SurveyJS", "LHC-Forms")
FOR_REVIEWERS = "how it works, for reviewers"
HEAD = """# What was measured

Made by `make bench`, or part by part by `python -m benchmarks.sheet`, `.load`, `.pages` and
`.report`: each table is of one run. Times differ from machine to machine and from hour to hour;
ratios of one run say more. Bytes, requests and scores hardly differ.
"""


def main() -> None:
    pages, load, sheet = (results.read(part) for part in ("pages", "load", "sheet"))
    parts = [
        [HEAD, f"{date.today().isoformat()}. {_machine()}", ""],
        _budgets(pages, load, sheet),
        _pages(pages),
        _cost(load["cost"]),
        _journeys(load["journeys"], load["reading"]),
        _growth(load["growth"]),
        _floods(load["floods"]),
        _memory(load["memory"]),
        _sheet(sheet),
    ]
    PATH.write_text("\n".join(line for part in parts for line in part), encoding="utf-8")
    print(PATH.read_text(encoding="utf-8"))


def _machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load, cores = results.read("machine")["load"], os.cpu_count() or 1
    words = (
        f"A machine of {cores} cores ({platform.machine()}) and {memory:.0f} GB, "
        f"{platform.system()}, Python {platform.python_version()}. Load before the run: {load:.1f}."
    )
    if load > cores / 4:
        words += "\n**Other programs kept the machine busy: times are longer than they would be.**"
    return words


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    head = list(head)
    yield "| " + " | ".join(head) + " |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield "| " + " | ".join(map(str, row)) + " |"
    yield ""


def _budgets(pages: Any, load: Any, sheet: Any) -> Iterator[str]:
    """The budgets, what was measured, and the rivals."""
    memory = load["memory"]["now"]
    ours = {name: row for name, row in pages.items() if name not in RIVALS and "error" not in row}
    for_patients = {name: row for name, row in ours.items() if name != FOR_REVIEWERS}
    later = {name: row["later"]["bytes"] for name, row in for_patients.items()}
    on_the_sheet = later.pop("sheet")
    largest = max(later, key=lambda name: later[name])
    slowest = max(for_patients, key=lambda name: ours[name]["interactive"])
    typst = {row["people"]: row["median"] for row in sheet["pdf"] if row["maker"] == "Typst"}
    rows = [
        [
            "first page, all bytes on the wire",
            "14 KB",
            _kb(ours["start"]["first"]["bytes"]),
            *(_kb(pages[rival]["first"]["bytes"]) for rival in RIVALS),
        ],
        ["any later page but the reviewers'", "9 KB", f"{_kb(later[largest])} ({largest})", "", ""],
        ["the sheet", "14 KB", _kb(on_the_sheet), "", ""],
        [
            "Lighthouse, mobile, lowest of all pages",
            "100 / 100 / 100 / 100",
            _scores(_lowest(ours.values())),
            *(_scores(pages[rival]["scores"]) for rival in RIVALS),
        ],
        [
            "time to interactive, slow 4G, but the reviewers'",
            "1.0 s",
            f"{ours[slowest]['interactive']:.2f} s ({slowest})",
            *(f"{pages[rival]['interactive']:.1f} s" for rival in RIVALS),
        ],
        ["PDF, warm, ordinary", "50 ms", f"{typst['an ordinary sheet']:.1f} ms", "", ""],
        ["PDF, warm, fullest", "80 ms", f"{typst['the fullest sheet']:.1f} ms", "", ""],
        ["`build_sheet`", "250 µs", f"{max(sheet['build'].values()):.0f} µs", "", ""],
        [f"memory after {memory[-1][0]:,} journeys", "120 MB", f"{memory[-1][1]:.0f} MB", "", ""],
    ]
    rows += _of_one_worker(load)
    yield "## The budgets\n"
    yield from _table(["", "at most", "measured", *RIVALS], rows)


def _of_one_worker(load: Any) -> list[list[str]]:
    """What one worker must bear: pages a second, and waiting times."""
    now = {row["visitors"]: row for row in load["journeys"] if row["code"] == "now"}
    flood = {row["clients"]: row for row in load["floods"] if row["code"] == "now"}
    return [
        ["one worker, at least", "300 a second", f"{now[16]['per second']:.0f}", "", ""],
        ["p99 at 16 visitors at once, without a pause", "60 ms", _ms(now[16]["p99"]), "", ""],
        [_reading(load["reading"]), "60 ms", _ms(load["reading"]["p99"]), "", ""],
        ["p99 of pages beside 4 who ask for PDFs", "150 ms", _ms(flood[4]["pages"]), "", ""],
        ["p99 of pages beside 40 who ask for PDFs", "500 ms", _ms(flood[40]["pages"]), "", ""],
        ["p99 of `/healthz` beside the 40", "500 ms", _ms(flood[40]["healthz"]), "", ""],
    ]


def _reading(found: Any) -> str:
    seconds = "a second" if found["pause"] == 1 else f"{found['pause']:g} seconds"
    return f"p99 at {found['visitors']} visitors who look at each page for {seconds}"


def _lowest(rows: Iterable[Any]) -> dict[str, int]:
    scores = [row["scores"] for row in rows]
    return {name: min(each[name] for each in scores) for name in scores[0]}


def _scores(scores: dict[str, int]) -> str:
    return " / ".join(map(str, scores.values()))


def _kb(size: float) -> str:
    return f"{size / 1000:.1f} KB"


def _pages(pages: Any) -> Iterator[str]:
    yield "## Each page\n"
    yield (
        "Bytes and requests on the wire, headers included. First: nothing kept from before; later:"
        " after the start page.\nScores: performance / accessibility / best practices / SEO, by"
        " Lighthouse on a simulated phone with slow 4G.\nThe rivals show the same questions in"
        " one page; after that page they load no more.\n"
    )
    head = ["page", "first", "requests", "later", "requests", "scores", "interactive", "under 0.9"]
    yield from _table(head, (_page(name, row) for name, row in pages.items()))


def _page(name: str, row: Any) -> list[str]:
    if "error" in row:
        return [name, row["error"], *[""] * 6]
    later = row.get("later")
    return [
        name,
        _kb(row["first"]["bytes"]),
        str(row["first"]["requests"]),
        _kb(later["bytes"]) if later else "",
        str(later["requests"]) if later else "",
        _scores(row["scores"]),
        f"{row['interactive']:.2f} s",
        ", ".join(row["short of 100"]),
    ]


def _cost(found: Any) -> Iterator[str]:
    yield "## What a journey costs the server\n"
    yield (
        f"{found['requests']} requests: the start page, GET and POST of six pages and of the check,"
        " the sheet. CPU of gunicorn's\nprocesses (user and kernel), by turns with as many"
        " GETs and POSTs to a Flask app that only says hello.\n"
    )
    times = {name: f"{time:.1f} ms" for name, time in found.items() if name != "requests"}
    yield from _table(times, [times.values()])


def _journeys(rows: Any, reading: Any) -> Iterator[str]:
    yield "## Requests a second of one worker\n"
    yield (
        "Whole journeys. Visitors go from page to page without a pause; a real one pauses for many"
        " seconds.\n"
    )
    head = ["code", "visitors at once", "requests a second", "p50", "p99"]
    yield from _table(
        head,
        (
            [
                row["code"],
                row["visitors"],
                *_requests(row),
            ]
            for row in rows
        ),
    )
    yield (
        f"{_reading(reading)}: {_ms(reading['p99'])} (p50 {_ms(reading['p50'])},"
        f" {reading['per second']:.0f} requests a second).\n"
    )


def _growth(rows: Any) -> Iterator[str]:
    yield "## More workers, more copies\n"
    yield (
        "16 visitors, shared out between the copies; they run on the same cores as what they"
        " visit.\n"
    )
    yield from _table(
        ["copies", "workers of each", "requests a second", "p50", "p99"],
        (
            [
                row["copies"],
                row["workers"],
                *_requests(row),
            ]
            for row in rows
        ),
    )


def _floods(rows: Any) -> Iterator[str]:
    yield "## Pages while others ask for PDFs\n"
    yield (
        "One visitor on a journey and one who asks for /healthz, beside clients who ask one worker"
        " for /sheet.pdf without a pause,\nalso those who were told to come back later (503).\n"
    )
    head = ["code", "clients", "p99 of pages", "p99 of /healthz", "PDFs a second", "503 a second"]
    yield from _table(
        [*head, "other a second"],
        (
            [
                row["code"],
                row["clients"],
                _ms(row["pages"]),
                _ms(row["healthz"]),
                *(f"{row[kind]:.0f}" for kind in ("200", "503", "other")),
            ]
            for row in rows
        ),
    )


def _requests(row: Any) -> list[str]:
    return [f"{row['per second']:.0f}", _ms(row["p50"]), _ms(row["p99"])]


def _ms(time: float) -> str:
    return f"{time:.1f} ms"


def _memory(found: Any) -> Iterator[str]:
    yield "## Memory of a worker\n"
    yield "Megabytes (RSS). Journeys of people drawn at random, each with its sheet and a PDF.\n"
    counts = [f"{journeys:,}" for journeys, _ in found["now"]]
    yield from _table(
        ["code \\ journeys", *counts],
        ([code, *(f"{size:.0f}" for _, size in sizes)] for code, sizes in found.items()),
    )


def _sheet(found: Any) -> Iterator[str]:
    yield "## The sheet and its PDF, in one process\n"
    yield from _table(
        ["`build_sheet`", "median"],
        ([people, f"{time:.0f} µs"] for people, time in found["build"].items()),
    )
    head = ["PDF", "by", "first", "median", "of it CPU", "9 of 10 within", "memory at most", "size"]
    rows = [row for row in found["pdf"] if "missing" not in row]
    yield from _table(head, map(_pdf, rows))
    if len(rows) < len(found["pdf"]):
        yield "WeasyPrint was not installed in this run.\n"


def _pdf(row: Any) -> list[str]:
    times = [f"{row[key]:.1f} ms" for key in ("first", "median", "cpu", "p90")]
    return [row["people"], row["maker"], *times, f"{row['peak']:.0f} MB", _kb(row["bytes"])]


if __name__ == "__main__":
    main()
