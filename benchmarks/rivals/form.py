"""The six pages of questions as a SurveyJS survey and as an LHC-Forms form.

Made from the content that our own pages are made from, so that all three ask the same.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rules.answers import (
    EXCLUSIVE,
    MAX_AGE,
    MAX_BAD_NIGHTS,
    MAX_GOALS,
    MAX_ITCH,
    MAX_SIDE_EFFECT_LENGTH,
    REQUIRED,
    Medicine,
)
from rules.content import CONTENT

WORDS = CONTENT.answers
TITLE = "Questions to ask about eczema medicines"
LARGEST = {"age": MAX_AGE, "itch": MAX_ITCH, "bad_nights": MAX_BAD_NIGHTS}
MOST = {"goals": MAX_GOALS}


class Ask(NamedTuple):
    """Without choices it asks for a whole number up to `largest`, or else for a line of text.

    `most` is how many may be ticked, if not all; `only_with` the medicine that must be ticked.
    """

    key: str
    text: str
    hint: str
    choices: dict[str, str]
    several: bool = False
    most: int | None = None
    largest: int | None = None
    required: bool = True
    only_with: str = ""


def pages() -> dict[str, list[Ask]]:
    """Page -> what it asks."""
    return {
        "about-you": [*_asks("who", "age", "severity", "specialist")],
        "creams": [*_asks("creams")],
        "medicines": [*_asks("medicines")],
        "how-it-went": [*_how_it_went()],
        "health": [*_asks("health")],
        "matters": [*_asks("goals", "itch", "bad_nights", "concerns")],
    }


def _asks(*keys: str) -> Iterator[Ask]:
    for key in keys:
        words, alone = WORDS[key], EXCLUSIVE.get(key, ())
        choices = words.get("choices", {}) | {code: words[code] for code in alone}
        yield Ask(
            key,
            words["ask"],
            words.get("hint", ""),
            choices,
            several=bool(alone),
            most=MOST.get(key),
            largest=LARGEST.get(key),
            required=bool(choices) or key in REQUIRED,
        )


def _how_it_went() -> Iterator[Ask]:
    for medicine in Medicine:
        name = WORDS["medicines"]["named"][medicine]
        needed = {"outcome": True, "side_effect": False, "months": medicine == "cyclosporine"}
        for ask in _asks(*needed):
            yield ask._replace(
                key=f"{ask.key}-{medicine}",
                text=ask.text.format(medicine=name),
                required=needed[ask.key],
                only_with=medicine,
            )


def surveyjs() -> dict[str, Any]:
    return {
        "title": TITLE,
        "pages": [
            {"name": page, "title": WORDS["pages"][page]["title"], "elements": _elements(asks)}
            for page, asks in pages().items()
        ],
    }


def _elements(asks: list[Ask]) -> list[dict[str, Any]]:
    return [
        {
            "name": ask.key,
            "title": ask.text,
            "description": ask.hint,
            "isRequired": ask.required,
            **_surveyjs_kind(ask),
            **({"visibleIf": f"{{medicines}} contains '{ask.only_with}'"} if ask.only_with else {}),
        }
        for ask in asks
    ]


def _surveyjs_kind(ask: Ask) -> dict[str, Any]:
    if ask.largest:
        return {"type": "text", "inputType": "number", "min": 0, "max": ask.largest}
    if not ask.choices:
        return {"type": "text", "maxLength": MAX_SIDE_EFFECT_LENGTH}
    choices = [{"value": code, "text": text} for code, text in ask.choices.items()]
    if not ask.several:
        return {"type": "radiogroup", "choices": choices}
    most = {"maxSelectedChoices": ask.most} if ask.most else {}
    return {"type": "checkbox", "choices": choices, **most}


def lhc_forms() -> dict[str, Any]:
    return {
        "name": TITLE,
        "templateOptions": {"defaultAnswerLayout": {"answerLayout": _ONE_COLUMN}},
        "items": [
            {
                "header": True,
                "linkId": page,
                "question": WORDS["pages"][page]["title"],
                "items": [_item(ask) for ask in asks],
            }
            for page, asks in pages().items()
        ],
    }


_ONE_COLUMN = {"type": "RADIO_CHECKBOX", "columns": "1"}


def _item(ask: Ask) -> dict[str, Any]:
    item: dict[str, Any] = {
        "linkId": ask.key,
        "question": ask.text,
        "codingInstructions": ask.hint,
        "answerCardinality": {
            "min": str(int(ask.required)),
            "max": str(ask.most or "*") if ask.several else "1",
        },
        "dataType": "CODING" if ask.choices else "INT" if ask.largest else "ST",
        "answers": [{"code": code, "text": text} for code, text in ask.choices.items()],
    }
    if ask.only_with:
        trigger = {"source": "medicines", "trigger": {"value": {"code": ask.only_with}}}
        item["skipLogic"] = {"conditions": [trigger]}
    return item
