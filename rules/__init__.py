"""From answers to a sheet of questions for the doctor. Standard library only; knows no HTTP."""

from rules.answers import Answers
from rules.sheet import Sheet, build_sheet

__all__ = ["Answers", "Sheet", "build_sheet"]
