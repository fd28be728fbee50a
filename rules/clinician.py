"""The summary for the record: the answers as plain text, in the order of a clinic note.

It is English whatever the patient's language, for it is pasted into the clinic's own record.
"""

from collections.abc import Iterator
from datetime import date

from rules import alerts
from rules.alerts import TO_THE_PERSON
from rules.answers import TAKING_NOW, Answers, Creams, Medicine
from rules.assessment import assess
from rules.content import CONTENT
from rules.selection import Choice
from rules.sheet import build_sheet
from rules.sheet_model import Sheet
from rules.wording import facts_behind

MAX_ALERTS = 8  # in full; the rest by a few words each, in one line

_WORDS, _ANSWERS = CONTENT.clinician, CONTENT.answers


def summary(answers: Answers, choice: Choice | None, made_on: date) -> str:
    """The summary as text, a line for each thing that is told."""
    return "\n".join(_lines(build_sheet(answers, choice), made_on)) + "\n"


def _lines(sheet: Sheet, made_on: date) -> Iterator[str]:
    answers = sheet.answers
    yield _WORDS["title"].format(date=made_on.isoformat())
    yield _WORDS["who"][answers.who].format(who=sheet.who, age=_age(answers))
    yield _WORDS["reason"].format(stage=CONTENT.stages[sheet.stage])
    yield _WORDS["severity"].format(told=_severity(sheet))
    yield _ANSWERS["specialist"]["about"][answers.specialist] + "."
    yield from _treatments(answers)
    yield from _alerts(answers)
    yield from _health(sheet)
    yield from _listed("goals", sheet.goals)
    asked = [_ANSWERS["concerns"]["about"][each] for each in answers.concerns]
    yield from _listed("concerns", asked)
    yield from _questions(sheet)
    yield _WORDS["foot"].format(version=sheet.content_version)


def _age(answers: Answers) -> str:
    return _WORDS["under_1"] if answers.age < 1 else str(answers.age)


def _severity(sheet: Sheet) -> str:
    told = [each.words for each in (sheet.itch, sheet.bad_nights) if each]
    return ". ".join([sheet.severity, *told]) + "."


def _treatments(answers: Answers) -> Iterator[str]:
    """What was tried, creams first; then what is taken now."""
    words, now = _ANSWERS["tried"], []
    yield _WORDS["tried"]
    if answers.creams is Creams.NOT_TRIED:
        yield f"- {words['no_creams']}"
    else:
        how = _ANSWERS["creams"]["about"][answers.creams]
        yield _WORDS["line"].format(treatment=words["creams"], how=how)
    if not answers.medicines:
        yield f"- {words['no_medicine']}"
    for medicine, outcome in answers.medicines.items():
        if outcome in TAKING_NOW:
            now.append(_medicine(medicine, answers))
        else:
            yield _medicine(medicine, answers)
    if now:
        yield from (_WORDS["now"], *now)


def _medicine(medicine: Medicine, answers: Answers) -> str:
    name: str = _ANSWERS["medicines"]["about"][medicine]
    how = _ANSWERS["outcome"]["about"][answers.medicines[medicine]]
    if medicine in answers.side_effect:
        how = _WORDS["side_effect"].format(how=how, words=answers.side_effect[medicine])
    if medicine in answers.months:
        how += f"; {_ANSWERS['months']['about'][answers.months[medicine]]}"
    line: str = _WORDS["line"].format(treatment=name[:1].upper() + name[1:], how=how)
    return line


def _alerts(answers: Answers) -> Iterator[str]:
    """The facts behind the alerts of page one, the most urgent first."""
    raised = [each for each in alerts.raised(assess(answers)) if each.alert not in TO_THE_PERSON]
    facts = [[CONTENT.alert_facts[fact] for fact in facts_behind(each.behind)] for each in raised]
    if facts:
        yield _WORDS["alerts"]
    for group in facts[:MAX_ALERTS]:
        told = [fact.other.format(Person=_WORDS["patient"]) for fact in group]
        yield _WORDS["alert"].format(fact=" ".join(told))
    if rest := [fact.short for group in facts[MAX_ALERTS:] for fact in group]:
        yield _WORDS["more_alerts"].format(named="; ".join(rest))


def _health(sheet: Sheet) -> Iterator[str]:
    """That nothing was ticked, or that the patient would not say; else the alerts say it."""
    if sheet.health:
        declined = sheet.answers.rather_not_say
        told = _WORDS["rather_not_say"] if declined else sheet.health
        yield _WORDS["health"].format(told=told)


def _listed(key: str, told: list[str] | tuple[str, ...]) -> Iterator[str]:
    if told:
        yield _WORDS[key].format(told="; ".join(told))


def _questions(sheet: Sheet) -> Iterator[str]:
    yield _WORDS["questions"]
    for number, item in enumerate(sheet.most_important, start=1):
        yield _WORDS["question"].format(number=number, text=item.text)
    if sheet.more_to_ask:
        yield _WORDS["more_questions"].format(count=len(sheet.more_to_ask))
