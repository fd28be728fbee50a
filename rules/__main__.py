"""`python -m rules`: answers in, sheets out, as JSON lines.

Each line of standard input is one JSON object of answers; each gives one line with its sheet, in
order. A bad line gives `{"error": "..."}`, the rest go on, and the exit status is 1.

`python -m rules --against ARTICLE` compares a new version of the article's text with the one that
the content rests on, and names what rests on each change. The exit status is 1 when one is found.

`python -m rules --cases` prints the persons that a clinician signs off, with what their sheets must
hold, as text.

`python -m rules --gaps` counts the cells of the comparison for which nothing fit to cite was found.

`--lang es` makes sheets and cases speak another language.

`python -m rules --translations` lists, for each other language, the texts new or changed in
English since its translation was last marked as current. The exit status is 1 when there are any.
`python -m rules --mark-current es` marks it.
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
from rules.content import CONTENT, CONTENTS, DEFAULT_LANGUAGE, LANGUAGES, translation
from rules.content.files import FOLDER, read_english
from rules.sheet import build_sheet

CONTENT_FOLDER = Path(str(FOLDER))
OTHER_LANGUAGES = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]


def main(lines: Iterable[bytes], out: TextIO, language: str = DEFAULT_LANGUAGE) -> int:
    """Answer each line that is not blank. Returns the exit status."""
    status = 0
    for line in lines:
        if not line.strip():
            continue
        answer = _answer(line, language)
        if "error" in answer:
            status = 1
        print(json.dumps(answer), file=out, flush=True)
    return status


def _answer(line: bytes, language: str) -> dict[str, Any]:
    try:
        data = json.loads(line, object_pairs_hook=_each_key_once)
        return build_sheet(Answers.from_json(data), language=language).to_json()
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


def show_cases(out: TextIO, language: str) -> int:
    """Print every case to sign off. Returns the exit status."""
    for line in cases.as_text(content=CONTENTS[language]):
        print(line, file=out)
    return 0


def show_gaps(out: TextIO) -> int:
    """Print each cell of the comparison that nothing is cited for. Returns the exit status."""
    found = [f"{row.title}: {CONTENT.treatments[treatment]}" for row, treatment in gaps()]
    print(f"{len(found)} of {cell_count()} cells have nothing to cite", *found, sep="\n", file=out)
    return 0


def show_translations(folder: Path) -> int:
    """Print what differs from the English that translations were made of. Returns the status."""
    english, status = read_english(folder), 0
    for language in OTHER_LANGUAGES:
        current = translation.read_current(language, folder)
        for line in translation.report(language, english, current):
            print(line)
        status = status or int(bool(translation.outdated(english, current)))
    return status


def run(arguments: Sequence[str]) -> int:
    """The command line. Returns the exit status."""
    parser = argparse.ArgumentParser(prog="python -m rules", description=__doc__)
    parser.add_argument("--against", type=Path, metavar="ARTICLE", help="a new text of the article")
    parser.add_argument("--cases", action="store_true", help="print the cases to sign off")
    parser.add_argument("--gaps", action="store_true", help="count the gaps of the comparison")
    parser.add_argument(
        "--lang", choices=LANGUAGES, default=DEFAULT_LANGUAGE, help="the language of the sheets"
    )
    parser.add_argument(
        "--translations",
        action="store_true",
        help="list texts whose translation may be out of date",
    )
    parser.add_argument(
        "--mark-current", choices=OTHER_LANGUAGES, help="say that a translation is current now"
    )
    chosen = parser.parse_args(arguments)
    if chosen.against:
        return compare(chosen.against, sys.stdout)
    if chosen.cases:
        return show_cases(sys.stdout, chosen.lang)
    if chosen.gaps:
        return show_gaps(sys.stdout)
    if chosen.translations:
        return show_translations(CONTENT_FOLDER)
    if chosen.mark_current:
        translation.mark_current(chosen.mark_current, read_english(), CONTENT_FOLDER)
        return 0
    return main(sys.stdin.buffer, sys.stdout, chosen.lang)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
