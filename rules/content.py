"""Loads content/*.toml, and fails at start when wording, rules and the article disagree.

Content is plain text. `load` gathers every problem it finds and names each, so that whoever edits
the wording can mend all of them at once.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from rules.answers import Medicine
from rules.content_checks import problems
from rules.outlook import Stage, State

FILES = (
    "answers",
    "digests",
    "flags",
    "notes",
    "questions",
    "quotes",
    "references",
    "sheet",
    "triggers",
)
CHILD_ROUTE_QUOTE = "S27"
CHILD_ROUTE_NOTE = "N1"
AGE_IN_ARTICLE_QUOTE = "S53"
AGE_NOTE = "N15"
TEEN_NOTE = "N21"
OTHER_TREATMENTS_NOTE = "N14"


class ContentError(Exception):
    """The content and the rules disagree; the message lists every problem."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence of the article, word for word. `label` is printed before it when not empty."""

    id: str
    text: str
    subject: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """Something that was read; `year` is None where the page carries no date."""

    id: str
    title: str
    publisher: str
    url: str
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """What other sources say, in our own words."""

    id: str
    title: str
    text: str
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A question's words. `other` holds {person}; without quotes it is "not in the article"."""

    id: str
    topic: str
    me: str
    other: str
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlagWording:
    id: str
    short: str
    line: str


@dataclass(frozen=True, slots=True)
class MedicineWording:
    """Where the article places a medicine."""

    name: str
    quotes: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """The article."""

    title: str
    publisher: str
    reviewed: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    version: str
    reviewer: str
    source: Source
    quotes: Mapping[str, Quote]
    notes: Mapping[str, Note]
    questions: Mapping[str, Wording]
    left_out: Mapping[str, str]
    flags: Mapping[str, FlagWording]
    medicines: Mapping[Medicine, MedicineWording]
    states: Mapping[State, str]
    states_short: Mapping[State, str]
    stages: Mapping[Stage, str]
    titles: Mapping[str, Mapping[str, str]]
    path: Mapping[str, str]
    standing: tuple[str, ...]
    bring: tuple[str, ...]
    answers: Mapping[str, Any]
    triggers: Mapping[str, Any]


def load(folder: Traversable | None = None) -> Content:
    """Read and check the content. Raises ContentError with a line for each problem."""
    folder = folder or files("rules") / "content"
    raw = {name: _read(folder / f"{name}.toml") for name in FILES}
    found = list(problems(raw))
    if found:
        raise ContentError("The content does not fit the rules:\n  " + "\n  ".join(found))
    return _build(raw)


def _read(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:  # includes bad TOML and bad UTF-8
        raise ContentError(f"{path.name}: {error}") from None


# Building, once the checks have passed


def _build(raw: Mapping[str, Any]) -> Content:
    references = {key: Reference(key, **entry) for key, entry in raw["references"].items()}
    notes = {
        key: Note(
            key, entry["title"], entry["text"], tuple(references[r] for r in entry["references"])
        )
        for key, entry in raw["notes"].items()
    }
    quotes = {key: Quote(key, **entry) for key, entry in raw["quotes"].items()}
    sheet = raw["sheet"]
    return Content(
        version=sheet["content_version"],
        reviewer=sheet["reviewer"],
        source=Source(**sheet["source"]),
        quotes=quotes,
        notes=notes,
        questions={
            key: _wording(key, entry, quotes)
            for key, entry in raw["questions"].items()
            if key != "left_out"
        },
        left_out=raw["questions"]["left_out"],
        flags={key: FlagWording(key, **entry) for key, entry in raw["flags"].items()},
        medicines={
            medicine: MedicineWording(
                entry["name"], tuple(entry.get("quotes", ())), tuple(entry.get("notes", ()))
            )
            for medicine in Medicine
            for entry in (sheet["medicines"][medicine],)
        },
        states={state: sheet["states"][state] for state in State},
        states_short={state: sheet["states_short"][state] for state in State},
        path=sheet["path"],
        titles=sheet["titles"],
        stages={stage: sheet["stages"][stage] for stage in Stage},
        standing=tuple(sheet["standing"]["lines"]),
        bring=tuple(sheet["bring"]["lines"]),
        answers=raw["answers"],
        triggers=raw["triggers"],
    )


def _wording(key: str, entry: Mapping[str, Any], quotes: Mapping[str, Quote]) -> Wording:
    return Wording(
        id=key,
        topic=entry["topic"],
        me=entry["me"],
        other=entry.get("other", entry["me"]),
        quotes=tuple(quotes[quote] for quote in entry.get("quotes", ())),
        notes=tuple(entry.get("notes", ())),
    )


CONTENT = load()
