"""The version that runs."""

from functools import cache
from importlib.metadata import PackageNotFoundError, version


@cache
def app_version() -> str:
    """The version of the installed package, or of a checkout that was never installed."""
    try:
        return version("eczema-questions")
    except PackageNotFoundError:
        return "checkout"
