"""What must hold for everybody, tried on grids of persons.

The grids: every medicine under each way that it goes, with every answer on creams, in every age
band; every two medicines taken; every way in which a medicine ended; every health fact, concern and
goal alone, and every two of them; and persons of whom everything is drawn, by a fixed seed. Each
invariant is a small function. It answers None where it has nothing to say about a person, and one
that never has anything to say fails.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import chain, combinations, cycle, product
from random import Random
from typing import Any

import pytest

from rules.alerts import ALERTS, raised
from rules.answers import (
    TAKING_NOW,
    Answers,
    Concern,
    Creams,
    Goal,
    Health,
    Medicine,
    Months,
    Outcome,
    Severity,
    Specialist,
    Who,
)
from rules.assessment import assess
from rules.conditions import anyone
from rules.content import CONTENT
from rules.questions import LISTS, ROWS, Ask, QuestionList, fitting_questions
from rules.selection import default_choice
from rules.states import Stage, State
from rules.wording import because

SEED = 20
DRAWN = 1500  # persons of whom everything is drawn
AGES = (1, 9, 16, 34, 80)  # one of each band
GOING = sorted(TAKING_NOW)
ENDED = sorted(set(Outcome) - TAKING_NOW)
CHILD_QUESTIONS = {Ask.CYCLOSPORINE_FORM_CHILD, Ask.CYCLOSPORINE_FORM_CHILD_NOW}
CANNOT_WAIT = {Ask.PREGNANT, Ask.MAYBE_PREGNANT, Ask.INFECTION_NOW, Ask.HEALTH_FIRST}
STAGE_QUESTIONS = {
    Stage.ON_MEDICINE: {Ask.GOES_NOT_ENOUGH, Ask.GOES_NOT_SURE, Ask.GOES_WELL},
    Stage.CREAMS_FIRST: {Ask.CREAMS_TO_TRY_FIRST},
    Stage.CREAMS_WORKING: {Ask.CREAMS_KEEP_WORKING},
    Stage.NEXT_MEDICINE: {Ask.NEXT_STEP},
    Stage.CREAMS_UNCLEAR: {Ask.CREAMS_ENOUGH},
    Stage.BEYOND_CREAMS: {Ask.CREAMS_DONE_RIGHT},
}
# What may be ticked: the key of the answer, the code, and the code of the reason that it becomes.
TICKED = (
    *(("health", item, f"health={item}") for item in Health),
    *(("concerns", item, f"concern={item}") for item in Concern),
    *(("goals", item, f"goal={item}") for item in Goal),
)
# Persons whose boxes are ticked, at every stage and with every kind of medicine.
BASES: tuple[dict[str, Any], ...] = (
    {},
    {"creams": "not_tried"},
    {"creams": "working"},
    {"creams": "helps_some", "who": "child", "age": 9},
    {"medicines": {"methotrexate": "did_not_work"}},
    {"medicines": {"cyclosporine": "taking_not_enough"}},
    {"medicines": {"methotrexate": "taking_helps", "steroids": "taking_not_sure"}},
    {"medicines": {"mycophenolate": "taking_not_enough"}, "creams": "not_tried"},
    {"medicines": {"dupilumab": "taking_not_sure"}},
    {"medicines": {"upadacitinib": "taking_helps"}, "age": 80},
    {"medicines": {"newer_other": "taking_not_enough", "cyclosporine": "side_effects"}},
)


def codes_in(condition):
    """The reasons that a condition can give for ticked boxes."""
    kinds = {"ticked": "health", "concern": "concern"}
    if condition.rule in kinds:
        return {f"{kinds[condition.rule]}={code}" for code in condition.codes}
    return set(chain.from_iterable(map(codes_in, condition.parts)))


def questions_about() -> dict[str, set[Ask]]:
    """For each box, the questions about it: those asked because of it, and on the same matter."""
    found = {code: {row for row in ROWS if code in codes_in(row.when)} for _, _, code in TICKED}
    about = {}
    for code, rows in found.items():
        matters = {row.matter for row in rows} - {""}
        about[code] = {row.question for row in ROWS if row in rows or row.matter in matters}
        if code.startswith("health="):
            about[code].add(Ask.HEALTH_FIRST)
        if code.startswith("goal="):
            about[code].add(Ask.GOALS)
    return about


ABOUT = questions_about()
LIST_ORDER = list(LISTS)
CONDITIONS = (*(row.when for row in ROWS), *ALERTS.values())


class Seen:
    """One person: the answers, and all that the rules make of them."""

    def __init__(self, data: dict[str, Any], ticked: tuple[str, ...] = ()):
        usual = {"who": "me", "age": 34, "severity": "moderate", "specialist": "yes"}
        usual |= {"creams": "not_enough", "medicines": {}, "health": [], "concerns": []}
        self.data = data
        self.ticked = ticked
        self.answers = Answers.from_json(usual | data)
        self.assessment = assess(self.answers)
        self.fitting = fitting_questions(self.assessment)
        self.choice = default_choice(self.assessment, self.fitting)
        self.by_id = {str(item.question): item for item in self.fitting}
        self.offered = {item.question for item in self.fitting}
        rest = [key for key in self.choice.chosen if key not in self.choice.first]
        own = [key for key in self.choice.first if key not in self.by_id]
        self.order = [*self.choice.first, *rest]
        self.printed = [self.by_id[key] for key in self.order if key not in own]
        self.taken = self.assessment.taken_now
        self.child = self.answers.age < 18

    @cached_property
    def alerts(self):
        return [found.alert for found in raised(self.assessment)]

    def is_considered(self, item):
        return item.row.medicine in self.assessment.considered

    def list_of(self, key):
        return self.by_id[key].list if key in self.by_id else QuestionList.YOURS

    @property
    def goes_well(self):
        outcomes = set(self.answers.medicines.values())
        well = Outcome.TAKING_HELPS in outcomes or self.answers.creams is Creams.WORKING
        return well and Outcome.TAKING_NOT_ENOUGH not in outcomes


# The grids


def one_medicine() -> Iterator[Seen]:
    """Every medicine under each way that it goes, with all creams, in all ages; and the months."""
    for medicine, outcome, creams, age in product(Medicine, Outcome, Creams, AGES):
        if outcome in TAKING_NOW or age in (9, 34):
            yield Seen({"medicines": {medicine: outcome}, "creams": creams, "age": age})
    for outcome, months, age in product(GOING, Months, AGES):
        told = {"medicines": {"cyclosporine": outcome}, "months": {"cyclosporine": months}}
        yield Seen(told | {"age": age})
    for creams, age in product(Creams, AGES):
        yield Seen({"creams": creams, "age": age})


def two_medicines() -> Iterator[Seen]:
    """Every two medicines, each under every way that it goes; and one that ended beside one."""
    rest = zip(cycle(Creams), cycle(AGES[1:]), strict=False)
    for pair in combinations(Medicine, 2):
        kinds = [*product(GOING, GOING), *zip(GOING, ENDED, strict=False)]
        kinds += [("did_not_work", going) for going in GOING]
        for outcomes, (creams, age) in zip(kinds, rest, strict=False):
            medicines = dict(zip(pair, outcomes, strict=True))
            yield Seen({"medicines": medicines, "creams": creams, "age": age})


def one_box() -> Iterator[Seen]:
    """Every health fact, concern and goal alone, for every one of the plain persons."""
    for base, (key, item, code) in product(BASES, TICKED):
        yield Seen(base | {key: [item]}, (code,))


def two_boxes() -> Iterator[Seen]:
    """Every two of them; in the same list, for two persons."""
    bases = cycle(BASES)
    for (key, item, code), (other_key, other_item, other_code) in combinations(TICKED, 2):
        told: dict[str, Any] = {key: [item]}
        told[other_key] = [*told.get(other_key, ()), other_item]
        for _ in range(1 + (key == other_key)):
            yield Seen(next(bases) | told, (code, other_code))


def drawn() -> Iterator[Seen]:
    """Persons of whom everything is drawn."""
    draw = Random(SEED)
    for _ in range(DRAWN):
        medicines = draw.sample(list(Medicine), draw.choice((0, 1, 2, 3, 5)))
        boxes: dict[str, list[str]] = {
            "health": draw.sample(list(Health), draw.choice((0, 0, 1, 2, 6))),
            "concerns": draw.sample(list(Concern), draw.choice((0, 1, 3, 12))),
            "goals": draw.sample(list(Goal), draw.choice((0, 1, 3))),
        }
        codes = tuple(code for key, item, code in TICKED if item in boxes[key])
        if not boxes["health"] and draw.random() < 0.2:
            boxes["health"] = ["rather_not_say"]
        told = {
            "who": draw.choice(list(Who)),
            "age": draw.choice((*AGES, 0, 2, 10, 17, 18)),
            "severity": draw.choice(list(Severity)),
            "specialist": draw.choice(list(Specialist)),
            "creams": draw.choice(list(Creams)),
            "medicines": {item: draw.choice(list(Outcome)) for item in medicines},
            "own_questions": ["Why?"] * draw.choice((0, 0, 1, 3)),
        }
        if "cyclosporine" in told["medicines"]:
            told["months"] = {"cyclosporine": draw.choice(list(Months))}
        yield Seen(told | boxes, codes)


GRIDS = (one_medicine, two_medicines, one_box, two_boxes, drawn)


@pytest.fixture(scope="module")
def everybody() -> list[Seen]:
    return list(chain.from_iterable(grid() for grid in GRIDS))


# What must hold of each person

Invariant = Callable[[Seen], bool | None]
INVARIANTS: list[Invariant] = []


def invariant(function: Invariant) -> Invariant:
    INVARIANTS.append(function)
    return function


@invariant
def nothing_is_asked_about_starting_a_medicine_that_is_taken(seen):
    if not seen.taken:
        return None
    entries = {entry for entry, state in seen.assessment.states.items() if state is State.TAKING}
    choices = [item for item in seen.fitting if item.list is QuestionList.CHOICES]
    return not any(item.row.medicine in entries for item in choices)


@invariant
def no_question_is_asked_twice_and_all_stand_in_the_order_of_the_lists(seen):
    places = [LIST_ORDER.index(item.list) for item in seen.fitting]
    return len(seen.by_id) == len(seen.fitting) and places == sorted(places)


@invariant
def the_first_three_hold_one_of_safety_of_what_the_person_asks_and_of_now(seen):
    there = {item.list for item in seen.fitting}
    there |= {QuestionList.YOURS} if seen.answers.own_questions else set()
    wanted = there & {QuestionList.SAFETY, QuestionList.YOURS, QuestionList.NOW}
    return len(seen.choice.first) == 3 and wanted <= set(map(seen.list_of, seen.choice.first))


@invariant
def a_question_of_the_person_comes_before_every_box(seen):
    if not seen.answers.own_questions:
        return None
    yours = [key for key in seen.choice.first if seen.list_of(key) is QuestionList.YOURS]
    return yours[0] == "own-1"


@invariant
def the_stage_has_its_question_first_of_now_and_no_other_stage_lends_its_own(seen):
    now = [item.question for item in seen.fitting if item.list is QuestionList.NOW]
    mine = STAGE_QUESTIONS[seen.assessment.stage]
    others = set().union(*STAGE_QUESTIONS.values()) - mine - {Ask.CREAMS_DONE_RIGHT}
    return now[0] in mine and not others & seen.offered


@invariant
def no_medicine_that_is_only_considered_is_in_the_first_three_while_one_is_taken(seen):
    if not seen.taken or not seen.assessment.considered:
        return None
    first = [seen.by_id[key] for key in seen.choice.first if key in seen.by_id]
    return not any(map(seen.is_considered, first))


@invariant
def a_check_of_each_of_the_first_three_medicines_taken_is_printed(seen):
    if not seen.taken:
        return None
    checked = set().union(*(item.checks for item in seen.printed))
    return set(seen.taken[:3]) <= checked


@invariant
def other_choices_are_printed_before_any_medicine_that_is_only_considered(seen):
    considered = [
        seen.order.index(item.question) for item in seen.printed if seen.is_considered(item)
    ]
    if not considered:
        return None
    return Ask.OTHER_CHOICES in seen.order and seen.order.index(Ask.OTHER_CHOICES) < min(considered)


@invariant
def at_most_one_printed_question_is_about_each_medicine_that_is_only_considered(seen):
    about = Counter(item.row.medicine for item in seen.printed if seen.is_considered(item))
    return max(about.values()) == 1 if about else None


@invariant
def while_all_goes_well_no_medicine_that_is_only_considered_is_printed(seen):
    if not seen.goes_well or not seen.assessment.considered:
        return None
    return not any(map(seen.is_considered, seen.printed))


@invariant
def every_medicine_that_is_only_considered_has_a_question_on_offer(seen):
    considered = seen.assessment.considered
    if not considered:
        return None
    return {item.row.medicine for item in seen.fitting} >= set(considered)


@invariant
def five_at_least_and_ten_at_most_are_printed_beside_own_questions(seen):
    return 5 <= len(seen.choice.chosen) <= 10 and set(seen.choice.chosen) <= seen.by_id.keys()


@invariant
def what_is_ticked_leads_to_a_question_of_its_own(seen):
    if not seen.ticked:
        return None
    return all(
        any(code in item.behind and item.question in ABOUT[code] for item in seen.fitting)
        for code in seen.ticked
    )


@invariant
def what_is_ticked_alone_is_printed(seen):
    if len(seen.ticked) != 1:
        return None
    (code,) = seen.ticked
    return any(code in item.behind and item.question in ABOUT[code] for item in seen.printed)


@invariant
def who_would_rather_not_say_is_asked_what_must_be_known(seen):
    if not seen.answers.rather_not_say:
        return None
    return Ask.HEALTH_FIRST in seen.choice.chosen


@invariant
def while_creams_come_first_only_what_cannot_wait_is_asked_about_safety(seen):
    if not seen.assessment.creams_come_first:
        return None
    safety = {item.question for item in seen.fitting if item.list is QuestionList.SAFETY}
    return safety <= CANNOT_WAIT


@invariant
def the_form_of_cyclosporine_for_a_child_is_one_question_of_children_with_it_in_play(seen):
    in_play = "cyclosporine" in seen.assessment.in_play
    return len(CHILD_QUESTIONS & seen.offered) == (1 if seen.child and in_play else 0)


@invariant
def on_cyclosporine_nothing_is_asked_about_how_long_one_would_take_it(seen):
    if "cyclosporine" not in seen.taken:
        return None
    return not {Ask.CYCLOSPORINE_MONTHS, Ask.HOW_LONG, Ask.CYCLOSPORINE_AGAIN} & seen.offered


@invariant
def who_is_pregnant_is_not_asked_about_one_day_or_birth_control(seen):
    if Health.PREGNANT not in seen.answers.health:
        return None
    return not {Ask.A_BABY_ONE_DAY, Ask.BIRTH_CONTROL} & seen.offered


@invariant
def no_talk_in_private_is_offered_to_a_young_child_or_an_adult(seen):
    if 10 <= seen.answers.age < 18:
        return None
    return Ask.IN_PRIVATE not in seen.offered


@invariant
def no_reason_line_stands_on_more_than_three_printed_questions(seen):
    lines = Counter(
        because(item.behind, seen.answers.age, CONTENT) for item in seen.printed if item.row.because
    )
    return max(lines.values()) <= 3 if lines else None


@invariant
def alerts_stand_in_their_order(seen):
    return seen.alerts == [alert for alert in ALERTS if alert in seen.alerts]


@invariant
def no_row_or_alert_is_passed_over_for_the_codes_that_it_needs(seen):
    found = (condition for condition in CONDITIONS if condition.test(seen.assessment))
    return all(not each.needs or seen.assessment.told.intersection(each.needs) for each in found)


@pytest.mark.parametrize("holds", INVARIANTS, ids=lambda function: function.__name__)
def test_it_holds_for_everybody(everybody, holds):
    found = [(seen, holds(seen)) for seen in everybody]
    assert any(answer is not None for _, answer in found), "it has nothing to say about anybody"
    failing = [seen for seen, answer in found if answer is not None and not answer]
    shown = [f"{seen.data}: {' '.join(seen.order)}" for seen in failing[:3]]
    assert not failing, "\n".join([f"It fails for {len(failing)} of {len(found)}:", *shown])


# What must hold of all together


def test_every_stage_and_every_state_is_reached(everybody):
    assert {seen.assessment.stage for seen in everybody} == set(Stage)
    assert {state for seen in everybody for state in seen.assessment.states.values()} == set(State)


def test_every_question_can_be_reached_and_avoided(everybody):
    offered = Counter(question for seen in everybody for question in seen.offered)
    asked_of_all = {row.question for row in ROWS if row.when is anyone}
    assert set(Ask) - offered.keys() == set()
    assert {key for key, times in offered.items() if times == len(everybody)} == asked_of_all


def test_every_alert_can_be_reached_and_avoided(everybody):
    raised_by = Counter(alert for seen in everybody for alert in seen.alerts)
    assert raised_by.keys() == ALERTS.keys()
    assert max(raised_by.values()) < len(everybody)


def test_the_child_quote_stands_in_the_two_questions_alone_with_its_other_side_and_its_note():
    named = CONTENT.named
    holding = {
        key: wording
        for key, wording in CONTENT.questions.items()
        if named.child_route_quote in [quote.id for quote in wording.quotes]
    }
    assert named.child_route_quote == "S27"
    assert set(holding) == CHILD_QUESTIONS
    for wording in holding.values():
        assert {"S26", "S27"} <= {quote.id for quote in wording.quotes}
        assert "N1" in wording.notes
    others = chain(
        *([quote.id for quote in entry.quotes] for entry in CONTENT.entries.values()),
        *([quote.id for quote in alert.evidence.quotes] for alert in CONTENT.alerts.values()),
    )
    assert "S27" not in set(others)
