"""How old the article's last review is, in words."""

from datetime import date, datetime

from rules.content import CONTENT
from rules.content.model import Source

MONTHS_IN_YEAR = 12


def reviewed_on(source: Source) -> date:
    """The first day of the month of the review. ValueError when the source names no month."""
    return datetime.strptime(source.reviewed, "%B %Y").date()


def age_in_words(source: Source, today: date) -> str:
    """How long ago the article was last reviewed, like "over 3 years ago"."""
    reviewed = reviewed_on(source)
    months = (today.year - reviewed.year) * MONTHS_IN_YEAR + today.month - reviewed.month
    years, rest = divmod(months, MONTHS_IN_YEAR)
    if months < 1:
        return CONTENT.ages["this_month"]
    if months == 1:
        return CONTENT.ages["month"]
    if years < 2:
        return CONTENT.ages["months"].format(n=months)
    return CONTENT.ages["over_years" if rest else "years"].format(n=years)
