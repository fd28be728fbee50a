"""The alerts: "Tell your doctor first".

An alert never hides a question, and never clears or bars a medicine.
"""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from rules.answers import Health, Medicine
from rules.assessment import Assessment
from rules.conditions import Condition, below_age_in_article, taken_now, ticked


class Alert(StrEnum):
    """The name of each alert in code, beside its id in JSON, HTML and the content."""

    PREGNANCY = "RF01"
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
    PAST_INFECTION = "RF19"


# In the order of the sheet: what cannot wait stands first.
ALERTS: Mapping[Alert, Condition] = MappingProxyType(
    {
        Alert.PREGNANCY: ticked(Health.PREGNANCY),
        Alert.METHOTREXATE_WEEKLY: taken_now(Medicine.METHOTREXATE),
        Alert.INFECTION_NOW: ticked(Health.INFECTION_NOW),
        Alert.UNDER_TWO: below_age_in_article,
        Alert.STEROIDS_NEVER_AT_ONCE: taken_now(Medicine.STEROIDS),
        Alert.PARTNER_PREGNANCY: ticked(Health.PARTNER_PREGNANCY),
        Alert.BREASTFEEDING: ticked(Health.BREASTFEEDING),
        Alert.VACCINE_SOON: ticked(Health.VACCINE_SOON),
        Alert.KIDNEY: ticked(Health.KIDNEY),
        Alert.LIVER: ticked(Health.LIVER),
        Alert.BLOOD_PRESSURE: ticked(Health.BLOOD_PRESSURE),
        Alert.CANCER: ticked(Health.CANCER),
        Alert.IMMUNE_MEDICINE: ticked(Health.IMMUNE_MEDICINE),
        Alert.ALLERGIC_REACTION: ticked(Health.ALLERGIC_REACTION),
        Alert.BLOOD_PROBLEM: ticked(Health.BLOOD_PROBLEM),
        Alert.LIGHT_TREATMENT: ticked(Health.LIGHT_TREATMENT),
        Alert.PAST_INFECTION: ticked(Health.PAST_INFECTION),
    }
)
ON_EVERY_SHEET = (Alert.EMERGENCY, Alert.BRING_EVERY_PILL)


def raised(assessment: Assessment) -> tuple[Alert, ...]:
    """The alerts that the answers raise, in their order, without those on every sheet."""
    return tuple(alert for alert, condition in ALERTS.items() if condition.test(assessment))
