"""Words that a page explains on tap, where they first stand on it."""

from collections.abc import Mapping

from rules.content.model import Content


def terms_in(text: str, content: Content) -> list[str]:
    """The keys of the words to explain that stand in a text, in whatever form."""
    lower = text.lower()
    return [key for key, term in content.terms.items() if term.stem in lower]


def first_uses(texts: Mapping[str, str], content: Content) -> dict[str, list[str]]:
    """For each text of a page, in its order, the words to explain that no text before it has."""
    found: dict[str, list[str]] = {}
    seen: set[str] = set()
    for key, text in texts.items():
        found[key] = [term for term in terms_in(text, content) if term not in seen]
        seen.update(found[key])
    return found
