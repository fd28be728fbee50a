"""Which questions print, and which three come first: until a person chooses, and as they chose."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rules.answers import MAX_OWN_QUESTIONS, Creams, Outcome
from rules.assessment import Assessment
from rules.questions import ABOUT_STARTING, LISTS, Ask, Fitting, QuestionList

PRINTED_BY_DEFAULT = 10
MAX_CHOSEN = 15  # own questions included
MAX_FIRST = 3
SAFETY_AHEAD = 3  # questions of safety that print before what the person asks
CHECKED_MEDICINES = 3  # of so many medicines taken now a check prints, the worst-going first


def own_question_id(place: int) -> str:
    """The id of an own question, by its place counted from 0."""
    return f"own-{place + 1}"


OWN_QUESTION_IDS = tuple(own_question_id(place) for place in range(MAX_OWN_QUESTIONS))


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person chose.

    `chosen` holds ids of questions; `first` the most important, in order, own ones included.
    `offered` holds all that were on offer then; None when that is not known.
    """

    chosen: tuple[str, ...]
    first: tuple[str, ...] = ()
    offered: tuple[str, ...] | None = None


def default_choice(assessment: Assessment, fitting: Sequence[Fitting]) -> Choice:
    """What prints until a person chooses: the first three, and ten in all beside own questions."""
    selection = _Selection(assessment, fitting)
    first = selection.first_three()
    return Choice(chosen=selection.first_ten(first), first=first)


def newly_fitting(choice: Choice, default: Choice) -> tuple[str, ...]:
    """Those of the first ten that were not on offer when the person chose."""
    if choice.offered is None:
        return ()
    return tuple(key for key in default.chosen if key not in choice.offered)


def choice_that_fits(choice: Choice, default: Choice, fitting: Sequence[str], own: int) -> Choice:
    """The choice as it fits the answers now; `own` counts the own questions.

    What no longer fits is left out. What is new among the first ten is added while there is room,
    for it may be what matters most. If nothing is left, the first ten stand again; if nothing was
    put first, the first three do, as far as they are printed.
    """
    fits = set(fitting)
    chosen = tuple([key for key in choice.chosen if key in fits])
    chosen += newly_fitting(choice, default)[: max(0, MAX_CHOSEN - own - len(chosen))]
    if not chosen and not own:
        chosen = default.chosen
    kept = set(chosen)
    printed = [*OWN_QUESTION_IDS[:own], *[key for key in fitting if key in kept]]
    first = [key for key in choice.first if key in printed]
    if not first:
        first = list(dict.fromkeys([*(key for key in default.first if key in printed), *printed]))
    return Choice(chosen, tuple(first[:MAX_FIRST]))


LEADS = (QuestionList.SAFETY, QuestionList.YOURS, QuestionList.NOW)
FILL = (
    QuestionList.NOW,
    QuestionList.YOURS,
    QuestionList.SAFETY,
    QuestionList.CHOICES,
    QuestionList.MORE,
)


class _Selection:
    """The rules for what prints first, for one person (decisions on lists and order)."""

    def __init__(self, assessment: Assessment, fitting: Sequence[Fitting]) -> None:
        self.assessment = assessment
        hidden = _goes_well(assessment)
        self.fitting = [item for item in fitting if not (hidden and self._is_about_starting(item))]
        self.lists: dict[QuestionList, list[Fitting]] = {name: [] for name in LISTS}
        for item in self.fitting:
            self.lists[item.list].append(item)

    def first_three(self) -> tuple[str, ...]:
        """The first of safety, of yours and of now; what is missing is filled by the rest."""
        taken = bool(self.assessment.taken_now)
        lists = {name: self._first_of(name, skip_considered=taken) for name in LISTS}
        own = OWN_QUESTION_IDS[: len(self.assessment.answers.own_questions)]
        lists[QuestionList.YOURS] = [*own, *lists[QuestionList.YOURS]]
        first = [key for name in LEADS for key in lists[name][:1]]
        rest = [key for name in FILL for key in lists[name]]
        return tuple(map(str, list(dict.fromkeys([*first, *rest]))[:MAX_FIRST]))

    def first_ten(self, first: Iterable[str]) -> tuple[str, ...]:
        """Ten questions, in the order of the lists."""
        by_id: dict[str, Fitting] = {item.question: item for item in self.fitting}
        ten = [by_id[key] for key in first if key in by_id]
        safety = self.lists[QuestionList.SAFETY]
        for item in safety:
            if sum(each in safety for each in ten) >= SAFETY_AHEAD:
                break
            self._add(ten, item)
        yours_first = (QuestionList.YOURS, QuestionList.NOW, QuestionList.CHOICES)
        rest = [item for name in yours_first for item in self.lists[name]]
        for item in (*rest, *safety, *self.lists[QuestionList.MORE]):
            if len(ten) == PRINTED_BY_DEFAULT:
                break
            self._add(ten, item)
        kept = self._with_what_must_print(ten, set(first))
        return tuple([str(item.question) for item in self.fitting if item in kept])

    def _add(self, ten: list[Fitting], item: Fitting) -> None:
        """Add a question, but no second one about a medicine that is only considered."""
        about = item.row.medicine
        again = self._is_considered(item) and any(each.row.medicine == about for each in ten)
        if item not in ten and not again:
            ten.append(item)

    def _with_what_must_print(self, ten: list[Fitting], first: set[str]) -> set[Fitting]:
        """Let a check of each medicine taken now, and other choices, displace the last ones."""
        must = {item for item in ten if item.question in first}
        for medicine in self.assessment.taken_now[:CHECKED_MEDICINES]:
            checks = [item for item in self.fitting if medicine in item.checks]
            must.update([item for item in ten if item in checks][:1] or checks[:1])
        if any(self._is_considered(item) for item in ten):
            other = Ask.OTHER_CHOICES
            must.update(item for item in self.fitting if item.question is other)
        rest = [item for item in ten if item not in must]
        return must.union(rest[: PRINTED_BY_DEFAULT - len(must)])

    def _first_of(self, name: QuestionList, skip_considered: bool) -> list[str]:
        items = self.lists[name]
        if skip_considered:
            items = [item for item in items if not self._is_considered(item)]
        return [item.question for item in items[:MAX_FIRST]]

    def _is_about_starting(self, item: Fitting) -> bool:
        return item.question in ABOUT_STARTING or self._is_considered(item)

    def _is_considered(self, item: Fitting) -> bool:
        return item.row.medicine in self.assessment.considered


def _goes_well(assessment: Assessment) -> bool:
    """Nothing is taken that is not enough, and something helps or creams work."""
    outcomes = set(assessment.answers.medicines.values())
    if Outcome.TAKING_NOT_ENOUGH in outcomes:
        return False
    return Outcome.TAKING_HELPS in outcomes or assessment.answers.creams is Creams.WORKING
