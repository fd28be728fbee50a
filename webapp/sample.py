"""A made-up person, so that a clinician can see a sheet without answering anything."""

from rules import Answers

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
