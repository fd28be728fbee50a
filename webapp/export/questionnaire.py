"""The questions on paper, to fill in by pen: a page of answers, and a page of what to ask."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from rules.alerts import ALERTS, TO_THE_PERSON, Alert, Situation
from rules.answers import EXCLUSIVE, MAX_BAD_NIGHTS, MAX_ITCH, Who
from rules.content import CONTENT, CONTENTS, DEFAULT_LANGUAGE
from rules.content.model import Content
from rules.questions import ON_PAPER
from rules.wording import capital, decided
from webapp.clinics import Clinic
from webapp.export.handout import KEPT, shown
from webapp.export.typesetting import PaperSize, own_words, place_in_line, typeset
from webapp.words import print_words

NUMBERS = {"itch": MAX_ITCH, "bad_nights": MAX_BAD_NIGHTS}  # a box for each number, from 0
BY_PEN = ("age", "side_effect")
# How each medicine went stands in the columns of its table: print.toml.
BY_BOX = ("who", "severity", "specialist", "creams", "medicines", "health", "goals", "concerns")
# What matters while a medicine is taken, in a line; signs that differ by medicine need the sheet.
WHILE_TAKEN = [
    alert for alert in ALERTS if alert in TO_THE_PERSON and not CONTENT.alerts[alert].signs
]


@lru_cache(KEPT)
def questionnaire_pdf(
    address: str,
    clinic: Clinic | None,
    paper: PaperSize,
    made_on: date,
    language: str = DEFAULT_LANGUAGE,
) -> bytes:
    """The paper version, for one clinic or for none; `address` leads to the web pages.

    Made once, for nobody's answers are in it. Raises TooManyPdfsError.
    """
    data = asked(CONTENTS[language]) | {
        "clinic": [own_words(text) for text in clinic.lines] if clinic else [],
        "logo": clinic.logo.on_paper if clinic and clinic.logo else "",
        "shown": shown(address),
    }
    with place_in_line():
        return typeset("questionnaire", paper, data, made_on)


def asked(content: Content) -> dict[str, Any]:
    """All that is asked, with the code of each box, and all that may be asked of the doctor."""
    emergency = content.alerts[Alert.EMERGENCY]
    say_first = [content.alerts[alert].short for alert in ALERTS if alert not in TO_THE_PERSON]
    return {
        "words": print_words("questionnaire", content.language),
        "asked": {key: _asked(key, content) for key in (*BY_PEN, *NUMBERS, *BY_BOX)},
        "say_first": f"{capital('; '.join(say_first))}.",
        "taken": [_while_taken(alert, content) for alert in WHILE_TAKEN],
        "emergency": {"call": emergency.call, "today": emergency.today},
        "themes": list(_themes(content)),
        "decided": decided(Who.ME, True, content),
        "bring": [_to_you(Alert.BRING_EVERY_PILL, content), *content.bring],
        "standing": [content.standing[0], content.standing[-1]],  # the rest is about quotes
        "version": content.version,
    }


def _while_taken(alert: Alert, content: Content) -> dict[str, str]:
    return {"title": capital(content.alerts[alert].short), "line": _to_you(alert, content)}


def _to_you(alert: Alert, content: Content) -> str:
    return content.alerts[alert].to_you[Situation.TAKING]


def _asked(key: str, content: Content) -> dict[str, Any]:
    """What is asked under this key, and its boxes in groups; without any it is written."""
    words = content.answers[key]
    groups = list(_groups(key, content)) if key not in BY_PEN else []
    return {"ask": words["ask"], "hint": words.get("hint", ""), "groups": groups}


def _groups(key: str, content: Content) -> Iterator[dict[str, Any]]:
    """The boxes under their headings, as on the web; last those that stand alone."""
    if key in NUMBERS:
        labels = {str(number): str(number) for number in range(NUMBERS[key] + 1)}
        yield {"title": "", "boxes": _boxes(labels, {})}
        return
    words = content.answers[key]
    for group in words.get("groups", [{"title": "", "codes": list(words["choices"])}]):
        labels = {code: words["choices"][code] for code in group["codes"]}
        yield {"title": group["title"], "boxes": _boxes(labels, words.get("hints", {}))}
    if key in EXCLUSIVE:
        yield {"title": "", "boxes": _boxes({code: words[code] for code in EXCLUSIVE[key]}, {})}


def _boxes(labels: dict[str, str], hints: dict[str, str]) -> list[dict[str, str]]:
    return [
        {"code": code, "label": label, "hint": hints.get(code, "")}
        for code, label in labels.items()
    ]


def _themes(content: Content) -> Iterator[dict[str, Any]]:
    """The questions to pick from, by theme, in the order of the themes."""
    for topic, symbol in content.topics.items():
        wordings = [content.questions[question] for question in ON_PAPER]
        asked = [{"id": each.id, "text": each.me} for each in wordings if each.topic == topic]
        if asked:
            yield {"title": topic, "symbol": symbol, "questions": asked}
