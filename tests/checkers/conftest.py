"""What is checked, and by whom; `make checkers` alone runs it, for no file here is named test_*."""

import json
import socket
import subprocess
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import Request, urlopen

import pytest
from support.browsing import Browsing, browsing
from support.serving import free_port

HERE = Path(__file__).parent
MODULES = HERE / "node_modules"
VNU = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
OWN_PYTHON = HERE.parents[1] / ".venv-checkers" / "bin" / "python"
HTML = "text/html; charset=utf-8"
PATIENCE = 120  # seconds until the server in Java has read its schemas


@pytest.fixture(scope="session", name="browsing")
def app_and_browser(tmp_path_factory) -> Iterator[Browsing]:
    with browsing(tmp_path_factory.mktemp("clinics")) as found:
        yield found


@pytest.fixture(scope="session")
def explained() -> list[dict]:
    """Findings that are no faults, each with the reason."""
    return tomllib.loads((HERE / "explained.toml").read_text("utf-8"))["finding"]


@pytest.fixture(scope="session")
def w3c() -> Iterator[Callable[..., list[dict]]]:
    """Says what W3C's checker finds in a file: it is a server in Java, started once."""
    port = free_port()
    command = ["java", "-Xss4m", "-Dnu.validator.servlet.bind-address=127.0.0.1", "-cp", str(VNU)]
    with subprocess.Popen(
        [*command, "nu.validator.servlet.Main", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:

        def messages(content: bytes, kind: str = HTML) -> list[dict]:
            asked = Request(f"http://127.0.0.1:{port}/?out=json", content, {"Content-Type": kind})
            with urlopen(asked, timeout=PATIENCE) as answer:
                return json.load(answer)["messages"]

        try:
            until_it_listens(port)
            yield messages
        finally:
            server.terminate()


def until_it_listens(port: int) -> None:
    end = time.monotonic() + PATIENCE
    while True:
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except OSError:
            assert time.monotonic() < end, "W3C's checker did not start"
            time.sleep(0.5)
        else:
            return


@pytest.fixture(scope="session")
def pdfua() -> Iterator[Callable[[Path], dict]]:
    """Says what veraPDF finds in a PDF."""
    with subprocess.Popen(
        [OWN_PYTHON, HERE / "pdfua.py"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as checker:

        def check(path: Path) -> dict:
            checker.stdin.write(f"{path}\n")
            checker.stdin.flush()
            return json.loads(checker.stdout.readline())

        yield check
