"""The flags: "Tell your doctor first".

A flag never hides a question, and never clears or bars a medicine.
"""

from rules.answers import Health, Medicine
from rules.case import Case
from rules.conditions import Condition, below_age_in_article, taken_now, ticked

# In the order of the sheet: what cannot wait stands first.
FLAGS: dict[str, Condition] = {
    "RF01": ticked(Health.PREGNANCY),
    "RF16": taken_now(Medicine.METHOTREXATE),
    "RF04": ticked(Health.INFECTION_NOW),
    "RF12": below_age_in_article,
    "RF17": taken_now(Medicine.STEROIDS),
    "RF02": ticked(Health.PARTNER_PREGNANCY),
    "RF03": ticked(Health.BREASTFEEDING),
    "RF06": ticked(Health.VACCINE_SOON),
    "RF07": ticked(Health.KIDNEY),
    "RF08": ticked(Health.LIVER),
    "RF09": ticked(Health.BLOOD_PRESSURE),
    "RF10": ticked(Health.CANCER),
    "RF11": ticked(Health.IMMUNE_MEDICINE),
    "RF13": ticked(Health.ALLERGIC_REACTION),
    "RF14": ticked(Health.BLOOD_PROBLEM),
    "RF18": ticked(Health.LIGHT_TREATMENT),
    "RF19": ticked(Health.PAST_INFECTION),
}
EMERGENCY = "RF05"  # at the foot of every sheet
BRING = "RF15"  # with what to bring, on every sheet
STANDING = (EMERGENCY, BRING)


def raised(case: Case) -> tuple[str, ...]:
    """The ids of the flags that the answers raise, in their order, without the standing ones."""
    return tuple(flag for flag, condition in FLAGS.items() if condition.test(case))
