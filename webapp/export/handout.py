"""What a clinic hands out: a poster, and a page of cards, each with the QR code of its link."""

from datetime import date
from functools import lru_cache
from io import BytesIO

import segno

from rules.content import DEFAULT_LANGUAGE
from webapp.clinics import Clinic
from webapp.export.typesetting import PaperSize, own_words, place_in_line, typeset
from webapp.files import folder
from webapp.languages import PREFIXES
from webapp.words import print_words

MAX_ADDRESS = 130  # characters; still a code that a phone can read from a card
KEPT = 16  # files of clinics, of a day: nothing in them is about a person


@lru_cache(KEPT)
def handout_pdf(
    address: str,
    clinic: Clinic | None,
    paper: PaperSize,
    made_on: date,
    language: str = DEFAULT_LANGUAGE,
) -> bytes:
    """The poster and the cards of one clinic, or of none.

    Made once, for nobody's answers are in it. Raises TooManyPdfsError.
    """
    data = {
        "words": print_words("handout", language),
        "address": address,
        "shown": shown(address),
        "qr": _qr_code(address),
        "icon": (folder("static") / "icon.svg").read_text(encoding="utf-8"),
        "clinic": [own_words(text) for text in clinic.lines] if clinic else [],
        "logo": clinic.logo.on_paper if clinic and clinic.logo else "",
    }
    with place_in_line():
        return typeset("handout", paper, data, made_on)


def link(root: str, clinic: Clinic | None, language: str = DEFAULT_LANGUAGE) -> str:
    """The address to hand out. `root` is that of the service, without a slash at its end."""
    root += PREFIXES[language]
    return f"{root}/at/{clinic.slug}" if clinic else f"{root}/"


def shown(address: str) -> str:
    """The address as people read and type it."""
    return address.removeprefix("https://").rstrip("/")


def _qr_code(address: str) -> str:
    """As SVG. A quarter of it may be dirty or torn (error correction Q, or H where it fits)."""
    picture = BytesIO()
    made = segno.make(address, error="q", micro=False)
    made.save(picture, kind="svg", border=0, xmldecl=False, omitsize=True)
    return picture.getvalue().decode()
