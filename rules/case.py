"""One person's answers with what the article says about them: what a condition looks at."""

from collections.abc import Mapping
from dataclasses import dataclass

from rules import reasons
from rules.answers import Answers, Medicine
from rules.outlook import IN_PLAY, Stage, State, stage, states
from rules.reasons import Reasons


@dataclass(frozen=True, slots=True)
class Case:
    """The answers, what follows from them, and which answers stand behind it."""

    answers: Answers
    states: Mapping[Medicine, State]
    stage: Stage
    in_play: tuple[Medicine, ...]  # taken now, or the article's conditions are met or unclear
    behind: Mapping[Medicine, Reasons]  # the answers behind each state

    @classmethod
    def of(cls, answers: Answers) -> "Case":
        found = states(answers)
        in_play = tuple(medicine for medicine in Medicine if found[medicine] in IN_PLAY)
        behind = {
            medicine: reasons.behind_state(answers, medicine, found[medicine])
            for medicine in Medicine
        }
        return cls(answers, found, stage(answers), in_play, behind)
