"""Where the files are that are not code."""

from pathlib import Path

PACKAGE = Path(__file__).parent


def folder(name: str) -> Path:
    """A top-level folder: a checkout has it beside the package, a wheel inside."""
    inside = PACKAGE / name
    return inside if inside.is_dir() else PACKAGE.parent / name
