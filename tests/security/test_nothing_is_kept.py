"""Nothing that a visitor sends, and no address of one, is in a log or a file of the service."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from marked import ANYTHING, Visitor, broken, mark_of, send_raw
from served import SHIPPED, Service, served

JOURNEYS = 1000
FAULTS = {"/fault": b"500", "/panic": b"500", "/outside": b"500", "/midway": b"200"}


@pytest.fixture
def service(tmp_path) -> Iterator[Service]:
    with served(tmp_path, *SHIPPED, "--workers", "2", app="faulty:make()") as started:
        yield started


def found(service: Service, patterns=ANYTHING) -> list[str]:
    return [
        f"{where}: {line.decode(errors='replace')}"
        for where, content in service.kept()
        for line in content.splitlines()
        for pattern in patterns
        if pattern.search(line)
    ]


def log(service: Service, name: str) -> str:
    return (service.logs / name).read_text()


def test_a_thousand_journeys_leave_nothing_behind(service):
    visitors = [Visitor(service.port, number) for number in range(JOURNEYS)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(Visitor.walk, visitors))
        pdfs = list(pool.map(lambda visitor: visitor.send("/sheet.pdf"), visitors[::20]))
    assert all(pdf.startswith(b"%PDF") for pdf in pdfs)
    assert found(service) == []
    assert log(service, "out").count(" POST /questions/<slug> 303 ") == 6 * JOURNEYS
    assert log(service, "err").count("\n") < 10
    assert list_of_files(service) == {"logs/out", "logs/err"}


def list_of_files(service: Service) -> set[str]:
    return {
        str(path.relative_to(service.folder))
        for path in service.folder.rglob("*")
        if path.is_file()
    }


def test_no_error_page_leaves_anything_behind(service):
    visitor = Visitor(service.port, 1)
    visitor.walk()
    assert visitor.ask_for_trouble() == {
        "no such page": 404,
        "no such question page": 404,
        "too long": 413,
        "multipart that breaks off": 400,
        "a forged cookie": 303,
        "a forged cookie and a form": 400,
        "a body in pieces": 411,
    }
    assert found(service) == []
    assert list_of_files(service) == {"logs/out", "logs/err"}


def get(service: Service, path: str, **headers: str) -> bytes:
    """The whole answer as it came, were it only half of one."""
    lines = [
        f"GET {path} HTTP/1.0",
        "Host: a",
        *(f"{key}: {text}" for key, text in headers.items()),
    ]
    return send_raw(service.port, ("\r\n".join(lines) + "\r\n\r\n").encode())


@pytest.mark.parametrize("path", FAULTS)
def test_a_fault_is_logged_with_its_place_and_kind_but_not_its_words(service, path):
    mark = mark_of(1)
    answer = get(service, f"{path}?sent={mark}", Cookie=f"x={mark}", Referer=mark)
    assert answer.split()[1] == FAULTS[path]
    assert mark.encode() not in answer
    written = log(service, "err")
    assert "faulty.py" in written
    assert "Error" in written or "Panic" in written
    assert found(service) == []
    assert service.alive()


def test_a_fault_of_ours_gets_a_page_that_says_the_answers_are_still_there(service):
    visitor = Visitor(service.port, 1)
    visitor.walk()
    page = get(service, "/fault?sent=x", Cookie=visitor.cookie)
    assert b"Something went wrong" in page
    assert b"Your answers are still here" in page
    assert visitor.mark.encode() in visitor.send("/sheet")


def test_a_request_that_cannot_be_read_is_logged_without_its_bytes_and_its_sender(service):
    statuses = [send_raw(service.port, request).split()[1] for request in broken(mark_of(1))]
    assert max(statuses) == b"501"  # a transfer coding that gunicorn does not know
    assert statuses.count(b"501") == 1
    assert log(service, "err").count("A request was refused: ") >= 8
    assert found(service) == []
    assert service.alive()


def test_a_worker_that_is_stopped_while_it_waits_logs_nothing_of_the_request(tmp_path):
    _, *_, waits = broken(mark_of(1))
    with served(tmp_path, *SHIPPED, "--timeout", "3") as service:
        with socket.create_connection(("127.0.0.1", service.port), 30) as connection:
            connection.sendall(waits)
            connection.recv(100)
        assert service.alive()
        assert "WORKER TIMEOUT" in log(service, "err")
        assert found(service) == []


def test_a_log_that_cannot_be_written_shows_nothing_elsewhere(tmp_path):
    with served(tmp_path, *SHIPPED, "--access-logfile", "/dev/full") as service:
        Visitor(service.port, 1).walk()
        assert found(service) == []


def test_the_search_finds_what_a_server_of_other_settings_writes_down(tmp_path):
    careless = '%(h)s %({x-forwarded-for}i)s "%(r)s" %({cookie}i)s'
    with served(tmp_path, "--access-logfile", "-", "--access-logformat", careless) as service:
        Visitor(service.port, 1).walk()
        get(service, "/?health=kidney")
        for pattern in ANYTHING:
            assert found(service, [pattern]), pattern
