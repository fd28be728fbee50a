"""The clinics that hand this out, named by the operator in one TOML file, and by nobody else.

The file is read and checked at start. An entry looks like this; only the name is needed:

    [north-side]                # the slug: the link is /at/north-side
    name = "North Side Skin Clinic"
    phone = "555-0100"
    line = "Bring your sheet to Dr. Sample."
    paper = "a4"                # or "letter", which it is when left out
    language = "es"             # or "en", which it is when left out
    logo = "north-side.svg"     # or .png; beside this file
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from rules.content import DEFAULT_LANGUAGE, LANGUAGES
from rules.layout import columns
from webapp import logos
from webapp.export.typesetting import PAPER_SIZES, PaperSize
from webapp.logos import Logo

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
MAX_SLUG = 40  # characters
MAX_WIDTH = {"name": 60, "phone": 30, "line": 100}  # Latin letters; what a card and the sheet hold
ONE_OF: Mapping[str, tuple[str, ...]] = {"paper": PAPER_SIZES, "language": LANGUAGES}
VISIBLE = "LMNPS"  # letters, marks, numbers, punctuation, symbols, in the categories of Unicode
JOINERS = "\u200c\u200d"  # without these, some scripts cannot be spelled


@dataclass(frozen=True, slots=True)
class Clinic:
    slug: str
    name: str
    phone: str = ""
    line: str = ""
    paper: PaperSize = PAPER_SIZES[0]
    logo: Logo | None = None
    language: str = DEFAULT_LANGUAGE

    @property
    def lines(self) -> tuple[str, ...]:
        """What of it stands on a sheet: name, phone and line, as far as given."""
        return tuple(text for text in (self.name, self.phone, self.line) if text)


def read(path: Path) -> Mapping[str, Clinic]:
    """The clinics by slug. ValueError names the file, and for each problem the line and entry."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        entries = tomllib.loads(text)
    except (OSError, ValueError) as error:  # includes bad TOML and bad UTF-8; they name the line
        raise ValueError(f"{path}: {error}") from None
    found = [
        f"{path}, line {_line(text, slug, key)}, [{slug}]: {problem}"
        for slug, entry in entries.items()
        for key, problem in (*_problems(slug, entry), *_read_logo(path.parent, entry))
    ]
    if found:
        raise ValueError("\n  ".join(found))
    return MappingProxyType({slug: Clinic(slug, **entry) for slug, entry in entries.items()})


def _read_logo(folder: Path, entry: object) -> Iterator[tuple[str, str]]:
    """Put the logo in the place of its name, or say what is wrong with it."""
    if not isinstance(entry, dict) or "logo" not in entry:
        return
    try:
        entry["logo"] = logos.read(folder, entry["logo"])
    except ValueError as error:
        yield "logo", f"logo {error}"


def _line(text: str, slug: str, key: str) -> int:
    """The line of a key of the entry; without the key, the line where the entry begins."""
    lines = text.split("\n")
    name = rf"""["']?{re.escape(slug)}["']?"""
    begins = re.compile(rf"\s*(\[\s*{name}\s*\]|{name}\s*[.=])")
    start = next((n for n, line in enumerate(lines, 1) if begins.match(line)), 1)
    for number, line in enumerate(lines[start:], start + 1):
        if line.lstrip().startswith("["):
            break
        if key and re.match(rf"""\s*["']?{re.escape(key)}["']?\s*=""", line):
            return number
    return start


def _problems(slug: str, entry: object) -> Iterator[tuple[str, str]]:
    """(key, what is wrong with it); the key is empty where the entry itself is wrong."""
    if not SLUG.fullmatch(slug) or len(slug) > MAX_SLUG:
        yield "", f"a slug is 1 to {MAX_SLUG} of a-z, 0-9 and single hyphens between them"
    if not isinstance(entry, dict):
        yield "", 'an entry is a table: the slug in [ ], and below it name = "…"'
        return
    if "name" not in entry:
        yield "", "it has no name"
    for key, value in entry.items():
        if problem := _problem(key, value):
            yield key, f"{key} {problem}"


def _problem(key: str, value: object) -> str:
    if key == "logo":
        return ""  # its file is looked at
    if key in ONE_OF:
        return "" if value in ONE_OF[key] else f"is one of {', '.join(ONE_OF[key])}"
    if key not in MAX_WIDTH:
        return f"is not known; an entry has {', '.join([*MAX_WIDTH, *ONE_OF, 'logo'])}"
    return _problem_of_text(value, MAX_WIDTH[key])


def _problem_of_text(value: object, longest: int) -> str:
    if not isinstance(value, str) or value != value.strip() or not value:
        return "is text in quotation marks, not empty, with no space at its ends"
    for character in value:
        if unicodedata.category(character)[0] not in VISIBLE and character not in (" ", *JOINERS):
            name = unicodedata.name(character, "")
            return (
                f"has the character U+{ord(character):04X} {name}".rstrip()
                + ", which cannot be seen"
            )
    if columns(value) > longest:
        return f"is longer than {longest} characters (those of Chinese and the like count as two)"
    return ""
