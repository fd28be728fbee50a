"""Translations: another language's texts, laid over the English content and compared with it.

A translation holds a text for each English one, in the same file and under the same key: that is
all. Ids, proofs and numbers are those of the English content, so that no language differs in them.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from string import Formatter
from typing import Any, NamedTuple

from rules.content.files import FOLDER, TRANSLATED, Raw, read

# Places in the files of TRANSLATED that stay English, or hold no words, by file and key.
ENGLISH_ONLY = (
    "pages.reviewers",  # only the page for reviewers shows these three
    "questions.left_out",
    "sheet.joins",
    "sheet.topics",  # theme -> symbol; the themes have their words in questions.toml
    "sheet.content_version",
    "sheet.reviewed",
    "sheet.source.title",  # as the article is called where it stands
    "sheet.source.publisher",
    "sheet.source.url",
)
# Keys that hold a code or a list of ids, wherever they stand.
CODES = re.compile(r"\.(symbol|subject|verb|(codes|notes|quotes|references)\.\d+)$")
# What a translation says beside the English texts: who has reviewed it, and how it joins words.
ITS_OWN = ("sheet.translation", "answers.joins.before_i")
LANGUAGE_NAMED = (("pages", "base.lang"), ("print", "print.common.lang"))
CURRENT = "current.toml"
HEAD_OF_CURRENT = """\
# A digest of each English text as it was when its translation was last read and found current.
# What differs now: python -m rules --translations
# Once that is translated: python -m rules --mark-current {}
"""
DIGEST_LENGTH = 16

Texts = dict[str, str]  # key, like "Q13.me" -> text


def texts(raw: Raw) -> dict[str, Texts]:
    """Every English text that is to be translated, file by file."""
    return {
        name: {
            key: value
            for key, value in _leaves(raw[name])
            if isinstance(value, str) and value and _is_translated(f"{name}.{key}")
        }
        for name in TRANSLATED
    }


def _leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Each value that holds no others, by its key; places in a list count from 0."""
    if isinstance(value, dict | list):
        items = value.items() if isinstance(value, dict) else enumerate(value)
        for part, inner in items:
            yield from _leaves(inner, f"{key}.{part}" if key else str(part))
    else:
        yield key, value


def _is_translated(place: str) -> bool:
    return not _stands_in(place, ENGLISH_ONLY) and not CODES.search(place)


def _stands_in(place: str, tables: tuple[str, ...]) -> bool:
    return any(place == table or place.startswith(f"{table}.") for table in tables)


# What stops the start


def problems(language: str, english: Raw, translation: Raw) -> Iterator[str]:
    """Every disagreement between a translation and the English content, one line each."""
    wanted, given = texts(english), _flat(translation)
    found = [
        *_text_problems(wanted, given),
        *_language_problems(language, given),
        *_topic_problems(english, given),
        *_review_problems(given["sheet"]),
        *_join_problems(given["answers"]),
    ]
    yield from (f"{language}/{problem}" for problem in found)


def _flat(translation: Raw) -> dict[str, dict[str, Any]]:
    """All that a translation gives, file by file, by its key."""
    return {name: dict(_leaves(translation[name])) for name in TRANSLATED}


def _text_problems(wanted: Mapping[str, Texts], given: Mapping[str, Any]) -> Iterator[str]:
    for name in TRANSLATED:
        for key, text in wanted[name].items():
            translated = given[name].get(key)
            if not isinstance(translated, str) or not translated:
                yield f"{name}.toml: {key} is not translated"
            elif _placeholders(translated) != _placeholders(text):
                yield f"{name}.toml: {key} must hold the same placeholders as the English: {text}"
        for key in given[name]:
            if key not in wanted[name] and not _stands_in(f"{name}.{key}", ITS_OWN):
                yield f"{name}.toml: {key} has no English text to translate: leave it out"


def _placeholders(text: str) -> set[str] | None:
    """The names in braces; None where a brace has no pair."""
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return None


def _language_problems(language: str, given: Mapping[str, Any]) -> Iterator[str]:
    for name, key in LANGUAGE_NAMED:
        if given[name].get(key) != language:
            yield f"{name}.toml: {key} must be {language}"


def _topic_problems(english: Raw, given: Mapping[str, Any]) -> Iterator[str]:
    """Themes that would fall apart, or together, or lose the name of their medicine."""
    topics = _topics(english, given)
    for topic, words in topics.items():
        if len(words) > 1:
            yield f"questions.toml: the topic {topic} is {' and '.join(words)}"
    named = [name for words in topics.values() for name in words]
    for name in dict.fromkeys(each for each in named if named.count(each) > 1):
        yield f"questions.toml: {name} stands for two topics"
    for code, entry in english["sheet"]["entries"].items():
        name = given["sheet"].get(f"entries.{code}.name")
        if name not in topics.get(entry["name"], [name]):
            yield f"sheet.toml: entries.{code}.name is not the topic of its questions"


def _topics(english: Raw, given: Mapping[str, Any]) -> dict[str, list[str]]:
    """The words of each theme: one name, where a translation is sound."""
    found: dict[str, list[str]] = {topic: [] for topic in english["sheet"]["topics"]}
    for key, entry in english["questions"].items():
        words = given["questions"].get(f"{key}.topic")
        if words and words not in found[entry["topic"]]:
            found[entry["topic"]].append(words)
    return found


def _review_problems(sheet: Mapping[str, Any]) -> Iterator[str]:
    if not sheet.get("translation.reviewer"):
        yield "sheet.toml: translation.reviewer must say who has reviewed it"
    reviewed = sheet.get("translation.reviewed")
    if reviewed:
        try:
            date.fromisoformat(reviewed)
        except (TypeError, ValueError):
            yield "sheet.toml: translation.reviewed is no date like 2026-05-31"


def _join_problems(answers: Mapping[str, Any]) -> Iterator[str]:
    """What a language need not say of "and", but if it does, then in full."""
    start = "joins.before_i."
    told = {key.removeprefix(start) for key in answers if key.startswith(start)}
    for part in ("and", "sounds.0", "but_not.0"):
        if told and part not in told:
            yield f"answers.toml: {start}{part.removesuffix('.0')} is missing"


# Laying a translation over the English content, once the checks have passed


def overlaid(english: Raw, translation: Raw) -> Raw:
    """The content in another language. The article's words stay as they are, with ours beside."""
    given = _flat(translation)
    found = english | {name: _replaced(english[name], given[name]) for name in TRANSLATED}
    found["quotes"] = {
        key: {**entry, "text": english["quotes"][key]["text"], "translation": entry["text"]}
        for key, entry in found["quotes"].items()
    }
    symbols = english["sheet"]["topics"]
    topics = _topics(english, given).items()
    found["sheet"]["topics"] = {words[0]: symbols[topic] for topic, words in topics}
    for place in ITS_OWN:
        _take_over(place.split("."), translation, found)
    return found


def _replaced(value: Any, given: Mapping[str, Any], key: str = "") -> Any:
    """A copy with each text that is given in place of the English one."""
    start = f"{key}." if key else ""
    if isinstance(value, dict):
        return {part: _replaced(each, given, f"{start}{part}") for part, each in value.items()}
    if isinstance(value, list):
        return [_replaced(each, given, f"{start}{place}") for place, each in enumerate(value)]
    return given.get(key, value)


def _take_over(keys: list[str], source: Any, target: Any) -> None:
    """Put a table of the translation's own into the content, where there is one."""
    *tables, last = keys
    for table in tables:
        source, target = source[table], target[table]
    if last in source:
        target[last] = source[last]


# What has changed since a translation was last current


class Outdated(NamedTuple):
    """The keys of a file's texts that are new, that changed, and that are gone."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]


def outdated(english: Raw, current: Raw) -> dict[str, Outdated]:
    """What differs from the digests of the English texts, for each file in which anything does."""
    found = {}
    for name, now in texts(english).items():
        known = current.get(name, {})
        differs = Outdated(
            new=tuple(key for key in now if key not in known),
            changed=tuple(
                key for key in now if known.get(key, digest(now[key])) != digest(now[key])
            ),
            gone=tuple(key for key in known if key not in now),
        )
        if any(differs):
            found[name] = differs
    return found


def read_current(language: str, folder: Traversable = FOLDER) -> Raw:
    """The digests; none while a translation was never marked as current."""
    marked = (folder / language / CURRENT).is_file()
    return read(folder, f"{language}/{CURRENT}") if marked else {}


def mark_current(language: str, english: Raw, folder: Path) -> None:
    """Write the digests of the English texts as they are now."""
    lines = [HEAD_OF_CURRENT.format(language)]
    for name, now in texts(english).items():
        lines += [f"\n[{name}]\n", *(f'"{key}" = "{digest(text)}"\n' for key, text in now.items())]
    (folder / language / CURRENT).write_text("".join(lines), encoding="utf-8")


def digest(text: str) -> str:
    """What tells one English text from another."""
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH]


def report(language: str, english: Raw, current: Raw) -> Iterator[str]:
    """What differs, as lines: each new or changed text in English, and each that is gone."""
    found, now = outdated(english, current), texts(english)
    if not found:
        yield f"{language}: every text is current."
    for name, differs in found.items():
        yield f"{language}/{name}.toml"
        for key in differs.new:
            yield f"  new: {key} = {now[name][key]}"
        for key in differs.changed:
            yield f"  changed: {key} = {now[name][key]}"
        yield from (f"  gone: {key}" for key in differs.gone)
