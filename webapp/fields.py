"""The fields of the forms. Each takes its words from the content, and speaks plainly of errors."""

import re
from dataclasses import dataclass
from typing import Any

from wtforms import Form, RadioField, SelectMultipleField, StringField
from wtforms.validators import StopValidation

from rules.answers import (
    EXCLUSIVE,
    MAX_AGE,
    MAX_SIDE_EFFECT_LENGTH,
    Medicine,
    OwnWordsError,
    Who,
    parse_own_question,
    parse_side_effect,
)
from rules.conditions import TEEN_AGE
from rules.terms import terms_in
from rules.wording import to_reader
from webapp.words import current_content, current_words

MAX_AGE_SHOWN = 20  # characters; more is not an age, and need not be shown again
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


@dataclass(frozen=True)
class Group:
    """Choices that stand together, by code; many have a title and a symbol."""

    choices: dict[str, str]
    title: str = ""
    symbol: str = ""
    hint: str = ""

    @property
    def terms(self) -> list[str]:
        """The keys of the words in it that are explained."""
        return terms_in(" ".join([self.title, *self.choices.values()]), current_content())


def grouped(words: dict[str, Any], choices: dict[str, str]) -> list[Group]:
    """The choices under the titles that the words of their answer have."""
    found = []
    for group in words.get("groups", [{"codes": list(words["choices"])}]):
        shown = {code: choices[code] for code in group["codes"] if code in choices}
        told = {key: value for key, value in group.items() if key != "codes"}
        found += [Group(shown, **told)] if shown else []
    return found


class OneOf(RadioField):
    """One choice of an answer's codes; `key` is that of the answer.

    `layout` names the style of the choices, here and below.
    """

    kind = "radio"
    hints: dict[str, str] = {}  # noqa: RUF012  (a group of boxes has some)
    exclusive: tuple[str, ...] = ()

    def __init__(
        self,
        key: str,
        medicine: Medicine | None = None,
        needed: bool = True,
        layout: str = "short",
        **kwargs: Any,
    ) -> None:
        words = current_content().answers[key]
        name = current_content().answers["medicines"]["named"][medicine] if medicine else ""
        super().__init__(
            words["ask"],
            description=words.get("hint", ""),
            choices=words["choices"] | words.get("short", {}),
            validate_choice=False,  # pre_validate speaks plainly instead
            **kwargs,
        )
        self.words, self.layout = words, layout
        self.missing = words["missing"].format(medicine=name)
        self.needed = needed

    @property
    def groups(self) -> list[Group]:
        """The choices, some of them under titles."""
        return grouped(self.words, self.choices)

    def word_for(self, who: Who) -> None:
        """The same words fit everyone."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Nothing sent is no answer. WTForms would keep the one of before."""
        self.data = valuelist[0] if valuelist else None

    def pre_validate(self, form: Form) -> None:
        if self.data not in self.choices and (self.needed or self.raw_data):
            raise StopValidation(self.missing)


class AnyOf(SelectMultipleField):
    """Any of an answer's codes, or one of its exclusive ones. Nothing ticked is an error.

    `most` is how many may be ticked, if not all.
    """

    kind = "checkbox"

    def __init__(self, key: str, most: int | None = None, layout: str = "", **kwargs: Any) -> None:
        words = current_content().answers[key]
        super().__init__(
            words["ask"],
            description=words["hint"],
            choices=words["choices"] | {code: words[code] for code in EXCLUSIVE[key]},
            validate_choice=False,  # pre_validate speaks plainly instead
            **kwargs,
        )
        self.words, self.exclusive, self.layout = words, EXCLUSIVE[key], layout
        self.choices: dict[str, str]
        self.most = most
        self.hints: dict[str, str] = words.get("hints", {})

    @property
    def groups(self) -> list[Group]:
        """The choices. The exclusive ones stand before those under titles, or else come last."""
        found = grouped(self.words, self.choices)
        alone = {code: self.choices[code] for code in self.exclusive}
        if found[0].title:
            return [Group(alone), *found]
        return [Group(found[0].choices | alone)]

    def word_for(self, who: Who) -> None:
        """Speak about another person, where that is meant."""
        if who is not Who.ME:
            self.label.text = to_reader(
                self.words.get("ask_other", self.words["ask"]), who, current_content()
            )
            self.choices = self.choices | self.words.get("choices_other", {})

    def pre_validate(self, form: Form) -> None:
        if not self.data or any(code not in self.choices for code in self.data):
            raise StopValidation(self.words["missing"])
        if self.most and len(self.data) > self.most:
            raise StopValidation(self.words["too_many"])
        for code in self.exclusive:
            if code in self.data and len(self.data) > 1:
                message = current_words()["messages"]["exclusive"].format(choice=self.choices[code])
                raise StopValidation(message)


class Age(StringField):
    """Whole years. Keeps what was typed in `data`; `years` is None unless it is an age."""

    kind = "text"

    def __init__(self, **kwargs: Any) -> None:
        words = current_content().answers["age"]
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
            raise StopValidation(current_content().answers["age"]["missing"])
        if self.years < TEEN_AGE and form["who"].data == Who.ME:
            raise StopValidation(current_content().answers["age"]["too_young_for_me"])


class WholeNumber(StringField):
    """A whole number from 0, as tiles, or nothing. `number` is None unless it is one."""

    kind = "radio"
    hints: dict[str, str] = {}  # noqa: RUF012  (a group of boxes has some)
    exclusive: tuple[str, ...] = ()

    def __init__(self, key: str, most: int, layout: str, **kwargs: Any) -> None:
        words = current_content().answers[key]
        super().__init__(words["ask_short"], **kwargs)
        self.words, self.missing, self.most, self.layout = words, words["missing"], most, layout

    @property
    def groups(self) -> list[Group]:
        """A tile for each number, and one that takes the number back."""
        numbers = {str(each): str(each) for each in range(self.most + 1)}
        return [Group(numbers | {"": self.words["skip"]})]

    def word_for(self, who: Who) -> None:
        """The same words fit everyone."""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip()[:MAX_AGE_SHOWN] if valuelist else ""
        self.data = CONTROL.sub("\ufffd", typed)

    @property
    def number(self) -> int | None:
        """The number, or None when what was typed is none."""
        typed = str(self.data)
        if typed.isdecimal() and len(typed) <= len(str(self.most)) and int(typed) <= self.most:
            return int(typed)
        return None

    def pre_validate(self, form: Form) -> None:
        if self.data not in (None, "") and self.number is None:
            raise StopValidation(self.missing)


class OwnWords(StringField):
    """One line in the person's own words; a line break counts as a space. Empty is fine."""

    kind = "line"

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = " ".join(valuelist[0].split()) if valuelist else ""

    def word_for(self, who: Who) -> None:
        """The same words fit everyone."""

    def parse(self, typed: str) -> str:
        """The words as they are kept. Raises OwnWordsError."""
        return parse_own_question(typed)

    def pre_validate(self, form: Form) -> None:
        if self.data:
            try:
                self.data = self.parse(self.data)
            except OwnWordsError as error:
                raise StopValidation(self.say(error.reason)) from None

    def say(self, reason: str) -> str:
        """What is wrong, in plain words."""
        return str(current_words()["own_question"][reason])


class OwnQuestion(OwnWords):
    """A question in the person's own words; `place` counts from 0."""

    def __init__(self, place: int, **kwargs: Any) -> None:
        super().__init__(current_words()["choose"]["own_labels"][place], **kwargs)


class SideEffect(OwnWords):
    """Which side effect a medicine gave."""

    longest = MAX_SIDE_EFFECT_LENGTH

    def __init__(self, **kwargs: Any) -> None:
        words = current_content().answers["side_effect"]
        super().__init__(words["ask_short"], description=words["hint"], **kwargs)

    def parse(self, typed: str) -> str:
        return parse_side_effect(typed)

    def say(self, reason: str) -> str:
        if reason != "too_long":
            return super().say(reason)
        words: str = current_content().answers["side_effect"]["too_long"]
        return words.format(most=MAX_SIDE_EFFECT_LENGTH)
