"""What is the same for everybody: made once, and kept while the app runs."""

from collections.abc import Hashable
from functools import cache
from typing import Any

from flask import get_template_attribute, url_for
from markupsafe import Markup


@cache
def page_url(endpoint: str, **values: Any) -> str:
    """The address of a route. `values` come from our own code; they are few."""
    return url_for(endpoint, **values)


@cache
def once(file: str, macro: str, *words: Hashable) -> Markup:
    """What a macro makes of our own words, like a question's grounds. Never of what was typed."""
    made: Markup = get_template_attribute(f"macros/{file}.html", macro)(*words)
    return made
