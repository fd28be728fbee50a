"""`python -m rules`: answers in, sheets out, as JSON lines.

Each line of standard input is one JSON object of answers; each gives one line with its sheet, in
order. A bad line gives `{"error": "..."}`, the rest go on, and the exit status is 1.

`python -m rules --against ARTICLE` compares a new version of the article's text with the one that
the content rests on, and names what rests on each change. The exit status is 1 when one is found.

`python -m rules --cases` prints the persons that a clinician signs off, with what their sheets must
hold, as text.

`python -m rules --gaps` counts the cells of the comparison for which nothing fit to cite was found.

`--from-fhir` reads FHIR R4 QuestionnaireResponses in place of answers, and `--fhir` writes them in
place of sheets. `--base` is the address of the service that stands in them.

`--lang es` makes sheets, cases and gaps speak another language.

`python -m rules --translations` lists, for each other language, the texts new or changed in
English since its translation was last marked as current. The exit status is 1 when there are any.
`python -m rules --mark-current es` marks it.
"""

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from rules import article_diff, cases, strict_json
from rules.answers import Answers
from rules.compare import cell_count, gaps
from rules.content import CONTENTS, DEFAULT_LANGUAGE, LANGUAGES, translation
from rules.content.files import FOLDER, read_english
from rules.fhir_response import Received, answers_from, response
from rules.selection import Choice
from rules.sheet import build_sheet

CONTENT_FOLDER = Path(str(FOLDER))
OTHER_LANGUAGES = [language for language in LANGUAGES if language != DEFAULT_LANGUAGE]
EXAMPLE = "https://questions.example"
Reader = Callable[[object], Received]
Writer = Callable[[Answers, Choice | None], dict[str, Any]]


def read_answers(data: object) -> Received:
    """Answers as JSON, in which nothing is chosen."""
    return Received(Answers.from_json(data), None)


def write_sheet(language: str) -> Writer:
    """Writes the sheet of answers, as JSON."""

    def write(answers: Answers, choice: Choice | None) -> dict[str, Any]:
        return build_sheet(answers, choice, language).to_json()

    return write


def write_response(base: str) -> Writer:
    """Writes answers as FHIR, as asked by the service at that address."""

    def write(answers: Answers, choice: Choice | None) -> dict[str, Any]:
        return response(answers, choice, base, datetime.now(UTC))

    return write


def main(lines: Iterable[bytes], out: TextIO, read: Reader, write: Writer) -> int:
    """Answer each line that is not blank. Returns the exit status."""
    status = 0
    for line in lines:
        if not line.strip():
            continue
        try:
            answer = write(*read(strict_json.loads(line)))
        except ValueError as error:
            answer, status = {"error": str(error)}, 1
        print(json.dumps(answer), file=out, flush=True)
    return status


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


def show_gaps(out: TextIO, language: str) -> int:
    """Print each cell of the comparison that nothing is cited for. Returns the exit status."""
    content = CONTENTS[language]
    found = [f"{row.title}: {content.treatments[treatment]}" for row, treatment in gaps(content)]
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
    parser.add_argument("--fhir", action="store_true", help="write QuestionnaireResponses")
    parser.add_argument("--from-fhir", action="store_true", help="read QuestionnaireResponses")
    parser.add_argument("--base", default=EXAMPLE, metavar="ADDRESS", help="of the service")
    parser.add_argument(
        "--lang",
        choices=LANGUAGES,
        default=DEFAULT_LANGUAGE,
        help="the language of what is printed",
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
        return show_gaps(sys.stdout, chosen.lang)
    if chosen.translations:
        return show_translations(CONTENT_FOLDER)
    if chosen.mark_current:
        translation.mark_current(chosen.mark_current, read_english(), CONTENT_FOLDER)
        return 0
    write = write_response(chosen.base) if chosen.fhir else write_sheet(chosen.lang)
    read = answers_from if chosen.from_fhir else read_answers
    return main(sys.stdin.buffer, sys.stdout, read, write)


if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
