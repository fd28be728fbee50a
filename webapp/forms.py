"""One form for each page of questions, and the one on which questions are chosen."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import request
from flask_wtf import FlaskForm
from wtforms import BooleanField, Field, Form, SelectMultipleField, TextAreaField

from rules.answers import (
    MAX_BAD_NIGHTS,
    MAX_GOALS,
    MAX_ITCH,
    NONE,
    PREGNANCY_ITEMS,
    Medicine,
    Who,
)
from rules.conditions import TEEN_AGE
from rules.selection import MAX_CHOSEN, MAX_FIRST, OWN_QUESTION_IDS, Choice
from webapp.fields import Age, AnyOf, OneOf, OwnQuestion, OwnWords, SideEffect, WholeNumber
from webapp.progress import (
    MONTHS_FIELD,
    OUTCOME_FIELD,
    SIDE_EFFECT_FIELD,
    PartialAnswers,
    medicines_taken,
    person_meant,
)
from webapp.words import current_content, current_words

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
                field.errors = [current_words()["messages"]["sent_twice"]]
                valid = False
        return valid

    def refuse_as_too_long(self) -> None:
        """Say that a person's own words, all together, do not fit a cookie: at the longest."""
        own = [field for field in self.questions if isinstance(field, OwnWords)]
        longest = max(own or self.questions[:1], key=lambda field: len(field.data or ""))
        longest.errors = [current_words()["messages"]["cookie_full"]]

    def problems(self) -> list[tuple[str, str]]:
        """For the error summary: where each error is (a group: its first box), and its words."""
        grouped = (OneOf, SelectMultipleField, WholeNumber)
        return [
            (f"{field.name}-0" if isinstance(field, grouped) else field.name, field.errors[0])
            for field in self.questions
            if field.errors
        ]


@dataclass(frozen=True)
class Section:
    """Fields that stand together on a page; some sections have a title."""

    fields: list[Field]
    title: str = ""
    hint: str = ""
    symbol: str = ""


class PageForm(CarefulForm):
    """The form of a page of questions, filled in with the answers so far."""

    slug: str

    def __init__(self, partial: PartialAnswers, **kwargs: Any) -> None:
        super().__init__(data=self.data_from(partial), **kwargs)
        self.person = person_meant(partial)
        for field in self.questions:
            field.word_for(self.person)

    @property
    def heading(self) -> str:
        """The page's own title, or what its one field asks."""
        fields = self.questions
        title: str = current_content().answers["pages"][self.slug]["title"]
        return str(fields[0].label.text) if len(fields) == 1 else title

    @property
    def why(self) -> str:
        """Why the page asks."""
        words = current_content().answers["pages"][self.slug]
        return str(words["why"] if self.person is Who.ME else words.get("why_other", words["why"]))

    @property
    def sections(self) -> list[Section]:
        """The fields, in the order in which they are asked."""
        return [Section(self.questions)]

    @property
    def counted(self) -> list[AnyOf]:
        """The fields of which it is said how many boxes are ticked."""
        return [field for field in self.questions if isinstance(field, AnyOf)]

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
    creams = OneOf("creams", layout="one")


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
        self.taken = medicines_taken(partial)
        for medicine in Medicine:
            if medicine not in self.taken:
                for field in ABOUT_A_MEDICINE.values():
                    del self[field + medicine]

    @property
    def sections(self) -> list[Section]:
        """One for each medicine, with its brand names."""
        words, fields = (
            current_content().answers["medicines"],
            (OUTCOME_FIELD, SIDE_EFFECT_FIELD, MONTHS_FIELD),
        )
        return [
            Section(
                [self[field + medicine] for field in fields],
                words["choices"][medicine],
                words["hints"][medicine],
            )
            for medicine in self.taken
        ]

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
    setattr(HowItWentForm, SIDE_EFFECT_FIELD + _medicine, SideEffect())
    _months = OneOf("months", _medicine, needed=_needed, layout="tiles five")
    setattr(HowItWentForm, MONTHS_FIELD + _medicine, _months)


class HealthForm(PageForm):
    slug = "health"
    health = AnyOf("health")

    def __init__(self, partial: PartialAnswers, **kwargs: Any) -> None:
        super().__init__(partial, **kwargs)
        if not _asks_about_pregnancy(partial):
            choices = self.health.choices.items()
            self.health.choices = {
                code: label for code, label in choices if code not in PREGNANCY_ITEMS
            }


def _asks_about_pregnancy(partial: PartialAnswers) -> bool:
    """Left out under 10, unless ticked before the age was changed: nothing ticked is hidden."""
    ticked = any(item in partial.get("health", ()) for item in PREGNANCY_ITEMS)
    return ticked or partial.get("age", TEEN_AGE) >= TEEN_AGE


class MattersForm(PageForm):
    slug = "matters"
    goals = AnyOf("goals", most=MAX_GOALS, layout="short")
    itch = WholeNumber("itch", MAX_ITCH, layout="tiles twelve")
    bad_nights = WholeNumber("bad_nights", MAX_BAD_NIGHTS, layout="tiles five")
    concerns = AnyOf("concerns", layout="short")

    @property
    def sections(self) -> list[Section]:
        """The two numbers stand second: a bar that stays in sight hides what is last."""
        week = Section([self.itch, self.bad_nights], **current_content().answers["past_week"])
        return [Section([self.goals]), week, Section([self.concerns])]

    def into(self, partial: PartialAnswers) -> PartialAnswers:
        """A number that was taken out is no longer told."""
        kept = {key: value for key, value in partial.items() if key not in ("itch", "bad_nights")}
        numbers = {"itch": self.itch.number, "bad_nights": self.bad_nights.number}
        told = {key: number for key, number in numbers.items() if number is not None}
        return kept | {"goals": self.goals.data, "concerns": self.concerns.data} | told


class OpenForm(CarefulForm):
    """A code from another device, or a record; and whether to take what it holds.

    A file may begin with a mark of its byte order. `from_link` is what the script sets when it
    sends what stood in the address.
    """

    code = TextAreaField(filters=(lambda text: (text or "").strip("\ufeff \t\r\n"),))
    confirmed = BooleanField(false_values=())
    from_link = BooleanField(false_values=("",))


class ChooseForm(CarefulForm):
    """Which questions to print, which of them come first, and own questions.

    `on_offer` holds the ids of the questions that fit, and nothing else that is ticked is taken.
    A star implies a tick. What is starred stands in the order in which it was sent.
    """

    own_1 = OwnQuestion(0)
    own_2 = OwnQuestion(1)
    own_3 = OwnQuestion(2)
    first = SelectMultipleField(validate_choice=False)
    chosen = SelectMultipleField(validate_choice=False)
    with_code = BooleanField(false_values=())  # whatever its value

    def __init__(self, on_offer: Iterable[str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.on_offer = tuple(on_offer)
        can_be_first = {*self.on_offer, *self.typed}
        starred = dict.fromkeys(self.first.data or ())
        self.first.data = [key for key in starred if key in can_be_first]
        ticked = {*(self.chosen.data or ()), *self.first.data}
        self.chosen.data = [key for key in self.on_offer if key in ticked]

    @property
    def own_fields(self) -> dict[str, OwnQuestion]:
        """The fields for own questions, by the ids of the questions."""
        return dict(zip(OWN_QUESTION_IDS, (self.own_1, self.own_2, self.own_3), strict=True))

    @property
    def typed(self) -> dict[str, str]:
        """The own questions that were typed, by the ids of their fields."""
        return {key: field.data for key, field in self.own_fields.items() if field.data}

    @property
    def choice(self) -> Choice:
        """What was ticked, with what comes first; an own question moves up past an empty one."""
        moved_up = dict(zip(self.typed, OWN_QUESTION_IDS, strict=False))
        first = tuple(moved_up.get(key, key) for key in self.first.data)
        return Choice(tuple(self.chosen.data), first, self.on_offer)

    def move(self, wanted: str) -> None:
        """Move a starred question, as in "up:Q13", "down:Q13"; or leave it out: "out:Q13"."""
        way, _, key = wanted.partition(":")
        if key not in self.first.data:
            return
        place = self.first.data.index(key)
        self.first.data.remove(key)
        if way != "out":
            self.first.data.insert(max(0, place + {"up": -1, "down": 1}.get(way, 0)), key)
        elif key in self.chosen.data:
            self.chosen.data.remove(key)

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        count = len(self.chosen.data) + len(self.typed)
        if count > MAX_CHOSEN:
            self.chosen.errors = [current_words()["choose"]["too_many"].format(count=count)]
        elif count == 0:
            self.chosen.errors = [current_words()["choose"]["none_chosen"]]
        if len(self.first.data) > MAX_FIRST:
            self.first.errors = [
                current_words()["choose"]["too_many_first"].format(count=len(self.first.data))
            ]
        return not self.errors
