"""The alerts: what the doctor should know first, and what the person should do.

An alert never hides a question, and never clears or bars a medicine.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from rules.answers import Health, Medicine
from rules.assessment import Assessment
from rules.conditions import (
    Condition,
    below_age_in_article,
    takes,
    takes_a_jak_pill,
    takes_a_shot,
    takes_one_of_the_four,
    ticked,
)
from rules.medicines import JAK_PILLS
from rules.reasons import Reasons


class Alert(StrEnum):
    """The name of each alert in code, beside its id in JSON, HTML and the content."""

    PREGNANT = "RF01"
    PARTNER_PREGNANCY = "RF02"
    BREASTFEEDING = "RF03"
    INFECTION_NOW = "RF04"
    EMERGENCY = "RF05"
    VACCINE_SOON = "RF06"
    KIDNEY = "RF07"
    LIVER = "RF08"
    BLOOD_PRESSURE = "RF09"
    CANCER = "RF10"
    IMMUNE_MEDICINE = "RF11"
    UNDER_TWO = "RF12"
    ALLERGIC_REACTION = "RF13"
    BLOOD_PROBLEM = "RF14"
    BRING_EVERY_PILL = "RF15"
    METHOTREXATE_WEEKLY = "RF16"
    STEROIDS_NEVER_AT_ONCE = "RF17"
    LIGHT_TREATMENT = "RF18"
    SIGNS_ON_THE_FOUR = "RF20"
    SIGNS_ON_A_SHOT = "RF21"
    SIGNS_ON_A_JAK_PILL = "RF22"
    PREGNANCY_POSSIBLE = "RF23"
    HERPES = "RF24"
    PAST_INFECTION = "RF25"
    HEART_OR_CLOTS = "RF26"
    SMOKING = "RF27"
    LUNG = "RF28"


# In the order of the sheet: what cannot wait stands first.
ALERTS: Mapping[Alert, Condition] = MappingProxyType(
    {
        Alert.PREGNANT: ticked(Health.PREGNANT, Health.MAYBE_PREGNANT),
        Alert.METHOTREXATE_WEEKLY: takes(Medicine.METHOTREXATE),
        Alert.INFECTION_NOW: ticked(Health.INFECTION_NOW),
        Alert.UNDER_TWO: below_age_in_article,
        Alert.STEROIDS_NEVER_AT_ONCE: takes(Medicine.STEROIDS),
        Alert.SIGNS_ON_THE_FOUR: takes_one_of_the_four,
        Alert.SIGNS_ON_A_SHOT: takes_a_shot,
        Alert.SIGNS_ON_A_JAK_PILL: takes_a_jak_pill,
        Alert.PREGNANCY_POSSIBLE: ticked(Health.PLANNING_PREGNANCY, Health.COULD_BECOME_PREGNANT),
        Alert.PARTNER_PREGNANCY: ticked(Health.PARTNER_PREGNANCY),
        Alert.BREASTFEEDING: ticked(Health.BREASTFEEDING),
        Alert.VACCINE_SOON: ticked(Health.VACCINE_SOON),
        Alert.HERPES: ticked(Health.HERPES),
        Alert.PAST_INFECTION: ticked(Health.TB, Health.HEPATITIS, Health.HIV),
        Alert.HEART_OR_CLOTS: ticked(Health.HEART_OR_CLOTS),
        Alert.KIDNEY: ticked(Health.KIDNEY),
        Alert.LIVER: ticked(Health.LIVER),
        Alert.BLOOD_PRESSURE: ticked(Health.BLOOD_PRESSURE),
        Alert.SMOKING: ticked(Health.SMOKING),
        Alert.LUNG: ticked(Health.LUNG),
        Alert.CANCER: ticked(Health.CANCER),
        Alert.IMMUNE_MEDICINE: ticked(Health.IMMUNE_MEDICINE),
        Alert.ALLERGIC_REACTION: ticked(Health.ALLERGIC_REACTION),
        Alert.BLOOD_PROBLEM: ticked(Health.BLOOD_PROBLEM),
        Alert.LIGHT_TREATMENT: ticked(Health.LIGHT_TREATMENT),
    }
)
ON_EVERY_SHEET = (Alert.EMERGENCY, Alert.BRING_EVERY_PILL)
# Texts to the person alone: they stand on page two and on the screen.
TO_THE_PERSON = frozenset(
    {
        *ON_EVERY_SHEET,
        Alert.METHOTREXATE_WEEKLY,
        Alert.STEROIDS_NEVER_AT_ONCE,
        Alert.SIGNS_ON_THE_FOUR,
        Alert.SIGNS_ON_A_SHOT,
        Alert.SIGNS_ON_A_JAK_PILL,
    }
)
# With one of these taken, a pregnancy is a matter of the next dose.
BEFORE_NEXT_DOSE = frozenset({Medicine.METHOTREXATE, Medicine.MYCOPHENOLATE, *JAK_PILLS})


class Situation(StrEnum):
    """What is taken, as far as it changes what the person should do."""

    NOTHING_TAKEN = "nothing_taken"
    TAKING = "taking"
    BEFORE_NEXT_DOSE = "before_next_dose"


class RaisedAlert(NamedTuple):
    """An alert that the answers raise, and the answers behind it."""

    alert: Alert
    behind: Reasons


def raised(assessment: Assessment) -> tuple[RaisedAlert, ...]:
    """The alerts that the answers raise, in their order, without those on every sheet."""
    found = []
    for alert, condition in ALERTS.items():
        if condition.needs and assessment.told.isdisjoint(condition.needs):
            continue
        if behind := condition.test(assessment):
            found.append(RaisedAlert(alert, behind))
    return tuple(found)


def situation(assessment: Assessment) -> Situation:
    """What is taken now."""
    if not assessment.taken_now:
        return Situation.NOTHING_TAKEN
    if BEFORE_NEXT_DOSE.intersection(assessment.taken_now):
        return Situation.BEFORE_NEXT_DOSE
    return Situation.TAKING
