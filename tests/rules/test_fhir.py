"""The questions as a FHIR Questionnaire: those of the forms, with their codes, words and limits."""

import json
from collections.abc import Iterator

import pytest
from fhir.resources.R4B.questionnaire import Questionnaire

from rules.answers import CODES, EXCLUSIVE, PARSERS, PREGNANCY_ITEMS, Medicine
from rules.content import CONTENT, CONTENTS
from rules.fhir import ASKED, DEFINED, GROUPS, questionnaire

BASE = "https://questions.example"
MADE = questionnaire(BASE)


def walked(items: list[dict]) -> Iterator[dict]:
    for item in items:
        yield item
        yield from walked(item.get("item", []))


ITEMS = {item["linkId"]: item for item in walked(MADE["item"])}
QUESTIONS = {link: item for link, item in ITEMS.items() if item["type"] != "group"}


def extensions(element: dict) -> dict[str, object]:
    """Name -> value, for those that the standard defines."""
    return {
        each["url"].removeprefix(DEFINED): next(v for k, v in each.items() if k != "url")
        for each in element.get("extension", [])
    }


def codes(link: str) -> list[str]:
    return [option["valueCoding"]["code"] for option in ITEMS[link]["answerOption"]]


def test_the_models_of_the_standard_accept_it():
    read = Questionnaire.model_validate(MADE)
    assert read.url == f"{BASE}/fhir/Questionnaire"
    assert read.version == CONTENT.version
    assert read.status == "active"


def test_it_asks_for_every_answer_and_each_link_is_unique():
    links = [item["linkId"] for item in walked(MADE["item"])]
    assert len(links) == len(set(links))
    assert QUESTIONS.keys() == ASKED.keys()
    assert ITEMS.keys() - QUESTIONS.keys() == GROUPS
    assert {ask.key for ask in ASKED.values()} == PARSERS.keys() | {"outcome", "chosen", "first"}


@pytest.mark.parametrize("link", [link for link, ask in ASKED.items() if ask.codes])
def test_its_options_are_the_codes_in_systems_of_our_own(link):
    ask = ASKED[link]
    known = [*map(str, CODES[ask.key]), *EXCLUSIVE.get(ask.key, ())]
    if ask.key == "health":
        hidden = link == "health"
        known = [code for code in known if (code not in PREGNANCY_ITEMS) is hidden]
    assert codes(link) == known
    for option in ITEMS[link]["answerOption"]:
        assert option["valueCoding"]["system"] == f"{BASE}/fhir/CodeSystem/{ask.key}"
        assert option["valueCoding"]["display"]
        alone = option["valueCoding"]["code"] in EXCLUSIVE.get(ask.key, ())
        assert extensions(option).get("questionnaire-optionExclusive", False) is alone


def test_how_it_went_is_asked_of_each_medicine_that_is_ticked():
    system = f"{BASE}/fhir/CodeSystem/medicines"
    taken = {
        str(medicine): {
            "question": "medicines",
            "operator": "=",
            "answerCoding": {"system": system, "code": str(medicine)},
        }
        for medicine in Medicine
    }
    page = ITEMS["page-how-it-went"]
    assert page["enableWhen"] == list(taken.values())
    assert page["enableBehavior"] == "any"
    for medicine, condition in taken.items():
        group = ITEMS[f"how-it-went-{medicine}"]
        assert group["enableWhen"] == [condition]
        required = {item["linkId"]: item["required"] for item in group["item"]}
        assert required == {
            f"outcome-{medicine}": True,
            f"months-{medicine}": medicine == "cyclosporine",
            f"side_effect-{medicine}": False,
        }
        (ended,) = ITEMS[f"side_effect-{medicine}"]["enableWhen"]
        assert ended["question"] == f"outcome-{medicine}"
        assert ended["answerCoding"]["code"] == "side_effects"


def test_pregnancy_is_asked_from_the_age_of_ten_and_not_of_who_would_rather_not_say():
    older, willing = ITEMS["health-pregnancy"]["enableWhen"]
    assert older == {"question": "age", "operator": ">=", "answerInteger": 10}
    assert (willing["question"], willing["operator"]) == ("health", "!=")
    assert willing["answerCoding"]["code"] == "rather_not_say"
    assert ITEMS["health-pregnancy"]["enableBehavior"] == "all"


def test_limits_stand_in_elements_and_extensions_of_the_standard():
    assert extensions(ITEMS["goals"])["questionnaire-maxOccurs"] == 3
    assert extensions(ITEMS["own_questions"])["questionnaire-maxOccurs"] == 3
    assert ITEMS["own_questions"]["maxLength"] == 200
    assert ITEMS["side_effect-dupilumab"]["maxLength"] == 60
    for link, most in {"age": 120, "itch": 10, "bad_nights": 7}.items():
        told = extensions(ITEMS[link])
        assert (told["minValue"], told["maxValue"]) == (0, most)
        slider = told.get("questionnaire-itemControl", {"coding": [{"code": None}]})
        assert (slider["coding"][0]["code"] == "slider") is (link != "age")
    for link in ("chosen", "first"):
        assert extensions(ITEMS[link])["questionnaire-hidden"] is True


def texts(element: object) -> Iterator[tuple[str, dict | None]]:
    """Each text that is read, and what stands beside it."""
    if isinstance(element, list):
        for each in element:
            yield from texts(each)
    if isinstance(element, dict):
        for name in ("title", "description", "text", "display"):
            if name in element:
                yield element[name], element.get(f"_{name}")
        for each in element.values():
            yield from texts(each)


def test_every_text_stands_there_in_every_language_with_nothing_to_fill_in():
    found = list(texts(MADE))
    assert len(found) > 200
    for english, beside in found:
        told = {}
        for each in beside["extension"]:
            assert each["url"] == f"{DEFINED}translation"
            language, content = each["extension"]
            told[language["valueCode"]] = content["valueString"]
        assert {*told, "en"} == CONTENTS.keys()
        assert all(text and "{" not in text for text in (english, *told.values()))


def test_with_one_language_there_are_no_translations():
    alone = questionnaire(BASE, {"en": CONTENT})
    assert "translation" not in json.dumps(alone)
    Questionnaire.model_validate(alone)
