"""`Sheet`: the one source of all that is shown, printed or pasted, and its public form as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from rules.answers import Answers
from rules.content import CONTENTS
from rules.content.model import Evidence, Note, Quote, Source
from rules.medicines import Entry, step_of
from rules.questions import QuestionList
from rules.states import Stage, State
from rules.wording import AboutLine, Measure, TriedLine, about, capital

MAX_ALERT_LINES = 4  # on page one; of more, only the names stand there


class MedicineLine(NamedTuple):
    """What the article says about one entry for these answers.

    `taken` names the medicines behind the entry of newer ones.
    """

    medicine: Entry
    name: str
    state: State
    state_words: str
    state_short: str
    because: str
    taken: tuple[str, ...]
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]


class AlertLine(NamedTuple):
    """An alert: a few words, a line to the doctor (empty if it is for the person alone), advice.

    `call` and `today` are the same advice as signs in two tiers: an emergency, and help today.
    """

    id: str
    short: str
    to_doctor: str
    to_you: str
    call: tuple[str, ...]
    today: tuple[str, ...]
    evidence: Evidence

    @property
    def title(self) -> str:
        """The few words, to begin a line with."""
        return capital(self.short)

    @property
    def page_one(self) -> bool:
        """Whether it stands on page one, which speaks to the doctor."""
        return bool(self.to_doctor)


class Question(NamedTuple):
    """One question for the doctor. Without quotes it rests on notes: "From other sources".

    `medicine` is the code of the one that it is about, "newer" for several newer ones, or None;
    `because` is None where a reason would tell nothing.
    """

    id: str
    list: QuestionList
    medicine: str | None
    topic: str
    text: str
    because: str | None
    chosen: bool
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]

    @property
    def in_article(self) -> bool:
        return bool(self.quotes)


@dataclass(frozen=True, slots=True)
class OwnQuestion:
    """A question in the person's own words, as typed."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """All that a sheet says, in one language.

    `questions` holds every one that fits, in the order of the rules. `most_important` and then
    `more_to_ask` hold what is printed, own questions included, in the order of their numbers.
    `no_longer_fit` and `newly_fit` hold the texts of questions that went and came when an answer
    was changed after choosing.
    `alerts` are those that the answers raise; `emergency` and `bring_all` stand on every sheet.
    `who` is like "Adult, 34". `matters` says the goals in a sentence, or else the concerns;
    `health` that nothing was ticked, or that the person would not say. `tried` is what was tried,
    creams first, then what is taken now; `tried_notes` is what else a doctor asks about that.
    `decided` names what is filled in at the visit.
    `notes` maps the id of each note that the sheet names, in the order of first use.
    """

    answers: Answers
    language: str
    stage: Stage
    titles: Mapping[str, Any]
    who: str
    medicines: tuple[MedicineLine, ...]
    goals: tuple[str, ...]
    matters: str
    severity: str
    itch: Measure | None
    bad_nights: Measure | None
    health: str
    tried: tuple[TriedLine, ...]
    tried_notes: tuple[str, ...]
    decided: tuple[str, ...]
    alerts: tuple[AlertLine, ...]
    emergency: AlertLine
    bring_all: AlertLine
    bring: tuple[str, ...]
    questions: tuple[Question, ...]
    own_questions: tuple[OwnQuestion, ...]
    most_important: tuple[Question | OwnQuestion, ...]
    more_to_ask: tuple[Question | OwnQuestion, ...]
    no_longer_fit: tuple[str, ...]
    newly_fit: tuple[str, ...]
    notes: Mapping[str, Note]
    other_treatments: Note | None
    standing: tuple[str, ...]
    source: Source
    content_version: str
    reviewer: str

    @property
    def about(self) -> tuple[AboutLine, ...]:
        """All answers, in lines."""
        return about(self.answers, CONTENTS[self.language])

    @property
    def alerts_for_doctor(self) -> tuple[AlertLine, ...]:
        """The alerts of page one: the first in full, the rest by name."""
        return tuple(alert for alert in self.alerts if alert.page_one)

    @property
    def alerts_by_name(self) -> tuple[AlertLine, ...]:
        """Those of page one that stand there by name."""
        return self.alerts_for_doctor[MAX_ALERT_LINES:]

    @property
    def in_order(self) -> tuple[MedicineLine, ...]:
        """The medicines that have a place in the article's order."""
        return tuple(line for line in self.medicines if step_of(line.medicine) is not None)

    @property
    def beside_order(self) -> tuple[MedicineLine, ...]:
        """Those that the article's order leaves out."""
        return tuple(line for line in self.medicines if step_of(line.medicine) is None)

    @property
    def three_title(self) -> str:
        """What heads those that stand first, by how many they are."""
        return str(self.titles["three"][len(self.most_important) - 1])

    @property
    def printed(self) -> tuple[Question | OwnQuestion, ...]:
        """All that is printed; the first is number 1."""
        return self.most_important + self.more_to_ask

    def to_json(self) -> dict[str, Any]:
        """The public form of a sheet: plain dicts, lists and strings."""
        return {
            "stage": str(self.stage),
            "medicines": {str(line.medicine): _medicine_json(line) for line in self.medicines},
            "alerts": [
                _alert_json(alert) for alert in (*self.alerts, self.emergency, self.bring_all)
            ],
            "goals": list(self.goals),
            "tried": [_tried_json(line) for line in self.tried],
            "own_questions": [{"id": own.id, "text": own.text} for own in self.own_questions],
            "questions": [_question_json(question) for question in self.questions],
            "first": [item.id for item in self.most_important],
            "notes": {key: _note_json(note) for key, note in self.notes.items()},
            "standing": list(self.standing),
            "source": {
                "title": self.source.title,
                "publisher": self.source.publisher,
                "reviewed": self.source.reviewed,
                "url": self.source.url,
            },
            "content_version": self.content_version,
        }


def _medicine_json(line: MedicineLine) -> dict[str, Any]:
    names = {"names": list(line.taken)} if line.medicine is Entry.NEWER else {}
    return {
        "state": str(line.state),
        "because": line.because,
        "quotes": [quote.id for quote in line.quotes],
        "notes": list(line.notes),
        **names,
    }


def _tried_json(line: TriedLine) -> dict[str, Any]:
    return {
        "treatment": line.treatment,
        "how": line.how,
        "how_long": line.how_long,
        "side_effect": line.side_effect,
    }


def _alert_json(alert: AlertLine) -> dict[str, Any]:
    return {
        "id": alert.id,
        "page_one": alert.page_one,
        "short": alert.short,
        "to_doctor": alert.to_doctor,
        "to_you": alert.to_you,
    }


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "list": str(question.list),
        "medicine": question.medicine,
        "topic": question.topic,
        "text": question.text,
        "because": question.because,
        "chosen": question.chosen,
        "in_article": question.in_article,
        "quotes": [_quote_json(quote) for quote in question.quotes],
        "notes": list(question.notes),
    }


def _quote_json(quote: Quote) -> dict[str, str]:
    translated = {"translation": quote.translation} if quote.translation else {}
    return {"id": quote.id, "subject": quote.subject, "text": quote.text, **translated}


def _note_json(note: Note) -> dict[str, Any]:
    return {
        "title": note.title,
        "text": note.text,
        "references": [
            {
                "title": reference.title,
                "publisher": reference.publisher,
                "year": reference.year,
                "url": reference.url,
            }
            for reference in note.references
        ],
    }
