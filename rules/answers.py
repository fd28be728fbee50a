"""The answers that a person gives: their codes, and the frozen `Answers` made of them.

The codes are the public vocabulary of forms, session, rules and tests. Text from outside becomes
`Answers` here and nowhere else; everything further in trusts the types.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Self, TypeVar

MAX_AGE = 120
MAX_OWN_QUESTIONS = 3
MAX_OWN_QUESTION_LENGTH = 200  # characters
UNPRINTABLE = {"Cc", "Cs", "Zl", "Zp"}  # control characters, lone surrogates, line breaks
VISIBLE = "LNPS"  # letters, numbers, punctuation, symbols, in the categories of Unicode
# Characters that turn text around, or hide in it: soft hyphens, zero-width spaces, marks and
# overrides of direction, tags.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
# Zero-width joiners spell words in some scripts, and join emoji; beside ASCII and any space, and at
# the ends, they only hide.
_JOINED = r"[^\x00-\x7f\s\u200c\u200d]"
STRAY_JOINER = re.compile(rf"(?<!{_JOINED})[\u200c\u200d]|[\u200c\u200d](?!{_JOINED})")

NONE = "none"
RATHER_NOT_SAY = "rather_not_say"


class Who(StrEnum):
    """Whom the sheet is for. Chooses wording only, never a rule."""

    ME = "me"
    CHILD = "child"
    SOMEONE_ELSE = "someone_else"


class Severity(StrEnum):
    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"
    NOT_SURE = "not_sure"


class Specialist(StrEnum):
    """Seen by a dermatologist or allergist."""

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"


class Creams(StrEnum):
    """How prescription topicals went; moisturizer alone is `NOT_TRIED`."""

    NOT_TRIED = "not_tried"
    WORKING = "working"
    HELPS_SOME = "helps_some"
    NOT_ENOUGH = "not_enough"
    NOT_SURE = "not_sure"


class Medicine(StrEnum):
    """Systemic medicines. Steroids: pills, liquid or shots, never creams. Newer: biologics, JAK."""

    CYCLOSPORINE = "cyclosporine"
    METHOTREXATE = "methotrexate"
    AZATHIOPRINE = "azathioprine"
    MYCOPHENOLATE = "mycophenolate"
    STEROIDS = "steroids"
    NEWER = "newer"


class Outcome(StrEnum):
    TAKING_NOW = "taking_now"
    DID_NOT_WORK = "did_not_work"
    WORE_OFF = "wore_off"
    SIDE_EFFECTS = "side_effects"
    OTHER_REASON = "other_reason"
    NOT_SURE = "not_sure"


class Months(StrEnum):
    """Time on cyclosporine, all courses added."""

    UNDER_3 = "under_3"
    FROM_3_TO_5 = "3_to_5"
    FROM_6_TO_11 = "6_to_11"
    FROM_12 = "12_or_more"
    NOT_SURE = "not_sure"


class Health(StrEnum):
    PREGNANCY = "pregnancy"
    PARTNER_PREGNANCY = "partner_pregnancy"
    BREASTFEEDING = "breastfeeding"
    INFECTION_NOW = "infection_now"
    VACCINE_SOON = "vaccine_soon"
    KIDNEY = "kidney"
    LIVER = "liver"
    BLOOD_PRESSURE = "blood_pressure"
    CANCER = "cancer"
    IMMUNE_MEDICINE = "immune_medicine"
    LIGHT_TREATMENT = "light_treatment"
    ALLERGIC_REACTION = "allergic_reaction"
    BLOOD_PROBLEM = "blood_problem"
    PAST_INFECTION = "past_infection"


class Concern(StrEnum):
    INFECTION = "infection"
    CANCER = "cancer"
    KIDNEYS = "kidneys"
    LIVER = "liver"
    BLOOD_PRESSURE = "blood_pressure"
    STOMACH = "stomach"
    SERIOUS_REACTION = "serious_reaction"
    PREGNANCY = "pregnancy"
    HOW_TAKEN = "how_taken"
    HOW_LONG = "how_long"
    FLARE_AFTER = "flare_after"
    OFF_LABEL = "off_label"
    DOES_IT_WORK = "does_it_work"
    OTHER_MEDICINES = "other_medicines"
    TESTS = "tests"
    VACCINES = "vaccines"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One person's answers, complete and consistent.

    `age` is in whole years, 0 to 120. `medicines` holds an outcome for each medicine ever taken.
    `cyclosporine_months` is None when cyclosporine was never taken. `health` and `concerns` stand
    in the order of their enums; `rather_not_say` means that the health page was declined.
    """

    who: Who
    age: int
    severity: Severity
    specialist: Specialist
    creams: Creams
    medicines: Mapping[Medicine, Outcome]
    cyclosporine_months: Months | None
    health: tuple[Health, ...]
    rather_not_say: bool
    concerns: tuple[Concern, ...]
    own_questions: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Make answers from one JSON object. ValueError begins with the key at fault."""
        if not isinstance(data, Mapping):
            raise ValueError("answers: expected a JSON object")
        for key in data:
            if key not in PARSERS:
                raise ValueError(f"{key}: not a known answer")
        for key in REQUIRED:
            if key not in data:
                raise ValueError(f"{key}: missing")
        parsed = {key: parse(key, value) for key, value in data.items()}
        took_cyclosporine = Medicine.CYCLOSPORINE in parsed["medicines"]
        if "cyclosporine_months" in parsed and not took_cyclosporine:
            raise ValueError("cyclosporine_months: only with cyclosporine among the medicines")
        months = parsed.get("cyclosporine_months", Months.NOT_SURE) if took_cyclosporine else None
        health = parsed["health"]
        return cls(
            who=parsed["who"],
            age=parsed["age"],
            severity=parsed["severity"],
            specialist=parsed["specialist"],
            creams=parsed["creams"],
            medicines=MappingProxyType(parsed["medicines"]),
            cyclosporine_months=months,
            health=tuple(item for item in Health if item in health),
            rather_not_say=health == [RATHER_NOT_SAY],
            concerns=tuple(item for item in Concern if item in parsed["concerns"]),
            own_questions=tuple(parsed.get("own_questions", ())),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the object that `from_json` reads as the same answers."""
        months = (
            {}
            if self.cyclosporine_months is None
            else {"cyclosporine_months": str(self.cyclosporine_months)}
        )
        declined = [RATHER_NOT_SAY] if self.rather_not_say else []
        return {
            "who": str(self.who),
            "age": self.age,
            "severity": str(self.severity),
            "specialist": str(self.specialist),
            "creams": str(self.creams),
            "medicines": {str(key): str(outcome) for key, outcome in self.medicines.items()},
            **months,
            "health": [str(item) for item in self.health] or declined,
            "concerns": [str(item) for item in self.concerns],
            "own_questions": list(self.own_questions),
        }


class OwnQuestionError(ValueError):
    """An own question cannot be printed; `reason` is the code of its words for the person."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def parse(key: str, value: object) -> Any:
    """Check one answer by itself. ValueError begins with the key; KeyError if it is unknown."""
    try:
        return PARSERS[key](value)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None


def parse_age(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= MAX_AGE:
        raise ValueError(f"expected whole years from 0 to {MAX_AGE}")
    return value


def parse_own_question(value: object) -> str:
    """Return one line of 1 to 200 characters that can be printed and seen.

    Characters that are invisible or turn text around are left out. Raises OwnQuestionError.
    """
    if not isinstance(value, str):
        raise OwnQuestionError("empty", "expected text")
    text = STRAY_JOINER.sub("", INVISIBLE.sub("", value)).strip()
    if not text:
        raise OwnQuestionError("empty", "expected text")
    if len(text) > MAX_OWN_QUESTION_LENGTH:
        raise OwnQuestionError("too_long", f"at most {MAX_OWN_QUESTION_LENGTH} characters each")
    categories = {unicodedata.category(character) for character in text}
    if categories & UNPRINTABLE or "\ufffd" in text:
        raise OwnQuestionError("unprintable", "has a character that cannot be printed")
    if not any(category[0] in VISIBLE for category in categories):
        raise OwnQuestionError("invisible", "has nothing that can be seen")
    return text


# Answer key -> its codes. The outcome and the months are those of one medicine.
CODES: Mapping[str, type[StrEnum]] = MappingProxyType(
    {
        "who": Who,
        "severity": Severity,
        "specialist": Specialist,
        "creams": Creams,
        "medicines": Medicine,
        "outcome": Outcome,
        "cyclosporine_months": Months,
        "health": Health,
        "concerns": Concern,
    }
)
# Codes that stand alone in an answer of several.
EXCLUSIVE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"medicines": (NONE,), "health": (NONE, RATHER_NOT_SAY), "concerns": (NONE,)}
)
Code = TypeVar("Code", bound=StrEnum)


def _one_of(codes: type[Code]) -> Callable[[object], Code]:
    known = {str(code): code for code in codes}

    def parse_code(value: object) -> Code:
        if not isinstance(value, str) or value not in known:
            raise ValueError(f"expected one of {', '.join(known)}")
        return known[value]

    return parse_code


def _any_of(codes: type[StrEnum], *exclusive: str) -> Callable[[object], list[str]]:
    """Any of the codes, or just one of the exclusive codes."""
    parse_code = _one_of(codes)

    def parse_codes(value: object) -> list[str]:
        if not isinstance(value, list | tuple):
            raise ValueError("expected a list")
        if len(value) == 1 and value[0] in exclusive:
            return list(value)
        return [parse_code(item) for item in value]

    return parse_codes


_parse_medicine, _parse_outcome = _one_of(Medicine), _one_of(Outcome)


def _parse_medicines(value: object) -> dict[Medicine, Outcome]:
    if not isinstance(value, Mapping):
        raise ValueError("expected an object: medicine to outcome")
    given = {_parse_medicine(key): _parse_outcome(item) for key, item in value.items()}
    return {item: given[item] for item in Medicine if item in given}


def _parse_own_questions(value: object) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > MAX_OWN_QUESTIONS:
        raise ValueError(f"expected a list of at most {MAX_OWN_QUESTIONS}")
    return [parse_own_question(item) for item in value]


PARSERS: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {
        "who": _one_of(Who),
        "age": parse_age,
        "severity": _one_of(Severity),
        "specialist": _one_of(Specialist),
        "creams": _one_of(Creams),
        "medicines": _parse_medicines,
        "cyclosporine_months": _one_of(Months),
        "health": _any_of(Health, *EXCLUSIVE["health"]),
        "concerns": _any_of(Concern, *EXCLUSIVE["concerns"]),
        "own_questions": _parse_own_questions,
    }
)
REQUIRED = ("who", "age", "severity", "specialist", "creams", "medicines", "health", "concerns")
