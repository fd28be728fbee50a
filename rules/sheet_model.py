"""`Sheet`: the one source of all that is shown, printed or pasted, and its public form as JSON."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from rules.answers import Medicine
from rules.content.model import AlertWording, Note, Quote, Source
from rules.path import BESIDE, Step
from rules.states import Stage, State
from rules.wording import AboutLine

MAX_ALERT_LINES = 4  # on page one; of more, only the names stand there


@dataclass(frozen=True, slots=True)
class MedicineLine:
    """What the article says about one medicine for these answers."""

    medicine: Medicine
    name: str
    state: State
    state_words: str
    state_short: str
    because: str
    quotes: tuple[Quote, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One question for the doctor. Without quotes it is "not in the article" and rests on notes."""

    id: str
    topic: str
    text: str
    because: str
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
    """All that a sheet says.

    `questions` holds every one that fits, in the order of the rules. `most_important` and then
    `more_to_ask` hold what is printed, own questions included, in the order of their numbers.
    `no_longer_fit` and `newly_fit` hold the texts of questions that went and came when an answer
    was changed after choosing.
    `alerts` are those that the answers raise; `emergency` and `bring_all` stand on every sheet.
    `notes` maps the id of each note that the sheet names, in the order of first use.
    """

    stage: Stage
    stage_words: str
    path: tuple[Step, ...]
    path_words: Mapping[str, str]
    creams_words: str
    about_title: str
    where_title: str
    about: tuple[AboutLine, ...]
    medicines: tuple[MedicineLine, ...]
    alerts: tuple[AlertWording, ...]
    emergency: AlertWording
    bring_all: AlertWording
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
    def alerts_by_name(self) -> bool:
        """Too many alerts for page one: their names stand there, their lines on page two."""
        return len(self.alerts) > MAX_ALERT_LINES

    @property
    def beside_path(self) -> tuple[MedicineLine, ...]:
        """The medicines that the article's path leaves out."""
        return tuple(self.line(medicine) for medicine in BESIDE)

    def line(self, medicine: Medicine) -> MedicineLine:
        """The line of one medicine."""
        return next(line for line in self.medicines if line.medicine is medicine)

    @property
    def printed(self) -> tuple[Question | OwnQuestion, ...]:
        """All that is printed; the first is number 1."""
        return self.most_important + self.more_to_ask

    def to_json(self) -> dict[str, Any]:
        """The public form of a sheet: plain dicts, lists and strings."""
        return {
            "stage": str(self.stage),
            "medicines": {str(line.medicine): _medicine_json(line) for line in self.medicines},
            "flags": [
                {"id": alert.id, "text": alert.line}
                for alert in (*self.alerts, self.emergency, self.bring_all)
            ],
            "questions": [_question_json(question) for question in self.questions],
            "notes": {key: _note_json(note) for key, note in self.notes.items()},
            "standing": [*self.standing, self.emergency.line],
            "source": {
                "title": self.source.title,
                "publisher": self.source.publisher,
                "reviewed": self.source.reviewed,
                "url": self.source.url,
            },
            "content_version": self.content_version,
        }


def _medicine_json(line: MedicineLine) -> dict[str, Any]:
    return {
        "state": str(line.state),
        "because": line.because,
        "quotes": [quote.id for quote in line.quotes],
        "notes": list(line.notes),
    }


def _question_json(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "topic": question.topic,
        "text": question.text,
        "because": question.because,
        "chosen": question.chosen,
        "in_article": question.in_article,
        "quotes": [
            {"id": quote.id, "subject": quote.subject, "text": quote.text}
            for quote in question.quotes
        ],
        "notes": list(question.notes),
    }


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
