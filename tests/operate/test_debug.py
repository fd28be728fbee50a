"""While somebody writes: what is edited shows in a moment, without a restart by hand."""

import os
import shutil
import signal
import subprocess
import sys
from http.client import HTTPException
from pathlib import Path
from urllib.request import urlopen

import pytest
from support.serving import CHECKOUT, free_port, until

LARGE = "webapp/fonts"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory) -> Path:
    """A copy to edit; git names its files, and the large ones are only linked."""
    copy = tmp_path_factory.mktemp("checkout")
    listed = subprocess.run(
        ["git", "ls-files", "-z", "Makefile", "rules", "webapp", "templates", "static"],
        cwd=CHECKOUT,
        capture_output=True,
        text=True,
        check=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        place = os.symlink if name.startswith(LARGE) else shutil.copy
        place(CHECKOUT / name, copy / name)
    return copy


@pytest.fixture(scope="module")
def page(checkout):
    """Reads the page at an address, from what `make dev` serves."""
    port = free_port()
    make = ["make", "dev", "-o", ".venv/run", f"BIN={Path(sys.executable).parent}", f"PORT={port}"]
    served = subprocess.Popen(
        make, cwd=checkout, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL, process_group=0
    )

    def read(path: str = "/") -> str:
        try:
            with urlopen(f"http://127.0.0.1:{port}{path}") as answer:
                return answer.read().decode()
        except (OSError, HTTPException):
            return ""  # not yet, or just starting again

    try:
        until(lambda: read("/healthz"))
        yield read
    finally:
        os.killpg(served.pid, signal.SIGTERM)
        served.wait()


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_an_edited_template_and_macro_show(checkout, page):
    until(lambda: "<button>" in page("/questions/creams"))
    edit(checkout / "templates/question.html", "{{ token() }}", "{{ token() }} Edited")
    until(lambda: "Edited" in page("/questions/creams"))
    edit(checkout / "templates/macros/form.html", '<fieldset class="', '<fieldset class="mended ')
    until(lambda: '<fieldset class="mended ' in page("/questions/creams"))


def test_an_edited_style_has_a_new_address(checkout, page):
    def address() -> str:
        return page().partition('rel="stylesheet" href="')[2].partition('"')[0]

    until(address)
    before = address()
    edit(checkout / "static/style.css", "/* What", "/* Another")
    until(lambda: address() not in ("", before))
    until(lambda: page(address()).startswith("/* Another"))


def test_edited_words_show(checkout, page):
    edit(
        checkout / "rules/content/en/pages.toml",
        'start = "Start my questions"',
        'start = "Begin now"',
    )
    until(lambda: ">Begin now</a>" in page())
