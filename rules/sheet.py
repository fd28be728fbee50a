"""`build_sheet` makes a sheet (`rules.sheet_model`) from answers."""

from collections.abc import Mapping, Sequence

from rules import alerts
from rules.alerts import TO_THE_PERSON, Alert, RaisedAlert, Situation, situation
from rules.answers import Answers, Medicine, Who
from rules.assessment import Assessment, assess
from rules.content import CONTENTS, DEFAULT_LANGUAGE
from rules.content.model import Content, Quote
from rules.facts import ADULT_AGE, FIRST_ADULT_AGE_ELSEWHERE
from rules.medicines import MEDICINES_OF, NEWER, Entry
from rules.questions import PLACES, Fitting, QuestionRow, fitting_questions
from rules.selection import (
    Choice,
    choice_that_fits,
    default_choice,
    newly_fitting,
    own_question_id,
)
from rules.sheet_model import AlertLine, MedicineLine, OwnQuestion, Question, Sheet
from rules.states import State
from rules.wording import (
    because,
    decided,
    facts_behind,
    goals,
    health_line,
    matters,
    measures,
    medicines_in,
    names_answers,
    question_text,
    severity,
    to_doctor,
    tried,
    tried_notes,
    who_is_asking,
    without_answers,
)


def build_sheet(
    answers: Answers, choice: Choice | None = None, language: str = DEFAULT_LANGUAGE
) -> Sheet:
    """The one way from answers, and from what a person chose if they did, to a sheet."""
    content, ready = CONTENTS[language], _READY[language, answers.who]
    assessment = assess(answers)
    fitting = fitting_questions(assessment)
    default = default_choice(assessment, fitting)
    wanted = choice or default
    ids = [item.question for item in fitting]
    kept = choice_that_fits(wanted, default, ids, len(answers.own_questions))
    chosen = set(kept.chosen)
    questions = tuple(
        [
            ready[item.row][item.question in chosen]
            if item.row in ready
            else _question(item, answers, item.question in chosen, content)
            for item in fitting
        ]
    )
    own = tuple(
        OwnQuestion(own_question_id(place), text)
        for place, text in enumerate(answers.own_questions)
    )
    most_important, more_to_ask = _in_order(questions, own, kept)
    medicines = tuple([_medicine_line(assessment, entry, content) for entry in assessment.states])
    notes = [note for question in questions for note in question.notes]
    notes += [note for line in medicines for note in line.notes]
    new = newly_fitting(wanted, default)
    other_treatments = content.notes[content.named.other_treatments_note]
    taken = situation(assessment)
    itch, bad_nights = measures(answers, content)
    return Sheet(
        answers=answers,
        language=language,
        stage=assessment.stage,
        titles=content.titles[answers.who],
        who=who_is_asking(answers, content),
        medicines=medicines,
        goals=goals(answers, content),
        matters=matters(answers, content),
        severity=severity(answers, content),
        itch=itch,
        bad_nights=bad_nights,
        health=health_line(answers, content),
        tried=tried(answers, content),
        tried_notes=tried_notes(answers, content),
        decided=decided(answers.who, bool(assessment.taken_now), content),
        alerts=tuple(
            _alert(found, assessment, taken, content) for found in alerts.raised(assessment)
        ),
        emergency=_alert(RaisedAlert(Alert.EMERGENCY, ()), assessment, taken, content),
        bring_all=_alert(RaisedAlert(Alert.BRING_EVERY_PILL, ()), assessment, taken, content),
        bring=content.bring,
        questions=questions,
        own_questions=own,
        most_important=most_important,
        more_to_ask=more_to_ask,
        no_longer_fit=tuple(
            [_plain_words(key, content) for key in wanted.chosen if key not in ids]
        ),
        newly_fit=tuple([question.text for question in questions if question.id in new]),
        notes={key: content.notes[key] for key in dict.fromkeys(notes)},
        other_treatments=None if assessment.creams_come_first else other_treatments,
        standing=content.standing,
        source=content.source,
        content_version=content.version,
        reviewer=content.reviewer,
    )


def _question(item: Fitting, answers: Answers, chosen: bool, content: Content) -> Question:
    wording = content.questions[item.question]
    return Question(
        id=wording.id,
        list=item.list,
        medicine=_medicine_of(item, content),
        topic=wording.topic,
        text=question_text(item, answers, content),
        because=because(item.behind, answers.age, content) if item.row.because else None,
        chosen=chosen,
        quotes=wording.quotes,
        notes=_with_teen_note(answers.age, wording.quotes, wording.notes, content),
    )


def _ready(who: Who, content: Content) -> dict[QuestionRow, tuple[Question, Question]]:
    """The questions that no answer changes, made once: each as it is left out, and as chosen."""
    found = {}
    for name, row in PLACES:
        wording = content.questions[row.question]
        words = wording.me if who is Who.ME else wording.other
        by_age = _with_teen_note(FIRST_ADULT_AGE_ELSEWHERE, wording.quotes, (), content)
        if row.because or by_age or names_answers(wording.me) or names_answers(wording.other):
            continue
        left_out = Question(
            id=wording.id,
            list=name,
            medicine=row.medicine and str(row.medicine),
            topic=wording.topic,
            text=without_answers(words, who, "", content),
            because=None,
            chosen=False,
            quotes=wording.quotes,
            notes=wording.notes,
        )
        found[row] = (left_out, left_out._replace(chosen=True))
    return found


def _medicine_of(item: Fitting, content: Content) -> str | None:
    """The medicine that a question is about; of several newer ones, that it is about those."""
    if item.row.medicine is not None:
        return str(item.row.medicine)
    if "{medicines}" not in content.questions[item.question].me:
        return None
    named = medicines_in(item.names)
    if len(named) == 1:
        return str(named[0])
    return str(Entry.NEWER) if set(named) <= set(NEWER) else None


def _plain_words(key: str, content: Content) -> str:
    """A question that no longer fits, so that nothing is left that it could name."""
    topic = content.questions[key].topic
    words = content.questions[key].me
    return topic if "{" in words else words


Printed = tuple[Question | OwnQuestion, ...]


def _in_order(
    questions: Sequence[Question], own: Sequence[OwnQuestion], choice: Choice
) -> tuple[Printed, Printed]:
    """What comes first; and the rest, own questions before the others."""
    by_id: dict[str, Question | OwnQuestion] = {item.id: item for item in own}
    by_id |= {question.id: question for question in questions if question.chosen}
    first = tuple([by_id.pop(key) for key in choice.first])
    return first, tuple(by_id.values())


def _medicine_line(assessment: Assessment, entry: Entry, content: Content) -> MedicineLine:
    wording, state = content.entries[entry], assessment.states[entry]
    quotes, notes = wording.quotes, wording.notes
    if state is State.NOT_COVERED:
        quotes, notes = _for_age_not_covered(entry, content)
    taken = [item for item in MEDICINES_OF[entry] if item in assessment.answers.medicines]
    return MedicineLine(
        medicine=entry,
        name=wording.name,
        state=state,
        state_words=content.states[state],
        state_short=content.states_short[state],
        because=because(assessment.behind[entry], assessment.answers.age, content),
        taken=tuple(map(str, taken)),
        quotes=quotes,
        notes=notes,
    )


def _for_age_not_covered(
    entry: Entry, content: Content
) -> tuple[tuple[Quote, ...], tuple[str, ...]]:
    """The one age in the article stands at mycophenolate (S53); elsewhere only the note."""
    named = content.named
    if entry is Entry.MYCOPHENOLATE:
        quote = named.age_in_article_quote
        return (content.quotes[quote],), (content.pairs[quote], named.age_note)
    return (), (named.age_note,)


def _with_teen_note(
    age: int, quotes: Sequence[Quote], notes: tuple[str, ...], content: Content
) -> tuple[str, ...]:
    """Some countries count 16 as adult: said wherever the child quote meets 16 or 17."""
    if not FIRST_ADULT_AGE_ELSEWHERE <= age < ADULT_AGE:
        return notes
    named = content.named
    on_children = any(quote.id == named.child_route_quote for quote in quotes)
    return (*notes, named.teen_note) if on_children else notes


def _alert(
    found: RaisedAlert, assessment: Assessment, taken: Situation, content: Content
) -> AlertLine:
    wording = content.alerts[found.alert]
    facts = facts_behind(found.behind)
    shorts = [content.alert_facts[fact].short for fact in facts]
    doctor = (
        "" if found.alert in TO_THE_PERSON else to_doctor(facts, assessment.answers.who, content)
    )
    lines = [wording.to_you[taken], *_signs(wording.signs, assessment)]
    return AlertLine(
        id=str(found.alert),
        short=content.answers["joins"]["comma"].join(shorts) or wording.short,
        to_doctor=doctor,
        to_you=" ".join(lines),
        call=wording.call,
        today=wording.today,
        evidence=wording.evidence,
    )


def _signs(signs: Mapping[Medicine, str], assessment: Assessment) -> list[str]:
    """The signs to watch for of each medicine that is taken now."""
    return [words for item, words in signs.items() if item in assessment.taken_now]


_READY = {
    (language, who): _ready(who, content) for language, content in CONTENTS.items() for who in Who
}
