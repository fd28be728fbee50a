"""Loads the words and the evidence, and fails at start when they and the rules disagree.

Content is plain text, in the files that `rules.content.files` names. `load` gathers every problem
of the English content, or else of the translations, and names each, so that whoever edits the
wording can mend all of them at once.
"""

from collections.abc import Mapping
from datetime import date
from importlib.resources.abc import Traversable
from typing import Any

from rules.alerts import Alert, Situation
from rules.answers import Medicine
from rules.content.checks import problems, reviewed_on
from rules.content.files import (
    DEFAULT_LANGUAGE,
    FOLDER,
    LANGUAGES,
    ContentError,
    read_english,
    read_translation,
)
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
from rules.content.translation import overlaid
from rules.content.translation import problems as translation_problems
from rules.medicines import Entry, Treatment
from rules.questions import QuestionList
from rules.states import Stage, State

__all__ = ["CONTENT", "CONTENTS", "DEFAULT_LANGUAGE", "LANGUAGES", "ContentError", "load"]


def load(
    folder: Traversable = FOLDER, languages: tuple[str, ...] = LANGUAGES
) -> Mapping[str, Content]:
    """Read and check the content of each language. ContentError has a line for each problem."""
    english = read_english(folder)
    others = {
        name: read_translation(name, folder) for name in languages if name != DEFAULT_LANGUAGE
    }
    found = [*problems(english), *page_problems(english, {name_of(rule) for rule in RULES})]
    if not found:  # what is missing in English cannot be looked for in another language
        found = [
            line
            for name, raw in others.items()
            for line in translation_problems(name, english, raw)
        ]
    if found:
        raise ContentError("The content does not fit the rules:\n  " + "\n  ".join(found))
    reviewed = reviewed_on(english["sheet"]["source"]["reviewed"])
    raws = {name: overlaid(english, raw) for name, raw in others.items()}
    raws[DEFAULT_LANGUAGE] = english
    return {name: _build(raws[name], name, reviewed) for name in languages}


# Building, once the checks have passed


def _build(raw: Mapping[str, Any], language: str, reviewed: date) -> Content:
    references = {key: Reference(key, **entry) for key, entry in raw["references"].items()}
    notes = {
        key: Note(
            key, entry["title"], entry["text"], tuple(references[r] for r in entry["references"])
        )
        for key, entry in raw["notes"].items()
    }
    quotes = {key: Quote(key, **entry) for key, entry in raw["quotes"].items()}
    sheet = raw["sheet"]
    review = sheet.get("translation", {})

    def evidence(entry: Mapping[str, Any]) -> Evidence:
        return Evidence(
            tuple(quotes[key] for key in entry.get("quotes", ())),
            tuple(notes[key] for key in entry.get("notes", ())),
        )

    return Content(
        language=language,
        version=sheet["content_version"],
        reviewer=sheet["reviewer"],
        reviewed=sheet["reviewed"],
        translation_reviewer=review.get("reviewer", ""),
        translation_reviewed=review.get("reviewed", ""),
        source=Source(**sheet["source"], reviewed_on=reviewed),
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
        standing=tuple(
            line.format(reviewed=sheet["source"]["reviewed"]) for line in sheet["standing"]["lines"]
        ),
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


CONTENTS = load()
CONTENT = CONTENTS[DEFAULT_LANGUAGE]  # also for what no language changes, and for reviewers
