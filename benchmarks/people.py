"""Made-up people, as the answers that `Answers.from_json` takes and as what the forms send."""

from enum import StrEnum
from random import Random
from typing import Any

from rules.answers import (
    MAX_BAD_NIGHTS,
    MAX_GOALS,
    MAX_ITCH,
    Concern,
    Creams,
    Goal,
    Health,
    Medicine,
    Months,
    Outcome,
    Severity,
    Specialist,
)

Fields = list[tuple[str, str]]
Person = dict[str, Any]

# Sees all six pages, so that the journey has the most requests.
SEES_EVERY_PAGE: Person = {
    "who": "me",
    "age": 28,
    "severity": "moderate",
    "specialist": "yes",
    "creams": "not_enough",
    "itch": 7,
    "bad_nights": 3,
    "medicines": {"cyclosporine": "side_effects", "methotrexate": "taking_not_enough"},
    "months": {"cyclosporine": "under_3", "methotrexate": "3_to_5"},
    "side_effect": {"cyclosporine": "shaky hands"},
    "health": ["could_become_pregnant", "kidney"],
    "goals": ["less_itch", "better_sleep"],
    "concerns": ["infection", "how_long"],
}


def anybody(random: Random) -> Person:
    """A person with answers drawn at random."""
    taken = _some(random, Medicine)
    outcomes = {medicine: random.choice(list(Outcome)) for medicine in taken}
    return {
        "who": "me",
        "age": random.randrange(13, 90),
        "severity": random.choice(list(Severity)),
        "itch": random.randint(0, MAX_ITCH),
        "bad_nights": random.randint(0, MAX_BAD_NIGHTS),
        "specialist": random.choice(list(Specialist)),
        "creams": random.choice(list(Creams)),
        "medicines": outcomes,
        "months": {medicine: random.choice(list(Months)) for medicine in taken},
        "side_effect": {
            medicine: f"felt sick {random.randint(2, 99)} times"
            for medicine, outcome in outcomes.items()
            if outcome is Outcome.SIDE_EFFECTS
        },
        "health": _some(random, Health),
        "goals": _some(random, Goal, MAX_GOALS),
        "concerns": _some(random, Concern),
    }


def _some(random: Random, codes: type[StrEnum], most: int | None = None) -> list[str]:
    """A few, often none; hardly ever many."""
    count = min(int(random.expovariate(0.4)), most or len(codes))
    return [str(code) for code in random.sample(list(codes), count)]


def forms(person: Person) -> dict[str, Fields]:
    """Page -> what its form sends."""
    fields = {"outcome": "medicines", "months": "months", "side_effect": "side_effect"}
    went = [
        (f"{field}-{medicine}", str(said))
        for field, key in fields.items()
        for medicine, said in person[key].items()
    ]
    return {
        "about-you": _told(person, "who", "age", "severity", "specialist"),
        "creams": _told(person, "creams"),
        "medicines": _told(person, "medicines"),
        **({"how-it-went": went} if went else {}),
        "health": _told(person, "health"),
        "matters": _told(person, "goals", "itch", "bad_nights", "concerns"),
    }


def _told(person: Person, *keys: str) -> Fields:
    """The fields of these answers; of nothing ticked, "none" is."""
    single = {key: [said] for key, said in person.items() if isinstance(said, str | int)}
    several = {key: said or ["none"] for key, said in person.items()}
    return [(key, str(one)) for key in keys for one in (several | single)[key]]
