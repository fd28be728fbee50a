"""The link and the QR code that hold the answers themselves, in the part after #.

That part stays in the browser: no server and no log ever sees it.
"""

from io import BytesIO
from typing import NamedTuple

import segno

from rules import Answers, carry
from rules.selection import Choice
from webapp.languages import PREFIXES

MAX_LINK = 600  # characters
MOST_MODULES = 85  # across; on paper each is 0.4 mm at least


class Link(NamedTuple):
    """An address with a code, and how many of the person's own words did not fit it."""

    address: str
    left_out: int


def link(root: str, answers: Answers, choice: Choice | None, language: str) -> Link:
    """The address that opens these answers on another device; `root` is that of the service."""
    opens = f"{root}{PREFIXES[language]}/open#"
    written = carry.write(answers, choice, language, MAX_LINK - len(opens))
    return Link(opens + written.code, written.left_out)


def qr_code(address: str) -> bytes:
    """The address as a QR code, in SVG: level M, or L where that keeps its modules large enough.

    It needs white around it, four modules wide.
    """
    made = segno.make(address, error="m", micro=False, boost_error=False)
    if made.symbol_size(border=0)[0] > MOST_MODULES:
        made = segno.make(address, error="l", micro=False, boost_error=False)
    picture = BytesIO()
    made.save(picture, kind="svg", border=0, light="white", xmldecl=False, omitsize=True)
    return picture.getvalue()
