"""JSON from outside: one value, no key twice, and nothing that is nested without end."""

import json
from typing import Any


def loads(text: str | bytes) -> Any:
    """The value that a text holds. ValueError says what is wrong with it."""
    try:
        return json.loads(text, object_pairs_hook=_each_key_once)
    except RecursionError:
        raise ValueError("answers: nested too deeply") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"not JSON: {error}") from None


def _each_key_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A key given twice is a conflict, which is an error and never a guess."""
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"{key}: given twice")
        found[key] = value
    return found
