"""How long a PDF of the sheet takes, and how much memory, beside the same sheet by WeasyPrint.

Run from the top of the checkout:  python benchmarks/pdf.py
WeasyPrint is for comparison only: without it, its lines say how to install it.
"""

import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from rules import Answers, Sheet, build_sheet
from rules.answers import Concern, Health, Medicine

RUNS = 40
MADE_ON = date(2026, 11, 23)
PLAIN: dict[str, Any] = {
    "who": "me",
    "age": 34,
    "severity": "moderate",
    "specialist": "no",
    "creams": "not_enough",
    "medicines": {},
    "health": ["none"],
}
PERSONS: dict[str, dict[str, Any]] = {
    "person 1": PLAIN | {"concerns": ["infection", "how_long"]},
    "fullest": PLAIN
    | {
        "medicines": dict.fromkeys(Medicine, "side_effects"),
        "cyclosporine_months": "under_3",
        "health": list(Health),
        "concerns": list(Concern),
    },
}
Make = Callable[[Sheet], bytes]


def by_typst() -> Make:
    from webapp.pdf import sheet_pdf

    days = count(date(2026, 1, 1).toordinal())  # a new date each time: no finished page is reused
    return lambda sheet: sheet_pdf(sheet, "letter", date.fromordinal(next(days)))


def by_weasyprint() -> Make:
    from flask import render_template
    from weasyprint import CSS, HTML

    from rules.paper import lay_out
    from webapp import create_app

    app = create_app({"SECRET_KEY": "made-up-key-of-a-benchmark"})
    style = CSS(filename=str(Path(__file__).parents[1] / "static" / "style.css"))

    def make(sheet: Sheet) -> bytes:
        with app.test_request_context("/sheet"):
            page = render_template("sheet.html", sheet=sheet, paper=lay_out(sheet), today=MADE_ON)
        made: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf(
            stylesheets=[style], pdf_variant="pdf/ua-1"
        )
        return made

    return make


def _nothing(url: str, *_: object) -> dict[str, Any]:
    return {"string": b"", "mime_type": "text/css"}  # the style is given; nothing else is loaded


MAKERS = {"typst": by_typst, "weasyprint": by_weasyprint}


def measure(maker: str, person: str) -> None:
    """Print one line: milliseconds of wall time and of CPU, megabytes at most, kilobytes."""
    try:
        make = MAKERS[maker]()
    except ImportError:
        print(f"{maker:11} not installed: python -m pip install {maker} (in a scratch environment)")
        return
    sheet = build_sheet(Answers.from_json(PERSONS[person]))
    started = perf_counter()
    make(sheet)
    first = perf_counter() - started
    wall, cpu = [], []
    for _ in range(RUNS):
        started, busy = perf_counter(), process_time()
        data = make(sheet)
        wall.append(perf_counter() - started)
        cpu.append(process_time() - busy)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{maker:11} {person:9} first {first * 1e3:6.0f} ms   warm {median(wall) * 1e3:6.1f} ms"
        f" ({median(cpu) * 1e3:.1f} ms CPU)   peak {peak:4.0f} MB   {len(data) / 1e3:.0f} kB"
    )


def main() -> None:
    print(f"{platform.machine()}, {os.cpu_count()} CPUs, Python {platform.python_version()}")
    for person in PERSONS:
        for maker in MAKERS:  # each in a process of its own, for its memory
            subprocess.run([sys.executable, __file__, maker, person], check=True)


if __name__ == "__main__":
    if sys.argv[1:]:
        measure(*sys.argv[1:])
    else:
        main()
