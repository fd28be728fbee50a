"""A language made by a function: each text in marks of its own, to prove that any language fits."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rules.content.files import TRANSLATED, Raw, read_english
from rules.content.translation import texts


def marked(text: str) -> str:
    """A text that shows where it stands, and that it is not English."""
    return f"«{text}»"


def translated(language: str, say: Callable[[str], str] = marked) -> Raw:
    """A translation in full: what a person would write into the files of a new language."""
    english = read_english()
    wanted = texts(english)
    raw = {name: _said(english[name], wanted[name], say) for name in TRANSLATED}
    raw["pages"]["base"]["lang"] = raw["print"]["print"]["common"]["lang"] = language
    raw["sheet"]["translation"] = {"reviewer": say("nobody"), "reviewed": ""}
    return raw


def _said(value: Any, wanted: dict[str, str], say: Callable[[str], str], path: str = "") -> Any:
    """The texts of a table alone; a list keeps its places."""
    start = f"{path}." if path else ""
    if isinstance(value, dict):
        inner = {key: _said(each, wanted, say, f"{start}{key}") for key, each in value.items()}
        return {key: each for key, each in inner.items() if each not in (None, {}, [])}
    if isinstance(value, list):
        items = [_said(each, wanted, say, f"{start}{place}") for place, each in enumerate(value)]
        return [each for each in items if each is not None]
    return say(value) if path in wanted else None


def write(folder: Path, language: str, raw: Raw) -> None:
    """Write the files of a language into a folder of content."""
    (folder / language).mkdir(exist_ok=True)
    for name, tables in raw.items():
        lines = [f"{json.dumps(key)} = {_toml(value)}\n" for key, value in tables.items()]
        (folder / language / f"{name}.toml").write_text("".join(lines), encoding="utf-8")


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)
