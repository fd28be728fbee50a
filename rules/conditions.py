"""The conditions under which a question is asked or an alert raised.

A condition looks at an assessment and returns the answers because of which to ask, as reason codes;
none means: do not ask. `rules.questions` joins questions and conditions, `rules.alerts` alerts and
conditions; `rules.condition_words` says each condition in words.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from rules import reasons
from rules.answers import (
    Concern,
    Creams,
    Health,
    Medicine,
    Months,
    Outcome,
    Severity,
    Specialist,
)
from rules.assessment import Assessment
from rules.facts import Fact, below_article_age, creams_not_enough, failed, is_child, taking
from rules.medicines import FIRST_LINE, IMMUNOSUPPRESSANTS
from rules.reasons import Reasons
from rules.states import IN_PLAY, Stage, State

TEEN_AGE = 10  # from here on the pregnancy items are asked

Test = Callable[[Assessment], Reasons]  # the answers because of which to ask; none: do not ask


@dataclass(frozen=True, slots=True)
class Condition:
    """A test with its name, so that what runs can also be said in words.

    `rule` is the name of the function here that made it, and the key of its words in
    content/en/conditions.toml; `medicine` and `codes` say what it is about, `parts` what it joins.
    """

    rule: str
    test: Test
    medicine: Medicine | None = None
    codes: tuple[str, ...] = ()
    parts: tuple["Condition", ...] = ()


def condition(test: Test) -> Condition:
    """A condition about nothing more than its name says."""
    return Condition(test.__name__, test)


def immunosuppressants_are_a_topic(assessment: Assessment) -> bool:
    """Not while creams come first (S1), unless one of the four is in play."""
    return assessment.stage is not Stage.CREAMS_FIRST or _any_of_the_four(assessment)


def _any_of_the_four(assessment: Assessment) -> bool:
    return any(medicine in IMMUNOSUPPRESSANTS for medicine in assessment.in_play)


def once_a_topic(inner: Condition) -> Condition:
    """The condition holds, and immunosuppressants are a topic."""

    def test(assessment: Assessment) -> Reasons:
        return inner.test(assessment) if immunosuppressants_are_a_topic(assessment) else ()

    return Condition("once_a_topic", test, parts=(inner,))


def ticked(item: Health) -> Condition:
    """The health fact was ticked."""
    code = reasons.of_health(item)
    return Condition(
        "ticked",
        lambda assessment: (code,) if item in assessment.answers.health else (),
        codes=(item,),
    )


def health(item: Health) -> Condition:
    """The health fact was ticked, and immunosuppressants are a topic."""
    return once_a_topic(ticked(item))


@condition
def health_while_creams_first(assessment: Assessment) -> Reasons:
    """Some health fact was ticked, and immunosuppressants are not a topic yet."""
    if assessment.answers.health and not immunosuppressants_are_a_topic(assessment):
        return tuple(reasons.of_health(item) for item in assessment.answers.health)
    return ()


def concern(item: Concern) -> Condition:
    """The concern was ticked."""
    code = reasons.of_concern(item)
    return Condition(
        "concern",
        lambda assessment: (code,) if item in assessment.answers.concerns else (),
        codes=(item,),
    )


def at(*stages: Stage) -> Condition:
    """The person is at one of the stages."""

    def test(assessment: Assessment) -> Reasons:
        if assessment.stage not in stages:
            return ()
        if assessment.stage in (Stage.ON_MEDICINE, Stage.NEXT_MEDICINE):
            return _medicines_behind_stage(assessment)
        return (reasons.of_creams(assessment.answers),)

    return Condition("at", test, codes=stages)


def _medicines_behind_stage(assessment: Assessment) -> Reasons:
    answers = assessment.answers
    counted = [item for item in answers.medicines if item is not Medicine.STEROIDS]
    if assessment.stage is Stage.ON_MEDICINE:
        counted = [item for item in counted if taking(answers, item)]
    return tuple(reasons.of_medicine(answers, item) for item in counted)


def in_state(medicine: Medicine, *found: State) -> Condition:
    """The medicine is in one of the states."""

    def test(assessment: Assessment) -> Reasons:
        return assessment.behind[medicine] if assessment.states[medicine] in found else ()

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
def any_in_play(assessment: Assessment) -> Reasons:
    """One of the four immunosuppressants is in play; the first of them is the reason."""
    for medicine in IMMUNOSUPPRESSANTS:
        if medicine in assessment.in_play:
            return assessment.behind[medicine]
    return ()


@condition
def any_taken_now(assessment: Assessment) -> Reasons:
    """Any systemic medicine is taken now."""
    return _with_outcome(assessment, Outcome.TAKING_NOW)


def ended(*outcomes: Outcome) -> Condition:
    """A medicine ended in one of these ways, and immunosuppressants are a topic."""
    inner = Condition(
        "ended", lambda assessment: _with_outcome(assessment, *outcomes), codes=outcomes
    )
    return once_a_topic(inner)


def _with_outcome(assessment: Assessment, *outcomes: Outcome) -> Reasons:
    answers = assessment.answers
    return tuple(
        reasons.of_medicine(answers, medicine)
        for medicine, outcome in answers.medicines.items()
        if outcome in outcomes
    )


def on_cyclosporine_for(*months: Months) -> Condition:
    """Cyclosporine is taken now, for so long in all (S24, S25)."""

    def test(assessment: Assessment) -> Reasons:
        if (
            taking(assessment.answers, Medicine.CYCLOSPORINE)
            and assessment.answers.cyclosporine_months in months
        ):
            return (reasons.of_months(assessment.answers),)
        return ()

    return Condition("on_cyclosporine_for", test, codes=months)


@condition
def how_long_in_general(assessment: Assessment) -> Reasons:
    """The person asks how long, and cyclosporine is not in play."""
    if (
        Medicine.CYCLOSPORINE in assessment.in_play
        or Concern.HOW_LONG not in assessment.answers.concerns
    ):
        return ()
    return (reasons.of_concern(Concern.HOW_LONG),)


@condition
def creams_fall_short(assessment: Assessment) -> Reasons:
    """Creams are not enough (S3, S78)."""
    if creams_not_enough(assessment.answers) is Fact.YES:
        return (reasons.of_creams(assessment.answers),)
    return ()


@condition
def creams_help_or_fall_short(assessment: Assessment) -> Reasons:
    """Creams help some, or are not enough."""
    if assessment.answers.creams in (Creams.HELPS_SOME, Creams.NOT_ENOUGH):
        return (reasons.of_creams(assessment.answers),)
    return ()


@condition
def no_specialist_yet(assessment: Assessment) -> Reasons:
    """No dermatologist or allergist for certain (S4, S83)."""
    if assessment.answers.specialist is Specialist.YES:
        return ()
    return (reasons.of_specialist(assessment.answers),)


@condition
def not_severe(assessment: Assessment) -> Reasons:
    """Not severe for certain (S4). "In most cases" is no gate, so this asks, and hides nothing."""
    if assessment.answers.severity is Severity.SEVERE:
        return ()
    return (reasons.of_severity(assessment.answers),)


@condition
def child(assessment: Assessment) -> Reasons:
    return (reasons.AGE,) if is_child(assessment.answers) else ()


@condition
def adult(assessment: Assessment) -> Reasons:
    return () if is_child(assessment.answers) else (reasons.AGE,)


@condition
def teen(assessment: Assessment) -> Reasons:
    return (
        (reasons.AGE,)
        if is_child(assessment.answers) and assessment.answers.age >= TEEN_AGE
        else ()
    )


@condition
def below_age_in_article(assessment: Assessment) -> Reasons:
    """Below the one age in the article (S53)."""
    return (reasons.AGE,) if below_article_age(assessment.answers) else ()


@condition
def under_two(assessment: Assessment) -> Reasons:
    """Below the one age in the article (S53), and creams are not known to be enough."""
    stage_fits = assessment.stage not in (Stage.CREAMS_FIRST, Stage.CREAMS_WORKING)
    return (reasons.AGE,) if below_article_age(assessment.answers) and stage_fits else ()


@condition
def one_first_line_failed_other_untried(assessment: Assessment) -> Reasons:
    """Just one of cyclosporine and methotrexate did not work; the other was never taken (S42)."""
    answers = assessment.answers
    without_effect = [item for item in FIRST_LINE if failed(answers, item) is Fact.YES]
    untried = [item for item in FIRST_LINE if item not in answers.medicines]
    if untried and without_effect:
        return (reasons.of_medicine(answers, without_effect[0]),)
    return ()


@condition
def two_overlap(assessment: Assessment) -> Reasons:
    """A systemic medicine is taken now and another one is in play."""
    now = any_taken_now.test(assessment)
    return now if len(assessment.in_play) > 1 else ()


def both(first: Condition, *others: Condition) -> Condition:
    """All conditions hold; their answers together."""

    def test(assessment: Assessment) -> Reasons:
        found = first.test(assessment)
        for other in others:
            more = other.test(assessment) if found else ()
            found = (*found, *more) if more else ()
        return found

    return Condition("both", test, parts=(first, *others))
