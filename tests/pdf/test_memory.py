"""What a worker keeps once PDFs are made: no more after many than after a few."""

import json
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[2]
FEW, MANY = 30, 150
MOST = 130  # megabytes, of this process that has no server around it
MOST_GROWTH = 15  # megabytes

MAKES_PDFS = f"""
import json
from datetime import date
from pathlib import Path
from random import Random
from rules import Answers, build_sheet
from support.anyone import someone
from webapp.export.pdf import sheet_pdf

found, people = [], Random(1)
for count in range(1, {MANY} + 1):
    sheet = build_sheet(Answers.from_json(someone(people)))
    sheet_pdf(sheet, "letter", date(2026, 11, 29))
    if count in ({FEW}, {MANY}):
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        found.append(pages * 4096 / 2**20)
print(json.dumps(found))
"""


def test_memory_stays_flat_however_many_pdfs_are_made():
    unit = (TOP / "deploy" / "eczema-questions@.service").read_text()
    lines = [line for line in unit.splitlines() if line.startswith("Environment=")]
    made = subprocess.run(
        [sys.executable, "-c", MAKES_PDFS],
        env=dict(line.removeprefix("Environment=").split("=") for line in lines)
        | {"PYTHONPATH": f"{TOP}:{TOP / 'tests'}"},
        cwd=TOP,
        capture_output=True,
        text=True,
        check=True,
    )
    few, many = json.loads(made.stdout)
    assert many <= MOST
    assert many - few <= MOST_GROWTH
