"""Facts that hold on every sheet, tried on nearly two thousand different persons.

Each fact is a small function. It answers None where it has nothing to say about a sheet, and a fact
that never has anything to say fails. The persons are some plain ones with one thing changed at a
time; every two medicines, each with every kind of outcome, with every answer on creams; and persons
of whom everything is drawn. A seeded generator draws, and draws the other answers, too.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import combinations, cycle, product
from random import Random
from typing import Any

import pytest
from support.anyone import AGES_WHERE_SOMETHING_CHANGES
from support.persons import question_ids, states_of, told

from rules import Answers, build_sheet
from rules.alerts import ALERTS, Alert
from rules.answers import (
    Concern,
    Creams,
    Health,
    Medicine,
    Months,
    Outcome,
    Severity,
    Specialist,
    Who,
)
from rules.content import CONTENT
from rules.medicines import IMMUNOSUPPRESSANTS
from rules.questions import ORDER, Ask
from rules.states import IN_PLAY, Stage, State

SAID = CONTENT.answers
CHILD_ROUTE = CONTENT.named.child_route_quote
KINDS = (Outcome.TAKING_NOW, Outcome.DID_NOT_WORK, Outcome.SIDE_EFFECTS)  # one of each kind
DRAWN = 700  # persons of whom everything is drawn

STAGE_QUESTION = {
    Stage.CREAMS_FIRST: Ask.CREAMS_TO_TRY_FIRST,
    Stage.ON_MEDICINE: Ask.WHEN_IT_HELPS,
    Stage.NEXT_MEDICINE: Ask.NEXT_STEP,
    Stage.CREAMS_WORKING: Ask.CREAMS_KEEP_WORKING,
    Stage.CREAMS_UNCLEAR: Ask.CREAMS_ENOUGH,
    Stage.BEYOND_CREAMS: Ask.CREAMS_DONE_RIGHT,
}
# While creams come first: about creams and health, and about steroids or a newer medicine in use.
NOT_ABOUT_THE_FOUR = {
    Ask.CREAMS_TO_TRY_FIRST,
    Ask.HEALTH_FIRST,
    Ask.WHO_CHECKS,
    Ask.OVERLAP,
    Ask.HOW_TO_END,
    Ask.STEROIDS_WHY,
    Ask.WORSE_AFTER,
    Ask.STEROIDS_BRIDGE,
    Ask.NEWER_AND_ARTICLE,
}
ONLY_FOR_CHILDREN = {
    Ask.CYCLOSPORINE_FORM_CHILD,
    Ask.CYCLOSPORINE_FORM_SOURCES,
    Ask.METHOTREXATE_CHILDREN,
    Ask.AZATHIOPRINE_CHILDREN,
    Ask.LOWEST_AGE,
    Ask.GROWTH,
    Ask.SWALLOWING,
    Ask.IN_PRIVATE,
}
ONLY_FOR_ADULTS = {Ask.CYCLOSPORINE_FORM, Ask.ALCOHOL}


class Seen:
    """One person's answers, and the sheet that they gave."""

    def __init__(self, data):
        self.answers = Answers.from_json(data)
        self.sheet = build_sheet(self.answers)
        self.ids = question_ids(self.sheet)
        self.states = states_of(self.sheet)
        self.in_play = {item for item in Medicine if self.states[item] in IN_PLAY}
        self.child = self.answers.age < 18

    @cached_property
    def questions(self):
        return {question.id: question for question in self.sheet.questions}

    @cached_property
    def entries(self):
        """Everything on the sheet that holds quotes."""
        return (*self.sheet.questions, *self.sheet.medicines)

    @property
    def health_questions(self):
        """Those whose first reason is a ticked health fact."""
        return {q.id for q in self.sheet.questions if q.because.startswith("Because you ticked ")}

    @property
    def four_are_a_topic(self):
        return self.sheet.stage != "creams_first" or bool(self.in_play & set(IMMUNOSUPPRESSANTS))

    def ended(self, *outcomes):
        return any(outcome in outcomes for outcome in self.answers.medicines.values())


def quote_ids(entry):
    return {quote.id for quote in entry.quotes}


Fact = Callable[[Seen], bool | None]
FACTS: list[Fact] = []


def fact(function: Fact) -> Fact:
    FACTS.append(function)
    return function


@fact
def no_question_is_asked_twice(seen):
    return len(set(seen.ids)) == len(seen.ids)


@fact
def questions_stand_in_the_order_of_the_table(seen):
    rows = iter(row.question for row in ORDER)
    return all(question in rows for question in seen.ids)


@fact
def the_first_ten_questions_are_chosen(seen):
    return [question.chosen for question in seen.sheet.questions] == [
        place < 10 for place in range(len(seen.ids))
    ]


@fact
def the_first_three_chosen_questions_stand_as_most_important(seen):
    sheet = seen.sheet
    return (sheet.most_important, sheet.more_to_ask) == (sheet.questions[:3], sheet.questions[3:10])


@fact
def no_quote_is_parted_from_its_note(seen):
    stands = [(quote_ids(entry), set(entry.notes)) for entry in seen.entries]
    for alert in (*seen.sheet.alerts, seen.sheet.emergency, seen.sheet.bring_all):
        stands.append((quote_ids(alert.evidence), {note.id for note in alert.evidence.notes}))
    return all(
        CONTENT.pairs[quote] in notes
        for quotes, notes in stands
        for quote in quotes & CONTENT.pairs.keys()
    )


@fact
def the_child_quote_never_shows_for_an_adult(seen):
    if seen.child:
        return None
    return all(CHILD_ROUTE not in quote_ids(entry) for entry in seen.entries)


@fact
def the_child_quote_shows_only_with_cyclosporine_in_play(seen):
    if "cyclosporine" in seen.in_play:
        return None
    return all(CHILD_ROUTE not in quote_ids(entry) for entry in seen.entries)


@fact
def a_child_with_cyclosporine_in_play_gets_the_child_quote_and_both_questions(seen):
    if not seen.child or "cyclosporine" not in seen.in_play:
        return None
    entries = (
        seen.questions[Ask.CYCLOSPORINE_FORM_CHILD],
        seen.questions[Ask.CYCLOSPORINE_FORM_SOURCES],
        seen.sheet.medicines[0],
    )
    return all(
        CHILD_ROUTE in quote_ids(entry) and CONTENT.named.child_route_note in entry.notes
        for entry in entries
    )


@fact
def the_child_questions_about_form_are_among_the_chosen_when_there_is_no_more_to_ask_first(seen):
    busy = seen.answers.health or seen.answers.medicines
    if not seen.child or "cyclosporine" not in seen.in_play or busy:
        return None
    return (
        seen.questions[Ask.CYCLOSPORINE_FORM_CHILD].chosen
        and seen.questions[Ask.CYCLOSPORINE_FORM_SOURCES].chosen
    )


@fact
def the_note_on_16_and_17_stands_just_where_the_child_quote_meets_that_age(seen):
    that_age = seen.answers.age in (16, 17)
    return all(
        (CONTENT.named.teen_note in entry.notes) == (that_age and CHILD_ROUTE in quote_ids(entry))
        for entry in seen.entries
    )


@fact
def every_ticked_health_fact_has_a_question_that_names_it(seen):
    ticked = seen.answers.health
    if not ticked:
        return None
    if not seen.four_are_a_topic:
        said = [SAID["health"]["said"][item] for item in ticked[:2]]
        because = seen.questions[Ask.HEALTH_FIRST].because
        return because == f"Because you ticked {' and '.join(said)}."
    reasons = {seen.questions[key].because for key in seen.health_questions}
    return all(f"Because you ticked {SAID['health']['said'][item]}." in reasons for item in ticked)


@fact
def no_question_is_asked_because_of_a_health_fact_that_was_not_ticked(seen):
    unticked = {SAID["health"]["said"][item] for item in set(Health) - set(seen.answers.health)}
    return not any(
        f"you ticked {said}{after}" in question.because
        for question in seen.sheet.questions
        for said in unticked
        for after in (".", " and", ", and")
    )


@fact
def every_ticked_concern_has_a_question_that_names_it(seen):
    if not seen.answers.concerns:
        return None
    asked = [q.because for q in seen.sheet.questions if "you asked about" in q.because]
    return all(
        any(SAID["concerns"]["said"][item] in because for because in asked)
        for item in seen.answers.concerns
    )


@fact
def every_medicine_taken_now_has_a_question_that_names_it(seen):
    taken = [item for item in Medicine if seen.states[item] == State.TAKING]
    if not taken:
        return None
    reasons = [question.because for question in seen.sheet.questions]
    return all(
        any(SAID["medicines"]["named"][item] in because for because in reasons) for item in taken
    )


@fact
def every_medicine_to_come_has_a_question_of_its_own_with_the_reason_of_its_state(seen):
    lines = [line for line in seen.sheet.medicines if line.state in (State.NOW, State.ASK)]
    if not lines:
        return None
    reasons = {(question.topic, question.because) for question in seen.sheet.questions}
    return all((line.name, line.because) in reasons for line in lines)


@fact
def the_stage_has_its_question_and_no_other_stage_lends_its_own(seen):
    stage = seen.sheet.stage
    others = {STAGE_QUESTION[other] for other in STAGE_QUESTION if other != stage}
    follow_ups = {
        Ask.CREAMS_DONE_RIGHT,
        Ask.WHEN_IT_HELPS,
    }  # these two also follow from creams and from medicines
    return STAGE_QUESTION[stage] in seen.ids and not (others - follow_ups) & set(seen.ids)


@fact
def a_stage_of_creams_is_the_reason_of_its_question(seen):
    stage = seen.sheet.stage
    if stage in (Stage.ON_MEDICINE, Stage.NEXT_MEDICINE):
        return None
    said = SAID["creams"]["said"][seen.answers.creams]
    return seen.questions[STAGE_QUESTION[stage]].because == f"Because you said {said}."


@fact
def while_creams_come_first_they_are_asked_about_first_after_health(seen):
    if seen.sheet.stage != Stage.CREAMS_FIRST:
        return None
    before = {*seen.health_questions, Ask.CYCLOSPORINE_A_YEAR}
    after_health = (key for key in seen.ids if key not in before)
    return next(after_health, None) == Ask.CREAMS_TO_TRY_FIRST


@fact
def while_creams_come_first_the_four_stay_off_unless_in_play_or_asked_about(seen):
    if seen.four_are_a_topic:
        return None
    asked = {q.id for q in seen.sheet.questions if "you asked about" in q.because}
    return set(seen.ids) <= NOT_ABOUT_THE_FOUR | asked


@fact
def without_a_quote_a_question_says_not_in_the_article_and_rests_on_references(seen):
    notes = seen.sheet.notes
    return all(
        question.in_article == bool(question.quotes)
        and (question.in_article or any(notes[note].references for note in question.notes))
        for question in seen.sheet.questions
    )


@fact
def other_treatments_stand_on_every_sheet_past_creams(seen):
    past_creams = seen.sheet.stage != "creams_first"
    other = seen.sheet.other_treatments
    return (other is not None and other.id == CONTENT.named.other_treatments_note) == past_creams


@fact
def emergency_signs_and_bring_every_pill_stand_on_every_sheet(seen):
    alerts = seen.sheet.to_json()["flags"]
    return [alert["id"] for alert in alerts[-2:]] == [Alert.EMERGENCY, Alert.BRING_EVERY_PILL]


@fact
def as_many_alerts_stand_in_their_order_as_the_answers_raise(seen):
    found = [alert.id for alert in seen.sheet.alerts]
    raised = len(seen.answers.health) + (seen.answers.age < 2)
    raised += seen.states[Medicine.METHOTREXATE] == State.TAKING
    raised += seen.states[Medicine.STEROIDS] == State.TAKING
    return found == [alert for alert in ALERTS if alert in found] and len(found) == raised


@fact
def every_reason_line_is_one_short_sentence_about_the_answers(seen):
    return all(
        entry.because.startswith("Because you ")
        and entry.because.endswith(".")
        and len(entry.because.split()) <= 20
        for entry in seen.entries
    )


@fact
def every_question_ends_in_a_question_mark_with_its_blanks_filled(seen):
    return all(
        question.text.endswith("?") and "{" not in question.text
        for question in seen.sheet.questions
    )


@fact
def the_notes_on_the_sheet_are_just_those_that_it_names(seen):
    named = {note for entry in seen.entries for note in entry.notes}
    return set(seen.sheet.notes) == named


def asked_just_if(seen, cases):
    """Each question is asked if its case holds, and else not."""
    return {key: key in seen.ids for key in cases} == cases


@fact
def how_a_medicine_ended_chooses_what_is_asked_about_it(seen):
    topic = seen.four_are_a_topic
    cases = {
        Ask.AFTER_SIDE_EFFECTS: topic and seen.ended("side_effects"),
        Ask.AFTER_WEARING_OFF: topic and seen.ended("wore_off"),
        Ask.UNSURE_IF_FAILED: topic and seen.ended("other_reason", "not_sure"),
    }
    return asked_just_if(seen, cases)


@fact
def time_on_cyclosporine_chooses_what_is_asked_about_it(seen):
    months = seen.answers.cyclosporine_months if seen.states["cyclosporine"] == "taking" else None
    considered = seen.states["cyclosporine"] in ("now", "ask")
    asked_how_long = months is not None and "how_long" in seen.answers.concerns
    cases = {
        Ask.CYCLOSPORINE_MONTHS: months == "under_3" or considered or asked_how_long,
        Ask.CYCLOSPORINE_PLAN: months in ("3_to_5", "6_to_11"),
        Ask.CYCLOSPORINE_A_YEAR: months == "12_or_more",
        Ask.CYCLOSPORINE_TIME: months == "not_sure",
    }
    return asked_just_if(seen, cases)


@fact
def a_year_on_cyclosporine_stands_right_after_health_and_before_all_else(seen):
    if Ask.CYCLOSPORINE_A_YEAR not in seen.ids:
        return None
    before = seen.ids[: seen.ids.index(Ask.CYCLOSPORINE_A_YEAR)]
    return set(before) <= {*seen.health_questions, Ask.UNDER_TWO}


@fact
def the_other_first_line_medicine_is_asked_about_only_when_one_failed_and_it_was_never_tried(seen):
    if Ask.OTHER_FIRST_LINE not in seen.ids:
        return None
    taken = seen.answers.medicines
    pair = [taken.get(item, "never") for item in ("cyclosporine", "methotrexate")]
    return sorted(pair) == ["did_not_work", "never"]


@fact
def only_children_get_the_questions_about_children(seen):
    if seen.child:
        return not ONLY_FOR_ADULTS & set(seen.ids)
    return not ONLY_FOR_CHILDREN & set(seen.ids)


@fact
def only_those_under_two_are_asked_about_that_age(seen):
    return Ask.UNDER_TWO not in seen.ids or seen.answers.age < 2


@fact
def birth_control_in_private_is_for_10_to_17_with_methotrexate_or_mycophenolate(seen):
    in_play = seen.in_play & {"methotrexate", "mycophenolate"}
    return (Ask.IN_PRIVATE in seen.ids) == (10 <= seen.answers.age <= 17 and bool(in_play))


@fact
def a_person_with_a_specialist_is_not_told_to_find_one(seen):
    return None if seen.answers.specialist != "yes" else Ask.SPECIALIST not in seen.ids


@fact
def severe_eczema_is_not_asked_to_be_bad_enough(seen):
    return None if seen.answers.severity != "severe" else Ask.SEVERE_ENOUGH not in seen.ids


@fact
def azathioprine_and_mycophenolate_are_asked_about_only_in_play(seen):
    topics = {question.topic for question in seen.sheet.questions}
    return all(
        medicine in seen.in_play or medicine.capitalize() not in topics
        for medicine in ("azathioprine", "mycophenolate")
    )


def every_person() -> Iterator[dict[str, Any]]:
    """Answers as JSON: one thing at a time, every two medicines, and whatever is drawn."""
    draw, ages = Random(20231001), cycle(AGES_WHERE_SOMETHING_CHANGES)
    yield from one_thing_at_a_time()
    for (one, other), ways in product(combinations(Medicine, 2), product(KINDS, repeat=2)):
        for creams in Creams:
            taken = dict(zip((one, other), ways, strict=True))
            yield someone(draw, age=next(ages), creams=creams, medicines=taken)
    for _ in range(DRAWN):
        took = draw.sample(list(Medicine), draw.randint(0, len(Medicine)))
        yield someone(
            draw,
            age=draw.choice((next(ages), draw.randint(0, 120))),
            creams=draw.choice(list(Creams)),
            medicines={medicine: draw.choice(list(Outcome)) for medicine in took},
        )


def someone(draw: Random, **known: Any) -> dict[str, Any]:
    on_cyclosporine = Medicine.CYCLOSPORINE in known["medicines"]
    months = {"cyclosporine_months": draw.choice(list(Months))} if on_cyclosporine else {}
    return told(
        who=draw.choice(list(Who)),
        severity=draw.choice(list(Severity)),
        specialist=draw.choice(list(Specialist)),
        health=draw.sample(list(Health), draw.choice((0, 0, 1, 3))),
        concerns=draw.sample(list(Concern), draw.choice((0, 0, 1, 3))),
        **known,
        **months,
    )


PLAIN = (
    {},
    {"creams": "not_tried"},
    {"creams": "working"},
    {"creams": "helps_some", "age": 12, "who": "child"},
    {"age": 1, "who": "child"},
    {"age": 17, "who": "someone_else", "medicines": {"cyclosporine": "side_effects"}},
    {"creams": "not_tried", "medicines": {"methotrexate": "did_not_work"}},
    {"medicines": dict.fromkeys(Medicine, "taking_now")},
)


def one_thing_at_a_time() -> Iterator[dict[str, Any]]:
    for plain in PLAIN:
        yield told(**plain)
        yield from (told(**plain | {"age": age}) for age in AGES_WHERE_SOMETHING_CHANGES)
        yield from (told(**plain | {"concerns": [item]}) for item in Concern)
        yield from (told(**plain | {"health": [item]}) for item in Health)
        yield told(**plain | {"health": list(Health), "concerns": list(Concern)})


def verdict_of(fact: Fact, seen: Seen) -> bool | None:
    """A question that a fact looks up and that is not on the sheet breaks the fact."""
    try:
        return fact(seen)
    except KeyError:
        return False


@pytest.fixture(scope="module")
def verdicts() -> dict[str, tuple[int, list[dict[str, Any]]]]:
    """How often each fact had something to say, and up to three persons whose sheet breaks it."""
    spoken, broken = Counter(), {fact.__name__: [] for fact in FACTS}
    for data in every_person():
        seen = Seen(data)
        for fact in FACTS:
            verdict = verdict_of(fact, seen)
            spoken[fact.__name__] += verdict is not None
            if verdict is False and len(broken[fact.__name__]) < 3:
                broken[fact.__name__].append(data)
    return {name: (spoken[name], found) for name, found in broken.items()}


@pytest.mark.parametrize("name", [fact.__name__ for fact in FACTS])
def test_on_every_sheet(verdicts, name):
    spoken, broken = verdicts[name]
    assert broken == []
    assert spoken > 0
