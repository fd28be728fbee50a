"""The six pages in their order, and the answers given so far.

The answers live in the visitor's signed session cookie and nowhere else, as the codes of
`rules.answers`. What a cookie holds that these codes do not know (it is old, or made up) is left
out, and the rest is kept.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from time import time
from typing import Any, TypeGuard

from flask import current_app, flash, request
from flask.sessions import SessionMixin

from rules.answers import PARSERS, Answers, Medicine, Outcome, Who
from rules.choice import Choice
from rules.content import CONTENT
from webapp import current
from webapp.clinics import Clinic

SESSION_KEY = "answers"
CHOICE_KEY = "choice"
CLINIC_KEY = "clinic"  # the slug of the clinic whose link brought the person
USED_KEY = "used"  # when the session was last used, in seconds since 1970
UNUSED_SESSION_ENDS_AFTER = 3600  # seconds; unless the answers are kept
RENEWED_AFTER = 300  # seconds; a slow page that renewed it each time could undo another tab
ENDED = "An hour went by without use, so your answers have ended."
SENT_IS_KEPT = " What you sent just now is kept."
NOT_ANSWERS = {"csrf_token", "keep"}  # fields of forms
OUTCOME = "outcome-"  # field name of a medicine's outcome: this and the medicine

SoFar = dict[str, Any]  # answer key -> codes; a medicine's outcome is "" until it is told


@dataclass(frozen=True, slots=True)
class Page:
    slug: str
    keys: tuple[str, ...]  # of rules.answers

    @property
    def number(self) -> int:
        """Its place among `PAGES`, from 1."""
        return PAGES.index(self) + 1


PAGES = (
    Page("about-you", ("who", "age", "severity", "specialist")),
    Page("creams", ("creams",)),
    Page("medicines", ("medicines",)),
    Page("how-it-went", ("outcomes",)),
    Page("health", ("health",)),
    Page("concerns", ("concerns",)),
)
BY_SLUG: Mapping[str, Page] = {page.slug: page for page in PAGES}
HOW_IT_WENT = BY_SLUG["how-it-went"]


def load() -> SoFar:
    """The answers in the session, less what its codes do not know. A use starts the hour anew."""
    mine = current.session()
    _end_if_unused(mine)
    stored = mine.get(SESSION_KEY)
    if not isinstance(stored, dict):
        return {}
    if time() - mine.get(USED_KEY, 0) > RENEWED_AFTER:
        mine[USED_KEY] = int(time())
    found = {key: value for key, value in stored.items() if _fits(key, value)}
    medicines = stored.get("medicines")
    if "medicines" not in found and isinstance(medicines, dict):
        found["medicines"] = {
            medicine: outcome if outcome in list(Outcome) else ""
            for medicine, outcome in medicines.items()
            if medicine in list(Medicine)
        }
    return found


def _end_if_unused(mine: SessionMixin) -> None:
    used = mine.get(USED_KEY)
    if not isinstance(used, int):
        mine.pop(USED_KEY, None)
        return
    unused = time() - used
    if unused > UNUSED_SESSION_ENDS_AFTER and not mine.permanent:
        if SESSION_KEY in mine:
            flash(ENDED + (SENT_IS_KEPT if {*request.form} - NOT_ANSWERS else ""))
        for key in (SESSION_KEY, CHOICE_KEY, CLINIC_KEY, USED_KEY):
            mine.pop(key, None)


def save(so_far: SoFar) -> None:
    current.session().update({SESSION_KEY: so_far, USED_KEY: int(time())})


def come_from(clinic: Clinic) -> None:
    current.session().update({CLINIC_KEY: clinic.slug, USED_KEY: int(time())})


def clinic() -> Clinic | None:
    """The clinic whose link brought the person, while the operator still names it."""
    slug = current.session().get(CLINIC_KEY)
    known: Mapping[str, Clinic] = current_app.config["CLINICS"]
    return known.get(slug) if isinstance(slug, str) else None


def keep(wanted: bool) -> None:
    """Let the cookie outlive the browser's session, or not. It changes nothing else."""
    current.session().permanent = wanted


def ends_in(mine: SessionMixin) -> int | None:
    """Seconds until unused answers end; None if there are none, or the person keeps them."""
    used = mine.get(USED_KEY)
    if mine.permanent or SESSION_KEY not in mine or not isinstance(used, int):
        return None
    return max(0, int(used + UNUSED_SESSION_ENDS_AFTER - time()))


def delete() -> None:
    current.session().clear()


def choice() -> Choice | None:
    """The questions chosen, or None while the first ten stand."""
    stored = current.session().get(CHOICE_KEY)
    if not isinstance(stored, dict):
        return None
    chosen, first, seen = (stored.get(key) for key in ("chosen", "first", "seen"))
    if not _is_list_of_text(chosen) or not _is_list_of_text(first):
        return None
    known = tuple(key for key in chosen if key in CONTENT.questions)
    return Choice(known, tuple(first), tuple(seen) if _is_list_of_text(seen) else None)


def _is_list_of_text(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def choose(so_far: SoFar, chosen: Choice, own_questions: list[str]) -> None:
    current.session()[CHOICE_KEY] = {
        "chosen": list(chosen.chosen),
        "first": list(chosen.first),
        "seen": chosen.seen and list(chosen.seen),
    }
    save(so_far | {"own_questions": own_questions})


def _fits(key: str, value: object) -> bool:
    try:
        PARSERS[key](value)
    except (KeyError, ValueError):
        return False
    return True


def who(so_far: SoFar) -> Who:
    """Whose wording to use; "me" until it is told."""
    return Who(so_far.get("who", Who.ME))


def medicines(so_far: SoFar) -> tuple[Medicine, ...]:
    """The medicines ever taken, as far as told."""
    return tuple(medicine for medicine in Medicine if medicine in so_far.get("medicines", {}))


def with_medicines_sent(so_far: SoFar, sent: Collection[str]) -> SoFar:
    """The answers so far; after their end, `how-it-went` still says which medicines it is of."""
    taken = {medicine: "" for medicine in Medicine if OUTCOME + medicine in sent}
    return {"medicines": taken} | so_far if taken else so_far


def applies(page: Page, so_far: SoFar) -> bool:
    """`how-it-went` is skipped when no medicine was taken; the other pages always apply."""
    return page is not HOW_IT_WENT or bool(medicines(so_far))


def answered(page: Page, so_far: SoFar) -> bool:
    if page is HOW_IT_WENT:
        taken = so_far.get("medicines", {})
        months_told = Medicine.CYCLOSPORINE not in taken or "cyclosporine_months" in so_far
        return all(taken.values()) and months_told
    return all(key in so_far for key in page.keys)


def begun(page: Page, so_far: SoFar) -> bool:
    """Whether anything on the page is answered."""
    if page is HOW_IT_WENT:
        return any(so_far.get("medicines", {}).values()) or "cyclosporine_months" in so_far
    return any(key in so_far for key in page.keys)


def first_gap(so_far: SoFar) -> Page | None:
    """The first page that still has to be answered."""
    for page in PAGES:
        if applies(page, so_far) and not answered(page, so_far):
            return page
    return None


def neighbor(page: Page, so_far: SoFar, step: int) -> Page | None:
    """The next (step 1) or previous (step -1) page that applies."""
    place = PAGES.index(page) + step
    while 0 <= place < len(PAGES):
        if applies(PAGES[place], so_far):
            return PAGES[place]
        place += step
    return None


def answers(so_far: SoFar) -> Answers | None:
    """The complete answers, or None while a page is missing."""
    if first_gap(so_far):
        return None
    known = {key: value for key, value in so_far.items() if key in PARSERS}
    if Medicine.CYCLOSPORINE not in known["medicines"]:
        known.pop("cyclosporine_months", None)
    return Answers.from_json(known)
