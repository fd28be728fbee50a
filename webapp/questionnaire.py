"""The questions on paper, to fill in by pen, made from the same tables as the web pages."""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from rules.answers import Medicine, Outcome
from rules.content import CONTENT
from rules.content_checks import ALONE, CODES
from rules.content_model import Wording
from rules.flags import BRING, EMERGENCY, FLAGS
from rules.triggers import when_asked, when_raised
from webapp.clinics import Clinic
from webapp.handout import KEPT, shown
from webapp.typesetting import PaperSize, typed, typeset

WORDS = CONTENT.answers
BOXES = ("who", "severity", "specialist", "creams", "cyclosporine_months", "health", "concerns")


@lru_cache(KEPT)
def questionnaire_pdf(
    address: str, clinic: Clinic | None, paper: PaperSize, made_on: date
) -> bytes:
    """The paper version, for one clinic or for none; `address` leads to the web pages."""
    data = content() | {
        "clinic": [typed(text) for text in clinic.lines] if clinic else [],
        "shown": shown(address),
    }
    return typeset("questionnaire", paper, data, made_on)


def content() -> dict[str, Any]:
    """All that is asked, with the code of each box."""
    return {
        "titles": {page: words["title"] for page, words in WORDS["pages"].items()},
        "boxes": {key: _group(key, CODES[key]) for key in BOXES},
        "medicines": _group("medicines", tuple(Medicine)),
        "outcomes": _group("outcome", tuple(Outcome)),
        "flags": [_flag(flag) for flag in FLAGS],
        "topics": list(_topics()),
        "bring": [CONTENT.flags[BRING].line, *CONTENT.bring],
        "emergency": CONTENT.flags[EMERGENCY].line,
        "standing": [CONTENT.standing[0], CONTENT.standing[-1]],  # the rest is about quotes
        "reviewed": CONTENT.source.reviewed,
        "version": CONTENT.version,
    }


def _group(key: str, codes: tuple[str, ...]) -> dict[str, Any]:
    """A group of boxes: what is asked, the choices, and those that go with no other."""
    words = WORDS[key]
    hints = words.get("hints", {})
    return {
        "ask": words["ask"],
        "hint": words.get("hint", ""),
        "choices": [
            {"code": code, "label": words["choices"][code], "hint": hints.get(code, "")}
            for code in codes
        ],
        "alone": [{"code": code, "label": words[code]} for code in ALONE.get(key, ())],
    }


def _flag(flag: str) -> dict[str, str]:
    return {"id": flag, "when": f"If {when_raised(flag)}:", "line": CONTENT.flags[flag].line}


def _topics() -> Iterator[dict[str, Any]]:
    """The questions by topic, and within it by when they fit."""
    topics: dict[str, dict[str, list[Wording]]] = {}
    for key, wording in CONTENT.questions.items():
        topics.setdefault(wording.topic, {}).setdefault(_when(key), []).append(wording)
    for topic, found in topics.items():
        yield {"topic": topic, "cases": [_case(when, asked) for when, asked in found.items()]}


def _when(question: str) -> str:
    return "If " + ", or if ".join(when_asked(question)) + ":"


def _case(when: str, asked: list[Wording]) -> Mapping[str, Any]:
    questions = [
        {"id": wording.id, "text": wording.me, "in_article": bool(wording.quotes)}
        for wording in asked
    ]
    return {"when": when, "questions": questions}
