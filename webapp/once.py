"""What our own words make: made once, and kept. Nothing tells one person from another."""

from collections.abc import Hashable
from functools import cache, lru_cache
from typing import Any

from flask import get_template_attribute, url_for
from markupsafe import Markup

PIECES_KEPT = 4096  # a medicine's line may say an age, so there are more than a page has


@cache
def page_url(endpoint: str, **values: Any) -> str:
    """The address of a route. `values` come from our own code; they are few."""
    return url_for(endpoint, **values)


def piece(file: str, macro: str, *words: Hashable) -> Markup:
    """What a macro makes."""
    made: Markup = get_template_attribute(f"macros/{file}.html", macro)(*words)
    return made


@lru_cache(PIECES_KEPT)
def once(file: str, macro: str, *words: Hashable) -> Markup:
    """A piece of our own words, like a question's grounds. Never of what was typed."""
    return piece(file, macro, *words)
