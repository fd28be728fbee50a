"""The app in a real gunicorn, with a folder of its own to work in, and what it leaves behind."""

import http.client
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
KEY = "made-up-key-for-tests-only"
SHIPPED = ("-c", "python:webapp.gunicorn")
SETTINGS = {
    "SECRET_KEY": KEY,
    "PROXIES": "1",
    "PYTHONPATH": f"{ROOT}{os.pathsep}{Path(__file__).parent}",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class Service:
    def __init__(self, folder: Path, *arguments: str, app: str = "webapp:create_app()") -> None:
        self.folder, self.logs = folder, folder / "logs"
        for name in ("logs", "work", "temp", "home"):
            (folder / name).mkdir()
        places = {"TMPDIR": str(folder / "temp"), "HOME": str(folder / "home")}
        command = [sys.executable, "-m", "gunicorn", "--bind", "127.0.0.1:0", *arguments, app]
        with (self.logs / "out").open("wb") as out, (self.logs / "err").open("wb") as err:
            self.process = subprocess.Popen(
                command,
                env={"PATH": os.environ["PATH"]} | SETTINGS | places,
                cwd=folder / "work",
                stdout=out,
                stderr=err,
            )
        self.port = int(self._wait_for(r"Listening at: http://127\.0\.0\.1:(\d+)"))

    def _wait_for(self, pattern: str) -> str:
        for _ in range(600):
            if found := re.search(pattern, (self.logs / "err").read_text()):
                return found[1]
            time.sleep(0.05)
        raise AssertionError((self.logs / "err").read_text())

    def alive(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=40)

    def kept(self) -> Iterator[tuple[str, bytes]]:
        """Each file in its folder or open in a process of it, be it deleted already."""
        for path in self.folder.rglob("*"):
            if path.is_file():
                yield str(path.relative_to(self.folder)), path.read_bytes()
        for process in self._processes():
            for handle in Path(f"/proc/{process}/fd").iterdir():
                if stat.S_ISREG(handle.stat().st_mode):
                    yield f"{handle} -> {handle.readlink()}", handle.read_bytes()

    def _processes(self) -> list[int]:
        first = self.process.pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        return [first, *map(int, children)]


@contextmanager
def served(folder: Path, *arguments: str, app: str = "webapp:create_app()") -> Iterator[Service]:
    service = Service(folder, *arguments, app=app)
    try:
        yield service
    finally:
        service.stop()
