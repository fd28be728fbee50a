"""What goes wrong on a server while people are on their way. What each test lost: nothing."""

import resource
import signal
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from itertools import cycle, islice
from random import Random

import pytest
from support.journeys import Browser, Crowd, as_pages, crowd, some_answers
from support.serving import HOST, KEY, Site, served, until
from support.visiting import PERSON_1, PERSON_2, Visitor

NEW_KEY = "another-made-up-key-for-tests"
MOST_KILLS = 12
UNDER_WAY = 3  # requests that were, when their worker was killed; then it is enough
MORE_THAN_THREADS = 40  # two copies of two workers have 32
ENDS = {"stopped": signal.SIGTERM, "killed": signal.SIGKILL}


def nothing_is_lost(site: Site, people: Crowd) -> None:
    """Every journey ended with the sheet of its answers, and no copy answered with an error."""
    assert people.lost() == []
    assert site.failures() == []


def test_a_worker_killed_loses_nothing(site):
    before = site.proxy.felt()
    with crowd(site.proxy, reading=0) as people:
        for copy in islice(cycle(site.copies), MOST_KILLS):
            copy.signal_workers(signal.SIGKILL)
            until(copy.healthy)
            if site.proxy.felt() >= before + UNDER_WAY:
                break
        for copy in site.copies:  # all at once: nginx has nobody else to ask, people try again
            copy.signal_workers(signal.SIGKILL)
    nothing_is_lost(site, people)


@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_a_copy_loses_nothing_when_it_is(site, end):
    with crowd(site.proxy) as people:
        for copy in site.copies:
            copy.process.send_signal(end)
            copy.stop()
            time.sleep(0.3)
            copy.start()
    nothing_is_lost(site, people)


def test_a_reload_loses_nothing(site):
    before = [copy.children() for copy in site.copies]
    with crowd(site.proxy) as people:
        for copy, old in zip(site.copies, before, strict=True):
            copy.process.send_signal(signal.SIGHUP)
            until(lambda copy=copy, old=old: not {*old} & {*copy.children()})
    nothing_is_lost(site, people)


@pytest.fixture
def full_disk(site):
    """Not one byte more goes into any file: for root, too, and wherever it is."""

    def allow(size: int) -> None:
        for part in site.parts:
            for pid in (part.process.pid, *part.children()):
                with suppress(ProcessLookupError):
                    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    allow(0)
    yield
    allow(resource.RLIM_INFINITY)


def test_a_full_disk_loses_nothing(site, full_disk):
    with crowd(site.proxy) as people:
        for copy in site.copies:
            copy.signal_workers(signal.SIGKILL)  # even now they are replaced
            until(copy.healthy)
    nothing_is_lost(site, people)


@pytest.mark.parametrize(("size", "status"), [(60_000, 422), (200_000, 413), (300_000, 413)])
def test_a_full_disk_takes_long_forms_for_no_part_of_them_is_written(site, full_disk, size, status):
    with closing(Browser(site.proxy)) as browser:
        person = Visitor(browser)
        person.open("/questions/about-you")
        person.open(person.url, "POST", data=person.filled() | {"age": "9" * size})
        assert person.status == status
        person.walk(as_pages(some_answers(Random(size))))
        assert person.path == "/sheet/choose"
    assert site.failures() == []


def test_a_changed_key_loses_nothing_and_nobody_notices(site):
    steps = (
        {"SECRET_KEY_FALLBACKS": NEW_KEY},
        {"SECRET_KEY": NEW_KEY, "SECRET_KEY_FALLBACKS": KEY},
    )
    with closing(Browser(site.proxy)) as browser:
        left_open = Visitor(browser)
        left_open.open("/questions/about-you")
        with crowd(site.proxy) as people:
            for step in steps:
                for copy in site.copies:
                    copy.restart(**step)
                    time.sleep(0.5)  # while the other one still has the keys of before
        left_open.send(PERSON_1["about-you"])
        assert (left_open.path, left_open.status) == ("/questions/creams", 200)
        assert browser.seen[400] == 0
    nothing_is_lost(site, people)
    assert people.seen[400] == 0


def test_a_flood_of_pdfs_stops_neither_pages_nor_the_worker(tmp_path):
    with served(tmp_path, "--workers", "1", "--max-requests", "0") as copy:
        browser = Browser(copy)
        Visitor(browser).walk(PERSON_2)
        browser.close()
        workers, end = copy.children(), time.monotonic() + 5

        def ask(path: str) -> Counter:
            """Each status, with when to come back, and how often."""
            seen: Counter = Counter()
            while time.monotonic() < end:
                with closing(Browser(copy)) as asking:
                    asking.cookies = browser.cookies
                    answer = asking.once(path)
                seen[answer.status_code, answer.headers.get("Retry-After")] += 1
            return seen

        asked = ["/sheet.pdf"] * 12 + ["/", "/healthz"]
        with ThreadPoolExecutor(len(asked)) as pool:
            *floods, pages, health = pool.map(ask, asked)
        assert sum(floods, Counter()).keys() == {(200, None), (503, "5")}
        assert pages.keys() == health.keys() == {(200, None)}
        assert copy.children() == workers
        assert copy.failures() == []


def test_visitors_who_send_slowly_keep_nobody_waiting(site):
    """nginx takes a form as slowly as it comes, and only then asks a copy."""
    half = (
        f"POST /questions/creams HTTP/1.1\r\nHost: {HOST}\r\nContent-Length: 900\r\n\r\ncreams="
    ).encode()
    with ExitStack() as slow:
        for _ in range(MORE_THAN_THREADS):
            slow.enter_context(site.proxy.socket()).sendall(half)
        with crowd(site.proxy) as people:
            pass
    nothing_is_lost(site, people)
