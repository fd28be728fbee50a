"""Facts that hold on every sheet, tried on tens of thousands of different persons.

Each fact is a small function. It answers None where it has nothing to say about a sheet, and a fact
that never has anything to say fails. The persons are every creams answer with every kind of outcome
of every medicine, the four ages where something changes taking turns; their other answers are drawn
by a seeded generator. All single health items and concerns, all pairs of health items, and all ages
come on top.
"""

import hashlib
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from importlib.resources import files
from itertools import combinations, cycle, product
from random import Random
from typing import Any

import pytest
from persons import (
    CONCERNS,
    CREAMS,
    FOUR,
    HEALTH,
    MEDICINES,
    MONTHS,
    question_ids,
    states_of,
    told,
)

from rules import Answers, build_sheet
from rules.content import CONTENT
from rules.questions import ORDER

UNCLEAR = ("wore_off", "side_effects", "other_reason", "not_sure")
KINDS = ("never", "taking_now", "did_not_work", "unclear")
AGES = (1, 18, 9, 16)  # four by turns with five creams, so that every answer meets every age
SAID = CONTENT.answers
DIGESTS = tomllib.loads((files("rules") / "content" / "digests.toml").read_text("utf-8"))

PAIRS = {
    **dict.fromkeys(("S21", "S35", "S46", "S53"), "N3"),
    **dict.fromkeys(("S26", "S27"), "N1"),
    **dict.fromkeys(("S19", "S31", "S45"), "N4"),
    **dict.fromkeys(("S32", "S42", "S50"), "N5"),
    **dict.fromkeys(("S23", "S24", "S25"), "N2"),
    "S36": "N6",
    "S34": "N7",
    "S72": "N9",
    "S74": "N8",
}
FLAGS_IN_ORDER = (
    "RF01",
    "RF16",
    "RF04",
    "RF12",
    "RF17",
    "RF02",
    "RF03",
    "RF06",
    "RF07",
    "RF08",
    "RF09",
    "RF10",
    "RF11",
    "RF13",
    "RF14",
    "RF18",
    "RF19",
)
HEALTH_QUESTION = {
    "pregnancy": "Q53",
    "partner_pregnancy": "Q56",
    "breastfeeding": "Q57",
    "infection_now": "Q48",
    "vaccine_soon": "Q51",
    "kidney": "Q58",
    "liver": "Q59",
    "blood_pressure": "Q60",
    "cancer": "Q61",
    "immune_medicine": "Q67",
    "light_treatment": "Q72",
    "allergic_reaction": "Q63",
    "blood_problem": "Q79",
    "past_infection": "Q80",
}
HEALTH_FLAG = {
    "pregnancy": "RF01",
    "partner_pregnancy": "RF02",
    "breastfeeding": "RF03",
    "infection_now": "RF04",
    "vaccine_soon": "RF06",
    "kidney": "RF07",
    "liver": "RF08",
    "blood_pressure": "RF09",
    "cancer": "RF10",
    "immune_medicine": "RF11",
    "allergic_reaction": "RF13",
    "blood_problem": "RF14",
    "light_treatment": "RF18",
    "past_infection": "RF19",
}
CONCERN_QUESTIONS = {
    "infection": {"Q47"},
    "cancer": {"Q86"},
    "kidneys": {"Q21"},
    "liver": {"Q29"},
    "blood_pressure": {"Q21"},
    "stomach": {"Q65"},
    "serious_reaction": {"Q49"},
    "pregnancy": {"Q54"},
    "how_taken": {"Q87"},
    "how_long": {"Q17", "Q88"},
    "flare_after": {"Q44"},
    "off_label": {"Q10"},
    "does_it_work": {"Q11"},
    "other_medicines": {"Q66"},
    "tests": {"Q73"},
    "vaccines": {"Q52"},
}
STAGE_QUESTION = {
    "creams_first": "Q02",
    "on_medicine": "Q12",
    "next_medicine": "Q82",
    "creams_working": "Q81",
    "creams_unclear": "Q03",
    "beyond_creams": "Q01",
}
ABOUT_A_MEDICINE_TAKEN_NOW = {
    "cyclosporine": {"Q17", "Q18", "Q19", "Q85"},
    "methotrexate": {"Q25"},
    "azathioprine": {"Q33"},
    "mycophenolate": {"Q36"},
    "steroids": {"Q43"},
    "newer": {"Q84"},
}
ABOUT_A_MEDICINE_TO_COME = {
    "cyclosporine": {"now": "Q13", "ask": "Q13"},
    "methotrexate": {"now": "Q23", "ask": "Q22"},
    "azathioprine": {"now": "Q30", "ask": "Q30"},
    "mycophenolate": {"now": "Q35", "ask": "Q35"},
}
# While creams come first: about creams and health, and about steroids or a newer medicine in use.
NOT_ABOUT_THE_FOUR = {"Q02", "Q89", "Q06", "Q41", "Q42", "Q43", "Q44", "Q45", "Q84"}
ONLY_FOR_CHILDREN = {"Q15", "Q16", "Q27", "Q34", "Q75", "Q76", "Q77", "Q78"}
ONLY_FOR_ADULTS = {"Q14", "Q69"}


class Seen:
    """One person's answers, and the sheet that they gave."""

    def __init__(self, data):
        self.answers = Answers.from_json(data)
        self.sheet = build_sheet(self.answers)
        self.ids = question_ids(self.sheet)
        self.states = states_of(self.sheet)
        self.in_play = {item for item in MEDICINES if self.states[item] in ("taking", "now", "ask")}
        self.child = self.answers.age < 18

    @cached_property
    def questions(self):
        return {question.id: question for question in self.sheet.questions}

    @cached_property
    def entries(self):
        """Everything on the sheet that holds quotes."""
        return (*self.sheet.questions, *self.sheet.medicines)

    @property
    def four_are_a_topic(self):
        return self.sheet.stage != "creams_first" or bool(self.in_play & set(FOUR))

    def ended(self, *outcomes):
        return any(outcome in outcomes for outcome in self.answers.medicines.values())


def quote_ids(entry):
    return {quote.id for quote in entry.quotes}


@cache
def word_for_word(key, text):
    return hashlib.sha256(text.encode()).hexdigest() == DIGESTS[key]


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
def every_quote_is_word_for_word_in_the_article(seen):
    return all(
        word_for_word(quote.id, quote.text) for entry in seen.entries for quote in entry.quotes
    )


@fact
def no_quote_is_parted_from_its_note(seen):
    return all(
        PAIRS[quote.id] in entry.notes
        for entry in seen.entries
        for quote in entry.quotes
        if quote.id in PAIRS
    )


@fact
def off_label_is_said_of_the_us_only(seen):
    labels = [
        quote.label
        for entry in seen.entries
        for quote in entry.quotes
        if quote.id in ("S19", "S31", "S45")
    ]
    return all("in the U.S." in label for label in labels) if labels else None


@fact
def the_child_quote_never_shows_for_an_adult(seen):
    if seen.child:
        return None
    return all("S27" not in quote_ids(entry) for entry in seen.entries)


@fact
def the_child_quote_shows_only_with_cyclosporine_in_play(seen):
    if "cyclosporine" in seen.in_play:
        return None
    return all("S27" not in quote_ids(entry) for entry in seen.entries)


@fact
def a_child_with_cyclosporine_in_play_gets_the_child_quote_and_both_questions(seen):
    if not seen.child or "cyclosporine" not in seen.in_play:
        return None
    entries = (seen.questions["Q15"], seen.questions["Q16"], seen.sheet.medicines[0])
    return all("S27" in quote_ids(entry) and "N1" in entry.notes for entry in entries)


@fact
def the_child_questions_about_form_are_among_the_chosen_when_there_is_no_more_to_ask_first(seen):
    busy = seen.answers.health or seen.answers.medicines
    if not seen.child or "cyclosporine" not in seen.in_play or busy:
        return None
    return seen.questions["Q15"].chosen and seen.questions["Q16"].chosen


@fact
def the_note_on_16_and_17_stands_just_where_the_child_quote_meets_that_age(seen):
    that_age = seen.answers.age in (16, 17)
    return all(
        ("N21" in entry.notes) == (that_age and "S27" in quote_ids(entry)) for entry in seen.entries
    )


@fact
def every_ticked_health_fact_has_a_question_that_names_it(seen):
    ticked = seen.answers.health
    if not ticked:
        return None
    if not seen.four_are_a_topic:
        said = [SAID["health"]["said"][item] for item in ticked[:2]]
        return seen.questions["Q89"].because == f"Because you ticked {' and '.join(said)}."
    return all(
        seen.questions[HEALTH_QUESTION[item]].because
        == f"Because you ticked {SAID['health']['said'][item]}."
        for item in ticked
    )


@fact
def no_health_question_is_asked_unless_its_fact_was_ticked(seen):
    unticked = {HEALTH_QUESTION[item] for item in HEALTH if item not in seen.answers.health}
    return not unticked & set(seen.ids) and ("Q89" not in seen.ids or bool(seen.answers.health))


@fact
def every_ticked_concern_has_a_question_that_names_it(seen):
    if not seen.answers.concerns:
        return None
    return all(
        any(
            "you asked about" in seen.questions[key].because
            and SAID["concerns"]["said"][item] in seen.questions[key].because
            for key in CONCERN_QUESTIONS[item] & set(seen.ids)
        )
        for item in seen.answers.concerns
    )


@fact
def every_medicine_taken_now_has_a_question_that_names_it(seen):
    taken = [item for item in MEDICINES if seen.states[item] == "taking"]
    if not taken:
        return None
    return all(
        any(
            SAID["medicines"]["named"][item] in seen.questions[key].because
            for key in ABOUT_A_MEDICINE_TAKEN_NOW[item] & set(seen.ids)
        )
        for item in taken
    )


@fact
def every_medicine_to_come_has_a_question_with_the_reason_of_its_state(seen):
    lines = [line for line in seen.sheet.medicines if line.state in ("now", "ask")]
    if not lines:
        return None
    return all(
        seen.questions[ABOUT_A_MEDICINE_TO_COME[line.medicine][line.state]].because == line.because
        for line in lines
    )


@fact
def the_stage_has_its_question_and_no_other_stage_lends_its_own(seen):
    stage = seen.sheet.stage
    others = {STAGE_QUESTION[other] for other in STAGE_QUESTION if other != stage}
    follow_ups = {"Q01", "Q12"}  # these two also follow from creams and from medicines
    return STAGE_QUESTION[stage] in seen.ids and not (others - follow_ups) & set(seen.ids)


@fact
def a_stage_of_creams_is_the_reason_of_its_question(seen):
    stage = seen.sheet.stage
    if stage in ("on_medicine", "next_medicine"):
        return None
    said = SAID["creams"]["said"][seen.answers.creams]
    return seen.questions[STAGE_QUESTION[stage]].because == f"Because you said {said}."


@fact
def while_creams_come_first_they_are_asked_about_first_after_health(seen):
    if seen.sheet.stage != "creams_first":
        return None
    before = {*HEALTH_QUESTION.values(), "Q89", "Q19"}
    return next((key for key in seen.ids if key not in before), None) == "Q02"


@fact
def while_creams_come_first_the_four_stay_off_unless_in_play_or_asked_about(seen):
    if seen.four_are_a_topic:
        return None
    asked = [CONCERN_QUESTIONS[item] for item in seen.answers.concerns]
    return set(seen.ids) <= NOT_ABOUT_THE_FOUR.union(*asked)


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
    return (other is not None and other.id == "N14") == past_creams


@fact
def emergency_signs_and_bring_every_pill_stand_on_every_sheet(seen):
    flags = seen.sheet.to_json()["flags"]
    return [flag["id"] for flag in flags[-2:]] == ["RF05", "RF15"]


@fact
def the_flags_are_those_that_the_answers_raise_in_their_order(seen):
    raised = {HEALTH_FLAG[item] for item in seen.answers.health}
    raised |= {"RF12"} if seen.answers.age < 2 else set()
    raised |= {"RF16"} if seen.states["methotrexate"] == "taking" else set()
    raised |= {"RF17"} if seen.states["steroids"] == "taking" else set()
    found = [flag.id for flag in seen.sheet.flags]
    return found == [flag for flag in FLAGS_IN_ORDER if flag in raised]


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


@fact
def how_a_medicine_ended_chooses_what_is_asked_about_it(seen):
    topic = seen.four_are_a_topic
    return [key in seen.ids for key in ("Q39", "Q40", "Q83")] == [
        topic and seen.ended("side_effects"),
        topic and seen.ended("wore_off"),
        topic and seen.ended("other_reason", "not_sure"),
    ]


@fact
def time_on_cyclosporine_chooses_what_is_asked_about_it(seen):
    months = seen.answers.cyclosporine_months if seen.states["cyclosporine"] == "taking" else None
    considered = seen.states["cyclosporine"] in ("now", "ask")
    asked_how_long = months is not None and "how_long" in seen.answers.concerns
    return [key in seen.ids for key in ("Q17", "Q18", "Q19", "Q85")] == [
        months == "under_3" or considered or asked_how_long,
        months in ("3_to_5", "6_to_11"),
        months == "12_or_more",
        months == "not_sure",
    ]


@fact
def a_year_on_cyclosporine_stands_right_after_health_and_before_all_else(seen):
    if "Q19" not in seen.ids:
        return None
    before = seen.ids[: seen.ids.index("Q19")]
    return set(before) <= {*HEALTH_QUESTION.values(), "Q37"}


@fact
def the_other_first_line_medicine_is_asked_about_only_when_one_failed_and_it_was_never_tried(seen):
    if "Q31" not in seen.ids:
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
    return "Q37" not in seen.ids or seen.answers.age < 2


@fact
def birth_control_in_private_is_for_10_to_17_with_methotrexate_or_mycophenolate(seen):
    in_play = seen.in_play & {"methotrexate", "mycophenolate"}
    return ("Q78" in seen.ids) == (10 <= seen.answers.age <= 17 and bool(in_play))


@fact
def a_person_with_a_specialist_is_not_told_to_find_one(seen):
    return None if seen.answers.specialist != "yes" else "Q05" not in seen.ids


@fact
def severe_eczema_is_not_asked_to_be_bad_enough(seen):
    return None if seen.answers.severity != "severe" else "Q07" not in seen.ids


@fact
def azathioprine_and_mycophenolate_are_asked_about_only_in_play(seen):
    topics = {question.topic for question in seen.sheet.questions}
    return all(
        medicine in seen.in_play or medicine.capitalize() not in topics
        for medicine in ("azathioprine", "mycophenolate")
    )


def every_person() -> Iterator[dict[str, Any]]:
    """Answers as JSON: the product of what the rules see, then one thing at a time."""
    draw, ages = Random(20231001), cycle(AGES)
    for ways in product(KINDS, repeat=6):
        if ways[MEDICINES.index("steroids")] == "did_not_work":
            continue  # the decisions take steroids that failed as unclear
        taken = dict(zip(MEDICINES, ways, strict=True))
        for creams in CREAMS:
            yield someone(draw, next(ages), creams, taken)
    yield from one_thing_at_a_time()


def someone(draw: Random, age: int, creams: str, kinds: dict[str, str]) -> dict[str, Any]:
    taken = {
        medicine: draw.choice(UNCLEAR) if kind == "unclear" else kind
        for medicine, kind in kinds.items()
        if kind != "never"
    }
    months = {"cyclosporine_months": draw.choice(MONTHS)} if "cyclosporine" in taken else {}
    return told(
        who=draw.choice(("me", "child", "someone_else")),
        age=age,
        severity=draw.choice(("mild", "moderate", "severe", "not_sure")),
        specialist=draw.choice(("yes", "no", "not_sure")),
        creams=creams,
        medicines=taken,
        health=draw.sample(HEALTH, draw.choice((0, 0, 1, 3))),
        concerns=draw.sample(CONCERNS, draw.choice((0, 0, 1, 3))),
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
    {"medicines": dict.fromkeys(MEDICINES, "taking_now")},
)


def one_thing_at_a_time() -> Iterator[dict[str, Any]]:
    for plain in PLAIN:
        yield told(**plain)
        yield from (told(**plain | {"age": age}) for age in range(121))
        yield from (told(**plain | {"concerns": [item]}) for item in CONCERNS)
        yield from (told(**plain | {"health": [item]}) for item in HEALTH)
        yield from (told(**plain | {"health": list(pair)}) for pair in combinations(HEALTH, 2))
        yield told(**plain | {"health": list(HEALTH), "concerns": list(CONCERNS)})


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
