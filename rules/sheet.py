"""`build_sheet` makes a sheet (`rules.sheet_model`) from answers."""

from collections.abc import Iterable
from functools import lru_cache

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
from rules.content_model import Quote
from rules.facts import ADULT_AGE, FIRST_ADULT_AGE_ELSEWHERE, is_child
from rules.outlook import Stage, State
from rules.path import path
from rules.questions import asked
from rules.reasons import Reasons
from rules.sheet_model import MedicineLine, OwnQuestion, Question, Sheet
from rules.wording import SHOWN_REASONS, about, asking, because, creams_words


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
