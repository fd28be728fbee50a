"""How old the article's last review is, in words."""

from datetime import date, datetime
from functools import cache

from rules.content_model import Source

MONTHS_IN_YEAR = 12


@cache
def reviewed_on(source: Source) -> date:
    """The first day of the month of the review. ValueError when the source names no month."""
    return datetime.strptime(source.reviewed, "%B %Y").date()


def age_in_words(source: Source, today: date) -> str:
    """How long ago the article was last reviewed, like "over 3 years ago"."""
    reviewed = reviewed_on(source)
    months = (today.year - reviewed.year) * MONTHS_IN_YEAR + today.month - reviewed.month
    if months < 1:
        return "this month"
    if months < 2 * MONTHS_IN_YEAR:
        return f"{months} month{'s' if months > 1 else ''} ago"
    years, rest = divmod(months, MONTHS_IN_YEAR)
    return f"{'over ' if rest else ''}{years} years ago"
