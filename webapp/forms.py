"""One form for each page of questions, and the one on which questions are chosen."""

from collections.abc import Collection, Mapping
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import Field, Form, SelectField, SelectMultipleField

from rules.answers import MAX_BAD_NIGHTS, MAX_GOALS, MAX_ITCH, NONE, Health, Medicine
from rules.conditions import TEEN_AGE
from rules.content import CONTENT
from rules.selection import MAX_CHOSEN, OWN_QUESTION_IDS, Choice
from webapp.fields import Age, AnyOf, OneOf, OwnQuestion, OwnWords, SideEffect, WholeNumber
from webapp.progress import (
    MONTHS_FIELD,
    OUTCOME_FIELD,
    SIDE_EFFECT_FIELD,
    PartialAnswers,
    medicines_taken,
    person_meant,
)
from webapp.words import WORDS

FIRST_LABELS: list[str] = WORDS["choose"]["first_labels"]
OWN_LABELS: list[str] = WORDS["choose"]["own_labels"]
PREGNANCY_ITEMS = (
    Health.PREGNANT,
    Health.MAYBE_PREGNANT,
    Health.PLANNING_PREGNANCY,
    Health.COULD_BECOME_PREGNANT,
    Health.PARTNER_PREGNANCY,
    Health.BREASTFEEDING,
)
ABOUT_A_MEDICINE = {  # key of the answers so far -> the name of a medicine's field
    "outcomes": OUTCOME_FIELD,
    "months": MONTHS_FIELD,
    "side_effect": SIDE_EFFECT_FIELD,
}


class CarefulForm(FlaskForm):
    """A form that refuses two values where one belongs: never a guess."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            """Read the fields of a form alone: no page sends JSON or files."""
            return None if formdata is None else request.form or None

    @property
    def questions(self) -> list[Field]:
        """The fields that a person fills in."""
        return [field for field in self if field.type != "CSRFTokenField"]

    def validate(self, extra_validators: Any = None) -> bool:
        valid: bool = super().validate(extra_validators)
        for field in self.questions:
            several = isinstance(field, SelectMultipleField)
            if not several and len(request.form.getlist(field.name)) > 1:
                field.errors = [WORDS["messages"]["sent_twice"]]
                valid = False
        return valid

    def refuse_as_too_long(self) -> None:
        """Say that a person's own words, all together, do not fit a cookie: at the longest."""
        own = [field for field in self.questions if isinstance(field, OwnWords)]
        longest = max(own or self.questions[:1], key=lambda field: len(field.data or ""))
        longest.errors = [WORDS["messages"]["cookie_full"]]

    def problems(self) -> list[tuple[str, str]]:
        """For the error summary: where each error is (a group: its first box), and its words."""
        grouped = (OneOf, SelectMultipleField)
        return [
            (f"{field.name}-0" if isinstance(field, grouped) else field.name, field.errors[0])
            for field in self.questions
            if field.errors
        ]


class PageForm(CarefulForm):
    """The form of a page of questions, filled in with the answers so far."""

    slug: str

    def __init__(self, partial: PartialAnswers, **kwargs: Any) -> None:
        super().__init__(data=self.data_from(partial), **kwargs)
        for field in self.questions:
            field.word_for(person_meant(partial))

    @property
    def heading(self) -> str:
        """The page's own title, or what its one field asks."""
        fields = self.questions
        title: str = CONTENT.answers["pages"][self.slug]["title"]
        return str(fields[0].label.text) if len(fields) == 1 else title

    @property
    def why(self) -> str:
        """Why the page asks."""
        return str(CONTENT.answers["pages"][self.slug]["why"])

    def data_from(self, partial: PartialAnswers) -> PartialAnswers:
        """The answers so far, as the fields hold them."""
        return partial

    def into(self, partial: PartialAnswers) -> PartialAnswers:
        """The answers so far, with those of this form, which is valid."""
        return partial | {field.name: field.data for field in self.questions}


class AboutYouForm(PageForm):
    slug = "about-you"
    who = OneOf("who")
    age = Age()
    severity = OneOf("severity")
    specialist = OneOf("specialist")

    def into(self, partial: PartialAnswers) -> PartialAnswers:
        return super().into(partial) | {"age": self.age.years}


class CreamsForm(PageForm):
    slug = "creams"
    creams = OneOf("creams")


class MedicinesForm(PageForm):
    slug = "medicines"
    medicines = AnyOf("medicines")

    def data_from(self, partial: PartialAnswers) -> PartialAnswers:
        if "medicines" not in partial:
            return {}
        return {"medicines": partial["medicines"] or [NONE]}

    def into(self, partial: PartialAnswers) -> PartialAnswers:
        """What was said of a medicine that is no longer ticked is forgotten."""
        taken = [item for item in Medicine if item in self.medicines.data]
        told = {
            key: {item: value for item, value in partial.get(key, {}).items() if item in taken}
            for key in ABOUT_A_MEDICINE
        }
        return partial | told | {"medicines": taken}


class HowItWentForm(PageForm):
    """Three fields for each medicine; of those never taken none is shown."""

    slug = "how-it-went"

    def __init__(self, partial: PartialAnswers, **kwargs: Any) -> None:
        super().__init__(partial, **kwargs)
        taken = medicines_taken(partial)
        for medicine in Medicine:
            if medicine not in taken:
                for field in ABOUT_A_MEDICINE.values():
                    del self[field + medicine]

    def data_from(self, partial: PartialAnswers) -> PartialAnswers:
        return {
            field + medicine: value
            for key, field in ABOUT_A_MEDICINE.items()
            for medicine, value in partial.get(key, {}).items()
        }

    def into(self, partial: PartialAnswers) -> PartialAnswers:
        given = {field.name: field.data for field in self.questions}
        taken = medicines_taken(partial)
        told = {
            key: {item: given[field + item] for item in taken if given[field + item]}
            for key, field in ABOUT_A_MEDICINE.items()
        }
        return partial | told


# The way in which the documentation of WTForms adds fields that a list names.
for _medicine in Medicine:
    _needed = _medicine is Medicine.CYCLOSPORINE  # its time matters (S24, S25)
    setattr(HowItWentForm, OUTCOME_FIELD + _medicine, OneOf("outcome", _medicine))
    setattr(HowItWentForm, SIDE_EFFECT_FIELD + _medicine, SideEffect(_medicine))
    setattr(HowItWentForm, MONTHS_FIELD + _medicine, OneOf("months", _medicine, needed=_needed))


class HealthForm(PageForm):
    slug = "health"
    health = AnyOf("health")

    def __init__(self, partial: PartialAnswers, **kwargs: Any) -> None:
        super().__init__(partial, **kwargs)
        self.asks_about_pregnancy = _asks_about_pregnancy(partial)
        if not self.asks_about_pregnancy:
            choices = self.health.choices.items()
            self.health.choices = {
                code: label for code, label in choices if code not in PREGNANCY_ITEMS
            }

    @property
    def why(self) -> str:
        more: str = CONTENT.answers["pages"][self.slug]["why_pregnancy"]
        return f"{super().why} {more}" if self.asks_about_pregnancy else super().why


def _asks_about_pregnancy(partial: PartialAnswers) -> bool:
    """Left out under 10, unless ticked before the age was changed: nothing ticked is hidden."""
    ticked = any(item in partial.get("health", ()) for item in PREGNANCY_ITEMS)
    return ticked or partial.get("age", TEEN_AGE) >= TEEN_AGE


class MattersForm(PageForm):
    slug = "matters"
    goals = AnyOf("goals", most=MAX_GOALS)
    itch = WholeNumber("itch", MAX_ITCH)
    bad_nights = WholeNumber("bad_nights", MAX_BAD_NIGHTS)
    concerns = AnyOf("concerns")

    def into(self, partial: PartialAnswers) -> PartialAnswers:
        """A number that was taken out is no longer told."""
        kept = {key: value for key, value in partial.items() if key not in ("itch", "bad_nights")}
        numbers = {"itch": self.itch.number, "bad_nights": self.bad_nights.number}
        told = {key: number for key, number in numbers.items() if number is not None}
        return kept | {"goals": self.goals.data, "concerns": self.concerns.data} | told


class ChooseForm(CarefulForm):
    """Which questions to print, which of them first, and own questions.

    `questions_on_offer` maps the id of each question that fits to its text; `first_before` holds
    those that stood first up to now.
    """

    chosen = SelectMultipleField(validate_choice=False)
    first_1 = SelectField(FIRST_LABELS[0], validate_choice=False, name="first-1")
    first_2 = SelectField(FIRST_LABELS[1], validate_choice=False, name="first-2")
    first_3 = SelectField(FIRST_LABELS[2], validate_choice=False, name="first-3")
    own_1 = OwnQuestion(OWN_LABELS[0], name="own-1")
    own_2 = OwnQuestion(OWN_LABELS[1], name="own-2")
    own_3 = OwnQuestion(OWN_LABELS[2], name="own-3")

    def __init__(
        self,
        questions_on_offer: Mapping[str, str],
        first_before: Collection[str] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.chosen.choices = dict(questions_on_offer)
        self.chosen.data = [key for key in self.chosen.data or () if key in questions_on_offer]
        # Who unticks what stood first, and leaves the list below alone, wants it gone.
        gone = {key for key in first_before if key not in self.chosen.data}
        self._unticked = gone & questions_on_offer.keys()
        own = {field.name: field.label.text for field in self.own_fields}
        offered = enumerate(questions_on_offer.items(), start=1)
        numbered = {key: f"{number}. {text}" for number, (key, text) in offered}
        for field in self.firsts:
            field.choices = {"": WORDS["choose"]["no_choice"]} | numbered | own

    @property
    def firsts(self) -> list[SelectField]:
        """The lists to pick what stands first from, in order."""
        return [self.first_1, self.first_2, self.first_3]

    @property
    def own_fields(self) -> list[OwnQuestion]:
        """The fields for own questions, in order."""
        return [self.own_1, self.own_2, self.own_3]

    @property
    def own_questions(self) -> list[str]:
        """The own questions that were typed, in their order."""
        return [field.data for field in self.own_fields if field.data]

    @property
    def choice(self) -> Choice:
        """What was ticked, with what was put first; an own question moves up past an empty one."""
        filled = [field.name for field in self.own_fields if field.data]
        moved = dict(zip(filled, OWN_QUESTION_IDS, strict=False))
        picked = [field.data for field in self.firsts if field.data in field.choices]
        first = [moved.get(key, key) for key in picked if key and key not in self._unticked]
        put_first = [key for key in first if key in self.chosen.choices]
        chosen = dict.fromkeys([*self.chosen.data, *put_first])
        return Choice(tuple(chosen), tuple(first), tuple(self.chosen.choices))

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        self._check_ticks()
        self._check_first()
        return not self.errors

    def _check_ticks(self) -> None:
        count = len(self.choice.chosen) + len(self.own_questions)
        if count > MAX_CHOSEN:
            self.chosen.errors = [WORDS["choose"]["too_many"].format(count=count)]
        elif count == 0:
            self.chosen.errors = [WORDS["choose"]["none_chosen"]]

    def _check_first(self) -> None:
        picked: list[str] = []
        empty = {field.name for field in self.own_fields if not field.data}
        for field in self.firsts:
            if field.data and field.data not in field.choices:
                field.errors = [WORDS["choose"]["first_unknown"]]
            elif field.data and field.data in empty:
                field.errors = [WORDS["choose"]["first_empty"]]
            elif field.data and field.data in picked:
                field.errors = [WORDS["choose"]["first_twice"]]
            picked.append(field.data)
