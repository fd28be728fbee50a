"""Facts that hold on every sheet, tried on many different persons.

Each fact is a small function. It answers None where it has nothing to say about a sheet, and a fact
that never has anything to say fails. The persons are some plain ones with one thing changed at a
time; every two medicines, each with every kind of outcome; and persons of whom everything is drawn.
A seeded generator draws, and draws the other answers, too.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import combinations, cycle, product
from random import Random
from typing import Any

import pytest
from support.anyone import AGES_WHERE_SOMETHING_CHANGES, pick, someone
from support.persons import question_ids, states_of, told

from rules import Answers, build_sheet
from rules.alerts import ALERTS, ON_EVERY_SHEET, Alert
from rules.answers import TAKING_NOW, Concern, Creams, Health, Medicine, Months, Outcome
from rules.assessment import assess
from rules.content import CONTENT
from rules.medicines import Entry
from rules.questions import Ask, QuestionList, fitting_questions
from rules.selection import MAX_FIRST, PRINTED_BY_DEFAULT
from rules.states import CONSIDERED, Stage, State

CHILD_ROUTE = CONTENT.named.child_route_quote
KINDS = (Outcome.TAKING_NOT_ENOUGH, Outcome.DID_NOT_WORK, Outcome.SIDE_EFFECTS)  # one of each kind
DRAWN = 400  # persons of whom everything is drawn

ON_PREGNANCY_NOW = {Ask.PREGNANT, Ask.MAYBE_PREGNANT}
STAGE_QUESTIONS = {
    Ask.GOES_NOT_ENOUGH: Stage.ON_MEDICINE,
    Ask.GOES_NOT_SURE: Stage.ON_MEDICINE,
    Ask.GOES_WELL: Stage.ON_MEDICINE,
    Ask.CREAMS_TO_TRY_FIRST: Stage.CREAMS_FIRST,
    Ask.CREAMS_KEEP_WORKING: Stage.CREAMS_WORKING,
    Ask.NEXT_STEP: Stage.NEXT_MEDICINE,
    Ask.CREAMS_ENOUGH: Stage.CREAMS_UNCLEAR,
}
STARTING = {  # about starting the medicine
    Entry.CYCLOSPORINE: {
        Ask.CYCLOSPORINE_NOW,
        Ask.CYCLOSPORINE_FORM,
        Ask.CYCLOSPORINE_FORM_CHILD,
        Ask.CYCLOSPORINE_MONTHS,
    },
    Entry.METHOTREXATE: {
        Ask.METHOTREXATE_NEXT,
        Ask.METHOTREXATE_NOW_OR_WAIT,
        Ask.METHOTREXATE_PILL_OR_SHOT,
    },
    Entry.AZATHIOPRINE: {Ask.AZATHIOPRINE_NEXT, Ask.AZATHIOPRINE_TEST},
    Entry.MYCOPHENOLATE: {Ask.MYCOPHENOLATE_NEXT},
}
ONE_DAY = {Ask.PLANNING_PREGNANCY, Ask.BIRTH_CONTROL, Ask.A_BABY_ONE_DAY}
CHILD_FORM = {Ask.CYCLOSPORINE_FORM_CHILD, Ask.CYCLOSPORINE_FORM_CHILD_NOW}
ONLY_FOR_CHILDREN = CHILD_FORM | {
    Ask.METHOTREXATE_CHILDREN,
    Ask.AZATHIOPRINE_CHILDREN,
    Ask.LOWEST_AGE,
    Ask.GROWTH,
    Ask.SWALLOWING,
    Ask.IN_PRIVATE,
}
ONLY_FOR_ADULTS = {
    Ask.CYCLOSPORINE_NOW,
    Ask.CYCLOSPORINE_FORM,
    Ask.ALCOHOL,
    Ask.FERTILITY,
}


class Seen:
    """One person's answers, and the sheet that they gave."""

    def __init__(self, data):
        self.answers = Answers.from_json(data)
        self.sheet = build_sheet(self.answers)
        self.ids = question_ids(self.sheet)
        self.states = states_of(self.sheet)
        self.considered = {entry for entry, state in self.states.items() if state in CONSIDERED}
        self.child = self.answers.age < 18

    @cached_property
    def assessment(self):
        return assess(self.answers)

    @cached_property
    def fitting(self):
        """The questions, with the answers behind each."""
        return fitting_questions(self.assessment)

    @cached_property
    def questions(self):
        return {question.id: question for question in self.sheet.questions}

    @cached_property
    def entries(self):
        """Everything on the sheet that holds quotes."""
        return (*self.sheet.questions, *self.sheet.medicines)

    @cached_property
    def printed(self):
        return [question for question in self.sheet.questions if question.chosen]

    def of(self, name):
        """The questions of a list."""
        return [question.id for question in self.sheet.questions if question.list == name]

    def taken(self, *outcomes):
        given = self.answers.medicines
        return [medicine for medicine in given if given[medicine] in outcomes]

    @property
    def goes_well(self):
        """Nothing taken is not enough, and something helps or creams work."""
        helps = self.taken(Outcome.TAKING_HELPS) or self.sheet.stage == Stage.CREAMS_WORKING
        return bool(helps) and not self.taken(Outcome.TAKING_NOT_ENOUGH)


def quote_ids(entry):
    return {quote.id for quote in entry.quotes}


Fact = Callable[[Seen], bool | None]
FACTS: list[Fact] = []


def fact(function: Fact) -> Fact:
    FACTS.append(function)
    return function


# The lists, and what prints


@fact
def no_question_is_asked_twice(seen):
    return len(set(seen.ids)) == len(seen.ids)


@fact
def questions_stand_in_the_order_of_the_five_lists(seen):
    lists = [question.list for question in seen.sheet.questions]
    return lists == sorted(lists, key=list(QuestionList).index)


@fact
def at_least_five_questions_print_and_at_most_ten(seen):
    return 5 <= len(seen.printed) <= PRINTED_BY_DEFAULT


@fact
def three_come_first_and_are_printed(seen):
    first = [item.id for item in seen.sheet.most_important]
    printed = {item.id for item in seen.sheet.printed}
    return len(set(first)) == MAX_FIRST and set(first) <= printed


@fact
def the_first_of_safety_of_what_they_ask_and_of_now_are_the_first_three(seen):
    yours = [own.id for own in seen.sheet.own_questions] + seen.of(QuestionList.YOURS)
    leads = [seen.of(QuestionList.SAFETY), yours, seen.of(QuestionList.NOW)]
    first = [item.id for item in seen.sheet.most_important]
    expected = [found[0] for found in leads if found]
    return first[: len(expected)] == expected


@fact
def own_questions_always_print(seen):
    own = seen.sheet.own_questions
    return set(own) <= set(seen.sheet.printed) if own else None


@fact
def three_questions_of_safety_print_before_any_of_choices_or_more(seen):
    safety = seen.of(QuestionList.SAFETY)
    if not safety:
        return None
    printed = Counter(question.list for question in seen.printed)
    return printed[QuestionList.SAFETY] >= min(3, len(safety))


@fact
def a_check_of_each_of_the_first_three_medicines_taken_now_prints(seen):
    taken = seen.assessment.taken_now[:3]
    if not taken:
        return None
    printed = {question.id for question in seen.printed}
    checks = {item for each in seen.fitting if each.question in printed for item in each.checks}
    return set(taken) <= checks


@fact
def other_choices_print_with_every_medicine_that_may_be_next_and_stand_before_it(seen):
    about = [question.id for question in seen.printed if question.medicine in seen.considered]
    if not about:
        return None
    choices = [key for key in about if seen.questions[key].list != QuestionList.SAFETY]
    other = seen.questions[Ask.OTHER_CHOICES]
    return other.chosen and all(seen.ids.index(other.id) < seen.ids.index(key) for key in choices)


@fact
def at_most_one_question_prints_about_each_medicine_that_may_be_next(seen):
    about = Counter(q.medicine for q in seen.printed if q.medicine in seen.considered)
    return all(count == 1 for count in about.values()) if about else None


@fact
def while_treatment_goes_well_what_may_be_next_is_offered_but_not_printed(seen):
    if not seen.goes_well or not seen.considered:
        return None
    about = [question for question in seen.sheet.questions if question.medicine in seen.considered]
    return bool(about) and not any(question.chosen for question in about)


@fact
def a_medicine_that_is_taken_keeps_those_that_may_be_next_out_of_the_first_three(seen):
    if not seen.taken(*TAKING_NOW):
        return None
    first = [seen.questions.get(item.id) for item in seen.sheet.most_important]
    return all(question is None or question.medicine not in seen.considered for question in first)


# What leads to a question


def behind(seen, name=None):
    """The codes of the answers behind the questions of a list, or of all."""
    return {code for each in seen.fitting if name in (None, each.list) for code in each.behind}


@fact
def every_ticked_health_fact_leads_to_a_question_of_safety(seen):
    ticked = {f"health={item}" for item in seen.answers.health}
    return ticked <= behind(seen, QuestionList.SAFETY) if ticked else None


@fact
def declining_the_health_page_leads_to_one_question_of_safety(seen):
    if not seen.answers.rather_not_say:
        return None
    others = {Ask.CYCLOSPORINE_A_YEAR, Ask.UNDER_TWO}
    return set(seen.of(QuestionList.SAFETY)) - others == {Ask.HEALTH_FIRST}


@fact
def every_concern_and_goal_leads_to_a_question(seen):
    concerns = {f"concern={item}" for item in seen.answers.concerns}
    goals = {f"goal={item}" for item in seen.answers.goals}
    return concerns | goals <= behind(seen) if concerns | goals else None


@fact
def every_medicine_ever_taken_leads_to_a_question_of_now(seen):
    taken = {f"{item}={outcome}" for item, outcome in seen.answers.medicines.items()}
    on_creams = seen.sheet.stage in (Stage.CREAMS_FIRST, Stage.CREAMS_WORKING)
    lists = (QuestionList.SAFETY, QuestionList.NOW)
    found = set().union(*(behind(seen, name) for name in lists))
    return taken <= found if taken and not on_creams else None


@fact
def every_medicine_that_may_be_next_leads_to_a_choice_of_its_own_with_its_reason(seen):
    if not seen.considered:
        return None
    lines = [line for line in seen.sheet.medicines if line.medicine in seen.considered]
    return all(
        any(
            question.medicine == line.medicine
            and question.because.startswith(line.because.removesuffix("."))
            for question in seen.sheet.questions
            if question.list == QuestionList.CHOICES and question.medicine
        )
        for line in lines
    )


@fact
def the_stage_has_its_question_in_now_and_no_other_stage_lends_its_own(seen):
    found = {STAGE_QUESTIONS[key] for key in seen.ids if key in STAGE_QUESTIONS}
    if seen.sheet.stage == Stage.BEYOND_CREAMS:
        return not found and seen.of(QuestionList.NOW)[0] == Ask.CREAMS_DONE_RIGHT
    return found == {seen.sheet.stage} and seen.of(QuestionList.NOW)[0] in STAGE_QUESTIONS


@fact
def how_it_goes_is_asked_once_for_each_outcome_and_names_its_medicines(seen):
    goes = {
        Ask.GOES_NOT_ENOUGH: Outcome.TAKING_NOT_ENOUGH,
        Ask.GOES_NOT_SURE: Outcome.TAKING_NOT_SURE,
        Ask.GOES_WELL: Outcome.TAKING_HELPS,
    }
    if not seen.taken(*TAKING_NOW):
        return None
    return all(
        names_first_three(seen.questions.get(key), seen.taken(outcome))
        for key, outcome in goes.items()
    )


def names_first_three(question, medicines):
    if question is None or not medicines:
        return question is None and not medicines
    names = [CONTENT.answers["medicines"]["named"][medicine] for medicine in medicines]
    return all(name in question.text for name in names[:3])


@fact
def while_creams_come_first_only_what_cannot_wait_is_asked_of_health(seen):
    if not seen.assessment.creams_come_first or not seen.answers.health:
        return None
    asked = {Ask.INFECTION_NOW, Ask.HEALTH_FIRST} | ON_PREGNANCY_NOW
    return set(seen.of(QuestionList.SAFETY)) <= asked


# What fits a person


@fact
def nothing_is_asked_about_starting_what_was_ever_taken(seen):
    taken = [entry for entry in STARTING if seen.states[entry] in (State.TAKING, State.TRIED)]
    return not any(STARTING[entry] & set(seen.ids) for entry in taken) if taken else None


@fact
def nobody_who_is_or_may_be_pregnant_is_asked_about_a_baby_one_day_or_birth_control(seen):
    if not {Health.PREGNANT, Health.MAYBE_PREGNANT} & set(seen.answers.health):
        return None
    return not ONE_DAY & set(seen.ids)


@fact
def a_pregnancy_and_one_that_may_be_are_asked_about_once(seen):
    if not {Health.PREGNANT, Health.MAYBE_PREGNANT} <= set(seen.answers.health):
        return None
    return not {Ask.PREGNANT, Ask.MAYBE_PREGNANT} <= set(seen.ids)


@fact
def only_children_get_the_questions_about_children(seen):
    if seen.child:
        return not ONLY_FOR_ADULTS & set(seen.ids)
    return not ONLY_FOR_CHILDREN & set(seen.ids)


@fact
def only_those_under_two_are_asked_about_that_age(seen):
    return Ask.UNDER_TWO not in seen.ids or seen.answers.age < 2


@fact
def birth_control_in_private_is_for_10_to_17(seen):
    return 10 <= seen.answers.age <= 17 if Ask.IN_PRIVATE in seen.ids else None


@fact
def a_person_with_a_specialist_is_not_told_to_find_one(seen):
    return None if seen.answers.specialist != "yes" else Ask.SPECIALIST not in seen.ids


@fact
def severe_eczema_is_not_asked_to_be_bad_enough(seen):
    return None if seen.answers.severity != "severe" else Ask.SEVERE_ENOUGH not in seen.ids


# Quotes and notes


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
def the_child_quote_stands_in_one_question_just_for_a_child_with_cyclosporine_in_play(seen):
    state = seen.states[Entry.CYCLOSPORINE]
    due = seen.child and (state == State.TAKING or state in CONSIDERED)
    found = [entry for entry in seen.entries if CHILD_ROUTE in quote_ids(entry)]
    if not due:
        return not found and not CHILD_FORM & set(seen.ids)
    (question,) = found
    now = state == State.TAKING
    return (
        question.id in CHILD_FORM
        and quote_ids(question) == {CHILD_ROUTE, "S26"}
        and CONTENT.named.child_route_note in question.notes
        and question.list == (QuestionList.NOW if now else QuestionList.CHOICES)
        and (not now or question.id == seen.of(QuestionList.NOW)[-1])
    )


@fact
def the_note_on_16_and_17_stands_just_where_the_child_quote_meets_that_age(seen):
    that_age = seen.answers.age in (16, 17)
    return all(
        (CONTENT.named.teen_note in entry.notes) == (that_age and CHILD_ROUTE in quote_ids(entry))
        for entry in seen.entries
    )


@fact
def a_question_rests_on_a_quote_or_on_references(seen):
    notes = seen.sheet.notes
    return all(
        question.in_article == bool(question.quotes)
        and (question.in_article or any(notes[note].references for note in question.notes))
        for question in seen.sheet.questions
    )


@fact
def other_treatments_stand_on_every_sheet_past_creams(seen):
    other = seen.sheet.other_treatments
    named = other is not None and other.id == CONTENT.named.other_treatments_note
    return named != seen.assessment.creams_come_first


@fact
def the_notes_on_the_sheet_are_just_those_that_it_names(seen):
    named = {note for entry in seen.entries for note in entry.notes}
    return set(seen.sheet.notes) == named


# Alerts


@fact
def emergency_signs_and_bring_every_pill_stand_on_every_sheet(seen):
    alerts = seen.sheet.to_json()["alerts"]
    return [alert["id"] for alert in alerts[-2:]] == [Alert.EMERGENCY, Alert.BRING_EVERY_PILL]


@fact
def alerts_stand_once_and_in_their_order(seen):
    found = [alert.id for alert in seen.sheet.alerts]
    return found == [alert for alert in ALERTS if alert in found] if found else None


@fact
def the_doctor_is_told_every_fact_ticked_and_no_other(seen):
    said = " ".join(alert.to_doctor for alert in seen.sheet.alerts)
    person = {"child": "My child", "someone_else": "The person I care for"}.get(seen.answers.who)
    facts = CONTENT.alert_facts
    told_of = {
        item for item in Health if (facts[item].other.format(Person=person) in said) and person
    } or {item for item in Health if facts[item].me in said}
    return told_of == set(seen.answers.health)


@fact
def an_alert_without_words_to_the_doctor_is_off_page_one(seen):
    return all(alert.page_one == bool(alert.to_doctor) for alert in seen.sheet.alerts)


@fact
def everyone_is_told_what_to_do_about_each_alert(seen):
    return all(alert.short and alert.to_you.endswith(".") for alert in seen.sheet.alerts)


# Words


@fact
def every_reason_line_is_one_short_sentence(seen):
    lines = [entry.because for entry in seen.entries if entry.because is not None]
    return all(
        line.startswith("Because ") and line.endswith(".") and len(line.split()) <= 20
        for line in lines
    )


@fact
def a_question_names_the_one_medicine_that_it_is_about_by_its_code(seen):
    known = {*Medicine, Entry.NEWER, None}
    return all(question.medicine in known for question in seen.sheet.questions)


def every_person() -> Iterator[dict[str, Any]]:
    """Answers as JSON: one thing at a time, every two medicines, and whatever is drawn."""
    draw, ages, creams = Random(20231001), cycle(AGES_WHERE_SOMETHING_CHANGES), cycle(Creams)
    yield from one_thing_at_a_time()
    for (one, other), ways in product(combinations(Medicine, 2), product(KINDS, repeat=2)):
        taken = dict(zip((one, other), ways, strict=True))
        yield someone(draw, age=next(ages), creams=next(creams), medicines=taken)
    for _ in range(DRAWN):
        yield someone(draw)
    for health, months in product(Health, Months):
        taken = {"cyclosporine": pick(draw, Outcome)}
        yield someone(draw, health=[health], medicines=taken, months={"cyclosporine": months})


PLAIN = (
    {},
    {"creams": "not_tried"},
    {"creams": "working"},
    {"creams": "helps_some", "age": 12, "who": "child"},
    {"age": 1, "who": "child"},
    {"age": 17, "who": "someone_else", "medicines": {"cyclosporine": "side_effects"}},
    {"creams": "not_tried", "medicines": {"methotrexate": "did_not_work"}},
    {"medicines": dict.fromkeys(Medicine, "taking_not_enough")},
    {"medicines": {"dupilumab": "taking_helps", "upadacitinib": "wore_off"}},
)


def one_thing_at_a_time() -> Iterator[dict[str, Any]]:
    for plain in PLAIN:
        yield told(**plain)
        yield from (told(**plain | {"age": age}) for age in AGES_WHERE_SOMETHING_CHANGES)
        yield from (told(**plain | {"concerns": [item]}) for item in Concern)
        yield from (told(**plain | {"health": [item]}) for item in Health)
        yield told(**plain | {"health": list(Health), "concerns": list(Concern)})


class Verdicts:
    """What the facts say of every person."""

    def __init__(self):
        self.spoken = Counter()  # fact -> how often it had something to say
        self.broken = {fact.__name__: [] for fact in FACTS}  # up to three persons each
        self.asked, self.raised = Counter(), Counter()
        self.persons = 0
        for data in every_person():
            self.add(data)

    def add(self, data):
        seen = Seen(data)
        self.persons += 1
        self.asked.update(seen.ids)
        self.raised.update(alert.id for alert in seen.sheet.alerts)
        for each in FACTS:
            verdict = verdict_of(each, seen)
            self.spoken[each.__name__] += verdict is not None
            if verdict is False and len(self.broken[each.__name__]) < 3:
                self.broken[each.__name__].append(data)


def verdict_of(fact: Fact, seen: Seen) -> bool | None:
    """A question that a fact looks up and that is not on the sheet breaks the fact."""
    try:
        return fact(seen)
    except (KeyError, ValueError):
        return False


@pytest.fixture(scope="module")
def verdicts():
    return Verdicts()


@pytest.mark.parametrize("name", [fact.__name__ for fact in FACTS])
def test_on_every_sheet(verdicts, name):
    assert verdicts.broken[name] == []
    assert verdicts.spoken[name] > 0


ASKED_OF_ALL = {Ask.DIAGNOSIS, Ask.TRIGGERS, Ask.WHEN_BACK}


def test_each_question_can_be_reached_and_all_but_three_avoided(verdicts):
    assert verdicts.asked.keys() == set(Ask)
    assert {key for key in Ask if verdicts.asked[key] == verdicts.persons} == ASKED_OF_ALL


def test_each_alert_can_be_raised_and_avoided(verdicts):
    assert verdicts.raised.keys() == set(Alert) - set(ON_EVERY_SHEET)
    assert max(verdicts.raised.values()) < verdicts.persons
