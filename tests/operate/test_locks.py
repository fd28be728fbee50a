"""The locks are closed: pip installs them without looking for anything else, on any later day.

What a package asks for stands in its metadata, which is read where it is installed. A line whose
marker leaves it out under the Python that runs this is not installed, so nobody can read here
what it asks for: it counts as asked for, and as asking for nothing. The rest is proved when the
tests run under a Python that has it. Every other line must be installed as it is pinned, and is
read for each Python and machine below, not only for this one.
"""

import re
import tomllib
from functools import cache
from importlib.metadata import PackageMetadata, PackageNotFoundError, metadata
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

CHECKOUT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())
PROJECT = PYPROJECT["project"]
RUNTIME, TEST, BUILD = "requirements.txt", "requirements-test.txt", "requirements-build.txt"
ASKED = {
    RUNTIME: PROJECT["dependencies"],
    TEST: PROJECT["dependencies"]
    + PROJECT["optional-dependencies"]["test"]
    + PYPROJECT["build-system"]["requires"],
    BUILD: PYPROJECT["build-system"]["requires"],
}

# The first of each, and one later than all: a package may ask for something up to a patch only.
PYTHONS = [f"3.{minor}.{patch}" for minor in (11, 12, 13) for patch in (0, 99)]
CPYTHON = {"implementation_name": "cpython", "platform_python_implementation": "CPython"}
PYPY = {"implementation_name": "pypy", "platform_python_implementation": "PyPy"}
LINUX = {"os_name": "posix", "sys_platform": "linux", "platform_system": "Linux"}
WINDOWS = {"os_name": "nt", "sys_platform": "win32", "platform_system": "Windows"}


def environment(python: str, machine: str, implementation=CPYTHON, system=LINUX) -> dict[str, str]:
    versions = {
        "python_version": python.rpartition(".")[0],
        "python_full_version": python,
        "implementation_version": python,
        "platform_machine": machine,
        "platform_release": "",
        "platform_version": "",
    }
    return versions | implementation | system


HERE = default_environment()
SERVED = {"here": HERE} | {
    f"{python} {machine}": environment(python, machine)
    for python in PYTHONS
    for machine in ("x86_64", "aarch64")
}
# Nothing is served there, but a lock for many Pythons at once holds lines for them too.
OTHERS = [
    environment("3.13.99", "AMD64", system=WINDOWS),
    environment("3.11.99", "x86_64", implementation=PYPY),
]


class Line:
    """A package of a lock: what is pinned, for which environments, and its hashes."""

    def __init__(self, text: str):
        pinned, *self.hashes = text.split("--hash=")
        self.requirement = Requirement(pinned.strip())
        self.name = canonicalize_name(self.requirement.name)
        self.version = str(self.requirement.specifier).removeprefix("==")

    def __repr__(self) -> str:
        return str(self.requirement)

    def applies(self, environment: dict[str, str]) -> bool:
        marker = self.requirement.marker
        return marker is None or marker.evaluate(environment)

    def metadata(self) -> PackageMetadata | None:
        installed = read_metadata(self.name)
        return installed if installed and installed["Version"] == self.version else None

    def gives(self, asked: Requirement) -> bool:
        fits = asked.specifier.contains(self.version, prereleases=True)
        return fits and asked.extras <= self.requirement.extras


@cache
def read_metadata(name: str) -> PackageMetadata | None:
    try:
        return metadata(name)
    except PackageNotFoundError:
        return None


def read_lock(name: str) -> list[Line]:
    text = (CHECKOUT / name).read_text().replace("\\\n", " ")
    lines = [line.partition("#")[0].strip() for line in text.splitlines()]
    return [Line(line) for line in lines if line]


LOCKS = {name: read_lock(name) for name in ASKED}


def walk(lock: str, environment: dict[str, str]) -> tuple[list[Line], list[str]]:
    """The lines that are asked for, and what is asked for that no line gives."""
    lines = {line.name: line for line in LOCKS[lock] if line.applies(environment)}
    reached, missing = {}, []
    todo, done = [(asked, "") for asked in ASKED[lock]], set()
    while todo:
        asked, extra = todo.pop()
        requirement = Requirement(asked)
        marker = requirement.marker
        if (asked, extra) in done or (
            marker and not marker.evaluate(environment | {"extra": extra})
        ):
            continue
        done.add((asked, extra))
        line = lines.get(canonicalize_name(requirement.name))
        if not line or not line.gives(requirement):
            missing.append(asked)
            continue
        reached[line.name] = line
        if found := line.metadata():
            needed = found.get_all("Requires-Dist", [])
            todo += [(each, extra) for each in needed for extra in ("", *requirement.extras)]
    return list(reached.values()), missing


each_lock = pytest.mark.parametrize("lock", LOCKS)
each_python = pytest.mark.parametrize("served", SERVED.values(), ids=SERVED)


@each_lock
def test_every_line_is_pinned_to_one_release_and_has_hashes(lock):
    for line in LOCKS[lock]:
        assert re.fullmatch(r"==[^*,<>=]+", str(line.requirement.specifier)), line
        assert line.hashes, line
        for hashed in line.hashes:
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", hashed.strip()), line


@each_lock
def test_what_the_lock_has_for_the_python_of_the_tests_is_installed_as_pinned(lock):
    here = [line for line in LOCKS[lock] if line.applies(HERE)]
    assert [line for line in here if not line.metadata()] == []


@each_lock
@each_python
def test_all_that_is_asked_for_is_in_the_lock(lock, served):
    assert walk(lock, served)[1] == []


@each_lock
@each_python
def test_a_package_has_one_line(lock, served):
    names = [line.name for line in LOCKS[lock] if line.applies(served)]
    assert len(names) == len(set(names))


@each_lock
@each_python
def test_every_release_is_made_for_this_python(lock, served):
    for line in walk(lock, served)[0]:
        if found := line.metadata():
            pythons = SpecifierSet(found.get("Requires-Python", ""))
            assert pythons.contains(served["python_full_version"]), line


@each_lock
@each_python
def test_nothing_is_in_the_lock_that_is_not_asked_for(lock, served):
    reached = walk(lock, served)[0]
    if all(line.metadata() for line in reached):  # what cannot be read may be what asks
        applying = [line for line in LOCKS[lock] if line.applies(served)]
        assert [line for line in applying if line not in reached] == []


@each_lock
def test_every_line_is_asked_for_somewhere(lock):
    everywhere = [*SERVED.values(), *OTHERS]
    reached = {line for environment in everywhere for line in walk(lock, environment)[0]}
    assert [line for line in LOCKS[lock] if line not in reached] == []


def test_the_tests_run_the_releases_that_are_served_and_built_with():
    tested = {str(line): line.hashes for line in LOCKS[TEST]}
    for lock in (RUNTIME, BUILD):
        assert [line for line in LOCKS[lock] if tested.get(str(line)) != line.hashes] == []


@each_lock
def test_a_lock_does_not_say_where_packages_come_from(lock):
    text = (CHECKOUT / lock).read_text()
    assert [word for word in ("://", "file:") if word in text] == []
    assert [line for line in text.splitlines() if line.startswith("-")] == []  # no options
