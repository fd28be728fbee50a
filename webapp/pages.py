"""The pages of questions: the one registry that forms, steps, answers to check and paper follow."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from rules.answers import REQUIRED, Answers, Medicine, Outcome
from rules.content import CONTENT
from rules.examples import SAMPLE
from rules.wording import AboutLine, about_line
from webapp.forms import (
    AboutYouForm,
    CreamsForm,
    HealthForm,
    HowItWentForm,
    MattersForm,
    MedicinesForm,
    PageForm,
)
from webapp.progress import (
    PARTIAL_PARSERS,
    PartialAnswers,
    complete_answers,
    from_elsewhere,
    medicines_taken,
)
from webapp.words import current_content


def _took_a_medicine(partial: PartialAnswers) -> bool:
    return bool(medicines_taken(partial))


def _answered_for_each(partial: PartialAnswers) -> bool:
    taken = medicines_taken(partial)
    months_told = Medicine.CYCLOSPORINE not in taken or Medicine.CYCLOSPORINE in partial["months"]
    return months_told and all(item in partial.get("outcomes", {}) for item in taken)


@dataclass(frozen=True, slots=True)
class Page:
    """A page of questions.

    `keys` are those of the answers so far that it fills; `lines` the lines of answers to check
    (`rules.wording.about_line`) that lead back to it. One with a `condition` is skipped by
    those whose answers do not meet it; `more` says whether what the keys hold is complete.
    """

    form: type[PageForm]
    keys: tuple[str, ...]
    lines: tuple[str, ...]
    condition: Callable[[PartialAnswers], bool] | None = None
    more: Callable[[PartialAnswers], bool] | None = None

    def applies(self, partial: PartialAnswers) -> bool:
        """Whether it is shown to whoever has answered so."""
        return self.condition is None or self.condition(partial)

    @property
    def slug(self) -> str:
        """The last part of its address, and the key of its words."""
        return self.form.slug

    def is_answered(self, partial: PartialAnswers) -> bool:
        """Whether nothing on it is left to answer."""
        given = all(key in partial for key in self.keys)
        return given and (self.more is None or self.more(partial))


PAGES = (
    Page(
        AboutYouForm,
        keys=("who", "age", "severity", "specialist"),
        lines=("who", "severity", "specialist"),
    ),
    Page(CreamsForm, keys=("creams",), lines=("creams",)),
    Page(MedicinesForm, keys=("medicines",), lines=("names",)),
    Page(
        HowItWentForm,
        keys=("outcomes", "months"),
        lines=("outcomes",),
        condition=_took_a_medicine,
        more=_answered_for_each,
    ),
    Page(HealthForm, keys=("health",), lines=("health",)),
    Page(MattersForm, keys=("goals", "concerns"), lines=("goals", "itch", "concerns")),
)
BY_SLUG: Mapping[str, Page] = {page.slug: page for page in PAGES}


def problems() -> Iterator[str]:
    """What is missing before the pages can be shown, one line each."""
    for page in PAGES:
        yield from _problems_of(page)
    for slug in CONTENT.answers["pages"].keys() - BY_SLUG.keys():
        yield f"answers.toml: words for {slug}, which is no page"
    asked = {key for page in PAGES for key in page.keys}
    yield from (f"pages.py: no page asks for {key}" for key in REQUIRED if key not in asked)


def _problems_of(page: Page) -> Iterator[str]:
    words = CONTENT.answers["pages"].get(page.slug, {})
    for part in ("title", "why"):
        if not words.get(part):
            yield f"answers.toml: no {part} for the page {page.slug}"
    for key in page.keys:
        if key not in PARTIAL_PARSERS:
            yield f"progress.py: no parser for {key} of the page {page.slug}"
    for line in page.lines:
        if not CONTENT.answers["about_labels"].get(line):
            yield f"answers.toml: no label for the line {line} of the page {page.slug}"


def first_unanswered(partial: PartialAnswers) -> Page | None:
    """The first page that still has to be answered."""
    for page in PAGES:
        if page.applies(partial) and not page.is_answered(partial):
            return page
    return None


def next_page(page: Page, partial: PartialAnswers) -> Page | None:
    """The next page that applies; None after the last."""
    after = PAGES[PAGES.index(page) + 1 :]
    return next((each for each in after if each.applies(partial)), None)


def previous_page(page: Page, partial: PartialAnswers) -> Page | None:
    """The page before that applies; None before the first."""
    before = reversed(PAGES[: PAGES.index(page)])
    return next((each for each in before if each.applies(partial)), None)


def number(page: Page) -> int:
    """The step that a page is, from 1. One that may be skipped shares that of the page before it,
    so that the count is true whether it is shown or not.
    """
    return sum(each.condition is None for each in PAGES[: PAGES.index(page) + 1])


STEPS = number(PAGES[-1]) + 1  # the last one is to choose questions


def answers_of(partial: PartialAnswers) -> Answers | None:
    """The complete answers, or None while a page is missing."""
    return None if first_unanswered(partial) else complete_answers(partial)


def lines_answered(partial: PartialAnswers) -> list[AboutLine]:
    """The lines of the pages that are answered, when others are not."""
    blank = from_elsewhere(SAMPLE.to_json()) | {"medicines": []}
    taken = dict.fromkeys(medicines_taken(partial), Outcome.NOT_SURE)
    answers = complete_answers(blank | partial | {"outcomes": taken | partial.get("outcomes", {})})
    content = current_content()
    return [
        about_line(key, answers, content)
        for page in PAGES
        if page.applies(partial) and page.is_answered(partial)
        for key in page.lines
    ]


def lines_to_check(partial: PartialAnswers, answers: Answers) -> list[tuple[AboutLine, Page]]:
    """Each line of the answers with the page where it can be changed."""
    content = current_content()
    return [
        (about_line(key, answers, content), page)
        for page in PAGES
        if page.applies(partial)
        for key in page.lines
    ]
