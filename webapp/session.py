"""The visitor's answers in the session: what is kept, for how long, and how it is read back.

The session is an encrypted cookie (`webapp.encrypted_cookie`), and nothing is kept anywhere else.
Nothing here looks at a request, or says anything to the visitor.
"""

from collections.abc import Mapping, Sequence
from secrets import token_hex
from time import time
from typing import Any, TypeGuard, cast

from flask import current_app, session

from rules.content import CONTENT
from rules.selection import MAX_CHOSEN, MAX_FIRST, OWN_QUESTION_IDS, Choice
from webapp.clinics import Clinic
from webapp.encrypted_cookie import EncryptedSessions
from webapp.progress import PartialAnswers, known_answers
from webapp.settings import IDLE_LIMIT, RENEW_AFTER

ANSWERS = "answers"
CHOICE = "choice"
WITH_CODE = "with_code"  # there, and true, when a code to carry them on was asked for
CLINIC = "clinic"  # the slug of the clinic whose link brought the person
VISIT = "visit"  # what tells this session's notes of visit mode from another's
USED = "used"  # when the session was last used, in seconds since 1970
SPARE = 256  # bytes; a session that is nearly full must still take a message to show


def load() -> PartialAnswers:
    """The answers given so far, unless they have ended. Reading them counts as use."""
    if _is_over():  # where a form is refused, nothing has ended the session yet
        return {}
    if ANSWERS in session and time() - _last_used() > RENEW_AFTER.total_seconds():
        session[USED] = int(time())
    return known_answers(session.get(ANSWERS))


def save(partial: PartialAnswers) -> bool:
    """Keep the answers given so far. False, and nothing kept, when they do not fit a cookie."""
    return _keep({ANSWERS: partial})


def has_answers() -> bool:
    """Whether there are answers that have not ended. Asking does not count as use."""
    return ANSWERS in session and not _is_over()


def end_if_idle() -> bool:
    """End a session that was not used for too long. True when answers ended with it."""
    if not _is_over():
        return False
    had_answers = ANSWERS in session
    for key in (ANSWERS, CHOICE, WITH_CODE, CLINIC, VISIT, USED):
        session.pop(key, None)
    return had_answers


def seconds_left() -> int | None:
    """Seconds until unused answers end; None if there are none, or the person keeps them."""
    if session.permanent or ANSWERS not in session:
        return None
    return max(0, int(_last_used() + IDLE_LIMIT.total_seconds() - time()))


def keep_answers(wanted: bool) -> None:
    """Let the cookie outlive the browser's session, or not. It changes nothing else."""
    session.permanent = wanted


def delete() -> None:
    """Forget everything."""
    session.clear()


def remember_clinic(clinic: Clinic) -> None:
    """Remember the clinic whose link brought the person."""
    session.update({CLINIC: clinic.slug, USED: int(time())})


def begin_visit() -> None:
    """Name this session at random, so that a device shows its notes to nobody who comes after."""
    session.setdefault(VISIT, token_hex(4))


def clinic() -> Clinic | None:
    """The clinic whose link brought the person, while the operator still names it."""
    clinics: Mapping[str, Clinic] = current_app.config["CLINICS"]
    slug = session.get(CLINIC)
    return clinics.get(slug) if isinstance(slug, str) else None


def choice() -> Choice | None:
    """The questions chosen, or None while the person has not chosen."""
    stored = session.get(CHOICE)
    if not isinstance(stored, dict):
        return None
    chosen, first, offered = (stored.get(key) for key in ("chosen", "first", "offered"))
    if not _is_list_of_text(chosen) or not _is_list_of_text(first):
        return None
    return Choice(
        _known(chosen, CONTENT.questions)[:MAX_CHOSEN],
        _known(first, (*CONTENT.questions, *OWN_QUESTION_IDS))[:MAX_FIRST],
        _known(offered, CONTENT.questions) if _is_list_of_text(offered) else None,
    )


def wants_code() -> bool:
    """Whether the sheet is to have a code that carries the answers on."""
    return session.get(WITH_CODE) is True


def save_choice(partial: PartialAnswers, choice: Choice, with_code: bool) -> bool:
    """Keep what was chosen and the own questions. False, and nothing kept, if it is too long."""
    return _keep({ANSWERS: partial, CHOICE: _stored(choice), WITH_CODE: with_code})


def replace(partial: PartialAnswers, choice: Choice | None) -> bool:
    """Put answers from elsewhere in the place of these. False, and nothing kept, if too long.

    They are another person's, perhaps: no notes of a visit go with them, and they end as answers do
    that nobody asked to keep.
    """
    stored = _stored(choice) if choice else None
    if not _keep({ANSWERS: partial, CHOICE: stored, WITH_CODE: True}):
        return False
    session.pop(VISIT, None)
    session.permanent = False
    return True


def _stored(choice: Choice) -> dict[str, Any]:
    return {
        "chosen": list(choice.chosen),
        "first": list(choice.first),
        "offered": None if choice.offered is None else list(choice.offered),
    }


def _keep(content: Mapping[str, Any]) -> bool:
    kept = {**content, USED: int(time())}
    sessions = cast(EncryptedSessions, current_app.session_interface)
    if not sessions.fits(current_app, {**session, **kept}, SPARE):
        return False
    session.update(kept)
    return True


def _is_over() -> bool:
    if session.permanent or USED not in session:
        return False
    return time() - _last_used() > IDLE_LIMIT.total_seconds()


def _last_used() -> int:
    used = session.get(USED)
    return used if isinstance(used, int) else 0


def _known(ids: Sequence[str], known: Any) -> tuple[str, ...]:
    return tuple(key for key in ids if key in known)


def _is_list_of_text(value: object) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)
