"""Reads the content's files: those of every language, the English ones, and translations.

content/en/*.toml hold all words in English, with the ids and numbers that go with them. The files
beside them hold what is the same in every language. The folder of another language holds the texts
that people read, and nothing else (`rules.content.translation`).
"""

import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

LANGUAGES = ("en", "es")
DEFAULT_LANGUAGE = LANGUAGES[0]  # the one that all others are translated from
IN_EVERY_LANGUAGE = ("digests", "pairs", "references")
TRANSLATED = (
    "alerts",
    "answers",
    "compare",
    "notes",
    "pages",
    "print",
    "questions",
    "quotes",
    "sheet",
    "terms",
)
# What only reviewers read, and the summary for the record.
ENGLISH_ALONE = ("about", "clinician", "conditions", "differences", "rules")
FOLDER: Traversable = files("rules") / "content"

Raw = dict[str, Any]  # file name -> its tables


class ContentError(Exception):
    """The content and the rules disagree; the message lists every problem."""


def read(folder: Traversable, name: str) -> Raw:
    """One file. Raises ContentError with its name."""
    path = folder.joinpath(*name.split("/"))
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # includes bad TOML and bad UTF-8
        raise ContentError(f"{name}: {error}") from None


def read_english(folder: Traversable = FOLDER) -> Raw:
    """All that the English content is made of."""
    raw = {name: read(folder, f"{name}.toml") for name in IN_EVERY_LANGUAGE}
    words = (*TRANSLATED, *ENGLISH_ALONE)
    return raw | {name: read(folder, f"{DEFAULT_LANGUAGE}/{name}.toml") for name in words}


def read_translation(language: str, folder: Traversable = FOLDER) -> Raw:
    """The texts of another language."""
    return {name: read(folder, f"{language}/{name}.toml") for name in TRANSLATED}
