"""The questions as a FHIR R4 Questionnaire, in plain dicts.

A linkId is the key of an answer, or of a field of the form ("outcome-cyclosporine"); a code is that
of the answer, in a code system of our own under the base address. The six items of health on
pregnancy are asked apart, for they are left out under 10. What the standard has no element for
stands in the extensions that it defines.
"""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from rules.answers import (
    CODES,
    EXCLUSIVE,
    MAX_AGE,
    MAX_BAD_NIGHTS,
    MAX_GOALS,
    MAX_ITCH,
    MAX_OWN_QUESTION_LENGTH,
    MAX_OWN_QUESTIONS,
    MAX_SIDE_EFFECT_LENGTH,
    PREGNANCY_ITEMS,
    RATHER_NOT_SAY,
    Health,
    Medicine,
    Outcome,
)
from rules.conditions import TEEN_AGE
from rules.content import CONTENTS, DEFAULT_LANGUAGE
from rules.content.model import Content
from rules.selection import MAX_CHOSEN, MAX_FIRST

Json = dict[str, Any]

PATH = "/fhir/Questionnaire"
CODE_SYSTEMS = "/fhir/CodeSystem/"
DEFINED = "http://hl7.org/fhir/StructureDefinition/"
CONTROLS = "http://hl7.org/fhir/questionnaire-item-control"

PREGNANCY = "health-pregnancy"
QUESTION = "question"  # the code system of the questions to ask
CHOICE, INTEGER, STRING, OPEN = "choice", "integer", "string", "open-choice"


class Ask(NamedTuple):
    """One question: the answer that it is about, and of which kind.

    `codes` are those of its options, in the code system that `system` names. `most` limits a whole
    number; `longest` the characters of a text; `times` how often it may be answered.
    """

    key: str
    type: str
    system: str = ""
    codes: tuple[str, ...] = ()
    required: bool = False
    repeats: bool = False
    most: int = 0
    longest: int = 0
    times: int = 0
    medicine: str = ""


def _choice(key: str, **more: Any) -> Ask:
    alone = EXCLUSIVE.get(key, ())
    codes = (*map(str, CODES[key]), *alone)
    ask = Ask(key, CHOICE, key, codes, required=True, repeats=bool(alone))
    return ask._replace(**more)


def _of_medicine(medicine: Medicine) -> dict[str, Ask]:
    """The questions on one medicine taken. The time on cyclosporine matters (S24, S25)."""
    timed = medicine is Medicine.CYCLOSPORINE
    told = {
        "outcome": _choice("outcome"),
        "months": _choice("months", required=timed),
        "side_effect": Ask("side_effect", STRING, longest=MAX_SIDE_EFFECT_LENGTH),
    }
    return {f"{key}-{medicine}": ask._replace(medicine=str(medicine)) for key, ask in told.items()}


_ALL_HEALTH = _choice("health")
_FREE = Ask("own_questions", STRING, repeats=True)
_IDS = Ask("chosen", OPEN, QUESTION, repeats=True)

# Page -> linkId -> what is asked there.
PAGES: Mapping[str, Mapping[str, Ask]] = MappingProxyType(
    {
        "about-you": {
            "who": _choice("who"),
            "age": Ask("age", INTEGER, required=True, most=MAX_AGE),
            "severity": _choice("severity"),
            "specialist": _choice("specialist"),
        },
        "creams": {"creams": _choice("creams")},
        "medicines": {"medicines": _choice("medicines")},
        "how-it-went": {
            link: ask for medicine in Medicine for link, ask in _of_medicine(medicine).items()
        },
        "health": {
            "health": _ALL_HEALTH._replace(
                codes=tuple(code for code in _ALL_HEALTH.codes if code not in PREGNANCY_ITEMS)
            ),
            PREGNANCY: _ALL_HEALTH._replace(
                codes=tuple(str(code) for code in Health if code in PREGNANCY_ITEMS),
                required=False,
            ),
        },
        "matters": {
            "goals": _choice("goals", times=MAX_GOALS),
            "itch": Ask("itch", INTEGER, most=MAX_ITCH),
            "bad_nights": Ask("bad_nights", INTEGER, most=MAX_BAD_NIGHTS),
            "concerns": _choice("concerns"),
        },
        "choose": {
            "own_questions": _FREE._replace(
                longest=MAX_OWN_QUESTION_LENGTH, times=MAX_OWN_QUESTIONS
            ),
            "chosen": _IDS._replace(times=MAX_CHOSEN),
            "first": _IDS._replace(key="first", times=MAX_FIRST),
        },
    }
)
ASKED: Mapping[str, Ask] = MappingProxyType(
    {link: ask for asks in PAGES.values() for link, ask in asks.items()}
)


def page_link(page: str) -> str:
    """The linkId of a page: a group of questions."""
    return f"page-{page}"


def medicine_link(medicine: str) -> str:
    """The linkId of the questions on one medicine: a group on the page of how it went."""
    return f"how-it-went-{medicine}"


GROUPS = frozenset({*map(page_link, PAGES), *map(medicine_link, Medicine)})


def system(base: str, name: str) -> str:
    """The address of a code system of ours."""
    return f"{base}{CODE_SYSTEMS}{name}"


def label(ask: Ask, code: str, content: Content) -> str:
    """What a code is called where it is chosen."""
    words = content.answers[ask.key]
    return str(words[code] if code in EXCLUSIVE.get(ask.key, ()) else words["choices"][code])


def questionnaire(base: str, contents: Mapping[str, Content] = CONTENTS) -> Json:
    """All that is asked, in English, with the words of other languages beside it."""
    return _Writer(base, contents).questionnaire()


class _Writer:
    def __init__(self, base: str, contents: Mapping[str, Content]) -> None:
        self.base, self.english = base, contents[DEFAULT_LANGUAGE]
        self.others = {name: each for name, each in contents.items() if name != DEFAULT_LANGUAGE}

    def questionnaire(self) -> Json:
        return {
            "resourceType": "Questionnaire",
            "id": "eczema-questions",
            "language": DEFAULT_LANGUAGE,
            "url": f"{self.base}{PATH}",
            "version": self.english.version,
            "name": "EczemaQuestions",
            **self.words("title", lambda content: content.pages["base"]["service"]),
            "status": "active",
            "subjectType": ["Patient"],
            **self.words("description", lambda content: content.pages["base"]["description"]),
            "item": [self.page(page, asks) for page, asks in PAGES.items()],
        }

    def words(self, element: str, say: Callable[[Content], str]) -> Json:
        """An element with its words in English, and beside it those of the other languages."""
        found: Json = {element: say(self.english)}
        if self.others:
            found[f"_{element}"] = {
                "extension": [
                    {
                        "url": f"{DEFINED}translation",
                        "extension": [
                            {"url": "lang", "valueCode": language},
                            {"url": "content", "valueString": say(content)},
                        ],
                    }
                    for language, content in self.others.items()
                ]
            }
        return found

    def page(self, page: str, asks: Mapping[str, Ask]) -> Json:
        if page == "how-it-went":
            more: Json = {
                "enableWhen": [self.taken(medicine) for medicine in Medicine],
                "enableBehavior": "any",
                "item": [self.medicine(medicine, asks) for medicine in Medicine],
            }
        else:
            more = {"item": [self.question(link, ask) for link, ask in asks.items()]}
        return {
            "linkId": page_link(page),
            "type": "group",
            **self.words("text", lambda content: _title(page, content)),
            **more,
        }

    def medicine(self, medicine: Medicine, asks: Mapping[str, Ask]) -> Json:
        return {
            "linkId": medicine_link(medicine),
            "type": "group",
            **self.words("text", lambda content: content.answers["medicines"]["choices"][medicine]),
            "enableWhen": [self.taken(medicine)],
            "item": [
                self.question(link, ask) for link, ask in asks.items() if ask.medicine == medicine
            ],
        }

    def taken(self, medicine: Medicine) -> Json:
        """The condition that a medicine is ticked."""
        return self.when("medicines", "medicines", medicine)

    def when(self, link: str, system_name: str, code: str, operator: str = "=") -> Json:
        coding = {"system": system(self.base, system_name), "code": str(code)}
        return {"question": link, "operator": operator, "answerCoding": coding}

    def question(self, link: str, ask: Ask) -> Json:
        extensions = list(_extensions(ask))
        return {
            **({"extension": extensions} if extensions else {}),
            "linkId": link,
            "type": ask.type,
            **self.words("text", lambda content: _text(link, ask, content)),
            **self.conditions(link, ask),
            "required": ask.required,
            **({"repeats": True} if ask.repeats else {}),
            **({"maxLength": ask.longest} if ask.longest else {}),
            **({"answerOption": self.options(ask)} if ask.codes else {}),
        }

    def conditions(self, link: str, ask: Ask) -> Json:
        """When a question is asked, where that depends on another one."""
        if ask.key == "side_effect":
            outcome = f"outcome-{ask.medicine}"
            return {"enableWhen": [self.when(outcome, "outcome", Outcome.SIDE_EFFECTS)]}
        if link != PREGNANCY:
            return {}
        return {
            "enableWhen": [
                {"question": "age", "operator": ">=", "answerInteger": TEEN_AGE},
                self.when("health", "health", RATHER_NOT_SAY, operator="!="),
            ],
            "enableBehavior": "all",
        }

    def options(self, ask: Ask) -> list[Json]:
        return [self.option(ask, code) for code in ask.codes]

    def option(self, ask: Ask, code: str) -> Json:
        words = self.words("display", lambda content: label(ask, code, content))
        option: Json = {
            "valueCoding": {"system": system(self.base, ask.system), "code": code, **words}
        }
        if code in EXCLUSIVE.get(ask.key, ()):
            exclusive = {"url": f"{DEFINED}questionnaire-optionExclusive", "valueBoolean": True}
            return {"extension": [exclusive], **option}
        return option


def _title(page: str, content: Content) -> str:
    pages: Mapping[str, Any] = content.answers["pages"]
    return str(pages[page]["title"] if page in pages else content.pages["sheet"]["back"])


def _text(link: str, ask: Ask, content: Content) -> str:
    choose = content.pages["choose"]
    match link:
        case "own_questions":
            text = choose["own_labels"][0]
        case "chosen":
            text = choose["on_sheet"]
        case "first":
            text = choose["firsts"]
        case "health-pregnancy":
            text = content.answers["health"]["groups"][0]["title"]
        case _:
            text = content.answers[ask.key]["ask"]
    return str(text)


def _extensions(ask: Ask) -> Iterator[Json]:
    """What FHIR defines beside its elements: how a question is shown, and its limits."""
    if ask.type == OPEN:
        yield {"url": f"{DEFINED}questionnaire-hidden", "valueBoolean": True}
    if ask.type == CHOICE:
        yield _control("check-box" if ask.repeats else "radio-button")
        yield {"url": f"{DEFINED}questionnaire-choiceOrientation", "valueCode": "vertical"}
    if ask.most:
        if not ask.required:
            yield _control("slider")
            yield {"url": f"{DEFINED}questionnaire-sliderStepValue", "valueInteger": 1}
        yield {"url": f"{DEFINED}minValue", "valueInteger": 0}
        yield {"url": f"{DEFINED}maxValue", "valueInteger": ask.most}
    if ask.times:
        yield {"url": f"{DEFINED}questionnaire-maxOccurs", "valueInteger": ask.times}


def _control(code: str) -> Json:
    concept = {"coding": [{"system": CONTROLS, "code": code}]}
    return {"url": f"{DEFINED}questionnaire-itemControl", "valueCodeableConcept": concept}
