"""The tables of questions: when each is asked, in the five lists of the sheet, in their order.

What stands in which list, and why, is decided by the person first: safety, what they want to know,
where they are now, what could come next, and more to ask. Their words stand in
content/en/questions.toml; {medicines}, {facts} and {goals} in them name the answers behind them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from rules.answers import Concern, Health, Medicine, Months, Outcome
from rules.assessment import Assessment
from rules.conditions import (
    Condition,
    adult,
    any_considered,
    any_in_play,
    any_taken_now,
    anyone,
    at,
    below_age_in_article,
    both,
    child,
    concern,
    considered,
    creams_come_first,
    creams_fall_short,
    creams_help_or_fall_short,
    either,
    ended,
    goes,
    has_goals,
    health,
    health_not_told,
    health_while_creams_come_first,
    in_play,
    in_state,
    no_specialist_yet,
    not_severe,
    on_cyclosporine_for,
    one_first_line_failed_other_untried,
    past_creams,
    takes,
    takes_a_jak_pill,
    takes_a_shot,
    takes_one_of_the_four,
    teen,
    ticked,
    two_overlap,
    unless,
)
from rules.medicines import BIOLOGIC_SHOTS, JAK_PILLS, Entry
from rules.reasons import Reasons
from rules.states import Stage, State


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
    PREGNANT = "Q53"
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
    CYCLOSPORINE_TIME = "Q85"
    CANCER_RISK = "Q86"
    HOW_TAKEN = "Q87"
    HOW_LONG = "Q88"
    HEALTH_FIRST = "Q89"
    MAYBE_PREGNANT = "Q90"
    HEART_ON_JAK_PILL = "Q91"
    SMOKING_ON_JAK_PILL = "Q92"
    KIDNEYS_ON_MEDICINE = "Q93"
    PRESSURE_ON_CYCLOSPORINE = "Q94"
    LIVER_ON_METHOTREXATE = "Q95"
    LUNG_ON_METHOTREXATE = "Q96"
    PLANNING_PREGNANCY = "Q97"
    HERPES = "Q98"
    HEART_OR_CLOTS = "Q99"
    SMOKING = "Q100"
    LUNG = "Q101"
    EYES = "Q102"
    DIAGNOSIS = "Q103"
    HOW_LONG_STILL = "Q104"
    WAITING = "Q105"
    COST = "Q106"
    STEROID_CREAMS = "Q107"
    NEEDLES = "Q108"
    DAILY_LIFE = "Q109"
    MOOD = "Q110"
    GOALS = "Q111"
    GOES_NOT_ENOUGH = "Q112"
    GOES_NOT_SURE = "Q113"
    GOES_WELL = "Q114"
    CYCLOSPORINE_SIGNS = "Q115"
    CYCLOSPORINE_BRAND = "Q116"
    METHOTREXATE_SIGNS = "Q117"
    AZATHIOPRINE_CHECKS = "Q118"
    AZATHIOPRINE_SIGNS = "Q119"
    MYCOPHENOLATE_CHECKS = "Q120"
    MYCOPHENOLATE_SIGNS = "Q121"
    STEROIDS_CHECKS = "Q122"
    STEROIDS_ENDING = "Q123"
    SHOT_EYES = "Q124"
    JAK_PILL_CHECKS = "Q125"
    JAK_PILL_SIGNS = "Q126"
    CYCLOSPORINE_FORM_CHILD_NOW = "Q127"
    AFTER_NO_EFFECT = "Q128"
    AFTER_ANOTHER_REASON = "Q129"
    CREAMS_HOW_MUCH = "Q130"
    TRIGGERS = "Q131"
    WHEN_BACK = "Q132"
    WHAT_NEXT = "Q133"
    MEASURE = "Q134"
    SCREENING = "Q135"
    FOLIC_ACID = "Q136"
    FERTILITY = "Q137"
    TRAVEL_AND_SURGERY = "Q138"


class QuestionList(StrEnum):
    """The five lists of a sheet, in their order."""

    SAFETY = "safety"
    YOURS = "yours"
    NOW = "now"
    CHOICES = "choices"
    MORE = "more"


@dataclass(frozen=True, slots=True, eq=False)
class QuestionRow:
    """A question, and when it is asked.

    `medicine` is what it is about, if it is about one; a question whose words name medicines is
    about those. `check_of` marks a check or sign to watch of the medicines. Of rows with the same
    `matter` only the first that fits is asked, with the reasons of all. `because` says that the
    reason is worth showing.
    """

    question: Ask
    when: Condition
    medicine: Entry | None = None
    check_of: tuple[Medicine, ...] = ()
    matter: str = ""
    because: bool = False


Row = QuestionRow  # short, so that a row of the tables is a line
CYCLOSPORINE, METHOTREXATE = Medicine.CYCLOSPORINE, Medicine.METHOTREXATE
AZATHIOPRINE, MYCOPHENOLATE = Medicine.AZATHIOPRINE, Medicine.MYCOPHENOLATE
STEROIDS = Medicine.STEROIDS
PREGNANCY_NOW = (Health.PREGNANT, Health.MAYBE_PREGNANT)
FAMILY_PLANS = ticked(
    Health.PLANNING_PREGNANCY, Health.COULD_BECOME_PREGNANT, Health.PARTNER_PREGNANCY
)
# Their checks and signs are asked about one by one.
HAS_OWN_CHECKS = either(takes_one_of_the_four, takes_a_jak_pill)
CREAM_STAGES = at(Stage.CREAMS_FIRST, Stage.CREAMS_WORKING, Stage.CREAMS_UNCLEAR)

SAFETY = (
    Row(Ask.PREGNANT, ticked(Health.PREGNANT), matter="pregnancy"),
    Row(Ask.MAYBE_PREGNANT, ticked(Health.MAYBE_PREGNANT), matter="pregnancy"),
    # Who is pregnant, or may be, asks about that in place of birth control
    Row(
        Ask.PREGNANT,
        both(ticked(Health.PREGNANT), ticked(Health.COULD_BECOME_PREGNANT)),
        matter="pregnancy",
    ),
    Row(
        Ask.MAYBE_PREGNANT,
        both(ticked(Health.MAYBE_PREGNANT), ticked(Health.COULD_BECOME_PREGNANT)),
        matter="pregnancy",
    ),
    Row(Ask.INFECTION_NOW, ticked(Health.INFECTION_NOW)),
    # A fact that clashes with a medicine taken now
    Row(
        Ask.HEART_ON_JAK_PILL, both(health(Health.HEART_OR_CLOTS), takes_a_jak_pill), matter="heart"
    ),
    Row(Ask.SMOKING_ON_JAK_PILL, both(health(Health.SMOKING), takes_a_jak_pill), matter="smoking"),
    Row(
        Ask.KIDNEYS_ON_MEDICINE,
        both(health(Health.KIDNEY), takes(CYCLOSPORINE, METHOTREXATE)),
        matter="kidneys",
        check_of=(CYCLOSPORINE,),
    ),
    Row(
        Ask.PRESSURE_ON_CYCLOSPORINE,
        both(health(Health.BLOOD_PRESSURE), takes(CYCLOSPORINE)),
        matter="pressure",
        check_of=(CYCLOSPORINE,),
    ),
    Row(
        Ask.LIVER_ON_METHOTREXATE,
        both(health(Health.LIVER), takes(METHOTREXATE)),
        matter="liver",
        check_of=(METHOTREXATE,),
    ),
    Row(Ask.LUNG_ON_METHOTREXATE, both(health(Health.LUNG), takes(METHOTREXATE)), matter="lung"),
    Row(Ask.VACCINE_SOON, both(health(Health.VACCINE_SOON), any_taken_now)),
    Row(Ask.CYCLOSPORINE_A_YEAR, on_cyclosporine_for(Months.FROM_12), Entry.CYCLOSPORINE),
    Row(Ask.UNDER_TWO, unless(below_age_in_article, creams_come_first)),
    # The other health facts, in the order of their alerts
    Row(Ask.PLANNING_PREGNANCY, health(Health.PLANNING_PREGNANCY), matter="pregnancy"),
    Row(Ask.BIRTH_CONTROL, unless(health(Health.COULD_BECOME_PREGNANT), ticked(*PREGNANCY_NOW))),
    Row(Ask.PARTNER_PREGNANCY, health(Health.PARTNER_PREGNANCY)),
    Row(Ask.BREASTFEEDING, health(Health.BREASTFEEDING)),
    Row(Ask.VACCINE_SOON, health(Health.VACCINE_SOON)),
    Row(Ask.HERPES, health(Health.HERPES)),
    Row(Ask.PAST_INFECTION, health(Health.TB, Health.HEPATITIS, Health.HIV)),
    Row(Ask.HEART_OR_CLOTS, health(Health.HEART_OR_CLOTS), matter="heart"),
    Row(Ask.KIDNEY_TROUBLE, health(Health.KIDNEY), matter="kidneys"),
    Row(Ask.LIVER_TROUBLE, health(Health.LIVER), matter="liver"),
    Row(Ask.BLOOD_PRESSURE, health(Health.BLOOD_PRESSURE), matter="pressure"),
    Row(Ask.SMOKING, health(Health.SMOKING), matter="smoking"),
    Row(Ask.LUNG, health(Health.LUNG), matter="lung"),
    Row(Ask.CANCER, health(Health.CANCER)),
    Row(Ask.IMMUNE_MEDICINE, health(Health.IMMUNE_MEDICINE)),
    Row(Ask.ALLERGIC_REACTION, health(Health.ALLERGIC_REACTION)),
    Row(Ask.BLOOD_PROBLEM, health(Health.BLOOD_PROBLEM)),
    Row(Ask.LIGHT_TREATMENT, health(Health.LIGHT_TREATMENT)),
    Row(Ask.HEALTH_FIRST, either(health_while_creams_come_first, health_not_told)),
)

YOURS = (  # after the person's own questions; in the order of the form
    Row(Ask.INFECTION_RISK, concern(Concern.INFECTION)),
    Row(Ask.CANCER_RISK, concern(Concern.CANCER)),
    Row(
        Ask.KIDNEYS_AND_PRESSURE,
        concern(Concern.KIDNEYS),
        matter="kidneys",
        check_of=(CYCLOSPORINE,),
    ),
    Row(Ask.LIVER_CHECKS, concern(Concern.LIVER), matter="liver", check_of=(METHOTREXATE,)),
    Row(
        Ask.KIDNEYS_AND_PRESSURE,
        concern(Concern.BLOOD_PRESSURE),
        matter="pressure",
        check_of=(CYCLOSPORINE,),
    ),
    Row(Ask.STOMACH, concern(Concern.STOMACH)),
    Row(Ask.WHEN_TO_CALL, concern(Concern.SERIOUS_REACTION)),
    Row(Ask.SHOT_EYES, both(concern(Concern.EYES), takes_a_shot), check_of=BIOLOGIC_SHOTS),
    Row(Ask.EYES, unless(concern(Concern.EYES), takes_a_shot)),
    Row(Ask.VACCINES, concern(Concern.VACCINES)),
    Row(Ask.OTHER_MEDICINES, concern(Concern.OTHER_MEDICINES)),
    Row(Ask.DIAGNOSIS, concern(Concern.DIAGNOSIS)),
    Row(Ask.STUDIES, concern(Concern.DOES_IT_WORK)),
    Row(Ask.OTHER_CHOICES, concern(Concern.NEWER_CHOICES)),
    Row(Ask.HOW_TAKEN, concern(Concern.HOW_TAKEN)),
    Row(Ask.HOW_LONG_STILL, both(concern(Concern.HOW_LONG), any_taken_now)),
    Row(Ask.HOW_LONG, unless(concern(Concern.HOW_LONG), any_taken_now)),
    Row(Ask.WAITING, concern(Concern.WAITING)),
    Row(Ask.APPROVED, concern(Concern.OFF_LABEL)),
    Row(Ask.COST, concern(Concern.COST)),
    Row(Ask.STEROID_CREAMS, concern(Concern.STEROID_CREAMS)),
    Row(Ask.NEEDLES, concern(Concern.NEEDLES)),
    Row(Ask.TESTS, concern(Concern.TESTS)),
    Row(Ask.DAILY_LIFE, concern(Concern.DAILY_LIFE)),
    Row(Ask.MOOD, concern(Concern.MOOD)),
    Row(Ask.A_BABY_ONE_DAY, concern(Concern.PREGNANCY), matter="pregnancy"),
    Row(Ask.WORSE_AFTER, concern(Concern.FLARE_AFTER)),
    Row(Ask.GOALS, has_goals),
)

NOW = (
    # The stage's question
    Row(Ask.GOES_NOT_ENOUGH, goes(Outcome.TAKING_NOT_ENOUGH)),
    Row(Ask.GOES_NOT_SURE, goes(Outcome.TAKING_NOT_SURE)),
    Row(Ask.GOES_WELL, goes(Outcome.TAKING_HELPS)),
    Row(Ask.CREAMS_TO_TRY_FIRST, at(Stage.CREAMS_FIRST)),
    Row(Ask.CREAMS_KEEP_WORKING, at(Stage.CREAMS_WORKING)),
    Row(Ask.NEXT_STEP, at(Stage.NEXT_MEDICINE)),
    Row(Ask.CREAMS_ENOUGH, at(Stage.CREAMS_UNCLEAR)),
    Row(Ask.CREAMS_DONE_RIGHT, at(Stage.BEYOND_CREAMS)),
    # Checks and signs of each medicine taken now
    Row(
        Ask.KIDNEYS_AND_PRESSURE,
        takes(CYCLOSPORINE),
        Entry.CYCLOSPORINE,
        check_of=(CYCLOSPORINE,),
        matter="kidneys",
    ),
    Row(
        Ask.CYCLOSPORINE_PLAN,
        on_cyclosporine_for(Months.UNDER_3, Months.FROM_3_TO_5, Months.FROM_6_TO_11),
        Entry.CYCLOSPORINE,
    ),
    Row(Ask.CYCLOSPORINE_TIME, on_cyclosporine_for(Months.NOT_SURE), Entry.CYCLOSPORINE),
    Row(Ask.CYCLOSPORINE_SIGNS, takes(CYCLOSPORINE), Entry.CYCLOSPORINE, check_of=(CYCLOSPORINE,)),
    Row(Ask.CYCLOSPORINE_BRAND, takes(CYCLOSPORINE), Entry.CYCLOSPORINE),
    Row(Ask.METHOTREXATE_WEEKLY, takes(METHOTREXATE), Entry.METHOTREXATE, check_of=(METHOTREXATE,)),
    Row(
        Ask.LIVER_CHECKS,
        takes(METHOTREXATE),
        Entry.METHOTREXATE,
        check_of=(METHOTREXATE,),
        matter="liver",
    ),
    Row(Ask.METHOTREXATE_SIGNS, takes(METHOTREXATE), Entry.METHOTREXATE, check_of=(METHOTREXATE,)),
    Row(Ask.AZATHIOPRINE_CHECKS, takes(AZATHIOPRINE), Entry.AZATHIOPRINE, check_of=(AZATHIOPRINE,)),
    Row(Ask.AZATHIOPRINE_SIGNS, takes(AZATHIOPRINE), Entry.AZATHIOPRINE, check_of=(AZATHIOPRINE,)),
    Row(
        Ask.MYCOPHENOLATE_CHECKS,
        takes(MYCOPHENOLATE),
        Entry.MYCOPHENOLATE,
        check_of=(MYCOPHENOLATE,),
    ),
    Row(
        Ask.MYCOPHENOLATE_SIGNS,
        takes(MYCOPHENOLATE),
        Entry.MYCOPHENOLATE,
        check_of=(MYCOPHENOLATE,),
    ),
    Row(Ask.STEROIDS_WHY, takes(STEROIDS), Entry.STEROIDS),
    Row(Ask.STEROIDS_CHECKS, takes(STEROIDS), Entry.STEROIDS, check_of=(STEROIDS,)),
    Row(Ask.STEROIDS_ENDING, takes(STEROIDS), Entry.STEROIDS),
    Row(Ask.SHOT_EYES, takes_a_shot, check_of=BIOLOGIC_SHOTS),
    Row(Ask.JAK_PILL_CHECKS, takes_a_jak_pill, check_of=JAK_PILLS),
    Row(Ask.JAK_PILL_SIGNS, takes_a_jak_pill, check_of=JAK_PILLS),
    # Each medicine that ended, and what its end means
    Row(Ask.AFTER_SIDE_EFFECTS, ended(Outcome.SIDE_EFFECTS)),
    Row(Ask.AFTER_NO_EFFECT, ended(Outcome.DID_NOT_WORK)),
    Row(Ask.AFTER_WEARING_OFF, ended(Outcome.WORE_OFF)),
    Row(Ask.AFTER_ANOTHER_REASON, ended(Outcome.OTHER_REASON)),
    Row(Ask.UNSURE_IF_FAILED, ended(Outcome.NOT_SURE)),
    Row(
        Ask.CYCLOSPORINE_FORM_CHILD_NOW,
        both(child, takes(CYCLOSPORINE)),
        Entry.CYCLOSPORINE,
        because=True,
    ),
)

CHOICES = (
    Row(Ask.OTHER_CHOICES, past_creams),
    Row(Ask.WHICH_AND_WHY, any_considered),
    Row(
        Ask.CYCLOSPORINE_NOW,
        both(considered(Entry.CYCLOSPORINE), adult),
        Entry.CYCLOSPORINE,
        because=True,
    ),
    Row(
        Ask.CYCLOSPORINE_FORM_CHILD,
        both(considered(Entry.CYCLOSPORINE), child),
        Entry.CYCLOSPORINE,
        because=True,
    ),
    Row(
        Ask.METHOTREXATE_NEXT,
        in_state(Entry.METHOTREXATE, State.NOW),
        Entry.METHOTREXATE,
        because=True,
    ),
    Row(
        Ask.METHOTREXATE_NOW_OR_WAIT,
        in_state(Entry.METHOTREXATE, State.ASK),
        Entry.METHOTREXATE,
        because=True,
    ),
    Row(Ask.AZATHIOPRINE_NEXT, considered(Entry.AZATHIOPRINE), Entry.AZATHIOPRINE, because=True),
    Row(Ask.MYCOPHENOLATE_NEXT, considered(Entry.MYCOPHENOLATE), Entry.MYCOPHENOLATE, because=True),
    Row(
        Ask.OTHER_FIRST_LINE,
        both(
            one_first_line_failed_other_untried,
            either(considered(Entry.AZATHIOPRINE), considered(Entry.MYCOPHENOLATE)),
        ),
        because=True,
    ),
)

MORE = (
    Row(Ask.SPECIALIST, no_specialist_yet, because=True),
    Row(Ask.CREAMS_HOW_MUCH, CREAM_STAGES),
    Row(Ask.STEROID_CREAMS, CREAM_STAGES),
    Row(Ask.SIDE_EFFECTS, any_in_play),
    Row(Ask.TESTS, unless(any_in_play, HAS_OWN_CHECKS)),
    Row(Ask.MEASURE, past_creams),
    Row(Ask.WHEN_TO_CALL, unless(any_in_play, HAS_OWN_CHECKS)),
    Row(Ask.SCREENING, any_considered),
    Row(Ask.WHEN_IT_HELPS, any_considered),
    # What everybody may ask
    Row(Ask.DIAGNOSIS, anyone),
    Row(Ask.TRIGGERS, anyone),
    Row(Ask.WHAT_NEXT, CREAM_STAGES),
    Row(Ask.WHEN_BACK, anyone),
    Row(Ask.CREAMS_ALONGSIDE, both(creams_help_or_fall_short, past_creams)),
    Row(Ask.SEVERE_ENOUGH, both(any_considered, not_severe)),
    Row(Ask.WHO_CHECKS, any_in_play),
    Row(Ask.CREAMS_DONE_RIGHT, creams_fall_short),
    # Each medicine
    Row(Ask.CYCLOSPORINE_FORM, both(considered(Entry.CYCLOSPORINE), adult), Entry.CYCLOSPORINE),
    Row(Ask.CYCLOSPORINE_MONTHS, considered(Entry.CYCLOSPORINE), Entry.CYCLOSPORINE),
    Row(
        Ask.KIDNEYS_AND_PRESSURE,
        considered(Entry.CYCLOSPORINE),
        Entry.CYCLOSPORINE,
        matter="kidneys",
    ),
    Row(Ask.CYCLOSPORINE_BRAND, considered(Entry.CYCLOSPORINE), Entry.CYCLOSPORINE),
    Row(Ask.CYCLOSPORINE_AGAIN, in_state(Entry.CYCLOSPORINE, State.TRIED), Entry.CYCLOSPORINE),
    Row(Ask.METHOTREXATE_PILL_OR_SHOT, considered(Entry.METHOTREXATE), Entry.METHOTREXATE),
    Row(Ask.METHOTREXATE_WEEKLY, considered(Entry.METHOTREXATE), Entry.METHOTREXATE),
    Row(Ask.METHOTREXATE_MISSED, takes(METHOTREXATE), Entry.METHOTREXATE),
    Row(Ask.FOLIC_ACID, in_play(Entry.METHOTREXATE), Entry.METHOTREXATE),
    Row(Ask.LIVER_CHECKS, considered(Entry.METHOTREXATE), Entry.METHOTREXATE, matter="liver"),
    Row(Ask.METHOTREXATE_BOXED_WARNING, in_play(Entry.METHOTREXATE), Entry.METHOTREXATE),
    Row(Ask.METHOTREXATE_CHILDREN, both(child, in_play(Entry.METHOTREXATE)), Entry.METHOTREXATE),
    Row(Ask.AZATHIOPRINE_TEST, considered(Entry.AZATHIOPRINE), Entry.AZATHIOPRINE),
    Row(Ask.AZATHIOPRINE_RISKS, considered(Entry.AZATHIOPRINE), Entry.AZATHIOPRINE),
    Row(Ask.AZATHIOPRINE_CHILDREN, both(child, in_play(Entry.AZATHIOPRINE)), Entry.AZATHIOPRINE),
    Row(Ask.MYCOPHENOLATE_RESULTS, in_play(Entry.MYCOPHENOLATE), Entry.MYCOPHENOLATE),
    Row(
        Ask.MYCOPHENOLATE_PREGNANCY,
        both(either(ticked(*PREGNANCY_NOW), FAMILY_PLANS), in_play(Entry.MYCOPHENOLATE)),
        Entry.MYCOPHENOLATE,
    ),
    Row(Ask.STEROIDS_BRIDGE, takes(STEROIDS), Entry.STEROIDS),
    # The rest: infections and other medicines, children, pregnancy, food, vaccines, cost, the end
    Row(Ask.INFECTION_RISK, any_in_play),
    Row(Ask.HOW_OFTEN_TESTS, any_in_play),
    Row(Ask.OTHER_MEDICINES, any_in_play),
    Row(Ask.APPROVED, any_considered),
    Row(Ask.STUDIES, any_considered),
    Row(Ask.WAITING, any_considered),
    Row(Ask.LOWEST_AGE, both(child, any_considered)),
    Row(Ask.GROWTH, both(child, any_in_play)),
    Row(Ask.SWALLOWING, both(child, any_in_play)),
    Row(
        Ask.IN_PRIVATE,
        both(teen, either(in_play(Entry.METHOTREXATE), in_play(Entry.MYCOPHENOLATE))),
    ),
    Row(
        Ask.FERTILITY,
        both(adult, either(FAMILY_PLANS, concern(Concern.PREGNANCY)), any_in_play),
    ),
    Row(Ask.GRAPEFRUIT, in_play(Entry.CYCLOSPORINE), Entry.CYCLOSPORINE),
    Row(Ask.ALCOHOL, both(in_play(Entry.METHOTREXATE), adult), Entry.METHOTREXATE),
    Row(Ask.PAIN_PILLS, any_in_play),
    Row(Ask.STOMACH, any_in_play),
    Row(Ask.SUN, any_in_play),
    Row(Ask.CANCER_IN_FAMILY, any_in_play),
    Row(Ask.VACCINES, any_in_play),
    Row(Ask.TRAVEL_AND_SURGERY, any_in_play),
    Row(Ask.DAILY_LIFE, past_creams),
    Row(Ask.COST, past_creams),
    Row(Ask.OVERLAP, two_overlap),
    Row(Ask.HOW_TO_END, any_taken_now),
    Row(Ask.WORSE_AFTER, either(takes(STEROIDS), in_state(Entry.STEROIDS, State.TRIED))),
)

# Questions about a medicine that may be next, though about no certain one.
ABOUT_STARTING = frozenset(
    {Ask.WHICH_AND_WHY, Ask.OTHER_FIRST_LINE, Ask.SCREENING, Ask.WHEN_IT_HELPS, Ask.SEVERE_ENOUGH}
)
# What stands on the paper version, to pick from: the words fit anybody, whatever the answers.
ON_PAPER = (
    Ask.A_BABY_ONE_DAY,
    Ask.INFECTION_RISK,
    Ask.VACCINES,
    Ask.HEALTH_FIRST,
    Ask.STEROID_CREAMS,
    Ask.WHAT_NEXT,
    Ask.DIAGNOSIS,
    Ask.TRIGGERS,
    Ask.OTHER_CHOICES,
    Ask.WHEN_IT_HELPS,
    Ask.HOW_LONG,
    Ask.WAITING,
    Ask.COST,
    Ask.WORSE_AFTER,
    Ask.SIDE_EFFECTS,
    Ask.WHEN_TO_CALL,
    Ask.TESTS,
    Ask.KIDNEYS_AND_PRESSURE,
    Ask.CANCER_RISK,
    Ask.OTHER_MEDICINES,
    Ask.WHEN_BACK,
    Ask.MEASURE,
)
LISTS: Mapping[QuestionList, tuple[QuestionRow, ...]] = MappingProxyType(
    {
        QuestionList.SAFETY: SAFETY,
        QuestionList.YOURS: YOURS,
        QuestionList.NOW: NOW,
        QuestionList.CHOICES: CHOICES,
        QuestionList.MORE: MORE,
    }
)
PLACES = tuple((name, row) for name, rows in LISTS.items() for row in rows)
ROWS = tuple(row for _, row in PLACES)
# Most rows need a code that few people tick, and are looked up by it: code -> their places in ROWS;
# under "" stand those that need none.
_BY_NEED: dict[str, list[int]] = {}
for _place, _row in enumerate(ROWS):
    for _code in _row.when.needs or ("",):
        _BY_NEED.setdefault(_code, []).append(_place)


@dataclass(slots=True, eq=False)
class Fitting:
    """A question that fits: the row that asks it first, its list, and the answers behind it.

    `names` are the answers that its words may name; `behind` also those of later rows on the
    same matter. `checks` are the medicines of which it is a check.
    """

    question: Ask
    row: QuestionRow
    list: QuestionList
    names: Reasons
    behind: Reasons
    checks: tuple[Medicine, ...]


def fitting_questions(assessment: Assessment) -> list[Fitting]:
    """The questions that fit, in the order of the lists; each stands in its earliest list."""
    found: dict[str, Fitting] = {}
    order: list[Fitting] = []
    needs = ("", *assessment.told)
    for place in sorted({place for code in needs for place in _BY_NEED.get(code, ())}):
        name, row = PLACES[place]
        behind = row.when.test(assessment)
        if not behind:
            continue
        before = found.get(row.question) or found.get(row.matter)
        if before is None:
            before = Fitting(row.question, row, name, behind, behind, row.check_of)
            order.append(before)
            found[row.question] = before
        else:
            before.behind = tuple(dict.fromkeys((*before.behind, *behind)))
            before.checks = tuple(dict.fromkeys((*before.checks, *row.check_of)))
        if row.matter:
            found.setdefault(row.matter, before)
    return order
