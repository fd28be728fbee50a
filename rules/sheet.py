"""`Sheet`, the one source of all that is shown, printed or pasted; `build_sheet` makes it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from rules import choice as choices
from rules import flags
from rules.answers import Answers, Medicine, Who
from rules.case import Case
from rules.choice import MOST_IMPORTANT, Choice, own_id
from rules.content import CONTENT
from rules.content_checks import (
    AGE_IN_ARTICLE_QUOTE,
    AGE_NOTE,
    CHILD_ROUTE_NOTE,
    CHILD_ROUTE_QUOTE,
    OTHER_TREATMENTS_NOTE,
    PAIRS,
    TEEN_NOTE,
)
from rules.content_model import FlagWording, Note, Quote, Source
from rules.facts import ADULT_AGE, FIRST_ADULT_AGE_ELSEWHERE, is_child
from rules.outlook import Stage, State
from rules.path import BESIDE, Step, path
from rules.questions import asked
from rules.reasons import Reasons
from rules.wording import SHOWN_REASONS, AboutLine, about, asking, because, creams_words

MOST_FLAG_LINES = 4  # on paper, in part one


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
    `flags` are those that the answers raise; `emergency` and `bring_all` stand on every sheet.
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
    flags: tuple[FlagWording, ...]
    emergency: FlagWording
    bring_all: FlagWording
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
    def flags_by_name(self) -> bool:
        """Too many flags for their lines in part one: there their names print, the lines behind."""
        return len(self.flags) > MOST_FLAG_LINES

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
                {"id": flag.id, "text": flag.line}
                for flag in (*self.flags, self.emergency, self.bring_all)
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


def build_sheet(answers: Answers, choice: Choice | None = None) -> Sheet:
    """The one way from answers, and from what a person chose if they did, to a sheet."""
    case = Case.of(answers)
    fitting = asked(case)
    ids = tuple(fitting)
    chosen = choice or choices.default(ids)
    kept = choices.fitted(chosen, ids, len(answers.own_questions))
    medicines = tuple(_medicine_line(case, medicine) for medicine in Medicine)
    questions = tuple(
        _question(key, answers.who, answers.age, behind[:SHOWN_REASONS], key in kept.chosen)
        for key, behind in fitting.items()
    )
    own = tuple(
        OwnQuestion(own_id(place), text) for place, text in enumerate(answers.own_questions)
    )
    most_important, more_to_ask = _in_order(questions, own, kept)
    past_creams = case.stage is not Stage.CREAMS_FIRST
    named = [note for question in questions for note in question.notes]
    named += [note for line in medicines for note in line.notes]
    return Sheet(
        stage=case.stage,
        stage_words=CONTENT.stages[case.stage],
        path=path(case.stage, case.states),
        path_words=CONTENT.path,
        creams_words=creams_words(answers),
        about_title=CONTENT.titles[answers.who]["about"],
        where_title=CONTENT.titles[answers.who]["where"],
        about=about(answers),
        medicines=medicines,
        flags=tuple(CONTENT.flags[flag] for flag in flags.raised(case)),
        emergency=CONTENT.flags[flags.EMERGENCY],
        bring_all=CONTENT.flags[flags.BRING],
        bring=CONTENT.bring,
        questions=questions,
        own_questions=own,
        most_important=most_important,
        more_to_ask=more_to_ask,
        no_longer_fit=tuple(
            asking(key, answers.who) for key in chosen.chosen if key not in fitting
        ),
        newly_fit=tuple(asking(key, answers.who) for key in choices.newly_fitting(chosen, ids)),
        notes={key: CONTENT.notes[key] for key in dict.fromkeys(named)},
        other_treatments=CONTENT.notes[OTHER_TREATMENTS_NOTE] if past_creams else None,
        standing=CONTENT.standing,
        source=CONTENT.source,
        content_version=CONTENT.version,
        reviewer=CONTENT.reviewer,
    )


# Kept: a few thousand at most, and nothing that tells one person from another.
@lru_cache(maxsize=4096)
def _question(key: str, who: Who, age: int, behind: Reasons, chosen: bool) -> Question:
    wording = CONTENT.questions[key]
    return Question(
        id=key,
        topic=wording.topic,
        text=asking(key, who),
        because=because(behind, age),
        chosen=chosen,
        quotes=wording.quotes,
        notes=_with_teen_note(age, wording.quotes, wording.notes),
    )


Printed = tuple[Question | OwnQuestion, ...]


def _in_order(
    questions: tuple[Question, ...], own: tuple[OwnQuestion, ...], choice: Choice
) -> tuple[Printed, Printed]:
    """The most important, as marked or else the first three; and the rest."""
    printed: Printed = (*(question for question in questions if question.chosen), *own)
    if not choice.first:
        return printed[:MOST_IMPORTANT], printed[MOST_IMPORTANT:]
    by_id = {item.id: item for item in printed}
    first = tuple(by_id.pop(key) for key in choice.first)
    return first, tuple(by_id.values())


def _medicine_line(case: Case, medicine: Medicine) -> MedicineLine:
    wording, state = CONTENT.medicines[medicine], case.states[medicine]
    quotes, notes = wording.quotes, wording.notes
    if state is State.NOT_COVERED:
        quotes, notes = _for_age_not_covered(medicine)
    elif medicine is Medicine.CYCLOSPORINE and medicine in case.in_play and is_child(case.answers):
        quotes, notes = (*quotes, CHILD_ROUTE_QUOTE), (*notes, CHILD_ROUTE_NOTE)
    quoted = tuple(CONTENT.quotes[quote] for quote in quotes)
    return MedicineLine(
        medicine=medicine,
        name=wording.name,
        state=state,
        state_words=CONTENT.states[state],
        state_short=CONTENT.states_short[state],
        because=because(case.behind[medicine][:SHOWN_REASONS], case.answers.age),
        quotes=quoted,
        notes=_with_teen_note(case.answers.age, quoted, notes),
    )


def _for_age_not_covered(medicine: Medicine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The one age in the article stands at mycophenolate (S53); elsewhere only the note."""
    if medicine is Medicine.MYCOPHENOLATE:
        return (AGE_IN_ARTICLE_QUOTE,), (PAIRS[AGE_IN_ARTICLE_QUOTE], AGE_NOTE)
    return (), (AGE_NOTE,)


def _with_teen_note(age: int, quotes: Iterable[Quote], notes: tuple[str, ...]) -> tuple[str, ...]:
    """Some countries count 16 as adult: said wherever the child quote meets 16 or 17."""
    adult_elsewhere = FIRST_ADULT_AGE_ELSEWHERE <= age < ADULT_AGE
    if adult_elsewhere and any(quote.id == CHILD_ROUTE_QUOTE for quote in quotes):
        return (*notes, TEEN_NOTE)
    return notes


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
