"""The conditions under which a question is asked or an alert raised.

A condition looks at an assessment and returns the answers because of which to ask, as reason codes;
none means: do not ask. `rules.questions` joins questions and conditions, `rules.alerts` alerts and
conditions; `rules.condition_words` says each condition in words.
"""

from collections.abc import Callable
from dataclasses import dataclass

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
from rules.medicines import BIOLOGIC_SHOTS, FIRST_LINE, IMMUNOSUPPRESSANTS, JAK_PILLS, Entry
from rules.reasons import Reasons
from rules.states import Stage, State

TEEN_AGE = 10  # from here on the pregnancy items are asked

Test = Callable[[Assessment], Reasons]  # the answers because of which to ask; none: do not ask


@dataclass(frozen=True, slots=True)
class Condition:
    """A test with its name, so that what runs can also be said in words.

    `rule` is the name of the function here that made it, and the key of its words in
    content/en/conditions.toml; `medicine` and `codes` say what it is about, `parts` what it joins.
    Of the codes that it `needs`, one must be `told` in the assessment; needing none, it may hold
    for anybody.
    """

    rule: str
    test: Test
    medicine: str = ""
    codes: tuple[str, ...] = ()
    parts: tuple["Condition", ...] = ()
    needs: tuple[str, ...] = ()


def condition(test: Test) -> Condition:
    """A condition about nothing more than its name says."""
    return Condition(test.__name__, test)


def both(*conditions: Condition) -> Condition:
    """All conditions hold; their answers together."""

    def test(assessment: Assessment) -> Reasons:
        found: Reasons = ()
        for each in conditions:
            behind = each.test(assessment)
            if not behind:
                return ()
            found += behind
        return tuple(dict.fromkeys(found))

    needs = next((each.needs for each in conditions if each.needs), ())
    return Condition("both", test, parts=conditions, needs=needs)


def unless(first: Condition, other: Condition) -> Condition:
    """The first condition holds, and the other does not."""

    def test(assessment: Assessment) -> Reasons:
        behind = first.test(assessment)
        return () if not behind or other.test(assessment) else behind

    return Condition("unless", test, parts=(first, other), needs=first.needs)


def either(*conditions: Condition) -> Condition:
    """At least one of the conditions holds; the answers of the first that does."""

    def test(assessment: Assessment) -> Reasons:
        for each in conditions:
            if behind := each.test(assessment):
                return behind
        return ()

    needs = [code for each in conditions for code in each.needs]
    always = not all(each.needs for each in conditions)
    return Condition("either", test, parts=conditions, needs=() if always else tuple(needs))


# Health, concerns, goals


def ticked(*items: Health) -> Condition:
    """One of the health facts was ticked."""

    def test(assessment: Assessment) -> Reasons:
        told = assessment.answers.health
        return tuple([reasons.of_health(item) for item in items if item in told])

    return Condition("ticked", test, codes=items, needs=items)


@condition
def creams_come_first(assessment: Assessment) -> Reasons:
    """Creams are not tried or work, and no medicine is in play (S1)."""
    return (reasons.of_creams(assessment.answers),) if assessment.creams_come_first else ()


def health(*items: Health) -> Condition:
    """One of the health facts was ticked, and creams are not all that there is to talk of."""
    return unless(ticked(*items), creams_come_first)


@condition
def health_while_creams_come_first(assessment: Assessment) -> Reasons:
    """A health fact was ticked that can wait, and creams come first."""
    cannot_wait = (Health.PREGNANT, Health.MAYBE_PREGNANT, Health.INFECTION_NOW)
    if not assessment.creams_come_first:
        return ()
    items = (item for item in assessment.answers.health if item not in cannot_wait)
    return tuple(reasons.of_health(item) for item in items)


@condition
def health_not_told(assessment: Assessment) -> Reasons:
    """The person would rather not say on the form."""
    return (reasons.HEALTH_NOT_TOLD,) if assessment.answers.rather_not_say else ()


def concern(item: Concern) -> Condition:
    """The concern was ticked."""
    code = reasons.of_concern(item)
    return Condition(
        "concern",
        lambda assessment: (code,) if item in assessment.answers.concerns else (),
        codes=(item,),
        needs=(item,),
    )


@condition
def has_goals(assessment: Assessment) -> Reasons:
    """The person said what they want most."""
    return tuple(reasons.of_goal(item) for item in assessment.answers.goals)


# Where the person stands


def at(*stages: Stage) -> Condition:
    """The person is at one of the stages; how a medicine goes is asked by `goes`."""

    def test(assessment: Assessment) -> Reasons:
        if assessment.stage not in stages:
            return ()
        answers = assessment.answers
        if assessment.stage is Stage.NEXT_MEDICINE:
            return tuple(reasons.of_medicine(answers, item) for item in assessment.ended)
        return (reasons.of_creams(answers),)

    return Condition("at", test, codes=stages, needs=stages)


def goes(outcome: Outcome) -> Condition:
    """A medicine has this outcome; all that have it are named."""

    def test(assessment: Assessment) -> Reasons:
        return _with_outcome(assessment, outcome)

    return Condition("goes", test, codes=(outcome,), needs=(outcome,))


def ended(*outcomes: Outcome) -> Condition:
    """A medicine ended in one of these ways, and the stage's question does not name it."""

    def test(assessment: Assessment) -> Reasons:
        if assessment.stage is Stage.NEXT_MEDICINE:
            return ()
        return _with_outcome(assessment, *outcomes)

    return Condition("ended", test, codes=outcomes, needs=outcomes)


def _with_outcome(assessment: Assessment, *outcomes: Outcome) -> Reasons:
    answers = assessment.answers
    return tuple(
        reasons.of_medicine(answers, medicine)
        for medicine, outcome in answers.medicines.items()
        if outcome in outcomes
    )


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
def past_creams(assessment: Assessment) -> Reasons:
    """Creams are not all that there is to talk of."""
    return () if assessment.creams_come_first else (reasons.of_creams(assessment.answers),)


@condition
def anyone(assessment: Assessment) -> Reasons:
    """Always: this is asked of everybody."""
    return (reasons.of_severity(assessment.answers),)


# Medicines


def in_state(entry: Entry, *found: State) -> Condition:
    """The medicine is in one of the states."""

    def test(assessment: Assessment) -> Reasons:
        return assessment.behind[entry] if assessment.states[entry] in found else ()

    return Condition("in_state", test, entry, found)


def considered(entry: Entry) -> Condition:
    """Never taken, and the article's conditions are met or unclear."""

    def test(assessment: Assessment) -> Reasons:
        return assessment.behind[entry] if entry in assessment.considered else ()

    return Condition("considered", test, entry)


@condition
def any_considered(assessment: Assessment) -> Reasons:
    """A medicine may be next, by the article's conditions."""
    return assessment.behind[assessment.considered[0]] if assessment.considered else ()


@condition
def any_in_play(assessment: Assessment) -> Reasons:
    """A medicine is taken now or may be next; the first of them is the reason."""
    return assessment.behind[assessment.in_play[0]] if assessment.in_play else ()


@condition
def any_taken_now(assessment: Assessment) -> Reasons:
    """Any systemic medicine is taken now."""
    answers = assessment.answers
    return tuple([reasons.of_medicine(answers, item) for item in assessment.taken_now])


def takes(*medicines: Medicine) -> Condition:
    """One of the medicines is taken now; all that are taken are named."""

    def test(assessment: Assessment) -> Reasons:
        answers, taken = assessment.answers, assessment.taken_now
        if not taken:
            return ()
        return tuple([reasons.of_medicine(answers, item) for item in medicines if item in taken])

    return Condition("takes", test, codes=medicines, needs=medicines)


takes_one_of_the_four = takes(*IMMUNOSUPPRESSANTS)
takes_a_shot = takes(*BIOLOGIC_SHOTS)
takes_a_jak_pill = takes(*JAK_PILLS)


def in_play(entry: Entry) -> Condition:
    """Taken now, or the article's conditions are met or unclear."""

    def test(assessment: Assessment) -> Reasons:
        return assessment.behind[entry] if entry in assessment.in_play else ()

    return Condition("in_play", test, entry)


def on_cyclosporine_for(*months: Months) -> Condition:
    """Cyclosporine is taken now, for so long in all (S24, S25)."""

    def test(assessment: Assessment) -> Reasons:
        answers = assessment.answers
        if not taking(answers, Medicine.CYCLOSPORINE):
            return ()
        fits = answers.months[Medicine.CYCLOSPORINE] in months
        return (reasons.of_months(answers),) if fits else ()

    return Condition("on_cyclosporine_for", test, codes=months, needs=months)


@condition
def one_first_line_failed_other_untried(assessment: Assessment) -> Reasons:
    """Just one of cyclosporine and methotrexate did not work; the other was never taken (S42)."""
    answers = assessment.answers
    if not answers.medicines:
        return ()
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


# Age and care


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
    """Under 18."""
    return (reasons.AGE,) if is_child(assessment.answers) else ()


@condition
def adult(assessment: Assessment) -> Reasons:
    """18 or older."""
    return () if is_child(assessment.answers) else (reasons.AGE,)


@condition
def teen(assessment: Assessment) -> Reasons:
    """10 to 17."""
    age = assessment.answers.age
    return (reasons.AGE,) if is_child(assessment.answers) and age >= TEEN_AGE else ()


@condition
def below_age_in_article(assessment: Assessment) -> Reasons:
    """Below the one age in the article (S53)."""
    return (reasons.AGE,) if below_article_age(assessment.answers) else ()
