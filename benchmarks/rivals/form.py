"""The six pages of questions as a SurveyJS survey and as an LHC-Forms form.

Made from the content that our own pages are made from, so that all three ask the same.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from rules.answers import MAX_AGE, Medicine
from rules.content import CONTENT
from rules.content.checks import EXCLUSIVE

WORDS = CONTENT.answers
TITLE = "Questions to ask about eczema medicines"


class Ask(NamedTuple):
    key: str
    text: str
    hint: str
    choices: dict[str, str]  # none: a whole number
    several: bool = False
    only_with: str = ""  # the medicine that must be ticked


def pages() -> dict[str, list[Ask]]:
    """Page -> what it asks."""
    return {
        "about-you": [*_asks("who", "age", "severity", "specialist")],
        "creams": [*_asks("creams")],
        "medicines": [*_asks("medicines")],
        "how-it-went": [*_how_it_went()],
        "health": [*_asks("health")],
        "concerns": [*_asks("concerns")],
    }


def _asks(*keys: str) -> Iterator[Ask]:
    for key in keys:
        words, alone = WORDS[key], EXCLUSIVE.get(key, ())
        choices = words.get("choices", {}) | {code: words[code] for code in alone}
        yield Ask(key, words["ask"], words.get("hint", ""), choices, several=bool(alone))


def _how_it_went() -> Iterator[Ask]:
    outcome = WORDS["outcome"]
    for medicine in Medicine:
        name = WORDS["medicines"]["named"][medicine]
        text = outcome["ask"].format(medicine=name)
        yield Ask(f"outcome-{medicine}", text, "", outcome["choices"], only_with=medicine)
    for ask in _asks("cyclosporine_months"):
        yield ask._replace(only_with=Medicine.CYCLOSPORINE)


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
            "isRequired": True,
            **_surveyjs_kind(ask),
            **({"visibleIf": f"{{medicines}} contains '{ask.only_with}'"} if ask.only_with else {}),
        }
        for ask in asks
    ]


def _surveyjs_kind(ask: Ask) -> dict[str, Any]:
    if not ask.choices:
        return {"type": "text", "inputType": "number", "min": 0, "max": MAX_AGE}
    choices = [{"value": code, "text": text} for code, text in ask.choices.items()]
    return {"type": "checkbox" if ask.several else "radiogroup", "choices": choices}


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
        "answerCardinality": {"min": "1", "max": "*" if ask.several else "1"},
        "dataType": "CODING" if ask.choices else "INT",
        "answers": [{"code": code, "text": text} for code, text in ask.choices.items()],
    }
    if ask.only_with:
        trigger = {"source": "medicines", "trigger": {"value": {"code": ask.only_with}}}
        item["skipLogic"] = {"conditions": [trigger]}
    return item
