"""Asks what weaknesses are known of the pinned packages, and says so when nobody could be asked.

    python tools/audit.py PIP_AUDIT LOCK

PIP_AUDIT is the command to ask with. Exit status: 0, nothing is known of any of them; 1, something
is, and is listed; 3, not all could be asked about, which says nothing about the rest.
"""

import json
import subprocess
import sys
from typing import Any

KNOWN, NOT_ASKED = 1, 3


def main(command: str, lock: str) -> int:
    asked = subprocess.run(
        [command, "--format", "json", "--require-hashes", "--disable-pip", "-r", lock],
        capture_output=True,
        text=True,
        check=False,
    )
    try:
        packages = json.loads(asked.stdout)["dependencies"]
    except (ValueError, KeyError, TypeError):
        reason = asked.stderr.strip().splitlines()[-1:] or ["no answer"]
        print(f"{lock}: could not be asked about: {reason[0]}")
        return NOT_ASKED
    return report(lock, packages)


def report(lock: str, packages: list[dict[str, Any]]) -> int:
    """Print what is known, and return the exit status."""
    weak = [each for each in packages if each.get("vulns")]
    silent = [each["name"] for each in packages if "skip_reason" in each]
    for each in weak:
        for found in each["vulns"]:
            mended = ", ".join(found["fix_versions"]) or "no release yet"
            print(f"{each['name']} {each['version']}: {found['id']}; mended in {mended}")
    print(f"{lock}: {len(packages) - len(silent)} of {len(packages)} packages asked about.")
    if silent:
        print(f"Could not be asked about: {', '.join(silent)}. Ask again elsewhere.")
    if weak:
        return KNOWN
    if silent or not packages:
        return NOT_ASKED
    print("Nothing is known against them.")
    return 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
