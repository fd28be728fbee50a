"""Compares a new version of the article with the one that the content rests on.

`python -m rules --against ARTICLE` prints what changed, and for each sentence that is no longer
there everything that rests on it. The article itself is not here, only a digest of each sentence
and the words of those that are quoted.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from rules.content import CONTENT
from rules.content.model import Evidence

BULLET = "•"
ALIKE = 0.6  # of 1; below, a sentence is another one and not a changed one
CITED = r"\s?\d+(?:,\s?\d+)*"  # the article's reference numbers, after a full stop or a colon
_END_OF_SENTENCE = re.compile(rf"(?<=[.?!])(?:{CITED})?\s+(?=[A-Z“])")
_CITED_AT_END = re.compile(rf"(?<=[.:])(?:{CITED})$")
_REVIEWED = re.compile(r"Last reviewed:\s*(\w+ \d{4})")


@dataclass(frozen=True, slots=True)
class Gone:
    """A sentence that is no longer there: what stands in its place, and what rests on it."""

    id: str
    was: str | None  # None: it is not quoted, so its words are not here
    now: str | None  # None: it was removed
    rests: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs in a new version of the article."""

    gone: tuple[Gone, ...]
    added: tuple[str, ...]
    reviewed: str | None  # the new date of review, where there is one and it is not ours

    @property
    def any(self) -> bool:
        """Something differs."""
        return bool(self.gone or self.added or self.reviewed)


def sentences(article: str) -> list[str]:
    """The sentences of the article's text, without headings and reference numbers.

    A line is a heading when it ends without a full stop or a colon and has no bullet.
    """
    found = []
    for line in map(str.strip, article.splitlines()):
        bare = _CITED_AT_END.sub("", line)
        if bare.startswith(BULLET):
            found.append(bare.removeprefix(BULLET).strip())
        elif bare.endswith((".", ":")):
            found += _END_OF_SENTENCE.split(bare)
    return found


def changes(
    article: str,
    digests: Mapping[str, str] = CONTENT.digests,
    around: frozenset[str] = CONTENT.around,
) -> Changes:
    """Compare the article's text with the digests of our sentences, in their order.

    `around` holds digests of what stands on the page beside the article.
    """
    new = [text for text in sentences(article) if digest(text) not in around]
    ids = list(digests)
    gone: list[Gone] = []
    added: list[str] = []
    matcher = SequenceMatcher(a=list(digests.values()), b=list(map(digest, new)), autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind != "equal":
            instead, rest = _matched(ids[start:end], new[new_start:new_end])
            gone += [Gone(key, _words(key), now, tuple(rests_on(key))) for key, now in instead]
            added += rest
    return Changes(tuple(gone), tuple(added), _new_review(article))


def _matched(
    keys: Sequence[str], texts: Sequence[str]
) -> tuple[list[tuple[str, str | None]], list[str]]:
    """What now stands in place of each sentence, and what is left over.

    A sentence whose words are here was changed only into one that is alike; one whose words are not
    here takes what is left, in order.
    """
    left = list(texts)
    instead: dict[str, str | None] = dict.fromkeys(keys)
    for key in keys:
        words = _words(key)
        if words and left:
            best = max(left, key=lambda text: _likeness(words, text))
            if _likeness(words, best) >= ALIKE:
                instead[key] = best
                left.remove(best)
    for key in keys:
        if not _words(key) and left:
            instead[key] = left.pop(0)
    return list(instead.items()), left


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(a=one, b=other, autojunk=False).ratio()


def digest(text: str) -> str:
    """The fingerprint by which a sentence is known in rules/content/digests.toml."""
    return hashlib.sha256(text.encode()).hexdigest()


def _words(key: str) -> str | None:
    return CONTENT.quotes[key].text if key in CONTENT.quotes else None


def _new_review(article: str) -> str | None:
    found = _REVIEWED.search(article)
    return found[1] if found and found[1] != CONTENT.source.reviewed else None


def rests_on(quote: str) -> Iterator[str]:
    """Everything in the content that quotes a sentence of the article, by its name."""
    return (name for name, quoted in _quoting() if quote in quoted)


def _quoting() -> Iterator[tuple[str, Sequence[str]]]:
    """Everything that quotes, by its name, with the ids of its quotes."""
    for key, question in CONTENT.questions.items():
        yield f"question {key}", [each.id for each in question.quotes]
    for entry, wording in CONTENT.entries.items():
        yield f"the line of {entry} on the sheet", [each.id for each in wording.quotes]
    for name, evidence in _evidence():
        yield name, [quote.id for quote in evidence.quotes]


def _evidence() -> Iterator[tuple[str, Evidence]]:
    yield from ((f"alert {alert.id}", alert.evidence) for alert in CONTENT.alerts.values())
    yield from ((f"rule {rule.function}", rule.evidence) for rule in CONTENT.rules.values())
    for row in CONTENT.compare:
        for treatment, cell in row.cells.items():
            yield f"compare: {row.title}, {CONTENT.treatments[treatment]}", cell.evidence
    yield from ((f"the word {term.word}", term.evidence) for term in CONTENT.terms.values())
    for difference in CONTENT.differences:
        yield f"note {difference.notes[0].id}", difference


def report(found: Changes) -> Iterator[str]:
    """The changes as lines of text."""
    if found.reviewed:
        yield f"The review date is now {found.reviewed}; ours is {CONTENT.source.reviewed}."
    for each in found.gone:
        yield f"{each.id} {'changed' if each.now else 'removed'}"
        yield f"  was: {each.was or '(not quoted, so its words are not here)'}"
        if each.now:
            yield f"  now: {each.now}"
        yield f"  rests on it: {'; '.join(each.rests) or 'nothing'}"
    for text in found.added:
        yield f"added: {text}"
    if not found.any:
        yield "No sentence changed."
