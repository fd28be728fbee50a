"""Loads the words and the evidence, and fails at start when they and the rules disagree.

Content is plain text: content/en/*.toml hold all words in English, the files beside them what is
the same in every language. `load` gathers every problem that it finds and names each, so that
whoever edits the wording can mend all of them at once.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from rules.alerts import Alert, Situation
from rules.answers import Medicine
from rules.content.checks import problems
from rules.content.model import (
    AlertFact,
    AlertWording,
    CompareCell,
    CompareRow,
    Content,
    Evidence,
    MedicineWording,
    NamedEvidence,
    Note,
    Quote,
    Reference,
    RuleWording,
    Source,
    Term,
    Wording,
)
from rules.content.page_checks import page_problems
from rules.content.rulebook import RULES, name_of
from rules.medicines import Entry, Treatment
from rules.questions import QuestionList
from rules.states import Stage, State

LANGUAGE = "en"
IN_EVERY_LANGUAGE = ("digests", "pairs", "references")
WORDS = (
    "about",
    "alerts",
    "answers",
    "clinician",
    "compare",
    "conditions",
    "differences",
    "notes",
    "pages",
    "print",
    "questions",
    "quotes",
    "rules",
    "sheet",
    "terms",
)


class ContentError(Exception):
    """The content and the rules disagree; the message lists every problem."""


def load(folder: Traversable | None = None) -> Content:
    """Read and check the content. Raises ContentError with a line for each problem."""
    folder = folder or files("rules") / "content"
    raw = {name: _read(folder / f"{name}.toml") for name in IN_EVERY_LANGUAGE}
    raw |= {name: _read(folder / LANGUAGE / f"{name}.toml") for name in WORDS}
    found = [*problems(raw), *page_problems(raw, {name_of(rule) for rule in RULES})]
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

    def evidence(entry: Mapping[str, Any]) -> Evidence:
        return Evidence(
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
        alerts={
            Alert(key): AlertWording(
                key,
                entry["short"],
                _by_situation(entry),
                tuple(entry.get("call", ())),
                tuple(entry.get("today", ())),
                {Medicine(code): line for code, line in entry.get("signs", {}).items()},
                evidence(entry),
            )
            for key, entry in raw["alerts"].items()
            if key != "facts"
        },
        alert_facts={key: AlertFact(**entry) for key, entry in raw["alerts"]["facts"].items()},
        entries={
            entry: MedicineWording(
                words["name"], evidence(words).quotes, tuple(words.get("notes", ()))
            )
            for entry in Entry
            for words in (sheet["entries"][entry],)
        },
        lists={name: sheet["lists"][name] for name in QuestionList},
        lists_other={name: sheet["lists_other"][name] for name in QuestionList},
        states={state: sheet["states"][state] for state in State},
        states_short={state: sheet["states_short"][state] for state in State},
        order=sheet["order"],
        decided=sheet["decided"],
        topics=sheet["topics"],
        titles=sheet["titles"],
        stages={stage: sheet["stages"][stage] for stage in Stage},
        standing=tuple(sheet["standing"]["lines"]),
        bring=tuple(sheet["bring"]["lines"]),
        joins=sheet["joins"],
        ages=sheet["ages"],
        answers=raw["answers"],
        conditions=raw["conditions"],
        treatments={each: raw["compare"]["treatments"][each] for each in Treatment},
        compare=tuple(
            CompareRow(
                code,
                row["title"],
                row.get("about", ""),
                {
                    each: CompareCell(
                        row[each].get("says", ""), evidence(row[each]), row[each].get("differ", {})
                    )
                    for each in Treatment
                },
            )
            for code, row in raw["compare"]["rows"].items()
        ),
        terms={
            key: Term(entry["word"], entry["stem"], entry["says"], evidence(entry))
            for key, entry in raw["terms"].items()
        },
        rules={
            key: RuleWording(key, entry["says"], evidence(entry))
            for key, entry in raw["rules"].items()
        },
        differences=tuple(
            evidence({"quotes": entry["quotes"], "notes": [entry["note"]]})
            for entry in raw["differences"]["order"]
        ),
        silent=tuple(notes[key] for key in raw["differences"]["silent"]),
        agreeing=tuple(notes[key] for key in raw["differences"]["agree"]),
        about=raw["about"],
        pairs=raw["pairs"]["notes"],
        named=NamedEvidence(**raw["pairs"]["named"]),
        pages=raw["pages"],
        print=raw["print"],
        clinician=raw["clinician"],
        digests={key: value for key, value in raw["digests"].items() if key != "around"},
        around=frozenset(raw["digests"]["around"].values()),
    )


def _by_situation(entry: Mapping[str, Any]) -> dict[Situation, str]:
    """What the person does; what is taken changes it only where there are words for that."""
    general = entry["to_you"]
    taking = entry.get("to_you_taking", general)
    return {
        Situation.NOTHING_TAKEN: general,
        Situation.TAKING: taking,
        Situation.BEFORE_NEXT_DOSE: entry.get("to_you_before_next_dose", taking),
    }


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
