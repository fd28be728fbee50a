"""`build_sheet` makes a sheet (`rules.sheet_model`) from answers."""

from collections.abc import Iterable

from rules import alerts
from rules.alerts import Alert
from rules.answers import Answers, Medicine
from rules.assessment import Assessment, assess
from rules.content import CONTENT
from rules.content.model import Quote
from rules.facts import ADULT_AGE, FIRST_ADULT_AGE_ELSEWHERE, is_child
from rules.path import path
from rules.questions import Ask, fitting_questions
from rules.reasons import Reasons
from rules.selection import (
    MAX_FIRST,
    Choice,
    choice_that_fits,
    default_choice,
    newly_fitting,
    own_question_id,
)
from rules.sheet_model import MedicineLine, OwnQuestion, Question, Sheet
from rules.states import Stage, State
from rules.wording import SHOWN_REASONS, about, because, creams_words, question_text


def build_sheet(answers: Answers, choice: Choice | None = None) -> Sheet:
    """The one way from answers, and from what a person chose if they did, to a sheet."""
    assessment = assess(answers)
    fitting = fitting_questions(assessment)
    ids = tuple(fitting)
    wanted = choice or default_choice(ids)
    kept = choice_that_fits(wanted, ids, len(answers.own_questions))
    medicines = tuple(_medicine_line(assessment, medicine) for medicine in Medicine)
    questions = tuple(
        _question(key, answers, behind, key in kept.chosen) for key, behind in fitting.items()
    )
    own = tuple(
        OwnQuestion(own_question_id(place), text)
        for place, text in enumerate(answers.own_questions)
    )
    most_important, more_to_ask = _in_order(questions, own, kept)
    past_creams = assessment.stage is not Stage.CREAMS_FIRST
    notes = [note for question in questions for note in question.notes]
    notes += [note for line in medicines for note in line.notes]
    other_treatments = CONTENT.notes[CONTENT.named.other_treatments_note]
    return Sheet(
        stage=assessment.stage,
        stage_words=CONTENT.stages[assessment.stage],
        path=path(assessment.stage, assessment.states),
        path_words=CONTENT.path,
        creams_words=creams_words(answers),
        about_title=CONTENT.titles[answers.who]["about"],
        where_title=CONTENT.titles[answers.who]["where"],
        about=about(answers),
        medicines=medicines,
        alerts=tuple(CONTENT.alerts[alert] for alert in alerts.raised(assessment)),
        emergency=CONTENT.alerts[Alert.EMERGENCY],
        bring_all=CONTENT.alerts[Alert.BRING_EVERY_PILL],
        bring=CONTENT.bring,
        questions=questions,
        own_questions=own,
        most_important=most_important,
        more_to_ask=more_to_ask,
        no_longer_fit=tuple(
            question_text(Ask(key), answers.who) for key in wanted.chosen if key not in fitting
        ),
        newly_fit=tuple(question_text(Ask(key), answers.who) for key in newly_fitting(wanted, ids)),
        notes={key: CONTENT.notes[key] for key in dict.fromkeys(notes)},
        other_treatments=other_treatments if past_creams else None,
        standing=CONTENT.standing,
        source=CONTENT.source,
        content_version=CONTENT.version,
        reviewer=CONTENT.reviewer,
    )


def _question(key: Ask, answers: Answers, behind: Reasons, chosen: bool) -> Question:
    wording = CONTENT.questions[key]
    return Question(
        id=str(key),
        topic=wording.topic,
        text=question_text(key, answers.who),
        because=because(behind[:SHOWN_REASONS], answers.age),
        chosen=chosen,
        quotes=wording.quotes,
        notes=_with_teen_note(answers.age, wording.quotes, wording.notes),
    )


Printed = tuple[Question | OwnQuestion, ...]


def _in_order(
    questions: tuple[Question, ...], own: tuple[OwnQuestion, ...], choice: Choice
) -> tuple[Printed, Printed]:
    """The most important, as marked or else the first three; and the rest."""
    printed: Printed = (*(question for question in questions if question.chosen), *own)
    if not choice.first:
        return printed[:MAX_FIRST], printed[MAX_FIRST:]
    by_id = {item.id: item for item in printed}
    first = tuple(by_id.pop(key) for key in choice.first)
    return first, tuple(by_id.values())


def _medicine_line(assessment: Assessment, medicine: Medicine) -> MedicineLine:
    wording, state = CONTENT.medicines[medicine], assessment.states[medicine]
    quotes, notes, named = wording.quotes, wording.notes, CONTENT.named
    if state is State.NOT_COVERED:
        quotes, notes = _for_age_not_covered(medicine)
    elif _is_child_route(assessment, medicine):
        quotes, notes = (*quotes, named.child_route_quote), (*notes, named.child_route_note)
    quoted = tuple(CONTENT.quotes[quote] for quote in quotes)
    return MedicineLine(
        medicine=medicine,
        name=wording.name,
        state=state,
        state_words=CONTENT.states[state],
        state_short=CONTENT.states_short[state],
        because=because(assessment.behind[medicine][:SHOWN_REASONS], assessment.answers.age),
        quotes=quoted,
        notes=_with_teen_note(assessment.answers.age, quoted, notes),
    )


def _is_child_route(assessment: Assessment, medicine: Medicine) -> bool:
    """Cyclosporine is in play for a child: then the article's words on children stand with it."""
    cyclosporine = medicine is Medicine.CYCLOSPORINE
    return cyclosporine and medicine in assessment.in_play and is_child(assessment.answers)


def _for_age_not_covered(medicine: Medicine) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The one age in the article stands at mycophenolate (S53); elsewhere only the note."""
    named = CONTENT.named
    if medicine is Medicine.MYCOPHENOLATE:
        quote = named.age_in_article_quote
        return (quote,), (CONTENT.pairs[quote], named.age_note)
    return (), (named.age_note,)


def _with_teen_note(age: int, quotes: Iterable[Quote], notes: tuple[str, ...]) -> tuple[str, ...]:
    """Some countries count 16 as adult: said wherever the child quote meets 16 or 17."""
    named = CONTENT.named
    adult_elsewhere = FIRST_ADULT_AGE_ELSEWHERE <= age < ADULT_AGE
    if adult_elsewhere and any(quote.id == named.child_route_quote for quote in quotes):
        return (*notes, named.teen_note)
    return notes
