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
MAX_SIDE_EFFECT_LENGTH = 60  # characters
MAX_GOALS = 3
MAX_ITCH = 10  # the worst itch of the past week, from 0
MAX_BAD_NIGHTS = 7  # of the past week
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
    """Systemic medicines. Steroids: pills, liquid or shots, never creams."""

    CYCLOSPORINE = "cyclosporine"
    METHOTREXATE = "methotrexate"
    AZATHIOPRINE = "azathioprine"
    MYCOPHENOLATE = "mycophenolate"
    STEROIDS = "steroids"
    DUPILUMAB = "dupilumab"
    TRALOKINUMAB = "tralokinumab"
    LEBRIKIZUMAB = "lebrikizumab"
    NEMOLIZUMAB = "nemolizumab"
    UPADACITINIB = "upadacitinib"
    ABROCITINIB = "abrocitinib"
    BARICITINIB = "baricitinib"
    NEWER_OTHER = "newer_other"


class Outcome(StrEnum):
    """How a medicine goes, or how it ended."""

    TAKING_HELPS = "taking_helps"
    TAKING_NOT_ENOUGH = "taking_not_enough"
    TAKING_NOT_SURE = "taking_not_sure"
    DID_NOT_WORK = "did_not_work"
    WORE_OFF = "wore_off"
    SIDE_EFFECTS = "side_effects"
    OTHER_REASON = "other_reason"
    NOT_SURE = "not_sure"


class Months(StrEnum):
    """Time on a medicine, all courses added."""

    UNDER_3 = "under_3"
    FROM_3_TO_5 = "3_to_5"
    FROM_6_TO_11 = "6_to_11"
    FROM_12 = "12_or_more"
    NOT_SURE = "not_sure"


class Health(StrEnum):
    """A health fact; `PREGNANCY_ITEMS` are left out for a young child."""

    PREGNANT = "pregnant"
    MAYBE_PREGNANT = "maybe_pregnant"
    PLANNING_PREGNANCY = "planning_pregnancy"
    COULD_BECOME_PREGNANT = "could_become_pregnant"
    PARTNER_PREGNANCY = "partner_pregnancy"
    BREASTFEEDING = "breastfeeding"
    INFECTION_NOW = "infection_now"
    HERPES = "herpes"
    TB = "tb"
    HEPATITIS = "hepatitis"
    HIV = "hiv"
    VACCINE_SOON = "vaccine_soon"
    HEART_OR_CLOTS = "heart_or_clots"
    SMOKING = "smoking"
    LUNG = "lung"
    KIDNEY = "kidney"
    LIVER = "liver"
    BLOOD_PRESSURE = "blood_pressure"
    BLOOD_PROBLEM = "blood_problem"
    CANCER = "cancer"
    LIGHT_TREATMENT = "light_treatment"
    IMMUNE_MEDICINE = "immune_medicine"
    ALLERGIC_REACTION = "allergic_reaction"


class Goal(StrEnum):
    """What a person wants most from treatment."""

    LESS_ITCH = "less_itch"
    BETTER_SLEEP = "better_sleep"
    CLEARER_SKIN = "clearer_skin"
    DAILY_LIFE = "daily_life"
    MOOD = "mood"
    FEW_SIDE_EFFECTS = "few_side_effects"
    FEW_VISITS = "few_visits"
    NO_NEEDLES = "no_needles"
    LOW_COST = "low_cost"
    BABY = "baby"


class Concern(StrEnum):
    """What a person wants to know more about."""

    INFECTION = "infection"
    CANCER = "cancer"
    KIDNEYS = "kidneys"
    LIVER = "liver"
    BLOOD_PRESSURE = "blood_pressure"
    STOMACH = "stomach"
    SERIOUS_REACTION = "serious_reaction"
    EYES = "eyes"
    VACCINES = "vaccines"
    OTHER_MEDICINES = "other_medicines"
    DIAGNOSIS = "diagnosis"
    DOES_IT_WORK = "does_it_work"
    NEWER_CHOICES = "newer_choices"
    HOW_TAKEN = "how_taken"
    HOW_LONG = "how_long"
    WAITING = "waiting"
    OFF_LABEL = "off_label"
    COST = "cost"
    STEROID_CREAMS = "steroid_creams"
    NEEDLES = "needles"
    TESTS = "tests"
    DAILY_LIFE = "daily_life"
    MOOD = "mood"
    PREGNANCY = "pregnancy"
    FLARE_AFTER = "flare_after"


PREGNANCY_ITEMS = (
    Health.PREGNANT,
    Health.MAYBE_PREGNANT,
    Health.PLANNING_PREGNANCY,
    Health.COULD_BECOME_PREGNANT,
    Health.PARTNER_PREGNANCY,
    Health.BREASTFEEDING,
)
TAKING_NOW = frozenset({Outcome.TAKING_HELPS, Outcome.TAKING_NOT_ENOUGH, Outcome.TAKING_NOT_SURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """One person's answers, complete and consistent.

    `age` is in whole years, 0 to 120. `medicines` holds an outcome for each medicine ever taken;
    `months` the time on it and `side_effect` the person's own words, as far as told (for
    cyclosporine the months are never missing). `itch` (0 to 10) and `bad_nights` (0 to 7) are
    None when not given. `health`, `goals` and `concerns` stand in the order of their enums;
    `rather_not_say` means that the health page was declined.
    """

    who: Who
    age: int
    severity: Severity
    itch: int | None = None
    bad_nights: int | None = None
    specialist: Specialist
    creams: Creams
    medicines: Mapping[Medicine, Outcome]
    months: Mapping[Medicine, Months]
    side_effect: Mapping[Medicine, str]
    health: tuple[Health, ...]
    rather_not_say: bool
    goals: tuple[Goal, ...] = ()
    concerns: tuple[Concern, ...]
    own_questions: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Make answers from one JSON object. ValueError begins with the key at fault."""
        if not isinstance(data, Mapping):
            raise ValueError("answers: expected a JSON object")
        _check_keys(data)
        parsed = {key: parse(key, value) for key, value in data.items()}
        medicines = parsed["medicines"]
        months, side_effect = parsed.get("months", {}), parsed.get("side_effect", {})
        _check_details(medicines, months, side_effect)
        if Medicine.CYCLOSPORINE in medicines:
            months = {Medicine.CYCLOSPORINE: Months.NOT_SURE} | months
        health = parsed["health"]
        return cls(
            who=parsed["who"],
            age=parsed["age"],
            severity=parsed["severity"],
            itch=parsed.get("itch"),
            bad_nights=parsed.get("bad_nights"),
            specialist=parsed["specialist"],
            creams=parsed["creams"],
            medicines=MappingProxyType(medicines),
            months=MappingProxyType(_in_order(months)),
            side_effect=MappingProxyType(side_effect),
            health=tuple(item for item in Health if item in health),
            rather_not_say=health == [RATHER_NOT_SAY],
            goals=tuple(item for item in Goal if item in parsed.get("goals", ())),
            concerns=tuple(item for item in Concern if item in parsed["concerns"]),
            own_questions=tuple(parsed.get("own_questions", ())),
        )

    def to_json(self) -> dict[str, Any]:
        """Return the object that `from_json` reads as the same answers."""
        declined = [RATHER_NOT_SAY] if self.rather_not_say else []
        optional = {"itch": self.itch, "bad_nights": self.bad_nights}
        return {
            "who": str(self.who),
            "age": self.age,
            "severity": str(self.severity),
            **{key: value for key, value in optional.items() if value is not None},
            "specialist": str(self.specialist),
            "creams": str(self.creams),
            "medicines": _plain(self.medicines),
            "months": _plain(self.months),
            "side_effect": _plain(self.side_effect),
            "health": [str(item) for item in self.health] or declined,
            "goals": [str(item) for item in self.goals],
            "concerns": [str(item) for item in self.concerns],
            "own_questions": list(self.own_questions),
        }


def _check_keys(data: Mapping[Any, object]) -> None:
    for key in data:
        if key not in PARSERS:
            raise ValueError(f"{key}: not a known answer")
    for key in REQUIRED:
        if key not in data:
            raise ValueError(f"{key}: missing")


def _check_details(
    medicines: Mapping[Medicine, Outcome],
    months: Mapping[Medicine, Months],
    side_effect: Mapping[Medicine, str],
) -> None:
    for medicine in months:
        if medicine not in medicines:
            raise ValueError(f"months: {medicine} is not among the medicines")
    for medicine in side_effect:
        if medicines.get(medicine) is not Outcome.SIDE_EFFECTS:
            raise ValueError(f"side_effect: {medicine} did not end because of side effects")


def _in_order(given: Mapping[Medicine, Any]) -> dict[Medicine, Any]:
    return {medicine: given[medicine] for medicine in Medicine if medicine in given}


def _plain(given: Mapping[Medicine, str]) -> dict[str, str]:
    return {str(medicine): str(value) for medicine, value in given.items()}


class OwnWordsError(ValueError):
    """A person's own words cannot be printed; `reason` is the code of the words for that."""

    def __init__(self, reason: str, message: str) -> None:
        super().__init__(message)
        self.reason = reason


def parse(key: str, value: object) -> Any:
    """Check one answer by itself. ValueError begins with the key; KeyError if it is unknown."""
    try:
        return PARSERS[key](value)
    except ValueError as error:
        raise ValueError(f"{key}: {error}") from None


def _whole_number(most: int, unit: str = "number") -> Callable[[object], int]:
    def parse_number(value: object) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= most:
            raise ValueError(f"expected a whole {unit} from 0 to {most}")
        return value

    return parse_number


def parse_own_question(value: object) -> str:
    """Return one line of 1 to 200 characters that can be printed and seen."""
    return parse_own_words(value, MAX_OWN_QUESTION_LENGTH)


def parse_side_effect(value: object) -> str:
    """Return one line of 1 to 60 characters that can be printed and seen."""
    return parse_own_words(value, MAX_SIDE_EFFECT_LENGTH)


def parse_own_words(value: object, longest: int) -> str:
    """Return one line of a person's own words that can be printed and seen.

    Characters that are invisible or turn text around are left out. Raises OwnWordsError.
    """
    if not isinstance(value, str):
        raise OwnWordsError("empty", "expected text")
    text = STRAY_JOINER.sub("", INVISIBLE.sub("", value)).strip()
    if not text:
        raise OwnWordsError("empty", "expected text")
    if len(text) > longest:
        raise OwnWordsError("too_long", f"at most {longest} characters each")
    categories = {unicodedata.category(character) for character in text}
    if categories & UNPRINTABLE or "\ufffd" in text:
        raise OwnWordsError("unprintable", "has a character that cannot be printed")
    if not any(category[0] in VISIBLE for category in categories):
        raise OwnWordsError("invisible", "has nothing that can be seen")
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
        "months": Months,
        "health": Health,
        "goals": Goal,
        "concerns": Concern,
    }
)
# Codes that stand alone in an answer of several.
EXCLUSIVE: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "medicines": (NONE,),
        "health": (NONE, RATHER_NOT_SAY),
        "goals": (NONE,),
        "concerns": (NONE,),
    }
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


_parse_medicine = _one_of(Medicine)


def _by_medicine(parse_value: Callable[[object], Any]) -> Callable[[object], dict[Medicine, Any]]:
    """An object: medicine to something that is parsed for each."""

    def parse_object(value: object) -> dict[Medicine, Any]:
        if not isinstance(value, Mapping):
            raise ValueError("expected an object with medicines as its keys")
        given = {_parse_medicine(key): parse_value(item) for key, item in value.items()}
        return _in_order(given)

    return parse_object


def _parse_goals(value: object) -> list[str]:
    goals = _any_of(Goal, *EXCLUSIVE["goals"])(value)
    if len(goals) > MAX_GOALS:
        raise ValueError(f"at most {MAX_GOALS}")
    return goals


def _parse_own_questions(value: object) -> list[str]:
    if not isinstance(value, list | tuple) or len(value) > MAX_OWN_QUESTIONS:
        raise ValueError(f"expected a list of at most {MAX_OWN_QUESTIONS}")
    return [parse_own_question(item) for item in value]


PARSERS: Mapping[str, Callable[[object], Any]] = MappingProxyType(
    {
        "who": _one_of(Who),
        "age": _whole_number(MAX_AGE, "number of years"),
        "severity": _one_of(Severity),
        "itch": _whole_number(MAX_ITCH),
        "bad_nights": _whole_number(MAX_BAD_NIGHTS),
        "specialist": _one_of(Specialist),
        "creams": _one_of(Creams),
        "medicines": _by_medicine(_one_of(Outcome)),
        "months": _by_medicine(_one_of(Months)),
        "side_effect": _by_medicine(parse_side_effect),
        "health": _any_of(Health, *EXCLUSIVE["health"]),
        "goals": _parse_goals,
        "concerns": _any_of(Concern, *EXCLUSIVE["concerns"]),
        "own_questions": _parse_own_questions,
    }
)
REQUIRED = ("who", "age", "severity", "specialist", "creams", "medicines", "health", "concerns")
