"""The table of questions: when each is asked, and in which order.

`ORDER` is the order on the sheet. Lead questions come first (health facts, the stage, each medicine
in play, each ticked concern), then follow-ups in the same order. A question that several rows ask
stands where the first of them puts it, with the reasons of all. Their words stand in
content/questions.toml.
"""

from dataclasses import dataclass
from enum import StrEnum

from rules.answers import Concern, Health, Medicine, Months, Outcome
from rules.assessment import Assessment
from rules.conditions import (
    Condition,
    adult,
    any_in_play,
    any_taken_now,
    at,
    both,
    child,
    concern,
    considered,
    creams_fall_short,
    creams_help_or_fall_short,
    ended,
    health,
    health_while_creams_first,
    how_long_in_general,
    in_play,
    in_state,
    no_specialist_yet,
    not_severe,
    on_cyclosporine_for,
    once_a_topic,
    one_first_line_failed_other_untried,
    taken_now,
    teen,
    two_overlap,
    under_two,
)
from rules.reasons import Reasons
from rules.states import Stage, State

CYCLOSPORINE = Medicine.CYCLOSPORINE
METHOTREXATE = Medicine.METHOTREXATE
AZATHIOPRINE = Medicine.AZATHIOPRINE
MYCOPHENOLATE = Medicine.MYCOPHENOLATE
STEROIDS = Medicine.STEROIDS
NEWER = Medicine.NEWER


class Ask(StrEnum):
    """The name of each question in code, beside its id in JSON, HTML, forms and the content."""

    CREAMS_DONE_RIGHT = "Q01"
    CREAMS_TO_TRY_FIRST = "Q02"
    CREAMS_ENOUGH = "Q03"
    CREAMS_ALONGSIDE = "Q04"
    SPECIALIST = "Q05"
    WHO_CHECKS = "Q06"
    SEVERE_ENOUGH = "Q07"
    WHICH_AND_WHY = "Q08"
    OTHER_CHOICES = "Q09"
    APPROVED = "Q10"
    STUDIES = "Q11"
    WHEN_IT_HELPS = "Q12"
    CYCLOSPORINE_NOW = "Q13"
    CYCLOSPORINE_FORM = "Q14"
    CYCLOSPORINE_FORM_CHILD = "Q15"
    CYCLOSPORINE_FORM_SOURCES = "Q16"
    CYCLOSPORINE_MONTHS = "Q17"
    CYCLOSPORINE_PLAN = "Q18"
    CYCLOSPORINE_A_YEAR = "Q19"
    CYCLOSPORINE_AGAIN = "Q20"
    KIDNEYS_AND_PRESSURE = "Q21"
    METHOTREXATE_NOW_OR_WAIT = "Q22"
    METHOTREXATE_NEXT = "Q23"
    METHOTREXATE_PILL_OR_SHOT = "Q24"
    METHOTREXATE_WEEKLY = "Q25"
    METHOTREXATE_MISSED = "Q26"
    METHOTREXATE_CHILDREN = "Q27"
    METHOTREXATE_BOXED_WARNING = "Q28"
    LIVER_CHECKS = "Q29"
    AZATHIOPRINE_NEXT = "Q30"
    OTHER_FIRST_LINE = "Q31"
    AZATHIOPRINE_TEST = "Q32"
    AZATHIOPRINE_RISKS = "Q33"
    AZATHIOPRINE_CHILDREN = "Q34"
    MYCOPHENOLATE_NEXT = "Q35"
    MYCOPHENOLATE_RESULTS = "Q36"
    UNDER_TWO = "Q37"
    MYCOPHENOLATE_PREGNANCY = "Q38"
    AFTER_SIDE_EFFECTS = "Q39"
    AFTER_WEARING_OFF = "Q40"
    OVERLAP = "Q41"
    HOW_TO_END = "Q42"
    STEROIDS_WHY = "Q43"
    WORSE_AFTER = "Q44"
    STEROIDS_BRIDGE = "Q45"
    INFECTION_RISK = "Q47"
    INFECTION_NOW = "Q48"
    WHEN_TO_CALL = "Q49"
    VACCINE_SOON = "Q51"
    VACCINES = "Q52"
    PREGNANCY_FIRST = "Q53"
    A_BABY_ONE_DAY = "Q54"
    BIRTH_CONTROL = "Q55"
    PARTNER_PREGNANCY = "Q56"
    BREASTFEEDING = "Q57"
    KIDNEY_TROUBLE = "Q58"
    LIVER_TROUBLE = "Q59"
    BLOOD_PRESSURE = "Q60"
    CANCER = "Q61"
    CANCER_IN_FAMILY = "Q62"
    ALLERGIC_REACTION = "Q63"
    SIDE_EFFECTS = "Q64"
    STOMACH = "Q65"
    OTHER_MEDICINES = "Q66"
    IMMUNE_MEDICINE = "Q67"
    GRAPEFRUIT = "Q68"
    ALCOHOL = "Q69"
    PAIN_PILLS = "Q70"
    SUN = "Q71"
    LIGHT_TREATMENT = "Q72"
    TESTS = "Q73"
    HOW_OFTEN_TESTS = "Q74"
    LOWEST_AGE = "Q75"
    GROWTH = "Q76"
    SWALLOWING = "Q77"
    IN_PRIVATE = "Q78"
    BLOOD_PROBLEM = "Q79"
    PAST_INFECTION = "Q80"
    CREAMS_KEEP_WORKING = "Q81"
    NEXT_STEP = "Q82"
    UNSURE_IF_FAILED = "Q83"
    NEWER_AND_ARTICLE = "Q84"
    CYCLOSPORINE_TIME = "Q85"
    CANCER_RISK = "Q86"
    HOW_TAKEN = "Q87"
    HOW_LONG = "Q88"
    HEALTH_FIRST = "Q89"


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question, and when it is asked."""

    question: Ask
    when: Condition


ORDER: tuple[QuestionRow, ...] = (
    # Lead questions: health facts, in the order of the flags
    QuestionRow(Ask.PREGNANCY_FIRST, health(Health.PREGNANCY)),
    QuestionRow(Ask.INFECTION_NOW, health(Health.INFECTION_NOW)),
    QuestionRow(Ask.UNDER_TWO, under_two),
    QuestionRow(Ask.PARTNER_PREGNANCY, health(Health.PARTNER_PREGNANCY)),
    QuestionRow(Ask.BREASTFEEDING, health(Health.BREASTFEEDING)),
    QuestionRow(Ask.VACCINE_SOON, health(Health.VACCINE_SOON)),
    QuestionRow(Ask.KIDNEY_TROUBLE, health(Health.KIDNEY)),
    QuestionRow(Ask.LIVER_TROUBLE, health(Health.LIVER)),
    QuestionRow(Ask.BLOOD_PRESSURE, health(Health.BLOOD_PRESSURE)),
    QuestionRow(Ask.CANCER, health(Health.CANCER)),
    QuestionRow(Ask.IMMUNE_MEDICINE, health(Health.IMMUNE_MEDICINE)),
    QuestionRow(Ask.ALLERGIC_REACTION, health(Health.ALLERGIC_REACTION)),
    QuestionRow(Ask.BLOOD_PROBLEM, health(Health.BLOOD_PROBLEM)),
    QuestionRow(Ask.LIGHT_TREATMENT, health(Health.LIGHT_TREATMENT)),
    QuestionRow(Ask.PAST_INFECTION, health(Health.PAST_INFECTION)),
    QuestionRow(Ask.HEALTH_FIRST, health_while_creams_first),
    # Lead questions: the stage
    QuestionRow(Ask.CYCLOSPORINE_A_YEAR, on_cyclosporine_for(Months.FROM_12)),
    QuestionRow(Ask.CREAMS_TO_TRY_FIRST, at(Stage.CREAMS_FIRST)),
    QuestionRow(Ask.WHEN_IT_HELPS, at(Stage.ON_MEDICINE)),
    QuestionRow(Ask.AFTER_SIDE_EFFECTS, ended(Outcome.SIDE_EFFECTS)),
    QuestionRow(Ask.AFTER_WEARING_OFF, ended(Outcome.WORE_OFF)),
    QuestionRow(Ask.UNSURE_IF_FAILED, ended(Outcome.OTHER_REASON, Outcome.NOT_SURE)),
    QuestionRow(Ask.NEXT_STEP, at(Stage.NEXT_MEDICINE)),
    QuestionRow(Ask.CREAMS_KEEP_WORKING, at(Stage.CREAMS_WORKING)),
    QuestionRow(Ask.CREAMS_ENOUGH, at(Stage.CREAMS_UNCLEAR)),
    QuestionRow(Ask.CREAMS_DONE_RIGHT, at(Stage.BEYOND_CREAMS)),
    QuestionRow(Ask.WHICH_AND_WHY, at(Stage.BEYOND_CREAMS)),
    # Lead questions: each medicine in play
    QuestionRow(Ask.CYCLOSPORINE_NOW, considered(CYCLOSPORINE)),
    QuestionRow(Ask.CYCLOSPORINE_FORM_CHILD, both(child, in_play(CYCLOSPORINE))),
    QuestionRow(Ask.CYCLOSPORINE_FORM_SOURCES, both(child, in_play(CYCLOSPORINE))),
    QuestionRow(Ask.CYCLOSPORINE_MONTHS, on_cyclosporine_for(Months.UNDER_3)),
    QuestionRow(
        Ask.CYCLOSPORINE_PLAN, on_cyclosporine_for(Months.FROM_3_TO_5, Months.FROM_6_TO_11)
    ),
    QuestionRow(Ask.CYCLOSPORINE_TIME, on_cyclosporine_for(Months.NOT_SURE)),
    QuestionRow(Ask.METHOTREXATE_NEXT, in_state(METHOTREXATE, State.NOW)),
    QuestionRow(Ask.METHOTREXATE_NOW_OR_WAIT, in_state(METHOTREXATE, State.ASK)),
    QuestionRow(Ask.METHOTREXATE_WEEKLY, taken_now(METHOTREXATE)),
    QuestionRow(Ask.AZATHIOPRINE_NEXT, considered(AZATHIOPRINE)),
    QuestionRow(Ask.AZATHIOPRINE_RISKS, taken_now(AZATHIOPRINE)),
    QuestionRow(Ask.MYCOPHENOLATE_NEXT, considered(MYCOPHENOLATE)),
    QuestionRow(Ask.MYCOPHENOLATE_RESULTS, taken_now(MYCOPHENOLATE)),
    QuestionRow(Ask.STEROIDS_WHY, taken_now(STEROIDS)),
    QuestionRow(Ask.NEWER_AND_ARTICLE, taken_now(NEWER)),
    # Lead questions: each concern
    QuestionRow(Ask.INFECTION_RISK, concern(Concern.INFECTION)),
    QuestionRow(Ask.CANCER_RISK, concern(Concern.CANCER)),
    QuestionRow(Ask.KIDNEYS_AND_PRESSURE, concern(Concern.KIDNEYS)),
    QuestionRow(Ask.LIVER_CHECKS, concern(Concern.LIVER)),
    QuestionRow(Ask.KIDNEYS_AND_PRESSURE, concern(Concern.BLOOD_PRESSURE)),
    QuestionRow(Ask.STOMACH, concern(Concern.STOMACH)),
    QuestionRow(Ask.WHEN_TO_CALL, concern(Concern.SERIOUS_REACTION)),
    QuestionRow(Ask.A_BABY_ONE_DAY, concern(Concern.PREGNANCY)),
    QuestionRow(Ask.HOW_TAKEN, concern(Concern.HOW_TAKEN)),
    QuestionRow(Ask.CYCLOSPORINE_MONTHS, both(concern(Concern.HOW_LONG), considered(CYCLOSPORINE))),
    QuestionRow(Ask.CYCLOSPORINE_MONTHS, both(concern(Concern.HOW_LONG), taken_now(CYCLOSPORINE))),
    QuestionRow(Ask.HOW_LONG, how_long_in_general),
    QuestionRow(Ask.WORSE_AFTER, concern(Concern.FLARE_AFTER)),
    QuestionRow(Ask.APPROVED, concern(Concern.OFF_LABEL)),
    QuestionRow(Ask.STUDIES, concern(Concern.DOES_IT_WORK)),
    QuestionRow(Ask.OTHER_MEDICINES, concern(Concern.OTHER_MEDICINES)),
    QuestionRow(Ask.TESTS, concern(Concern.TESTS)),
    QuestionRow(Ask.VACCINES, concern(Concern.VACCINES)),
    # Follow-ups: health facts
    QuestionRow(Ask.BIRTH_CONTROL, both(health(Health.PREGNANCY), any_in_play)),
    QuestionRow(
        Ask.MYCOPHENOLATE_PREGNANCY, both(health(Health.PREGNANCY), in_play(MYCOPHENOLATE))
    ),
    QuestionRow(
        Ask.MYCOPHENOLATE_PREGNANCY, both(health(Health.PARTNER_PREGNANCY), in_play(MYCOPHENOLATE))
    ),
    # Follow-ups: the stage
    QuestionRow(Ask.SPECIALIST, both(no_specialist_yet, creams_fall_short)),
    QuestionRow(Ask.SPECIALIST, both(no_specialist_yet, any_in_play)),
    QuestionRow(Ask.SEVERE_ENOUGH, both(not_severe, creams_fall_short)),
    QuestionRow(
        Ask.OTHER_FIRST_LINE,
        both(one_first_line_failed_other_untried, in_state(AZATHIOPRINE, State.NOW)),
    ),
    QuestionRow(
        Ask.OTHER_FIRST_LINE,
        both(one_first_line_failed_other_untried, in_state(MYCOPHENOLATE, State.NOW)),
    ),
    QuestionRow(Ask.OTHER_CHOICES, creams_fall_short),
    QuestionRow(Ask.CREAMS_ALONGSIDE, creams_help_or_fall_short),
    QuestionRow(Ask.WHICH_AND_WHY, creams_fall_short),
    QuestionRow(Ask.CREAMS_DONE_RIGHT, creams_fall_short),
    # Follow-ups: what matters with each medicine
    QuestionRow(Ask.SIDE_EFFECTS, any_in_play),
    QuestionRow(Ask.TESTS, any_in_play),
    QuestionRow(Ask.WHEN_TO_CALL, any_in_play),
    QuestionRow(Ask.WHEN_IT_HELPS, any_in_play),
    QuestionRow(Ask.WHO_CHECKS, creams_fall_short),
    QuestionRow(Ask.WHO_CHECKS, any_taken_now),
    QuestionRow(Ask.CYCLOSPORINE_FORM, both(considered(CYCLOSPORINE), adult)),
    QuestionRow(Ask.CYCLOSPORINE_MONTHS, considered(CYCLOSPORINE)),
    QuestionRow(Ask.CYCLOSPORINE_AGAIN, once_a_topic(in_state(CYCLOSPORINE, State.TRIED))),
    QuestionRow(Ask.KIDNEYS_AND_PRESSURE, in_play(CYCLOSPORINE)),
    QuestionRow(Ask.GRAPEFRUIT, in_play(CYCLOSPORINE)),
    QuestionRow(
        Ask.METHOTREXATE_NOW_OR_WAIT, both(creams_fall_short, in_state(METHOTREXATE, State.LATER))
    ),
    QuestionRow(Ask.METHOTREXATE_PILL_OR_SHOT, considered(METHOTREXATE)),
    QuestionRow(Ask.METHOTREXATE_WEEKLY, considered(METHOTREXATE)),
    QuestionRow(Ask.METHOTREXATE_MISSED, taken_now(METHOTREXATE)),
    QuestionRow(Ask.METHOTREXATE_CHILDREN, both(child, in_play(METHOTREXATE))),
    QuestionRow(Ask.METHOTREXATE_BOXED_WARNING, in_play(METHOTREXATE)),
    QuestionRow(Ask.LIVER_CHECKS, in_play(METHOTREXATE)),
    QuestionRow(Ask.ALCOHOL, both(in_play(METHOTREXATE), adult)),
    QuestionRow(Ask.AZATHIOPRINE_TEST, considered(AZATHIOPRINE)),
    QuestionRow(Ask.AZATHIOPRINE_RISKS, considered(AZATHIOPRINE)),
    QuestionRow(Ask.AZATHIOPRINE_CHILDREN, both(child, in_play(AZATHIOPRINE))),
    QuestionRow(Ask.MYCOPHENOLATE_RESULTS, considered(MYCOPHENOLATE)),
    QuestionRow(Ask.STEROIDS_BRIDGE, taken_now(STEROIDS)),
    QuestionRow(Ask.WORSE_AFTER, taken_now(STEROIDS)),
    QuestionRow(Ask.WORSE_AFTER, once_a_topic(in_state(STEROIDS, State.TRIED))),
    # Follow-ups: the rest on medicines in play
    QuestionRow(Ask.OVERLAP, two_overlap),
    QuestionRow(Ask.HOW_TO_END, any_taken_now),
    QuestionRow(Ask.INFECTION_RISK, any_in_play),
    QuestionRow(Ask.HOW_OFTEN_TESTS, any_in_play),
    QuestionRow(Ask.OTHER_MEDICINES, any_in_play),
    QuestionRow(Ask.APPROVED, any_in_play),
    QuestionRow(Ask.STUDIES, any_in_play),
    QuestionRow(Ask.VACCINES, any_in_play),
    QuestionRow(Ask.LOWEST_AGE, both(child, any_in_play)),
    QuestionRow(Ask.GROWTH, both(child, any_in_play)),
    QuestionRow(Ask.SWALLOWING, both(child, any_in_play)),
    QuestionRow(Ask.IN_PRIVATE, both(teen, in_play(METHOTREXATE))),
    QuestionRow(Ask.IN_PRIVATE, both(teen, in_play(MYCOPHENOLATE))),
    QuestionRow(Ask.CANCER_IN_FAMILY, any_in_play),
    QuestionRow(Ask.STOMACH, any_in_play),
    QuestionRow(Ask.PAIN_PILLS, any_in_play),
    QuestionRow(Ask.SUN, any_in_play),
)


def fitting_questions(assessment: Assessment) -> dict[Ask, Reasons]:
    """The questions that fit, in the order of the sheet, each with its reasons."""
    found: dict[Ask, Reasons] = {}
    for row in ORDER:
        if behind := row.when.test(assessment):
            found[row.question] = found.get(row.question, ()) + behind
    return {question: tuple(dict.fromkeys(behind)) for question, behind in found.items()}
