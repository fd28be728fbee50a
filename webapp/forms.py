"""One form for each page of questions. A form checks what was typed and speaks plainly.

A form's class depends on few things only (the page, whose wording, which medicines, which items are
shown), so each is made once and kept.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, Form, RadioField, SelectMultipleField, StringField
from wtforms.validators import StopValidation

from rules.answers import OLDEST_AGE, Health, Medicine, Who
from rules.conditions import TEEN_AGE
from rules.content import CONTENT
from rules.content_checks import ALONE
from rules.wording import told
from webapp import current, journey
from webapp.journey import HOW_IT_WENT, OUTCOME, Page, SoFar

WORDS = CONTENT.answers
LONGEST_AGE_SHOWN = 20  # characters; more is not an age, and need not be shown again
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
PREGNANCY_ITEMS = (Health.PREGNANCY, Health.PARTNER_PREGNANCY, Health.BREASTFEEDING)


class OneOf(RadioField):
    """One choice. `missing` is said when there is none, or one that was not offered."""

    def __init__(self, *args: Any, choices: Mapping[str, str], missing: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.missing = choices, missing

    def pre_validate(self, form: Form) -> None:
        if self.data not in self.choices:
            raise StopValidation(self.missing)


class AnyOf(SelectMultipleField):
    """Any of the choices, or one of the exclusive ones, `alone`. Nothing ticked is an error."""

    def __init__(
        self,
        *args: Any,
        choices: Mapping[str, str],
        missing: str,
        hints: Mapping[str, str],
        alone: tuple[str, ...],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.choices, self.missing, self.hints, self.alone = choices, missing, hints, alone

    def pre_validate(self, form: Form) -> None:
        if not self.data or any(code not in self.choices for code in self.data):
            raise StopValidation(self.missing)
        for code in self.alone:
            if code in self.data and len(self.data) > 1:
                raise StopValidation(f"Tick “{self.choices[code]}” only if you tick nothing else.")


class Age(StringField):
    """Whole years. Keeps what was typed in `data`; `years` is None unless it is an age."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip()[:LONGEST_AGE_SHOWN] if valuelist else ""
        self.data = CONTROL.sub("\ufffd", typed)

    @property
    def years(self) -> int | None:
        typed = str(self.data)
        if typed.isdecimal() and len(typed) <= len(str(OLDEST_AGE)) and int(typed) <= OLDEST_AGE:
            return int(typed)
        return None

    def pre_validate(self, form: Form) -> None:
        if self.years is None:
            raise StopValidation(WORDS["age"]["missing"])
        if self.years < TEEN_AGE and form["who"].data == Who.ME:
            raise StopValidation(WORDS["age"]["too_young_for_me"])


class CarefulForm(FlaskForm):
    """A field that takes one value refuses two: never a guess."""

    class Meta:
        csrf = False  # `webapp.guard` checks the token of every form before a view is called

        def get_translations(self, form: Form) -> None:
            """None: the words are our own."""

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        sent = current.request().form
        for field in self:
            several = isinstance(field, SelectMultipleField)
            if not several and len(sent.getlist(field.name)) > 1:
                field.errors = ["This was sent twice. Please answer it once."]
                valid = False
        return valid

    def problems(self) -> list[tuple[str, str]]:
        """For the error summary: where each error is (a group: its first box), and its words."""
        grouped = (OneOf, SelectMultipleField)
        return [
            (f"{field.name}-0" if isinstance(field, grouped) else field.name, field.errors[0])
            for field in self
            if field.errors
        ]


class PageForm(CarefulForm):
    """A page of questions."""

    @classmethod
    @cache
    def blank(cls) -> "PageForm":
        """The form before anything is answered: it is only shown, so one does for everybody."""
        return cls(formdata=None)

    def heading(self, page: Page) -> str:
        """The page's own title, or what its one field asks."""
        fields = list(self)
        asked: str = fields[0].label.text
        title: str = WORDS["pages"][page.slug]["title"]
        return asked if len(fields) == 1 else title


def form_for(page: Page, so_far: SoFar) -> PageForm:
    """The page's form: filled from the request if it was sent, else from the answers so far."""
    made = form_class(
        page.slug,
        journey.who(so_far),
        journey.medicines(so_far) if page is HOW_IT_WENT else (),
        page.slug != "health" or _shows_pregnancy(so_far),
    )
    asked = current.request()
    if asked.method == "POST":
        return made(asked.form, data=_to_fields(so_far))
    if not journey.begun(page, so_far):
        return made.blank()
    return made(formdata=None, data=_to_fields(so_far))


def to_answers(page: Page, form: PageForm, so_far: SoFar) -> SoFar:
    """The answers so far, with a valid form's answers taken in."""
    now = {field.name: field.data for field in form}
    match page.slug:
        case "about-you":
            return so_far | now | {"age": form["age"].years}
        case "medicines":
            return so_far | {"medicines": _medicines(now["medicines"], so_far)}
        case "how-it-went":
            told_now = {medicine: now[OUTCOME + medicine] for medicine in so_far["medicines"]}
            months = {key: now[key] for key in ("cyclosporine_months",) if key in now}
            return so_far | months | {"medicines": told_now}
        case _:
            return so_far | now


def _medicines(ticked: list[str], so_far: SoFar) -> dict[str, str]:
    """Outcomes told before stay; a newly ticked medicine has none yet."""
    before = so_far.get("medicines", {})
    return {medicine: before.get(medicine, "") for medicine in Medicine if medicine in ticked}


def _to_fields(so_far: SoFar) -> dict[str, Any]:
    fields = dict(so_far)
    if "medicines" in so_far:
        fields["medicines"] = list(so_far["medicines"]) or list(ALONE["medicines"])
        for medicine, outcome in so_far["medicines"].items():
            fields[OUTCOME + medicine] = outcome
    return fields


def _shows_pregnancy(so_far: SoFar) -> bool:
    """Left out under 10, unless ticked before the age was changed: nothing ticked is hidden."""
    ticked = any(item in so_far.get("health", ()) for item in PREGNANCY_ITEMS)
    return ticked or so_far.get("age", TEEN_AGE) >= TEEN_AGE


@cache
def form_class(
    slug: str, who: Who, medicines: tuple[Medicine, ...], shows_pregnancy: bool
) -> type[PageForm]:
    """The class of a page's form. Some two hundred exist at most."""
    fields: dict[str, Field] = {}
    match slug:
        case "about-you":
            fields["who"] = _one_of("who")
            fields["age"] = Age(WORDS["age"]["ask"], description=WORDS["age"]["hint"])
            fields["severity"] = _one_of("severity")
            fields["specialist"] = _one_of("specialist")
        case "creams":
            fields = {"creams": _one_of("creams")}
        case "how-it-went":
            for medicine in medicines:
                fields[OUTCOME + medicine] = _one_of("outcome", medicine)
                if medicine is Medicine.CYCLOSPORINE:
                    fields["cyclosporine_months"] = _one_of("cyclosporine_months")
        case _:
            hidden = () if shows_pregnancy else PREGNANCY_ITEMS
            fields = {slug: _any_of(slug, who, hidden)}
    return type("PageForm", (PageForm,), fields)


def _one_of(key: str, medicine: Medicine | None = None) -> OneOf:
    words = WORDS[key]
    name = WORDS["medicines"]["named"][medicine] if medicine else ""
    return OneOf(
        words["ask"].format(medicine=name),
        description=words.get("hint", ""),
        choices=words["choices"],
        missing=words["missing"].format(medicine=name),
        validate_choice=False,  # pre_validate speaks plainly instead
    )


def _any_of(key: str, who: Who, hidden: tuple[str, ...]) -> AnyOf:
    words = WORDS[key]
    ask, choices = words["ask"], words["choices"]
    if who is not Who.ME:
        ask = told(words.get("ask_other", ask), who)
        choices = choices | words.get("choices_other", {})
    shown = {code: label for code, label in choices.items() if code not in hidden}
    return AnyOf(
        ask,
        description=words["hint"],
        choices=shown | {code: words[code] for code in ALONE[key]},
        missing=words["missing"],
        hints=words.get("hints", {}),
        alone=ALONE[key],
        validate_choice=False,
    )
