"""Views of complete answers."""

from collections.abc import Callable
from functools import wraps

from flask import flash, redirect, url_for
from flask import session as flask_session
from flask.typing import ResponseReturnValue

from rules import Answers
from webapp import pages, session
from webapp.pages import PAGES
from webapp.progress import PartialAnswers
from webapp.words import current_words

View = Callable[[PartialAnswers, Answers], ResponseReturnValue]


def complete(view: View) -> Callable[[], ResponseReturnValue]:
    """The view of complete answers; without them, the first page that lacks one."""

    @wraps(view)
    def wrapped() -> ResponseReturnValue:
        partial = session.load()
        answers = pages.answers_of(partial)
        if answers is not None:
            return view(partial, answers)
        if "_flashes" not in flask_session:
            flash(current_words()["messages"]["answers_missing" if partial else "no_answers"])
        gap = pages.first_unanswered(partial) or PAGES[0]
        return redirect(url_for("questions.show", slug=gap.slug), 303)

    return wrapped
