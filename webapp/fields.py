"""The fields of the forms. Each takes its words from the content, and speaks plainly of errors."""

import re
from typing import Any

from wtforms import Form, RadioField, SelectMultipleField, StringField
from wtforms.validators import StopValidation

from rules.answers import EXCLUSIVE, MAX_AGE, Medicine, OwnQuestionError, Who, parse_own_question
from rules.conditions import TEEN_AGE
from rules.content import CONTENT
from rules.wording import to_reader
from webapp.words import WORDS

ANSWERS = CONTENT.answers
MAX_AGE_SHOWN = 20  # characters; more is not an age, and need not be shown again
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


class OneOf(RadioField):
    """One choice of an answer's codes; `key` is that of the answer."""

    kind = "radio"
    hints: dict[str, str] = {}  # noqa: RUF012  (a group of boxes has some)
    exclusive: tuple[str, ...] = ()

    def __init__(self, key: str, medicine: Medicine | None = None, **kwargs: Any) -> None:
        words = ANSWERS[key]
        name = ANSWERS["medicines"]["named"][medicine] if medicine else ""
        super().__init__(
            words["ask"].format(medicine=name),
            description=words.get("hint", ""),
            choices=words["choices"],
            validate_choice=False,  # pre_validate speaks plainly instead
            **kwargs,
        )
        self.missing = words["missing"].format(medicine=name)

    def word_for(self, who: Who) -> None:
        """The same words fit everyone."""

    def pre_validate(self, form: Form) -> None:
        if self.data not in self.choices:
            raise StopValidation(self.missing)


class AnyOf(SelectMultipleField):
    """Any of an answer's codes, or one of its exclusive ones. Nothing ticked is an error."""

    kind = "checkbox"

    def __init__(self, key: str, **kwargs: Any) -> None:
        words = ANSWERS[key]
        super().__init__(
            words["ask"],
            description=words["hint"],
            choices=words["choices"] | {code: words[code] for code in EXCLUSIVE[key]},
            validate_choice=False,  # pre_validate speaks plainly instead
            **kwargs,
        )
        self.words, self.exclusive = words, EXCLUSIVE[key]
        self.choices: dict[str, str]
        self.hints: dict[str, str] = words.get("hints", {})

    def word_for(self, who: Who) -> None:
        """Speak about another person, where that is meant."""
        if who is not Who.ME:
            self.label.text = to_reader(self.words.get("ask_other", self.words["ask"]), who)
            self.choices = self.choices | self.words.get("choices_other", {})

    def pre_validate(self, form: Form) -> None:
        if not self.data or any(code not in self.choices for code in self.data):
            raise StopValidation(self.words["missing"])
        for code in self.exclusive:
            if code in self.data and len(self.data) > 1:
                message = WORDS["messages"]["exclusive"].format(choice=self.choices[code])
                raise StopValidation(message)


class Age(StringField):
    """Whole years. Keeps what was typed in `data`; `years` is None unless it is an age."""

    kind = "text"

    def __init__(self, **kwargs: Any) -> None:
        words = ANSWERS["age"]
        super().__init__(words["ask"], description=words["hint"], **kwargs)

    def word_for(self, who: Who) -> None:
        """The same words fit everyone."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip()[:MAX_AGE_SHOWN] if valuelist else ""
        self.data = CONTROL.sub("\ufffd", typed)

    @property
    def years(self) -> int | None:
        """The age, or None when what was typed is none."""
        typed = str(self.data)
        if typed.isdecimal() and len(typed) <= len(str(MAX_AGE)) and int(typed) <= MAX_AGE:
            return int(typed)
        return None

    def pre_validate(self, form: Form) -> None:
        if self.years is None:
            raise StopValidation(ANSWERS["age"]["missing"])
        if self.years < TEEN_AGE and form["who"].data == Who.ME:
            raise StopValidation(ANSWERS["age"]["too_young_for_me"])


class OwnQuestion(StringField):
    """One line in the person's own words; a line break counts as a space. Empty is fine."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = " ".join(valuelist[0].split()) if valuelist else ""

    def pre_validate(self, form: Form) -> None:
        if self.data:
            try:
                self.data = parse_own_question(self.data)
            except OwnQuestionError as error:
                raise StopValidation(WORDS["own_question"][error.reason]) from None
