"""`make audit` gives a true answer, or says that nobody could be asked."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from support.serving import CHECKOUT

FINE = {"name": "flask", "version": "3.1.3", "vulns": []}
WEAK = FINE | {"vulns": [{"id": "CVE-1", "fix_versions": ["3.1.4"]}]}
UNMENDED = FINE | {"vulns": [{"id": "CVE-2", "fix_versions": []}]}
UNKNOWN = {"name": "babel", "skip_reason": "Dependency not found"}

ANSWERS = {
    "nothing is known": ([FINE, FINE], 0, "2 of 2 packages asked about.\nNothing is known"),
    "something is known": ([FINE, WEAK], 1, "flask 3.1.3: CVE-1; mended in 3.1.4"),
    "not mended yet": ([UNMENDED], 1, "CVE-2; mended in no release yet"),
    "some could not be asked": ([FINE, UNKNOWN], 3, "1 of 2 packages asked about.\nCould not be"),
    "known of one, another not asked": ([WEAK, UNKNOWN], 1, "Could not be asked about: babel."),
    "nothing was asked": ([], 3, "0 of 0 packages"),
}


def audit(folder: Path, says: str) -> subprocess.CompletedProcess:
    """The audit with a command that answers this, in the place of the real one."""
    command = folder / "pip-audit"
    command.write_text(f"#!/bin/sh\n{says}\n")
    command.chmod(0o755)
    audit = [sys.executable, CHECKOUT / "tools" / "audit.py", command, "requirements.txt"]
    return subprocess.run(audit, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(("packages", "status", "says"), ANSWERS.values(), ids=ANSWERS)
def test_the_answer_is_told_as_it_is(tmp_path, packages, status, says):
    answer = json.dumps({"dependencies": packages, "fixes": []})
    told = audit(tmp_path, f"echo '{answer}'; exit 1")
    assert (told.returncode, says in told.stdout) == (status, True)


@pytest.mark.parametrize("says", ["echo 'No route to host' >&2; exit 1", "exit 1", "echo '{}'"])
def test_no_answer_is_no_good_news(tmp_path, says):
    told = audit(tmp_path, says)
    assert told.returncode == 3
    assert "could not be asked about" in told.stdout
    assert ("No route to host" in told.stdout) is ("route" in says)
