"""The table of questions: when each is asked, and in which order.

`ORDER` is the order on the sheet. Lead questions come first (health facts, the stage, each medicine
in play, each ticked concern), then follow-ups in the same order. A question that several rows ask
stands where the first of them puts it, with the reasons of all. Their words stand in
content/questions.toml.
"""

from dataclasses import dataclass

from rules.answers import Concern, Health, Medicine, Months, Outcome
from rules.case import Case
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
from rules.outlook import Stage, State
from rules.reasons import Reasons

CYCLOSPORINE = Medicine.CYCLOSPORINE
METHOTREXATE = Medicine.METHOTREXATE
AZATHIOPRINE = Medicine.AZATHIOPRINE
MYCOPHENOLATE = Medicine.MYCOPHENOLATE
STEROIDS = Medicine.STEROIDS
NEWER = Medicine.NEWER


@dataclass(frozen=True, slots=True)
class Row:
    question: str
    when: Condition


ORDER: tuple[Row, ...] = (
    # Lead questions: health facts, in the order of the flags
    Row("Q53", health(Health.PREGNANCY)),
    Row("Q48", health(Health.INFECTION_NOW)),
    Row("Q37", under_two),
    Row("Q56", health(Health.PARTNER_PREGNANCY)),
    Row("Q57", health(Health.BREASTFEEDING)),
    Row("Q51", health(Health.VACCINE_SOON)),
    Row("Q58", health(Health.KIDNEY)),
    Row("Q59", health(Health.LIVER)),
    Row("Q60", health(Health.BLOOD_PRESSURE)),
    Row("Q61", health(Health.CANCER)),
    Row("Q67", health(Health.IMMUNE_MEDICINE)),
    Row("Q63", health(Health.ALLERGIC_REACTION)),
    Row("Q79", health(Health.BLOOD_PROBLEM)),
    Row("Q72", health(Health.LIGHT_TREATMENT)),
    Row("Q80", health(Health.PAST_INFECTION)),
    Row("Q89", health_while_creams_first),
    # Lead questions: the stage
    Row("Q19", on_cyclosporine_for(Months.FROM_12)),
    Row("Q02", at(Stage.CREAMS_FIRST)),
    Row("Q12", at(Stage.ON_MEDICINE)),
    Row("Q39", ended(Outcome.SIDE_EFFECTS)),
    Row("Q40", ended(Outcome.WORE_OFF)),
    Row("Q83", ended(Outcome.OTHER_REASON, Outcome.NOT_SURE)),
    Row("Q82", at(Stage.NEXT_MEDICINE)),
    Row("Q81", at(Stage.CREAMS_WORKING)),
    Row("Q03", at(Stage.CREAMS_UNCLEAR)),
    Row("Q01", at(Stage.BEYOND_CREAMS)),
    Row("Q08", at(Stage.BEYOND_CREAMS)),
    # Lead questions: each medicine in play
    Row("Q13", considered(CYCLOSPORINE)),
    Row("Q15", both(child, in_play(CYCLOSPORINE))),
    Row("Q16", both(child, in_play(CYCLOSPORINE))),
    Row("Q17", on_cyclosporine_for(Months.UNDER_3)),
    Row("Q18", on_cyclosporine_for(Months.FROM_3_TO_5, Months.FROM_6_TO_11)),
    Row("Q85", on_cyclosporine_for(Months.NOT_SURE)),
    Row("Q23", in_state(METHOTREXATE, State.NOW)),
    Row("Q22", in_state(METHOTREXATE, State.ASK)),
    Row("Q25", taken_now(METHOTREXATE)),
    Row("Q30", considered(AZATHIOPRINE)),
    Row("Q33", taken_now(AZATHIOPRINE)),
    Row("Q35", considered(MYCOPHENOLATE)),
    Row("Q36", taken_now(MYCOPHENOLATE)),
    Row("Q43", taken_now(STEROIDS)),
    Row("Q84", taken_now(NEWER)),
    # Lead questions: each concern
    Row("Q47", concern(Concern.INFECTION)),
    Row("Q86", concern(Concern.CANCER)),
    Row("Q21", concern(Concern.KIDNEYS)),
    Row("Q29", concern(Concern.LIVER)),
    Row("Q21", concern(Concern.BLOOD_PRESSURE)),
    Row("Q65", concern(Concern.STOMACH)),
    Row("Q49", concern(Concern.SERIOUS_REACTION)),
    Row("Q54", concern(Concern.PREGNANCY)),
    Row("Q87", concern(Concern.HOW_TAKEN)),
    Row("Q17", both(concern(Concern.HOW_LONG), considered(CYCLOSPORINE))),
    Row("Q17", both(concern(Concern.HOW_LONG), taken_now(CYCLOSPORINE))),
    Row("Q88", how_long_in_general),
    Row("Q44", concern(Concern.FLARE_AFTER)),
    Row("Q10", concern(Concern.OFF_LABEL)),
    Row("Q11", concern(Concern.DOES_IT_WORK)),
    Row("Q66", concern(Concern.OTHER_MEDICINES)),
    Row("Q73", concern(Concern.TESTS)),
    Row("Q52", concern(Concern.VACCINES)),
    # Follow-ups: health facts
    Row("Q55", both(health(Health.PREGNANCY), any_in_play)),
    Row("Q38", both(health(Health.PREGNANCY), in_play(MYCOPHENOLATE))),
    Row("Q38", both(health(Health.PARTNER_PREGNANCY), in_play(MYCOPHENOLATE))),
    # Follow-ups: the stage
    Row("Q05", both(no_specialist_yet, creams_fall_short)),
    Row("Q05", both(no_specialist_yet, any_in_play)),
    Row("Q07", both(not_severe, creams_fall_short)),
    Row("Q31", both(one_first_line_failed_other_untried, in_state(AZATHIOPRINE, State.NOW))),
    Row("Q31", both(one_first_line_failed_other_untried, in_state(MYCOPHENOLATE, State.NOW))),
    Row("Q09", creams_fall_short),
    Row("Q04", creams_help_or_fall_short),
    Row("Q08", creams_fall_short),
    Row("Q01", creams_fall_short),
    # Follow-ups: what matters with each medicine
    Row("Q64", any_in_play),
    Row("Q73", any_in_play),
    Row("Q49", any_in_play),
    Row("Q12", any_in_play),
    Row("Q06", creams_fall_short),
    Row("Q06", any_taken_now),
    Row("Q14", both(considered(CYCLOSPORINE), adult)),
    Row("Q17", considered(CYCLOSPORINE)),
    Row("Q20", once_a_topic(in_state(CYCLOSPORINE, State.TRIED))),
    Row("Q21", in_play(CYCLOSPORINE)),
    Row("Q68", in_play(CYCLOSPORINE)),
    Row("Q22", both(creams_fall_short, in_state(METHOTREXATE, State.LATER))),
    Row("Q24", considered(METHOTREXATE)),
    Row("Q25", considered(METHOTREXATE)),
    Row("Q26", taken_now(METHOTREXATE)),
    Row("Q27", both(child, in_play(METHOTREXATE))),
    Row("Q28", in_play(METHOTREXATE)),
    Row("Q29", in_play(METHOTREXATE)),
    Row("Q69", both(in_play(METHOTREXATE), adult)),
    Row("Q32", considered(AZATHIOPRINE)),
    Row("Q33", considered(AZATHIOPRINE)),
    Row("Q34", both(child, in_play(AZATHIOPRINE))),
    Row("Q36", considered(MYCOPHENOLATE)),
    Row("Q45", taken_now(STEROIDS)),
    Row("Q44", taken_now(STEROIDS)),
    Row("Q44", once_a_topic(in_state(STEROIDS, State.TRIED))),
    # Follow-ups: the rest on medicines in play
    Row("Q41", two_overlap),
    Row("Q42", any_taken_now),
    Row("Q47", any_in_play),
    Row("Q74", any_in_play),
    Row("Q66", any_in_play),
    Row("Q10", any_in_play),
    Row("Q11", any_in_play),
    Row("Q52", any_in_play),
    Row("Q75", both(child, any_in_play)),
    Row("Q76", both(child, any_in_play)),
    Row("Q77", both(child, any_in_play)),
    Row("Q78", both(teen, in_play(METHOTREXATE))),
    Row("Q78", both(teen, in_play(MYCOPHENOLATE))),
    Row("Q62", any_in_play),
    Row("Q65", any_in_play),
    Row("Q70", any_in_play),
    Row("Q71", any_in_play),
)


def asked(case: Case) -> dict[str, Reasons]:
    """The questions that fit the case, in the order of the sheet, each with its reasons."""
    found: dict[str, Reasons] = {}
    for row in ORDER:
        if behind := row.when.test(case):
            found[row.question] = found.get(row.question, ()) + behind
    return {question: tuple(dict.fromkeys(behind)) for question, behind in found.items()}
