"""The sheet of a made-up person, so that a clinician can see one without answering anything."""

from datetime import date
from functools import lru_cache

from rules import build_sheet
from rules.examples import SAMPLE
from webapp.clinics import Clinic
from webapp.export.handout import KEPT
from webapp.export.pdf import sheet_pdf
from webapp.export.typesetting import PaperSize


@lru_cache(KEPT)
def sample_pdf(clinic: Clinic | None, paper: PaperSize, made_on: date) -> bytes:
    """The sheet of the sample person; made once, for nobody's answers are in it."""
    return sheet_pdf(build_sheet(SAMPLE), paper, made_on, clinic, sample=True)
