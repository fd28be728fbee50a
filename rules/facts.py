"""What the answers say, as YES, NO or UNCLEAR: one function per clinical statement.

Kleene logic: `and` is the least of the facts, `or` the most. "Not sure" is never a yes and never a
no: it stays UNCLEAR and becomes a question for the doctor.
"""

from enum import IntEnum
from typing import assert_never

from rules.answers import TAKING_NOW, Answers, Creams, Medicine, Outcome
from rules.medicines import FIRST_LINE, MEDICINES, Bearing

ADULT_AGE = 18
FIRST_ADULT_AGE_ELSEWHERE = 16  # some countries count 16 as adult
LEAST_AGE_IN_ARTICLE = 2  # S53, the one age that the article gives


class Fact(IntEnum):
    NO = 0
    UNCLEAR = 1
    YES = 2


def creams_not_enough(answers: Answers) -> Fact:
    """Topical treatments are not enough to control symptoms (S3, S78)."""
    match answers.creams:
        case Creams.NOT_ENOUGH:
            return Fact.YES
        case Creams.HELPS_SOME | Creams.NOT_SURE:
            return Fact.UNCLEAR
        case Creams.NOT_TRIED | Creams.WORKING:
            return Fact.NO
        case _:
            assert_never(answers.creams)


def failed(answers: Answers, medicine: Medicine) -> Fact:
    """The medicine did not work (S32, S42, S50). A side effect is not "did not work"."""
    outcome = answers.medicines.get(medicine)
    match outcome:
        case Outcome.DID_NOT_WORK:
            return Fact.YES
        case None | Outcome.TAKING_HELPS | Outcome.TAKING_NOT_SURE:
            return Fact.NO
        case (
            Outcome.TAKING_NOT_ENOUGH
            | Outcome.WORE_OFF
            | Outcome.SIDE_EFFECTS
            | Outcome.OTHER_REASON
            | Outcome.NOT_SURE
        ):
            return Fact.UNCLEAR
        case _:
            assert_never(outcome)


def first_line_medicine_failed(answers: Answers) -> Fact:
    """Cyclosporine or methotrexate did not work; one is enough (S42, S50)."""
    taken = answers.medicines
    return max([failed(answers, item) for item in FIRST_LINE if item in taken], default=Fact.NO)


def other_systemic_failed(answers: Answers) -> Fact:
    """Another systemic treatment than methotrexate failed (S32)."""
    taken = answers.medicines
    return max([failed_as_other_systemic(answers, item) for item in taken], default=Fact.NO)


def failed_as_other_systemic(answers: Answers, medicine: Medicine) -> Fact:
    """The medicine failed, as far as that counts as "another systemic treatment" (S32).

    Steroids count as UNCLEAR at most: the article treats them as a short bridge (S56 to S60).
    """
    bearing = MEDICINES[medicine].as_other_systemic
    match bearing:
        case Bearing.COUNTS:
            return failed(answers, medicine)
        case Bearing.UNCLEAR:
            return min(failed(answers, medicine), Fact.UNCLEAR)
        case Bearing.NONE:
            return Fact.NO
        case _:
            assert_never(bearing)


def taking(answers: Answers, medicine: Medicine) -> bool:
    """The medicine is taken now."""
    return answers.medicines.get(medicine) in TAKING_NOW


def is_child(answers: Answers) -> bool:
    """Under 18. The article gives no age; this reading gives more people the child notes."""
    return answers.age < ADULT_AGE


def below_article_age(answers: Answers) -> bool:
    """Under 2: the article speaks only of "ages 2 and older" (S53)."""
    return answers.age < LEAST_AGE_IN_ARTICLE


def took_any(answers: Answers, *medicines: Medicine) -> bool:
    """At least one of the medicines was ever taken."""
    return any(medicine in answers.medicines for medicine in medicines)
