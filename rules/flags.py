"""The flags: "Tell your doctor first".

A flag never hides a question, and never clears or bars a medicine.
"""

from collections.abc import Callable

from rules.answers import Answers, Health, Medicine
from rules.facts import below_article_age, taking

Raised = Callable[[Answers], bool]


def ticked(item: Health) -> Raised:
    return lambda answers: item in answers.health


def taken_now(medicine: Medicine) -> Raised:
    return lambda answers: taking(answers, medicine)


# In the order of the sheet: what cannot wait stands first.
FLAGS: dict[str, Raised] = {
    "RF01": ticked(Health.PREGNANCY),
    "RF16": taken_now(Medicine.METHOTREXATE),
    "RF04": ticked(Health.INFECTION_NOW),
    "RF12": below_article_age,
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


def raised(answers: Answers) -> tuple[str, ...]:
    """The ids of the flags that the answers raise, in their order, without the standing ones."""
    return tuple(flag for flag, is_raised in FLAGS.items() if is_raised(answers))
