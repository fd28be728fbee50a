"""What goes over the wire with every answer, and how it is packed."""

import gzip
import os
import re
from pathlib import Path

import pytest
from support.visiting import ADDRESS, KEY, PERSON_1, PERSON_3
from werkzeug.test import EnvironBuilder, run_wsgi_app

from webapp import create_app

ANSWERS = ["/", "/privacy", "/questions/creams", "/check-answers", "/sheet", "/sheet/choose"]
ANSWERS += ["/sheet.pdf", "/sheet.txt", "/clinics", "/nowhere", "/healthz", "/questions//creams"]
ANSWERS += ["/sheet/visit", "/sheet/clinician", "/sheet/clinician.txt", "/sheet.fhir.json"]
ONCE = {"/healthz", "/static/app.js"}  # the same for everybody


@pytest.mark.parametrize("path", [*ANSWERS, "/static/app.js"])
def test_every_answer_has_every_header(visitor, path):
    visitor.answered(PERSON_3)
    headers = visitor.get(path).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    assert headers["Strict-Transport-Security"] == "max-age=63072000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Referrer-Policy"] == "same-origin"
    for feature in ("camera", "microphone", "geolocation", "payment", "usb"):
        assert f"{feature}=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert ("Cookie" in headers.get("Vary", "")) is (path not in ONCE)


@pytest.mark.parametrize(
    ("proxies", "address", "secure"),
    [("0", "https", True), ("0", "http", False), ("1", "http", True)],
)
def test_tls_is_asked_for_where_there_is_some_be_it_at_a_proxy(proxies, address, secure):
    app = create_app({"SECRET_KEY": KEY, "PROXIES": proxies, "ALLOW_HTTP": "1"})
    told = {"X-Forwarded-Proto": "https"}
    answer = app.test_client().get("/", base_url=f"{address}://clinic.example", headers=told)
    assert ("Strict-Transport-Security" in answer.headers) is secure


# Packed


@pytest.mark.parametrize("asked", ["zstd", "br", "gzip", "gzip, deflate, br, zstd"])
@pytest.mark.parametrize("path", ["/", "/privacy", "/sheet", "/sheet.txt"])
def test_pages_and_texts_come_packed_for_who_can_unpack_them(visitor, path, asked):
    visitor.answered(PERSON_1)
    check_packed(visitor, path, asked)


# Flask-Compress leaves it to the end of a file's life to close it.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("asked", ["zstd", "br", "gzip, deflate, br, zstd"])
@pytest.mark.parametrize("name", ["style.css", "app.js"])
def test_static_files_come_packed_for_who_can_unpack_them(visitor, name, asked):
    check_packed(visitor, static_files(visitor)[name], asked)


def check_packed(visitor, path: str, asked: str) -> None:
    plain = visitor.get(path)
    small = visitor.get(path, **{"Accept-Encoding": asked})
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] in asked.split(", ")
    assert len(small.data) < len(plain.data) * 0.6
    assert "Accept-Encoding" in small.headers["Vary"]
    assert "Accept-Encoding" in plain.headers["Vary"]
    if asked == "gzip":
        assert gzip.decompress(small.data)[:300] == plain.data[:300]  # further down is a countdown


@pytest.mark.parametrize("asked", ["", "identity", "compress"])
def test_who_can_unpack_nothing_gets_pages_as_they_are(visitor, asked):
    answer = visitor.get("/", **{"Accept-Encoding": asked})
    assert "Content-Encoding" not in answer.headers
    assert answer.data.startswith(b"<!doctype html>")


def test_a_pdf_is_not_packed_again(visitor):
    visitor.answered(PERSON_1)
    answer = visitor.get("/sheet.pdf", **{"Accept-Encoding": "gzip"})
    assert answer.data.startswith(b"%PDF")
    assert "Content-Encoding" not in answer.headers


# Static files


def static_files(visitor) -> dict[str, str]:
    """Name -> the address by which pages load it."""
    tags = visitor.open("/").select("[src], link:not([rel=alternate])")
    found = [tag.get("src") or tag["href"] for tag in tags]
    return {re.search(r"/static/([^?]+)\?", address)[1]: address for address in found}


@pytest.mark.parametrize("name", ["style.css", "app.js", "icon.svg"])
def test_a_static_file_is_kept_for_a_year_under_the_address_of_what_it_holds_alone(visitor, name):
    address = static_files(visitor)[name]
    fresh = visitor.get(address)
    kept = fresh.headers["Cache-Control"]
    assert "max-age=31536000" in kept
    assert "public" in kept
    again = visitor.get(address, **{"If-None-Match": fresh.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == kept
    other = address[:-1] + ("0" if address[-1] != "0" else "1")
    for old in (f"/static/{name}", other, f"/static/{name}?v=", f"{address}0"):
        assert visitor.get(old).headers["Cache-Control"] == "no-store"
    options = visitor.client.options(address, base_url=ADDRESS)
    assert options.headers["Cache-Control"] == "no-store"
    missing = visitor.get(address.replace(name, f"no-{name}"))
    assert (missing.status_code, missing.headers["Cache-Control"]) == (404, "no-store")


def test_a_static_file_is_closed_before_it_is_sent_for_its_reader_may_go(visitor):
    asked = EnvironBuilder(path=static_files(visitor)["style.css"], base_url=ADDRESS).get_environ()
    sent, status, _ = run_wsgi_app(visitor.client.application, asked)
    assert status == "200 OK"
    assert not any(
        os.path.realpath(each).endswith(".css") for each in Path("/proc/self/fd").iterdir()
    )
    sent.close()


def test_a_part_of_a_static_file_may_be_asked_for_and_is_not_kept(visitor):
    part = visitor.get(static_files(visitor)["style.css"], Range="bytes=0-9")
    assert (part.status_code, part.data) == (206, b"/* What al")
    assert part.headers["Cache-Control"] == "no-store"


def test_the_health_check_answers_without_a_session(visitor):
    visitor.answered(PERSON_1)
    answer = visitor.get("/healthz")
    assert answer.status_code == 200
    assert answer.get_json()["status"] == "ok"
    assert answer.get_json()["version"]
    assert "Set-Cookie" not in answer.headers
