"""From answers to a sheet of questions for the doctor. Standard library only; knows no HTTP."""

from rules.answers import Answers
from rules.sheet import build_sheet
from rules.sheet_model import Sheet

__all__ = ["Answers", "Sheet", "build_sheet"]
