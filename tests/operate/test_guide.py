"""docs/operate.md: what it tells an operator to type does what it says."""

import re
import stat
import subprocess
import tomllib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from shutil import copytree

import pytest
from support.journeys import Answer, Browser
from support.serving import CHECKOUT, DEPLOY, Copy, Proxy

GUIDE = (CHECKOUT / "docs" / "operate.md").read_text()
BLOCKS = re.findall(r"(?:^    .*\n)+", GUIDE, re.MULTILINE)
VERSION = tomllib.loads((CHECKOUT / "pyproject.toml").read_text())["project"]["version"]
DEBIANS = "pid /run/nginx.pid;\nevents {\n\tworker_connections 768;\n}\n"
NAME = "sheet.example.net"


def block(part: str) -> str:
    """The one block of commands that has this in it."""
    (found,) = [each for each in BLOCKS if part in each]
    return found


@pytest.fixture
def root(tmp_path) -> Path:
    """The folders of a machine that the commands write to, and a checkout beside them."""
    root = tmp_path / "root"
    for folder in ("etc/nginx/conf.d", "etc/systemd/system", "usr/share/nginx"):
        (root / folder).mkdir(parents=True, mode=0o755)
    (root / "etc/nginx/nginx.conf").write_text(DEBIANS)
    (root / "etc/nginx/nginx.conf").chmod(0o644)
    copytree(DEPLOY, tmp_path / "deploy")
    for file in (tmp_path / "deploy").rglob("*"):
        file.chmod(0o700 if file.is_dir() else 0o600)
    return root


def type_in(root: Path, commands: str) -> subprocess.CompletedProcess:
    """Type commands on that machine, whose umask is strict."""
    here = re.sub(r"(?<=\s)/(?=(etc|usr)/)", f"{root}/", commands)
    return subprocess.run(
        ["bash", "-c", f"umask 077\nset -e\n{here}"],
        cwd=root.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_every_place_that_names_a_version_names_this_one():
    texts = [GUIDE, *(file.read_text() for file in DEPLOY.rglob("*") if file.is_file())]
    named = re.findall(r"eczema-questions:(\d[\w.]*)|VERSION=(\d[\w.]*)", "\n".join(texts))
    assert len(named) >= 4
    assert {"".join(each) for each in named} == {VERSION}
    newest = re.search(r"^## (\S+)", (CHECKOUT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert newest[1] == VERSION


def test_all_can_read_what_is_installed_beside_the_service_and_it_can_be_typed_again(root):
    first = block("umask 022").replace("NAME=questions.example.org", f"NAME={NAME}")
    first = "".join(line for line in first.splitlines(True) if "apt-get" not in line)
    for _ in range(2):
        typed = type_in(root, first + block("nginx.service.d"))
        assert typed.returncode == 0, typed.stderr
    made = [path for path in root.rglob("*") if path.is_file()]
    assert {path.name for path in made} >= {
        *("eczema-questions@.service", "eczema-questions.conf", "not-now.html", "nginx.conf"),
    }
    assert [path for path in made if mode(path) != 0o644] == []
    assert [path for path in root.rglob("*") if path.is_dir() and mode(path) & 0o055 != 0o055] == []
    site = (root / "etc/nginx/conf.d/eczema-questions.conf").read_text()
    assert f"ssl_certificate /etc/ssl/{NAME}.pem;" in site
    assert "questions.example.org" not in site
    main = (root / "etc/nginx/nginx.conf").read_text()
    assert main == "worker_rlimit_nofile 16384;\n" + DEBIANS.replace("768", "4096")


def test_a_new_key_is_for_root_alone_and_is_never_written_over(root):
    settings = root / "etc/eczema-questions/environment"
    assert type_in(root, block("set -C")).returncode == 0
    assert mode(settings) == 0o600
    assert mode(settings.parent) == 0o755
    made = settings.read_text()
    assert re.fullmatch(r"SECRET_KEY=[\w-]{43}\n", made)
    assert "cannot overwrite" in type_in(root, block("set -C")).stderr
    assert settings.read_text() == made


def test_when_the_key_is_known_to_others_no_old_one_stays(root):
    settings = root / "etc/eczema-questions/environment"
    settings.parent.mkdir()
    settings.write_text("SECRET_KEY=old\nPROXIES=1\nSECRET_KEY_FALLBACKS='a b'\nCONTACT=us")
    settings.chmod(0o600)
    commands = block("sed -i '/^SECRET_KEY/d").replace("systemctl", ": systemctl")
    assert type_in(root, commands).returncode == 0
    assert re.fullmatch(r"PROXIES=1\nCONTACT=us\nSECRET_KEY=[\w-]{43}\n", settings.read_text())
    assert mode(settings) == 0o600


@contextmanager
def told(folder: Path, place: str, line: str) -> Iterator[Browser]:
    """The shipped nginx with one more line above another, in front of no copy at all."""
    proxy = Proxy(folder, [Copy()], {place: f"{line}\n    {place}"})
    try:
        proxy.start()
        with closing(Browser(proxy)) as browser:
            yield browser
    finally:
        proxy.stop()


def test_one_line_closes_every_page_with_ours(tmp_path):
    line = re.search(r"`(if .* return 503; })`", GUIDE)[1]

    def is_closed(answer: Answer) -> bool:
        ours = (DEPLOY / "nginx-pages" / "not-now.html").read_bytes()
        return (answer.status_code, answer.data) == (503, ours)

    with told(tmp_path, "client_header_timeout 15s;", line) as browser:
        for path in ("/", "/sheet", "/sheet.pdf", "/static/icon.svg"):
            assert is_closed(browser.once(path))


def test_one_line_lets_an_acme_client_prove_itself_by_a_file(tmp_path):
    line = block("acme-challenge").strip()
    challenge = tmp_path / ".well-known" / "acme-challenge" / "token"
    challenge.parent.mkdir(parents=True)
    challenge.write_text("proof")
    assert "/var/www/html" in line
    line = line.replace("/var/www/html", str(tmp_path))
    with told(tmp_path, "location / {", line) as browser:
        answer = browser.once("/.well-known/acme-challenge/token")
        assert (answer.status_code, answer.data) == (200, b"proof")
        assert browser.once("/.well-known/security.txt").status_code == 502
