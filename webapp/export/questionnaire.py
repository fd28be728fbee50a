"""The questions on paper, to fill in by pen, made from the same tables as the web pages."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from wtforms import Field

from rules.alerts import ALERTS, Alert, Situation
from rules.answers import CODES, EXCLUSIVE, Medicine, Who
from rules.condition_words import when_asked, when_raised
from rules.content import CONTENT
from rules.content.model import Wording
from rules.questions import Ask
from rules.wording import without_answers
from webapp.clinics import Clinic
from webapp.export.handout import KEPT, shown
from webapp.export.typesetting import PaperSize, own_words, place_in_line, typeset
from webapp.pages import PAGES, Page
from webapp.progress import MONTHS_FIELD, OUTCOME_FIELD, SIDE_EFFECT_FIELD
from webapp.words import print_words

WORDS = CONTENT.answers
BLANK = "________"  # where a question names an answer, for the pen


@lru_cache(KEPT)
def questionnaire_pdf(
    address: str, clinic: Clinic | None, paper: PaperSize, made_on: date
) -> bytes:
    """The paper version, for one clinic or for none; `address` leads to the web pages.

    Made once, for nobody's answers are in it. Raises TooManyPdfsError.
    """
    data = content() | {
        "clinic": [own_words(text) for text in clinic.lines] if clinic else [],
        "shown": shown(address),
    }
    with place_in_line():
        return typeset("questionnaire", paper, data, made_on)


def content() -> dict[str, Any]:
    """All that is asked, with the code of each box."""
    return {
        "words": print_words("questionnaire"),
        "pages": [_page(page) for page in PAGES],
        "alerts": [_alert(alert) for alert in ALERTS],
        "topics": list(_topics()),
        "bring": [_to_you(Alert.BRING_EVERY_PILL), *CONTENT.bring],
        "emergency": _to_you(Alert.EMERGENCY),
        "standing": [CONTENT.standing[0], CONTENT.standing[-1]],  # the rest is about quotes
        "version": CONTENT.version,
    }


def _page(page: Page) -> dict[str, Any]:
    """A page of questions with its groups of boxes, in the order of its form."""
    form = page.form({"medicines": list(Medicine)}, formdata=None, meta={"csrf": False})
    keys = dict.fromkeys(map(_key, form.questions))
    fields = [_field(key) for key in keys]
    return {"slug": page.slug, "title": WORDS["pages"][page.slug]["title"], "fields": fields}


def _key(field: Field) -> str:
    """The answer that a field fills in; on paper, those on each medicine are one."""
    if field.name.startswith((OUTCOME_FIELD, MONTHS_FIELD, SIDE_EFFECT_FIELD)):
        return str(field.name).partition("-")[0]
    return str(field.name)


def _field(key: str) -> dict[str, Any]:
    if key not in CODES:  # a number or a few words, to write
        return {"key": key, "kind": "pen", "ask": WORDS[key]["ask"], "hint": WORDS[key]["hint"]}
    if key in ("outcome", "months"):  # of each medicine, in a table
        group = _group("medicines", tuple(Medicine))
        return group | {"key": key, "kind": "table", "columns": _group(key, tuple(CODES[key]))}
    return _group(key, tuple(CODES[key])) | {
        "key": key,
        "kind": "boxes" if key in EXCLUSIVE else "row",
    }


def _group(key: str, codes: tuple[str, ...]) -> dict[str, Any]:
    """A group of boxes: what is asked, the choices, and those that stand alone."""
    words = WORDS[key]
    hints = words.get("hints", {})
    return {
        "ask": words["ask"],
        "hint": words.get("hint", ""),
        "choices": [
            {"code": code, "label": words["choices"][code], "hint": hints.get(code, "")}
            for code in codes
        ],
        "exclusive": [{"code": code, "label": words[code]} for code in EXCLUSIVE.get(key, ())],
    }


def _alert(alert: Alert) -> dict[str, str]:
    when = print_words("questionnaire")["when"].format(case=when_raised(alert))
    return {"id": alert, "when": when, "line": _to_you(alert)}


def _to_you(alert: Alert) -> str:
    return CONTENT.alerts[alert].to_you[Situation.TAKING]


def _topics() -> Iterator[dict[str, Any]]:
    """The questions by topic, and within it by when they fit."""
    topics: dict[str, dict[str, list[Wording]]] = {}
    for key, wording in CONTENT.questions.items():
        topics.setdefault(wording.topic, {}).setdefault(_when(key), []).append(wording)
    for topic, found in topics.items():
        yield {"topic": topic, "cases": [_case(when, asked) for when, asked in found.items()]}


def _when(question: str) -> str:
    words = print_words("questionnaire")
    when: str = words["when"].format(case=words["or_when"].join(when_asked(Ask(question))))
    return when


def _case(when: str, asked: list[Wording]) -> Mapping[str, Any]:
    questions = [
        {
            "id": wording.id,
            "text": without_answers(wording.me, Who.ME, BLANK),
            "in_article": bool(wording.quotes),
        }
        for wording in asked
    ]
    return {"when": when, "questions": questions}
