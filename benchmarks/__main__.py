"""Run all parts, then write the report: python -m benchmarks [arguments of load]"""

import os
import subprocess
import sys

from benchmarks import results
from benchmarks.server import TOP


def main() -> None:
    results.write("machine", {"load": os.getloadavg()[0]})
    failed = []
    for part in ("sheet", "pages", "load", "report"):
        print(f"== {part}", flush=True)
        command = [sys.executable, "-m", f"benchmarks.{part}"]
        if part == "load":
            command += sys.argv[1:]
        if subprocess.run(command, cwd=TOP).returncode:
            failed.append(part)
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}")


if __name__ == "__main__":
    main()
