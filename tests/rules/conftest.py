"""Makes the project importable when only these tests are run."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
