"""Copies the lists that packages of a lock bring along of what is compiled into them (CycloneDX).

    python tools/sboms.py LOCK FOLDER

Each goes into a folder of its package and release. They are read where the packages are installed,
so what the lock has for another Python is left out.
"""

import re
import shutil
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path


def main(lock: Path, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for name in re.findall(r"^(\S+)==", lock.read_text(), re.MULTILINE):
        try:
            files = distribution(name).files or []
        except PackageNotFoundError:
            continue
        for file in files:
            if file.match("*.dist-info/sboms/*"):
                place = folder / file.parent.parent.stem
                place.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), place / file.name)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
