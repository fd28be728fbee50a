"""How old the article's last review is, in words."""

from datetime import date

from rules.content.model import Content

MONTHS_IN_YEAR = 12


def age_in_words(content: Content, today: date) -> str:
    """How long ago the article was last reviewed, like "over 3 years ago"."""
    reviewed, words = content.source.reviewed_on, content.ages
    months = (today.year - reviewed.year) * MONTHS_IN_YEAR + today.month - reviewed.month
    years, rest = divmod(months, MONTHS_IN_YEAR)
    if months < 1:
        return words["this_month"]
    if months == 1:
        return words["month"]
    if years < 2:
        return words["months"].format(n=months)
    return words["over_years" if rest else "years"].format(n=years)
