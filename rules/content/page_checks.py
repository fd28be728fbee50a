"""What must hold of the words for comparing and for looking behind the rules, before the start."""

from collections.abc import Iterator, Mapping, Set
from typing import Any

from rules.content.checks import unpaired
from rules.medicines import COMPARED

SIDES = ("good", "bad", "living")
Raw = Mapping[str, Any]


def page_problems(raw: Raw, running: Set[str]) -> Iterator[str]:
    """Every disagreement in the parsed files (file name -> table), one line each.

    `running` holds the names of the rules that run.
    """
    yield from _compare_problems(raw)
    yield from _rule_problems(raw, running)
    yield from _difference_problems(raw)
    yield from _about_problems(raw)


def _compare_problems(raw: Raw) -> Iterator[str]:
    for code, row in raw["compare"].items():
        where = f"compare.toml: {code}"
        if not row.get("title"):
            yield f"{where} has no title"
        shared = row.get("shared", {})
        yield from _odd_keys(f"{where}.shared", shared)
        yield from unpaired(f"{where}.shared", shared, raw)
        for medicine in COMPARED:
            if medicine not in row:
                yield f"{where} has no cell for {medicine}"
                continue
            cell = row[medicine]
            yield from _odd_keys(f"{where}.{medicine}", cell)
            notes = [*cell.get("notes", ()), *shared.get("notes", ())]
            yield from unpaired(f"{where}.{medicine}", {**cell, "notes": notes}, raw)
            named = raw["pairs"]["named"]
            apart = named.get("child_route_note") not in cell.get("notes", ())
            if named.get("child_route_quote") in cell.get("quotes", ()) and apart:
                yield f"{where}.{medicine} quotes {named['child_route_quote']} apart from its note"


def _odd_keys(where: str, cell: Mapping[str, Any]) -> Iterator[str]:
    for key in cell.keys() - {"quotes", "notes"}:
        yield f"{where} has an unknown part {key}"


def _rule_problems(raw: Raw, running: Set[str]) -> Iterator[str]:
    for key in sorted(running - raw["rules"].keys()):
        yield f"rules.toml: no words for {key}"
    for key in sorted(raw["rules"].keys() - running):
        yield f"rules.toml: {key} is no rule that runs"
    for key, entry in raw["rules"].items():
        if not entry.get("says"):
            yield f"rules.toml: {key} says nothing"
        yield from _odd_keys(f"rules.toml: {key}", {k: v for k, v in entry.items() if k != "says"})
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
    for place, option in enumerate(about["choosing"]["option"], start=1):
        for side in SIDES:
            yield from _odd_keys(f"about.toml: option {place}, {side}", option[side])
            yield from unpaired(f"about.toml: option {place}, {side}", option[side], raw)
    for quote in about["choosing"]["condition_quotes"]:
        if quote not in raw["quotes"]:
            yield f"about.toml: {quote} is not in quotes.toml"
    for code, item in about["ipdasi"]["items"].items():
        if item["level"] not in about["ipdasi"]["levels"]:
            yield f"about.toml: {code} has no such level as {item['level']}"
