"""Made-up people, as the answers that `Answers.from_json` takes and as what the forms send."""

from collections.abc import Sequence
from random import Random
from typing import Any

from rules.answers import Concern, Creams, Health, Medicine, Months, Outcome, Severity, Specialist

Fields = list[tuple[str, str]]
Person = dict[str, Any]

# Sees all six pages, so that the journey has the most requests.
SEES_EVERY_PAGE: Person = {
    "who": "me",
    "age": 28,
    "severity": "moderate",
    "specialist": "yes",
    "creams": "not_enough",
    "medicines": {"cyclosporine": "side_effects", "methotrexate": "taking_now"},
    "cyclosporine_months": "under_3",
    "health": ["pregnancy", "kidney"],
    "concerns": ["infection", "how_long"],
}


def anybody(random: Random) -> Person:
    """A person with answers drawn at random."""
    taken = random.sample(list(Medicine), random.randrange(len(Medicine) + 1))
    person: Person = {
        "who": "me",
        "age": random.randrange(13, 90),
        "severity": random.choice(list(Severity)),
        "specialist": random.choice(list(Specialist)),
        "creams": random.choice(list(Creams)),
        "medicines": {medicine: random.choice(list(Outcome)) for medicine in taken},
        "health": _some(random, list(Health)),
        "concerns": _some(random, list(Concern)),
    }
    if Medicine.CYCLOSPORINE in taken:
        person["cyclosporine_months"] = random.choice(list(Months))
    return person


def _some(random: Random, codes: Sequence[str]) -> list[str]:
    return random.sample(codes, min(len(codes), int(random.expovariate(0.4)))) or ["none"]


def forms(person: Person) -> dict[str, Fields]:
    """Page -> what its form sends."""
    medicines = person["medicines"]
    went = [(f"outcome-{medicine}", outcome) for medicine, outcome in medicines.items()]
    if "cyclosporine_months" in person:
        went.append(("cyclosporine_months", person["cyclosporine_months"]))
    about = ("who", "age", "severity", "specialist")
    return {
        "about-you": [(key, str(person[key])) for key in about],
        "creams": [("creams", person["creams"])],
        "medicines": [("medicines", medicine) for medicine in [*medicines] or ["none"]],
        **({"how-it-went": went} if went else {}),
        "health": [("health", item) for item in person["health"]],
        "concerns": [("concerns", item) for item in person["concerns"]],
    }
