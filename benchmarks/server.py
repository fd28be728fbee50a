"""A gunicorn to measure: started by the unit for systemd, watched through /proc."""

import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

TOP = Path(__file__).parents[1]
OURS = "webapp:create_app()"
HELLO = "benchmarks.hello:app"
STARTS_WITHIN = 20  # seconds
TICK = 1 / os.sysconf("SC_CLK_TCK")  # seconds


class Server:
    """One gunicorn, its master and its workers."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port

    def workers(self) -> list[int]:
        pid = self.process.pid
        return [int(child) for child in _read(f"/proc/{pid}/task/{pid}/children").split()]

    def cpu(self) -> float:
        """Seconds of CPU that master and workers have used, in user mode and in the kernel."""
        return sum(map(_cpu_of, [self.process.pid, *self.workers()]))

    def memory(self) -> float:
        """Megabytes that the largest worker holds in memory (RSS)."""
        return max(map(_memory_of, self.workers()))


class Code(NamedTuple):
    """A checkout, and the Python that has its packages."""

    folder: Path = TOP
    python: str = sys.executable

    def gunicorn(self, port: int) -> tuple[list[str], dict[str, str]]:
        """The options and the environment that its own unit for systemd gives to gunicorn."""
        unit = (self.folder / "deploy" / "eczema-questions@.service").read_text(encoding="utf-8")
        command = re.search(r"^ExecStart=\S+ (.*)$", unit, re.MULTILINE)
        options = shlex.split(command[1].replace("%i", str(port)))[:-1] if command else []
        return options, dict(re.findall(r"^Environment=(\w+)=(\S*)$", unit, re.MULTILINE))


@contextmanager
def serving(app: str = OURS, code: Code | None = None, workers: int = 1) -> Iterator[Server]:
    """Serve `app` by so many workers on a free port until the block ends, as its unit says."""
    port = _free_port()
    code = code or Code()
    options, environment = code.gunicorn(port)
    here = ["--workers", str(workers), "--max-requests", "0"]
    settings = {"ALLOW_HTTP": "1", "SECRET_KEY": "made-up-key-of-a-benchmark"}
    quiet = subprocess.DEVNULL  # the access log is written all the same
    with subprocess.Popen(
        [code.python, "-m", "gunicorn", *options, *here, app],
        cwd=code.folder,
        env=os.environ | environment | settings,
        stdout=quiet,
        stderr=quiet,
    ) as process:
        try:
            _wait_for(process, port)
            yield Server(process, port)
        finally:
            process.send_signal(signal.SIGTERM)


def _wait_for(process: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end and process.poll() is None:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=STARTS_WITHIN)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def _free_port() -> int:
    with socket.socket() as opened:
        opened.bind(("127.0.0.1", 0))
        port: int = opened.getsockname()[1]
        return port


def _cpu_of(pid: int) -> float:
    fields = _read(f"/proc/{pid}/stat").rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * TICK


def _memory_of(pid: int) -> float:
    line = next(line for line in _read(f"/proc/{pid}/status").splitlines() if "VmRSS" in line)
    return int(line.split()[1]) / 1024


def _read(path: str) -> str:
    return Path(path).read_text(encoding="ascii", errors="replace")
