"""Which answers stand behind a state or a question, as codes like `creams=not_enough`.

A question is asked because of these answers and for no other cause, so its printed reason cannot
drift from its rule. The words of each code are made in `rules.wording`.
"""

from rules.answers import Answers, Concern, Health, Medicine
from rules.facts import FIRST_LINE, OTHER_SYSTEMICS, Fact, creams_not_enough, failed
from rules.outlook import State

Reasons = tuple[str, ...]

AGE = "age"
NO_SYSTEMIC_FAILED = "no_systemic_failed"
NO_FIRST_LINE_FAILED = "no_first_line_failed"


def of_creams(answers: Answers) -> str:
    return f"creams={answers.creams}"


def of_severity(answers: Answers) -> str:
    return f"severity={answers.severity}"


def of_specialist(answers: Answers) -> str:
    return f"specialist={answers.specialist}"


def of_medicine(answers: Answers, medicine: Medicine) -> str:
    return f"{medicine}={answers.medicines.get(medicine, 'never')}"


def of_months(answers: Answers) -> str:
    return f"months={answers.cyclosporine_months}"


def of_health(item: Health) -> str:
    return f"health={item}"


def of_concern(item: Concern) -> str:
    return f"concern={item}"


def behind_state(answers: Answers, medicine: Medicine, state: State) -> Reasons:
    """The answers that put one medicine in its state."""
    if state is State.NOT_COVERED:
        return (AGE,)
    if state not in (State.NOW, State.ASK, State.LATER):
        return (of_medicine(answers, medicine),)
    match medicine:
        case Medicine.CYCLOSPORINE:
            return (of_creams(answers),)
        case Medicine.METHOTREXATE:
            return _behind_methotrexate(answers)
        case _:
            return _most_failed(answers, FIRST_LINE) or (NO_FIRST_LINE_FAILED,)


def _behind_methotrexate(answers: Answers) -> Reasons:
    creams = of_creams(answers)
    if creams_not_enough(answers) is Fact.NO:
        return (creams,)
    others = (*OTHER_SYSTEMICS, Medicine.STEROIDS)
    return (creams, *(_most_failed(answers, others) or (NO_SYSTEMIC_FAILED,)))


def _most_failed(answers: Answers, medicines: tuple[Medicine, ...]) -> Reasons:
    """Those of the medicines that failed, else those of which it is unclear."""
    for fact in (Fact.YES, Fact.UNCLEAR):
        found = tuple(
            of_medicine(answers, item) for item in medicines if failed(answers, item) is fact
        )
        if found:
            return found
    return ()
