"""`python -m rules`: answers in, sheets out, as JSON lines.

Each line of standard input is one JSON object of answers; each gives one line with its sheet, in
order. A bad line gives `{"error": "..."}`, the rest go on, and the exit status is 1.

`python -m rules --against ARTICLE` compares a new version of the article's text with the one that
the content rests on, and names what rests on each change. The exit status is 1 when one is found.

`python -m rules --cases` prints the persons that a clinician signs off, with what their sheets must
hold, as text.

`python -m rules --gaps` counts the cells of the comparison for which nothing fit to cite was found.
"""

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TextIO

from rules import article_diff, cases
from rules.answers import Answers
from rules.compare import cell_count, gaps
from rules.content import CONTENT
from rules.sheet import build_sheet


def main(lines: Iterable[bytes], out: TextIO) -> int:
    """Answer each line that is not blank. Returns the exit status."""
    status = 0
    for line in lines:
        if not line.strip():
            continue
        answer = _answer(line)
        if "error" in answer:
            status = 1
        print(json.dumps(answer), file=out, flush=True)
    return status


def _answer(line: bytes) -> dict[str, Any]:
    try:
        data = json.loads(line, object_pairs_hook=_each_key_once)
        return build_sheet(Answers.from_json(data)).to_json()
    except RecursionError:
        return {"error": "answers: nested too deeply"}
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        return {"error": f"not JSON: {error}"}
    except ValueError as error:
        return {"error": str(error)}


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key given twice is a conflict, which is an error and never a guess."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"{next(key for key in keys if keys.count(key) > 1)}: given twice")
    return found


def compare(path: Path, out: TextIO) -> int:
    """Report how a new version of the article differs. Returns the exit status."""
    try:
        found = article_diff.changes(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        print(f"{path}: {error}", file=sys.stderr)
        return 2
    for line in article_diff.report(found):
        print(line, file=out)
    return 1 if found.any else 0


def show_cases(out: TextIO) -> int:
    """Print every case to sign off. Returns the exit status."""
    for line in cases.as_text():
        print(line, file=out)
    return 0


def show_gaps(out: TextIO) -> int:
    """Print each cell of the comparison that nothing is cited for. Returns the exit status."""
    found = [f"{row.title}: {CONTENT.treatments[treatment]}" for row, treatment in gaps()]
    print(f"{len(found)} of {cell_count()} cells have nothing to cite", *found, sep="\n", file=out)
    return 0


def run(arguments: Sequence[str]) -> int:
    """The command line. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m rules", description=__doc__)
    parser.add_argument("--against", type=Path, metavar="ARTICLE", help="a new text of the article")
    parser.add_argument("--cases", action="store_true", help="print the cases to sign off")
    parser.add_argument("--gaps", action="store_true", help="count the gaps of the comparison")
    chosen = parser.parse_args(arguments)
    if chosen.against:
        return compare(chosen.against, sys.stdout)
    if chosen.cases:
        return show_cases(sys.stdout)
    if chosen.gaps:
        return show_gaps(sys.stdout)
    return main(sys.stdin.buffer, sys.stdout)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
