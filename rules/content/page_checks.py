"""What must hold of the words for comparing and for looking behind the rules, before the start."""

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any

from rules.content.checks import unpaired
from rules.medicines import Treatment, medicines_not_compared

EVIDENCE = ("quotes", "notes")
DIFFER = ("label", "guideline", "other")  # whose words differ from others'
MOST_WORDS_IN_A_CELL = 12
Raw = Mapping[str, Any]


def page_problems(raw: Raw, running: Set[str]) -> Iterator[str]:
    """Every disagreement in the parsed files (file name -> table), one line each.

    `running` holds the names of the rules that run.
    """
    yield from _compare_problems(raw)
    yield from _term_problems(raw)
    yield from _rule_problems(raw, running)
    yield from _difference_problems(raw)
    yield from _about_problems(raw)


def _compare_problems(raw: Raw) -> Iterator[str]:
    names, rows = raw["compare"].get("treatments", {}), raw["compare"].get("rows", {})
    for medicine in medicines_not_compared():
        yield f"medicines.py: {medicine} belongs to no treatment that is compared"
    for treatment in Treatment:
        if not names.get(treatment):
            yield f"compare.toml: no name for {treatment}"
    for code, row in rows.items():
        if not row.get("title"):
            yield f"compare.toml: {code} has no title"
        for treatment in Treatment:
            where = f"compare.toml: {code}.{treatment}"
            if treatment in row:
                yield from _cell_problems(where, row[treatment], raw)
            else:
                yield f"{where} is missing: fill it, or say gap = true"


def _cell_problems(where: str, cell: Mapping[str, Any], raw: Raw) -> Iterator[str]:
    if cell == {"gap": True}:
        return
    yield from _odd_keys(where, cell, ("says", "differ", *EVIDENCE))
    yield from _odd_keys(f"{where}.differ", cell.get("differ", {}), DIFFER)
    yield from unpaired(where, cell, raw)
    if not cell.get("says"):
        yield f"{where} says nothing: fill it, or say gap = true alone"
    if len(cell.get("says", "").split()) > MOST_WORDS_IN_A_CELL:
        yield f"{where} has more than {MOST_WORDS_IN_A_CELL} words"
    if not any(cell.get(key) for key in EVIDENCE):
        yield f"{where} rests on no quote and no note"


def _term_problems(raw: Raw) -> Iterator[str]:
    for key, entry in raw["terms"].items():
        yield from _odd_keys(f"terms.toml: {key}", entry, ("word", "stem", "says", *EVIDENCE))
        yield from unpaired(f"terms.toml: {key}", entry, raw)
        for part in ("word", "stem", "says"):
            if not entry.get(part):
                yield f"terms.toml: {key} has no {part}"
        if not any(entry.get(part) for part in EVIDENCE):
            yield f"terms.toml: {key} rests on no quote and no note"


def _odd_keys(where: str, cell: Mapping[str, Any], known: Iterable[str]) -> Iterator[str]:
    for key in cell.keys() - set(known):
        yield f"{where} has an unknown part {key}"


def _rule_problems(raw: Raw, running: Set[str]) -> Iterator[str]:
    for key in sorted(running - raw["rules"].keys()):
        yield f"rules.toml: no words for {key}"
    for key in sorted(raw["rules"].keys() - running):
        yield f"rules.toml: {key} is no rule that runs"
    for key, entry in raw["rules"].items():
        if not entry.get("says"):
            yield f"rules.toml: {key} says nothing"
        yield from _odd_keys(f"rules.toml: {key}", entry, ("says", *EVIDENCE))
        yield from unpaired(f"rules.toml: {key}", entry, raw)


def _difference_problems(raw: Raw) -> Iterator[str]:
    told = raw["differences"]
    named = {entry["note"] for entry in told["order"]} | {*told["silent"], *told["agree"]}
    for note in sorted(raw["notes"].keys() - named):
        yield f"differences.toml: {note} is not listed"
    for note in sorted(named - raw["notes"].keys()):
        yield f"differences.toml: {note} is not in notes.toml"
    listed = {(quote, entry["note"]) for entry in told["order"] for quote in entry["quotes"]}
    for quote, _ in sorted(listed):
        if quote not in raw["quotes"]:
            yield f"differences.toml: {quote} is not in quotes.toml"
    for pair in raw["pairs"]["notes"].items():
        if pair not in listed:
            yield f"differences.toml: {pair[0]} is not listed with {pair[1]}"


def _about_problems(raw: Raw) -> Iterator[str]:
    about = raw["about"]
    for code, item in about["ipdasi"]["items"].items():
        if item["level"] not in about["ipdasi"]["levels"]:
            yield f"about.toml: {code} has no such level as {item['level']}"
