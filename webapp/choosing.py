"""The form on which questions are chosen, put first and added."""

from collections.abc import Collection, Mapping
from typing import Any

from wtforms import Form, SelectField, SelectMultipleField, StringField
from wtforms.validators import StopValidation

from rules.answers import parse_own_question
from rules.choice import MOST_CHOSEN, Choice, own_id
from webapp.forms import CarefulForm


class OwnQuestion(StringField):
    """One line in the person's own words; a line break counts as a space. Empty is fine."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = " ".join(valuelist[0].split()) if valuelist else ""

    def pre_validate(self, form: Form) -> None:
        if self.data:
            try:
                parse_own_question(self.data)
            except ValueError as error:
                raise StopValidation(f"Please change it: {error}.") from None


class ChooseForm(CarefulForm):
    """Which questions to print, which of them first, and own questions."""

    chosen = SelectMultipleField(validate_choice=False)
    first_1 = SelectField("First", validate_choice=False, name="first-1")
    first_2 = SelectField("Second", validate_choice=False, name="first-2")
    first_3 = SelectField("Third", validate_choice=False, name="first-3")
    own_1 = OwnQuestion("My own question", name="own-1")
    own_2 = OwnQuestion("Another one", name="own-2")
    own_3 = OwnQuestion("And one more", name="own-3")

    @property
    def firsts(self) -> list[SelectField]:
        return [self.first_1, self.first_2, self.first_3]

    @property
    def owns(self) -> list[OwnQuestion]:
        return [self.own_1, self.own_2, self.own_3]

    @property
    def own_questions(self) -> list[str]:
        """The own questions that were typed, in their order."""
        return [field.data for field in self.owns if field.data]

    @property
    def choice(self) -> Choice:
        """What was ticked, with what was put first; an own question moves up past an empty one."""
        typed = [field.name for field in self.owns if field.data]
        moved = {name: own_id(place) for place, name in enumerate(typed)}
        picked = [field.data for field in self.firsts if field.data]
        first = [moved.get(key, key) for key in picked if key not in self._unticked]
        put_first = [key for key in first if key in self.chosen.choices]
        chosen = tuple(dict.fromkeys([*self.chosen.data, *put_first]))
        return Choice(chosen, tuple(first), tuple(self.chosen.choices))

    def offer(self, questions: Mapping[str, str], first_before: Collection[str]) -> None:
        """Offer the questions that fit: id -> text. `first_before` were first up to now."""
        self.chosen.choices = dict(questions)
        self.chosen.data = [key for key in self.chosen.data or [] if key in questions]
        # Who unticks what stood first, and leaves the list below alone, wants it gone.
        self._unticked = {key for key in first_before if key not in self.chosen.data} & {*questions}
        own = {field.name: field.label.text for field in self.owns}
        numbered = {key: f"{n}. {text}" for n, (key, text) in enumerate(questions.items(), 1)}
        for field in self.firsts:
            field.choices = {"": "No choice"} | numbered | own

    def validate(self, extra_validators: Any = None) -> bool:
        super().validate(extra_validators)
        self._check_ticks()
        self._check_first()
        return not self.errors

    def _check_ticks(self) -> None:
        count = len(self.choice.chosen) + len(self.own_questions)
        if count > MOST_CHOSEN:
            self.chosen.errors = [
                f"That makes {count} questions. Keep at most {MOST_CHOSEN}, your own included."
            ]
        elif count == 0:
            self.chosen.errors = ["Tick at least one question, or write your own."]

    def _check_first(self) -> None:
        picked: list[str] = []
        empty = {field.name for field in self.owns if not field.data}
        for field in self.firsts:
            if field.data and field.data not in field.choices:
                field.errors = ["Pick a question from the list."]
            elif field.data in empty:
                field.errors = ["Write that question above, or pick another one."]
            elif field.data and field.data in picked:
                field.errors = ["Pick each question only once."]
            picked.append(field.data)
