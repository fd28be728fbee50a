"""The carry code: answers and a choice of questions as a short text, for a link or a QR code.

A code is its version, then in base64url the deflated bytes and the CRC-32 of version and bytes. The
bytes are numbers: the places of codes in carry_codes.toml, which only grows, so that an old code
stays readable. What comes last are the person's own words, as far as they fit.
"""

import re
import tomllib
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, NamedTuple

from rules.answers import CODES, EXCLUSIVE, Answers
from rules.content import LANGUAGES
from rules.selection import OWN_QUESTION_IDS, Choice

VERSION = "1"
MAX_CODE = 4096  # characters that are looked at
MAX_BYTES = 4096  # of what a code unpacks to
CHECKSUM = 4  # bytes
SINGLE = ("who", "severity", "specialist", "creams")
NUMBERS = ("age", "itch", "bad_nights")
SEVERAL = ("health", "goals", "concerns")
OWN_QUESTION = 255  # where else the number of a medicine stands
FIRST_OWN = 250  # the number of own-1; those of other questions are those in their ids
ALPHABET = re.compile(r"[A-Za-z0-9_-]+")
DEFLATE = -zlib.MAX_WBITS  # without a head and a checksum of its own

BOOK: Mapping[str, Sequence[str]] = tomllib.loads(
    (files("rules") / "carry_codes.toml").read_text(encoding="utf-8")
)


class CarryError(ValueError):
    """A text that is no code, or none of this version; `reason` is the code of the words for it."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Written(NamedTuple):
    """A code, and how many of the person's own words did not fit it."""

    code: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Carried:
    """What a code holds. `answers` are as in `Answers.to_json`, without what is `unknown`: codes
    that this version does not have. `language` is empty where none was told.
    """

    answers: Mapping[str, Any]
    choice: Choice | None
    language: str
    unknown: int


def problems() -> Iterator[str]:
    """Codes that have no number, one line each."""
    codes = {
        key: (*enum, *(EXCLUSIVE[key] if key in SEVERAL else ())) for key, enum in CODES.items()
    }
    for key, wanted in {**codes, "language": LANGUAGES}.items():
        for code in wanted:
            if code not in BOOK.get(key, ()):
                yield f"carry_codes.toml: add {code} to the end of {key}"


def write(answers: Answers, choice: Choice | None, language: str, most: int) -> Written:
    """The code of these answers, in at most so many characters.

    Own words that do not fit are left out, the last first.
    """
    given = answers.to_json()
    own = [(BOOK["medicines"].index(key), text) for key, text in given["side_effect"].items()]
    own += [(OWN_QUESTION, text) for text in given["own_questions"]]
    count = len(own)
    code = _sealed(bytes(_packed(given, choice, language, own)))
    while len(code) > most and count:
        count -= 1
        code = _sealed(bytes(_packed(given, choice, language, own[:count])))
    return Written(code, len(own) - count)


def _packed(
    given: Mapping[str, Any], choice: Choice | None, language: str, own: Iterable[tuple[int, str]]
) -> Iterator[int]:
    yield BOOK["language"].index(language)
    yield from (BOOK[key].index(given[key]) + 1 for key in SINGLE)
    yield from (given.get(key, -1) + 1 for key in NUMBERS)
    yield from (number for key in SEVERAL for number in _bits(BOOK[key], given[key]))
    yield len(given["medicines"])
    for medicine, outcome in given["medicines"].items():
        months = given["months"].get(medicine)
        yield BOOK["medicines"].index(medicine)
        yield BOOK["outcome"].index(outcome) + 1
        yield BOOK["months"].index(months) + 1 if months else 0
    chosen, first = (choice.chosen, choice.first) if choice else ((), ())
    if choice and not (chosen or first):  # own questions alone: they stand first, starred or not
        first = OWN_QUESTION_IDS[: len(given["own_questions"])]
    for ids in (chosen, first):
        yield len(ids)
        yield from map(_number_of, ids)
    for kind, text in own:
        written = text.encode()
        yield from (1, kind, *len(written).to_bytes(2), *written)


def _bits(book: Sequence[str], codes: Iterable[str]) -> bytes:
    """Codes as bits of a whole number, and before it how many bytes it has."""
    number = sum(1 << book.index(code) for code in codes)
    length = (number.bit_length() + 7) // 8
    return bytes([length]) + number.to_bytes(length, "little")


def _number_of(question: str) -> int:
    if question in OWN_QUESTION_IDS:
        return FIRST_OWN + OWN_QUESTION_IDS.index(question)
    return int(question.removeprefix("Q"))


def _sealed(packed: bytes) -> str:
    deflated = zlib.compress(packed, level=9, wbits=DEFLATE)
    sealed = deflated + _checksum(VERSION, deflated)
    return VERSION + urlsafe_b64encode(sealed).decode().rstrip("=")


def _checksum(version: str, deflated: bytes) -> bytes:
    return zlib.crc32(version.encode() + deflated).to_bytes(CHECKSUM)


def read(text: str) -> Carried:
    """What a code holds; a whole link will do. Raises CarryError."""
    code = "".join(text.rpartition("#")[2].split())
    if not code:
        raise CarryError("empty")
    if len(code) > MAX_CODE:
        raise CarryError("too_long")
    if not ALPHABET.fullmatch(code):
        raise CarryError("foreign")
    version, rest = code[0], code[1:]
    try:
        sealed = urlsafe_b64decode(rest + "=" * (-len(rest) % 4))
    except ValueError:
        raise CarryError("misread") from None
    deflated, checksum = sealed[:-CHECKSUM], sealed[-CHECKSUM:]
    if checksum != _checksum(version, deflated):
        raise CarryError("misread")
    if version != VERSION:
        raise CarryError("version")
    try:
        return _Reader(zlib.decompressobj(DEFLATE).decompress(deflated, MAX_BYTES)).carried()
    except zlib.error:
        raise CarryError("misread") from None


class _Reader:
    """Reads the bytes of a code. Past its end all is 0, as in a code from before there was more."""

    def __init__(self, packed: bytes) -> None:
        self.packed, self.place, self.unknown = packed, 0, 0

    def carried(self) -> Carried:
        language = self.code("language", self.number()) or BOOK["language"][0]
        answers: dict[str, Any] = {key: self.code(key, self.number() - 1) for key in SINGLE}
        answers |= {key: number - 1 for key in NUMBERS if (number := self.number())}
        answers |= {key: self.codes(key) for key in SEVERAL}
        answers |= self.medicines()
        chosen, first = (tuple(dict.fromkeys(self.questions())) for _ in range(2))
        answers |= self.own_words()
        given = {key: value for key, value in answers.items() if value is not None}
        choice = Choice(chosen, first) if chosen or first else None
        return Carried(given, choice, language, self.unknown)

    def number(self) -> int:
        self.place += 1
        return self.packed[self.place - 1] if self.place <= len(self.packed) else 0

    def bytes(self, length: int) -> bytes:
        self.place += length
        return self.packed[self.place - length : self.place]

    def code(self, key: str, number: int) -> str | None:
        """The code of that number; None, and counted, when this version has none."""
        if 0 <= number < len(BOOK[key]):
            return BOOK[key][number]
        self.unknown += 1
        return None

    def codes(self, key: str) -> list[str] | None:
        """The codes of a group; None when some were ticked, and this version has none of them."""
        bits = int.from_bytes(self.bytes(self.number()), "little")
        places = [place for place in range(bits.bit_length()) if bits >> place & 1]
        known = [code for place in places if (code := self.code(key, place))]
        return known if known or not places else None

    def medicines(self) -> dict[str, dict[str, str] | None]:
        """Those taken, as in `codes`, and for how long."""
        taken: dict[str, str] = {}
        how_long: dict[str, str] = {}
        count = self.number()
        for _ in range(count):
            medicine, outcome = self.code("medicines", self.number()), self.number()
            months = self.number()
            if medicine:
                taken[medicine] = self.code("outcome", outcome - 1) or ""
                if months and (said := self.code("months", months - 1)):
                    how_long[medicine] = said
        return {"medicines": taken if taken or not count else None, "months": how_long}

    def questions(self) -> Iterator[str]:
        for number in self.bytes(self.number()):
            own = number - FIRST_OWN
            yield OWN_QUESTION_IDS[own] if 0 <= own < len(OWN_QUESTION_IDS) else f"Q{number:02}"

    def own_words(self) -> dict[str, Any]:
        side_effect: dict[str, str] = {}
        own_questions: list[str] = []
        while self.number() == 1:
            kind = self.number()
            text = self.bytes(int.from_bytes(self.bytes(2))).decode(errors="replace")
            if kind == OWN_QUESTION:
                own_questions.append(text)
            elif medicine := self.code("medicines", kind):
                side_effect[medicine] = text
        return {"side_effect": side_effect, "own_questions": own_questions}
