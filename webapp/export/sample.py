"""The sheet of a made-up person, so that a clinician can see one without answering anything."""

from datetime import date
from functools import lru_cache

from rules.content import DEFAULT_LANGUAGE
from rules.examples import SAMPLE
from webapp.clinics import Clinic
from webapp.export.handout import KEPT
from webapp.export.pdf import in_languages, sheet_pdf
from webapp.export.typesetting import PaperSize


@lru_cache(KEPT)
def sample_pdf(
    clinic: Clinic | None, paper: PaperSize, made_on: date, language: str = DEFAULT_LANGUAGE
) -> bytes:
    """The sheet of the sample person; made once, for nobody's answers are in it."""
    sheet, beside = in_languages(SAMPLE, None, language)
    return sheet_pdf(sheet, paper, made_on, clinic, beside=beside, sample=True)
