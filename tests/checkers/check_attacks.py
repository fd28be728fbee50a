"""A running server is attacked by wapiti in a session with answers; the code is read by bandit."""

import json
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPException, HTTPSConnection
from pathlib import Path

import pytest
from support.serving import CHECKOUT, KEY, PATIENCE, Copy, certificate
from support.visiting import COOKIE, PERSON_3, Visitor

from webapp import create_app

BIN = CHECKOUT / ".venv-checkers" / "bin"
# All but those that guess which products run, wait for an answer from a server on the internet, try
# lists of passwords, or judge the certificate, which is a test's own. Nothing here asks a directory
# (LDAP); its attack takes a form with an unknown code, which is refused, for a hole.
ATTACKS = (
    *("backup", "cookieflags", "crlf", "csp", "csrf", "exec", "file", "htaccess", "http_headers"),
    *("methods", "permanentxss", "redirect", "shellshock", "sql", "timesql", "upload"),
    *("xss",),
)
MOST_SECONDS = 60  # for each kind of attack


class SecureCopy(Copy):
    """A copy that speaks TLS itself, so that nothing stands between it and the attacks."""

    def __init__(self, folder: Path) -> None:
        made = certificate(folder)
        self.tls = ssl.create_default_context(cafile=str(made))
        self.tls.check_hostname = False  # it names the host of the tests, not this machine
        files = ("--certfile", str(made), "--keyfile", str(folder / "key.pem"))
        super().__init__(*files, PROXIES="0", TRUSTED_HOSTS="127.0.0.1")

    def healthy(self) -> bool:
        return self.status("/healthz") == 200

    def status(self, path: str, cookie: str = "") -> int:
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=PATIENCE, context=self.tls)
        with closing(connection):
            try:
                connection.request("GET", path, headers={"Cookie": cookie})
                return connection.getresponse().status
            except (OSError, HTTPException):
                return 0


@pytest.fixture
def copy(tmp_path) -> Iterator[SecureCopy]:
    copy = SecureCopy(tmp_path)
    try:
        copy.start()
        yield copy
    finally:
        copy.stop()


@pytest.fixture
def cookie() -> str:
    """That of a person who answered everything, with the token of a form in it."""
    visitor = Visitor(create_app({"SECRET_KEY": KEY}).test_client())
    visitor.answered(PERSON_3)
    visitor.open("/sheet/choose")
    return visitor.cookie


def test_wapiti_finds_nothing(copy, cookie, tmp_path):
    assert copy.status("/sheet", f"{COOKIE}={cookie}") == 200
    attrs = {"value": cookie, "expires": None, "secure": True, "port": None, "version": 0}
    kept = tmp_path / "cookies.json"
    kept.write_text(json.dumps({"127.0.0.1": {"/": {COOKIE: attrs}}}))
    report = tmp_path / "report.json"
    address = f"https://127.0.0.1:{copy.port}/"
    deleting = [("--exclude", f"{address}{each}delete-answers") for each in ("", "es/")]
    subprocess.run(
        [
            *(BIN / "wapiti", "--url", address, "--verify-ssl", "0", "--cookie", kept),
            *(word for pair in deleting for word in pair),
            *("--module", ",".join(ATTACKS)),
            *("--max-attack-time", str(MOST_SECONDS), "--format", "json", "--output", report),
            *("--store-session", tmp_path, "--no-bugreport", "--verbose", "1"),
            *("--detailed-report", "1"),
        ],
        check=True,
    )
    told = json.loads(report.read_text())
    kinds = ("vulnerabilities", "anomalies")  # the rest is information: which methods are there
    found = {name: each for kind in kinds for name, each in told[kind].items() if each}
    crawled = [each["request"] for each in told["infos"]["crawled_pages"]]
    statuses = {each["url"]: each["status_code"] for each in crawled if each["method"] == "GET"}
    print(f"wapiti, {len(ATTACKS)} kinds of attacks: {len(crawled)} pages, {len(found)} findings")
    print(f"The server answered {len(copy.lines):,} requests, {len(copy.failures())} with a fault")
    assert found == {}
    for path in ("sheet", "questions/matters", "es/questions/matters"):
        assert statuses[f"{address}{path}"] == 200  # the answers stayed in the session
    assert copy.failures() == []


def test_bandit_finds_nothing():
    command = [BIN / "bandit", "--quiet", "--format", "json", "--recursive", "rules", "webapp"]
    read = subprocess.run(command, cwd=CHECKOUT, capture_output=True, text=True)
    told = json.loads(read.stdout)
    totals = told["metrics"]["_totals"]
    print(f"bandit: {len(told['results'])} findings in {totals['loc']:,} lines")
    assert (told["results"], told["errors"]) == ([], [])
    assert totals["nosec"] == totals["skipped_tests"] == 0
