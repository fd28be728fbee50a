"""The conditions under which a question is asked or a flag raised.

A condition looks at a case and returns the answers because of which to ask, as reason codes; none
means: do not ask. `rules.questions` puts questions and conditions together, `rules.flags` flags and
conditions; `rules.triggers` says each condition in words.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rules import reasons
from rules.answers import (
    IMMUNOSUPPRESSANTS,
    Concern,
    Creams,
    Health,
    Medicine,
    Months,
    Outcome,
    Severity,
    Specialist,
)
from rules.case import Case
from rules.facts import Fact, below_article_age, creams_not_enough, failed, is_child, taking
from rules.outlook import IN_PLAY, Stage, State
from rules.reasons import Reasons

TEEN_AGE = 10  # from here on the pregnancy items are asked

Test = Callable[[Case], Reasons]  # the answers because of which to ask; none: do not ask


@dataclass(frozen=True, slots=True)
class Condition:
    """A test with its name, so that what runs can also be said in words.

    `rule` is the name of the function here that made it, and the key of its words in
    content/triggers.toml; `medicine` and `codes` say what it is about, `parts` what it joins.
    """

    rule: str
    test: Test
    medicine: Medicine | None = None
    codes: tuple[str, ...] = ()
    parts: tuple["Condition", ...] = ()


def condition(test: Test) -> Condition:
    """A condition about nothing more than its name says."""
    return Condition(test.__name__, test)


def immunosuppressants_are_a_topic(case: Case) -> bool:
    """Not while creams come first (S1), unless one of the four is in play."""
    return case.stage is not Stage.CREAMS_FIRST or _any_of_the_four(case)


def _any_of_the_four(case: Case) -> bool:
    return any(medicine in IMMUNOSUPPRESSANTS for medicine in case.in_play)


def once_a_topic(inner: Condition) -> Condition:
    """The condition holds, and immunosuppressants are a topic."""

    def test(case: Case) -> Reasons:
        return inner.test(case) if immunosuppressants_are_a_topic(case) else ()

    return Condition("once_a_topic", test, parts=(inner,))


def ticked(item: Health) -> Condition:
    """The health fact was ticked."""
    code = reasons.of_health(item)
    return Condition(
        "ticked", lambda case: (code,) if item in case.answers.health else (), codes=(item,)
    )


def health(item: Health) -> Condition:
    """The health fact was ticked, and immunosuppressants are a topic."""
    return once_a_topic(ticked(item))


@condition
def health_while_creams_first(case: Case) -> Reasons:
    """Some health fact was ticked, and immunosuppressants are not a topic yet."""
    if case.answers.health and not immunosuppressants_are_a_topic(case):
        return tuple(reasons.of_health(item) for item in case.answers.health)
    return ()


def concern(item: Concern) -> Condition:
    """The concern was ticked."""
    code = reasons.of_concern(item)
    return Condition(
        "concern", lambda case: (code,) if item in case.answers.concerns else (), codes=(item,)
    )


def at(*stages: Stage) -> Condition:
    """The person is at one of the stages."""

    def test(case: Case) -> Reasons:
        if case.stage not in stages:
            return ()
        if case.stage in (Stage.ON_MEDICINE, Stage.NEXT_MEDICINE):
            return _medicines_behind_stage(case)
        return (reasons.of_creams(case.answers),)

    return Condition("at", test, codes=stages)


def _medicines_behind_stage(case: Case) -> Reasons:
    answers = case.answers
    counted = [item for item in answers.medicines if item is not Medicine.STEROIDS]
    if case.stage is Stage.ON_MEDICINE:
        counted = [item for item in counted if taking(answers, item)]
    return tuple(reasons.of_medicine(answers, item) for item in counted)


def in_state(medicine: Medicine, *found: State) -> Condition:
    """The medicine is in one of the states."""

    def test(case: Case) -> Reasons:
        return case.behind[medicine] if case.states[medicine] in found else ()

    return Condition("in_state", test, medicine, found)


def in_play(medicine: Medicine) -> Condition:
    """Taken now, or the article's conditions are met or unclear."""
    return replace(in_state(medicine, *IN_PLAY), rule="in_play", codes=())


def considered(medicine: Medicine) -> Condition:
    """Not taken yet, and the article's conditions are met or unclear."""
    return replace(in_state(medicine, State.NOW, State.ASK), rule="considered", codes=())


def taken_now(medicine: Medicine) -> Condition:
    """The medicine is taken now."""
    return replace(in_state(medicine, State.TAKING), rule="taken_now", codes=())


@condition
def any_in_play(case: Case) -> Reasons:
    """One of the four immunosuppressants is in play; the first of them is the reason."""
    for medicine in IMMUNOSUPPRESSANTS:
        if medicine in case.in_play:
            return case.behind[medicine]
    return ()


@condition
def any_taken_now(case: Case) -> Reasons:
    """Any systemic medicine is taken now."""
    return _with_outcome(case, Outcome.TAKING_NOW)


def ended(*outcomes: Outcome) -> Condition:
    """A medicine ended in one of these ways, and immunosuppressants are a topic."""
    inner = Condition("ended", lambda case: _with_outcome(case, *outcomes), codes=outcomes)
    return once_a_topic(inner)


def _with_outcome(case: Case, *outcomes: Outcome) -> Reasons:
    answers = case.answers
    return tuple(
        reasons.of_medicine(answers, medicine)
        for medicine, outcome in answers.medicines.items()
        if outcome in outcomes
    )


def on_cyclosporine_for(*months: Months) -> Condition:
    """Cyclosporine is taken now, for so long in all (S24, S25)."""

    def test(case: Case) -> Reasons:
        if (
            taking(case.answers, Medicine.CYCLOSPORINE)
            and case.answers.cyclosporine_months in months
        ):
            return (reasons.of_months(case.answers),)
        return ()

    return Condition("on_cyclosporine_for", test, codes=months)


@condition
def how_long_in_general(case: Case) -> Reasons:
    """The person asks how long, and cyclosporine is not in play."""
    if Medicine.CYCLOSPORINE in case.in_play or Concern.HOW_LONG not in case.answers.concerns:
        return ()
    return (reasons.of_concern(Concern.HOW_LONG),)


@condition
def creams_fall_short(case: Case) -> Reasons:
    """Creams are not enough (S3, S78)."""
    if creams_not_enough(case.answers) is Fact.YES:
        return (reasons.of_creams(case.answers),)
    return ()


@condition
def creams_help_or_fall_short(case: Case) -> Reasons:
    """Creams help some, or are not enough."""
    if case.answers.creams in (Creams.HELPS_SOME, Creams.NOT_ENOUGH):
        return (reasons.of_creams(case.answers),)
    return ()


@condition
def no_specialist_yet(case: Case) -> Reasons:
    """No dermatologist or allergist for certain (S4, S83)."""
    if case.answers.specialist is Specialist.YES:
        return ()
    return (reasons.of_specialist(case.answers),)


@condition
def not_severe(case: Case) -> Reasons:
    """Not severe for certain (S4). "In most cases" is no gate, so this asks, and hides nothing."""
    if case.answers.severity is Severity.SEVERE:
        return ()
    return (reasons.of_severity(case.answers),)


@condition
def child(case: Case) -> Reasons:
    return (reasons.AGE,) if is_child(case.answers) else ()


@condition
def adult(case: Case) -> Reasons:
    return () if is_child(case.answers) else (reasons.AGE,)


@condition
def teen(case: Case) -> Reasons:
    return (reasons.AGE,) if is_child(case.answers) and case.answers.age >= TEEN_AGE else ()


@condition
def below_age_in_article(case: Case) -> Reasons:
    """Below the one age in the article (S53)."""
    return (reasons.AGE,) if below_article_age(case.answers) else ()


@condition
def under_two(case: Case) -> Reasons:
    """Below the one age in the article (S53), and creams are not known to be enough."""
    stage_fits = case.stage not in (Stage.CREAMS_FIRST, Stage.CREAMS_WORKING)
    return (reasons.AGE,) if below_article_age(case.answers) and stage_fits else ()


@condition
def one_first_line_failed_other_untried(case: Case) -> Reasons:
    """Just one of cyclosporine and methotrexate did not work; the other was never taken (S42)."""
    answers = case.answers
    for tried, other in (
        (Medicine.CYCLOSPORINE, Medicine.METHOTREXATE),
        (Medicine.METHOTREXATE, Medicine.CYCLOSPORINE),
    ):
        if failed(answers, tried) is Fact.YES and other not in answers.medicines:
            return (reasons.of_medicine(answers, tried),)
    return ()


@condition
def two_overlap(case: Case) -> Reasons:
    """A systemic medicine is taken now and another one is in play."""
    now = any_taken_now.test(case)
    return now if len(case.in_play) > 1 else ()


def both(first: Condition, *others: Condition) -> Condition:
    """All conditions hold; their answers together."""

    def test(case: Case) -> Reasons:
        found = first.test(case)
        for other in others:
            more = other.test(case) if found else ()
            found = (*found, *more) if more else ()
        return found

    return Condition("both", test, parts=(first, *others))
