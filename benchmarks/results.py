"""Where the parts of the benchmark leave what they measured, for the report."""

import json
from typing import Any

from benchmarks.server import TOP

FOLDER = TOP / "build" / "benchmarks"


def write(part: str, found: Any) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    _path(part).write_text(json.dumps(found, indent=1), encoding="utf-8")


def read(part: str) -> Any:
    return json.loads(_path(part).read_text(encoding="utf-8"))


def _path(part: str) -> Any:
    return FOLDER / f"{part}.json"
