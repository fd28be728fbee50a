"""How long `build_sheet` and the PDF take, in a warm process, beside the same sheet by WeasyPrint.

    python -m benchmarks.sheet

WeasyPrint is for comparison only: where it is not installed, its rows are left out, and it is said.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from itertools import count, cycle
from random import Random
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from benchmarks import results
from benchmarks.people import anybody
from benchmarks.server import TOP
from rules import Answers, Sheet, build_sheet
from rules.answers import MAX_GOALS, Concern, Goal, Health, Medicine

BUILDS = 2000
PDFS = 100
PLAIN: dict[str, Any] = {
    "who": "me",
    "age": 34,
    "severity": "moderate",
    "specialist": "no",
    "creams": "not_enough",
    "medicines": {},
    "health": ["none"],
}
ORDINARY = PLAIN | {"concerns": ["infection", "how_long"]}
FULLEST = PLAIN | {
    "itch": 10,
    "bad_nights": 7,
    "medicines": dict.fromkeys(Medicine, "side_effects"),
    "months": dict.fromkeys(Medicine, "12_or_more"),
    "side_effect": dict.fromkeys(Medicine, "x" * 60),
    "health": list(Health),
    "goals": list(Goal)[:MAX_GOALS],
    "concerns": list(Concern),
}
RANDOM = Random(1)
PEOPLE: dict[str, list[dict[str, Any]]] = {
    "an ordinary sheet": [ORDINARY],
    "the fullest sheet": [FULLEST],
    "people drawn at random": [anybody(RANDOM) for _ in range(PDFS)],
}
Make = Callable[[Sheet], bytes]


def by_typst() -> Make:
    from webapp.export.pdf import sheet_pdf

    days = count(date(2026, 1, 1).toordinal())  # a new date each time: no finished page is reused
    return lambda sheet: sheet_pdf(sheet, "letter", date.fromordinal(next(days)))


def by_weasyprint() -> Make:
    from flask import render_template
    from weasyprint import CSS, HTML

    from webapp import create_app
    from webapp.rendering import sheet_context

    app = create_app({"SECRET_KEY": "made-up-key-of-a-benchmark"})
    styles = [CSS(filename=str(TOP / "static" / name)) for name in ("style.css", "sheet.css")]

    def make(sheet: Sheet) -> bytes:
        with app.test_request_context("/sheet"):
            page = render_template("sheet.html", **sheet_context(sheet, None, None))
        made: bytes = HTML(string=page, url_fetcher=_nothing).write_pdf(
            stylesheets=styles, pdf_variant="pdf/ua-1"
        )
        return made

    return make


def _nothing(url: str, *_: object) -> dict[str, Any]:
    return {"string": b"", "mime_type": "text/css"}  # the style is given; nothing else is loaded


MAKERS = {"Typst": by_typst, "WeasyPrint": by_weasyprint}


def main() -> None:
    found: dict[str, Any] = {"build": build_times(), "pdf": []}
    print(found["build"], flush=True)
    for people in PEOPLE:
        for maker in MAKERS:  # each in a process of its own, for its memory
            command = [sys.executable, "-m", "benchmarks.sheet", maker, people]
            answer = subprocess.run(command, check=True, cwd=TOP, stdout=subprocess.PIPE)
            row = json.loads(answer.stdout)
            found["pdf"].append({"maker": maker, "people": people} | row)
            print(found["pdf"][-1], flush=True)
    results.write("sheet", found)


def build_times() -> dict[str, float]:
    """Microseconds that `build_sheet` takes."""
    found = {}
    for name, people in PEOPLE.items():
        answers = cycle([Answers.from_json(person) for person in people])
        times = []
        for _ in range(BUILDS):
            person = next(answers)
            started = perf_counter()
            build_sheet(person)
            times.append(perf_counter() - started)
        found[name] = median(times) * 1e6
    return found


def pdf_times(maker: str, people: str) -> dict[str, Any]:
    """Milliseconds a PDF: of wall time, and of CPU; megabytes at most."""
    try:
        make = MAKERS[maker]()
    except ImportError:
        return {"missing": True}
    sheets = cycle([build_sheet(Answers.from_json(person)) for person in PEOPLE[people]])
    started = perf_counter()
    data = make(next(sheets))
    first = perf_counter() - started
    times, busy = [], []
    for _ in range(PDFS):
        sheet = next(sheets)
        started, used = perf_counter(), process_time()
        data = make(sheet)
        times.append(perf_counter() - started)
        busy.append(process_time() - used)
    return {
        "first": first * 1000,
        "median": median(times) * 1000,
        "cpu": median(busy) * 1000,
        "p90": quantiles(times, n=10)[-1] * 1000,
        "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "bytes": len(data),
    }


if __name__ == "__main__":
    if sys.argv[1:]:
        print(json.dumps(pdf_times(*sys.argv[1:])))
    else:
        main()
