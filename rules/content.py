"""Loads content/*.toml, and fails at start when wording, rules and the article disagree.

Content is plain text. `load` gathers every problem it finds and names each, so that whoever edits
the wording can mend all of them at once.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from rules.answers import Medicine
from rules.content_checks import CHILD_ROUTE_NOTE, CHILD_ROUTE_QUOTE, problems
from rules.content_model import (
    CompareRow,
    Content,
    FlagWording,
    Grounds,
    MedicineWording,
    Note,
    Option,
    Quote,
    Reference,
    RuleWording,
    Source,
    Wording,
)
from rules.outlook import Stage, State
from rules.page_checks import COMPARED, page_problems
from rules.rulebook import RULES, name

FILES = (
    "about",
    "answers",
    "compare",
    "differences",
    "digests",
    "flags",
    "notes",
    "questions",
    "quotes",
    "references",
    "rules",
    "sheet",
    "triggers",
)


class ContentError(Exception):
    """The content and the rules disagree; the message lists every problem."""


def load(folder: Traversable | None = None) -> Content:
    """Read and check the content. Raises ContentError with a line for each problem."""
    folder = folder or files("rules") / "content"
    raw = {name: _read(folder / f"{name}.toml") for name in FILES}
    found = [*problems(raw), *page_problems(raw, {name(rule) for rule in RULES})]
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

    def grounds(entry: Mapping[str, Any]) -> Grounds:
        return Grounds(
            tuple(quotes[key] for key in entry.get("quotes", ())),
            tuple(notes[key] for key in entry.get("notes", ())),
        )

    return Content(
        version=sheet["content_version"],
        reviewer=sheet["reviewer"],
        reviewed=sheet["reviewed"],
        source=Source(**sheet["source"]),
        quotes=quotes,
        notes=notes,
        questions={
            key: _wording(key, entry, quotes)
            for key, entry in raw["questions"].items()
            if key != "left_out"
        },
        left_out=raw["questions"]["left_out"],
        flags={
            key: FlagWording(key, entry["short"], entry["line"], grounds(entry))
            for key, entry in raw["flags"].items()
        },
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
        compare=tuple(
            CompareRow(
                code,
                row["title"],
                grounds(row.get("shared", {})),
                {medicine: grounds(row[medicine]) for medicine in COMPARED},
            )
            for code, row in raw["compare"].items()
        ),
        rules={
            key: RuleWording(key, entry["says"], grounds(entry))
            for key, entry in raw["rules"].items()
        },
        differences=tuple(
            grounds({"quotes": entry["quotes"], "notes": [entry["note"]]})
            for entry in raw["differences"]["order"]
        ),
        silent=tuple(notes[key] for key in raw["differences"]["silent"]),
        agreeing=tuple(notes[key] for key in raw["differences"]["agree"]),
        options=tuple(
            Option(
                entry["title"],
                entry["says"],
                *(grounds(entry[side]) for side in ("good", "bad", "living")),
            )
            for entry in raw["about"]["choosing"]["option"]
        ),
        about=raw["about"],
        child_route=(CHILD_ROUTE_QUOTE, CHILD_ROUTE_NOTE),
        digests={key: value for key, value in raw["digests"].items() if key != "around"},
        around=frozenset(raw["digests"]["around"].values()),
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
