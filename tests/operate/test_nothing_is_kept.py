"""Nothing that a visitor sends, no address and no length of an answer is in a log or a file."""

import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from zlib import decompress, error

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from support import faulty
from support.journeys import Browser
from support.marked import ANYTHING, CODES, MARKED, Marked, broken, mark_of
from support.serving import HOST, KEY, Copy, send_raw, served, until
from support.visiting import PERSON_3, Visitor

JOURNEYS = 200  # so many that the worker is replaced (--max-requests)
IN_A_JOURNEY = 16  # requests
LINE = re.compile(r"\[[^]]*\] (GET|POST) (/[\w./<>:-]*) \d{3} \d+ ms\n")
FAULTS = {"/fault": b"500", "/panic": b"500", "/outside": b"500", "/midway": b"200"}


@pytest.fixture
def copy(tmp_path) -> Iterator[Copy]:
    with served(tmp_path, "--workers", "1", app="support.faulty:make()") as started:
        yield started


def found(copy: Copy, patterns=ANYTHING) -> list[str]:
    return [
        f"{where}: {line.decode(errors='replace')}"
        for where, content in copy.left_behind()
        for line in content.splitlines()
        for pattern in patterns
        if pattern.search(line)
    ]


def files_of(copy: Copy) -> list[str]:
    return [str(path) for path in copy.folder.rglob("*")]


def test_journeys_leave_nothing_behind(copy):
    visitors = [Marked(copy, number) for number in range(JOURNEYS)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Marked.walk, visitors))
        pdfs = list(pool.map(lambda visitor: visitor.send("/sheet.pdf"), visitors[::20]))
    assert all(pdf.startswith(b"%PDF") for pdf in pdfs)
    assert found(copy) == []
    assert files_of(copy) == []
    lines = [line for line in copy.lines if LINE.fullmatch(line)]
    assert len(lines) >= IN_A_JOURNEY * JOURNEYS
    assert sum("POST /questions/<slug> 303 " in line for line in lines) == 6 * JOURNEYS


def readable(cookie: str) -> bytes:
    """What anybody can make of a cookie: its characters, and each part unpacked."""
    seen = [cookie.encode()]
    for part in cookie.split("."):
        with suppress(ValueError):
            seen.append(urlsafe_b64decode(part + "=" * (-len(part) % 4)))
            with suppress(error):
                seen.append(decompress(seen[-1]))
    return b"\n".join(seen)


def test_no_proxy_can_read_an_answer_in_the_cookie_that_passes(copy):
    visitor = Marked(copy, 1)
    visitor.walk()
    assert not CODES.search(readable(visitor.cookie))
    assert not MARKED.search(readable(visitor.cookie))


def test_a_cookie_that_is_only_signed_would_be_read():
    signed = Flask("plain")
    signed.secret_key = KEY
    answers = {"health": ["kidney"], "own_questions": [mark_of(1)] * 9}
    cookie = SecureCookieSessionInterface().get_signing_serializer(signed).dumps(answers)
    assert CODES.search(readable(cookie))
    assert MARKED.search(readable(cookie))


def test_who_reads_the_log_cannot_tell_one_answer_from_another(copy):
    """Nor by the length of a page, of a cookie or of a PDF."""
    logs = []
    until(lambda: copy.log.count("/healthz") == 2)  # asked at its start
    for ticked in ("pregnant", "breastfeeding", "partner_pregnancy"):
        before = len(copy.lines)
        with closing(Browser(copy)) as browser:
            visitor = Visitor(browser)
            visitor.walk(PERSON_3 | {"health": {"health": [ticked]}})
            visitor.send()
            for path in ("/sheet", "/sheet.pdf", "/sheet.txt", "/sheet.fhir.json", "/compare"):
                visitor.open(path)
        until(lambda before=before: len(copy.lines) >= before + IN_A_JOURNEY + 4)
        lines = copy.lines[before:]
        assert [line for line in lines if not LINE.fullmatch(line)] == []
        logs.append([re.sub(r"\[.*?\]|\d+ ms", "", line) for line in lines])
    assert logs[0] == logs[1] == logs[2]


def test_no_error_page_leaves_anything_behind(copy):
    visitor = Marked(copy, 1)
    visitor.walk()
    assert visitor.ask_for_trouble() == {
        "no such page": 404,
        "no such question page": 404,
        "too long": 413,
        "multipart that breaks off": 400,
        "a forged cookie": 303,
        "a forged cookie and a form": 400,
        "a form of another site": 403,
        "pieces that are none": 400,
    }
    assert found(copy) == []
    assert files_of(copy) == []


def get(copy: Copy, path: str, cookie: str, **headers: str) -> bytes:
    """The whole answer as it came, were it only half of one."""
    sent = {"Host": HOST, "Cookie": cookie} | headers
    lines = [f"GET {path} HTTP/1.0", *(f"{name}: {text}" for name, text in sent.items())]
    return send_raw(copy, ("\r\n".join(lines) + "\r\n\r\n").encode())


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_is_logged_with_its_place_and_kind_but_not_its_words(copy, path):
    mark = mark_of(1)
    answer = get(copy, f"{path}?sent={mark}", f"x={mark}", Referer=mark)
    assert answer.split()[1] == FAULTS[path]
    assert mark.encode() not in answer
    until(lambda: re.search(r"faulty\.py(.|\n)*(Error|Panic)\n", copy.log))
    assert found(copy) == []
    assert copy.healthy()


def test_a_panic_of_compiled_code_fails_one_request_and_ends_no_worker(copy):
    assert faulty.make({"SECRET_KEY": KEY}).test_client().get("/panic?sent=x").status_code == 500
    workers = copy.children()
    get(copy, "/panic?sent=x", "")
    assert copy.healthy()
    assert copy.children() == workers


def test_a_fault_of_ours_gets_a_page_that_says_the_answers_are_still_there(copy):
    visitor = Marked(copy, 1)
    visitor.walk()
    page = visitor.send("/fault?sent=x")
    assert visitor.status == 500
    assert b"Something went wrong" in page
    assert b"Your answers are still here" in page
    assert visitor.mark.encode() in visitor.send("/sheet")


def test_a_request_that_cannot_be_read_is_logged_without_its_bytes_and_its_sender(copy):
    statuses = [send_raw(copy, request).split()[1] for request in broken(mark_of(1))]
    assert max(statuses) == b"501"  # a transfer coding that gunicorn does not know
    assert statuses.count(b"501") == 1
    until(lambda: copy.log.count("A request was refused: ") >= 8)
    assert found(copy) == []
    assert copy.healthy()


def test_a_log_that_cannot_be_written_shows_nothing_elsewhere(tmp_path):
    with served(tmp_path, "--access-logfile", "/dev/full") as copy:
        Marked(copy, 1).walk()
        assert found(copy) == []


def test_the_search_finds_what_a_server_of_other_settings_writes_down(tmp_path):
    careless = '%(h)s %({x-forwarded-for}i)s "%(r)s" %({cookie}i)s'
    usual = ("--logger-class", "gunicorn.glogging.Logger", "--access-logformat", careless)
    with served(tmp_path, *usual) as copy:
        visitor = Marked(copy, 1)
        visitor.walk()
        get(copy, "/?health=kidney", "")
        until(lambda: all(found(copy, [pattern]) for pattern in ANYTHING))
