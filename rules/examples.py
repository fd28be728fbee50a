"""Made-up persons: the sample that clinicians see, and the adult for whom tables are worked out."""

from rules.answers import Answers

SAMPLE = Answers.from_json(
    {
        "who": "me",
        "age": 34,
        "severity": "moderate",
        "specialist": "no",
        "creams": "not_enough",
        "medicines": {"cyclosporine": "did_not_work"},
        "cyclosporine_months": "3_to_5",
        "health": ["blood_pressure"],
        "concerns": ["infection", "tests"],
    }
)
ADULT = Answers.from_json(
    {
        "who": "me",
        "age": 34,
        "severity": "severe",
        "specialist": "yes",
        "creams": "not_enough",
        "medicines": {},
        "health": [],
        "concerns": [],
    }
)
