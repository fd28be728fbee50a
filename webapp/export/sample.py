"""A made-up person, so that a clinician can see a sheet without answering anything."""

from datetime import date
from functools import lru_cache

from rules import Answers, build_sheet
from webapp.clinics import Clinic
from webapp.export.handout import KEPT
from webapp.export.pdf import sheet_pdf
from webapp.export.typesetting import PaperSize

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


@lru_cache(KEPT)
def sample_pdf(clinic: Clinic | None, paper: PaperSize, made_on: date) -> bytes:
    """The sheet of the sample person; made once, for nobody's answers are in it."""
    return sheet_pdf(build_sheet(SAMPLE), paper, made_on, clinic, sample=True)
