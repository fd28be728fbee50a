"""The shipped nginx.conf, with real nginx and openssl: what it speaks, refuses, limits and says."""

import re
import socket
import subprocess
import time
from base64 import b64encode
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing
from hashlib import sha256
from random import Random
from statistics import median
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from support.journeys import Answer, Browser
from support.plain_words import HIGHEST_GRADE, MOST_WORDS, grade
from support.serving import DEPLOY, HOST, PATIENCE, WEAK, Copy, Proxy, Site, proxied, rsa_too, until
from support.visiting import ADDRESS, PERSON_2, Visitor

CONF = (DEPLOY / "nginx.conf").read_text()
PAGES = sorted((DEPLOY / "nginx-pages").glob("*.html"))
ONE_VISITOR = {"visitor": "127.0.0.9"}
FLOODING = 40  # addresses that ask for PDFs
LINE = re.compile(r"\d{4}-\d\d-\d\dT\S+ (page|file|PDF|health) \d{3} [\d., :-]+\n")


def test_nginx_takes_the_configuration(site):
    checked = subprocess.run(
        [*site.proxy.command, "-t"], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0
    warnings = [line for line in checked.stderr.splitlines() if "[warn]" in line]
    # Since 1.25.1 nginx would have it on a line of its own, which the versions before do not know.
    assert [line for line in warnings if "http2" not in line] == []


# What it speaks


def suites(*version: str) -> dict[str, str]:
    """Every suite of TLS 1.2 and before that this OpenSSL knows, weak ones too, and what it is."""
    listed = subprocess.run(
        ["openssl", "ciphers", "-v", *version, "ALL:COMPLEMENTOFALL:@SECLEVEL=0"],
        capture_output=True,
        text=True,
        check=True,
    )
    lines = [line.split(maxsplit=2) for line in listed.stdout.splitlines()]
    return {name: rest for name, version, rest in lines if version != "TLSv1.3"}


def is_taken(port: int, *arguments: str) -> bool:
    """Whether a handshake of openssl with these arguments succeeds."""
    tried = subprocess.run(
        ["openssl", "s_client", "-connect", f"127.0.0.1:{port}", "-servername", HOST, *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return b"Cipher is (NONE)" not in tried.stdout and b"BEGIN CERTIFICATE" in tried.stdout


def taken_suites(port: int) -> set[str]:
    def is_this_taken(name: str) -> bool:
        return is_taken(port, "-tls1_2", "-cipher", f"{name}:@SECLEVEL=0")

    known = list(suites())
    with ThreadPoolExecutor(4) as pool:
        answers = pool.map(is_this_taken, known)
        return {name for name, taken in zip(known, answers, strict=True) if taken}


def taken_versions(port: int) -> list[str]:
    weak = ["-cipher", "ALL:@SECLEVEL=0"]
    return [version for version in VERSIONS if is_taken(port, f"-{version}", *weak)]


VERSIONS = ("tls1", "tls1_1", "tls1_2", "tls1_3")


@pytest.fixture(scope="module")
def both_keys(site, tmp_path_factory) -> Iterator[Proxy]:
    """The shipped nginx with an RSA certificate beside the other, so that each suite has a key."""
    rsa = rsa_too(tmp_path_factory.mktemp("rsa"))
    with proxied(tmp_path_factory.mktemp("both"), site.copies, rsa) as proxy:
        yield proxy


def test_of_all_suites_only_strong_ones_with_forward_secrecy_are_taken(both_keys):
    known = suites()
    assert len(known) > 100
    taken = taken_suites(both_keys.port)
    assert [name for name in taken if "Mac=AEAD" not in known[name]] == []
    assert [name for name in taken if "Kx=ECDH" not in known[name]] == []
    assert taken == set(re.search(r"ssl_ciphers (\S+);", CONF)[1].split(":"))


def test_only_tls_1_2_and_1_3_are_spoken(both_keys):
    assert taken_versions(both_keys.port) == ["tls1_2", "tls1_3"]


def test_the_search_finds_weak_suites_and_versions_where_they_are_taken(site, tmp_path):
    with proxied(tmp_path, site.copies, WEAK) as proxy:
        assert taken_versions(proxy.port) == ["tls1", "tls1_1", "tls1_2"]
        assert is_taken(proxy.port, "-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0")


# What it says itself


def ask(proxy: Proxy, path: str, method="GET", data=None, **headers: str) -> Answer:
    with closing(Browser(proxy, **ONE_VISITOR)) as browser:
        return browser.once(path, method, headers, data)


def is_own_page(answer: Answer, name: str) -> None:
    """It is this page of ours, with every header, and tells nothing of nginx's version."""
    headers = answer.headers
    assert answer.data == (DEPLOY / "nginx-pages" / f"{name}.html").read_bytes()
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Strict-Transport-Security"] == "max-age=63072000"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["Server"] == "nginx"


def test_what_is_too_long_and_what_cannot_be_read_get_a_page_of_ours(site):
    too_long = ask(site.proxy, "/questions/creams", "POST", data="x" * 300_000)
    assert too_long.status_code == 413
    is_own_page(too_long, "too-long")
    address = ask(site.proxy, f"/{'x' * 9000}")
    assert address.status_code == 414
    is_own_page(address, "refused")
    cookie = ask(site.proxy, "/", Cookie="x" * 9000)
    assert cookie.status_code == 400
    is_own_page(cookie, "refused")
    method = ask(site.proxy, "/", "TRACE")
    assert method.status_code == 405
    is_own_page(method, "refused")


def test_what_a_copy_could_not_read_does_not_come_to_it(site):
    """Else its answer would be gunicorn's own, without a header of ours."""
    for size in (4000, 4900):
        assert ask(site.proxy, f"/{'x' * size}").status_code == 404
        assert ask(site.proxy, "/", Cookie="x" * size).status_code == 200


def test_no_copy_that_answers_gets_a_page_of_ours_and_when_to_come_back(tmp_path):
    stopped = Copy()  # never started: its port is closed
    with proxied(tmp_path, [stopped], {}) as proxy:
        answer = ask(proxy, "/sheet")
    assert (answer.status_code, answer.headers["Retry-After"]) == (502, "30")
    is_own_page(answer, "not-now")


def test_a_copy_that_takes_too_long_gets_the_same(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        copy = Copy()
        copy.port = silent.getsockname()[1]
        with proxied(tmp_path, [copy], {"proxy_read_timeout 30s": "proxy_read_timeout 1s"}) as it:
            answer = ask(it, "/sheet")
    assert (answer.status_code, answer.headers["Retry-After"]) == (504, "30")
    is_own_page(answer, "not-now")


def test_the_apps_own_errors_pass_as_they_are(site):
    missing = ask(site.proxy, "/nowhere")
    assert (missing.status_code, b"Page not found" in missing.data) == (404, True)
    too_long = ask(site.proxy, "/questions/creams", "POST", data="x" * 100_000)
    assert (too_long.status_code, b"Continue where" in too_long.data) == (413, False)
    assert b"Eczema Questions</title>" in too_long.data
    for answer in (missing, too_long):
        assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"
        assert "script-src 'self'" in answer.headers["Content-Security-Policy"]


def test_the_pages_themselves_cannot_be_asked_for(site):
    answer = ask(site.proxy, "/nginx-pages/not-now.html")
    assert answer.status_code == 404
    is_own_page(answer, "refused")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
class TestAnErrorPage:
    def test_speaks_plain_english_and_then_spanish_and_leads_on(self, path):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        english, spanish = page.main.find_all("section")
        assert (page.html["lang"], spanish["lang"]) == ("en", "es")
        assert english.h1
        assert spanish.h2
        assert [part.find("a")["href"] for part in (english, spanish)] == ["/", "/es/"]
        for part in (english, spanish):
            text = " ".join(each.get_text() for each in part.find_all("p")[:-1])
            lengths = [len(each.split()) for each in re.split(r"(?<=[.?]) ", text)]
            assert max(lengths) <= MOST_WORDS
            assert len(lengths) >= 3
        said = " ".join(each.get_text() for each in english.find_all("p")[:-1])
        assert grade(said) <= HIGHEST_GRADE

    def test_needs_nothing_from_elsewhere_and_its_style_is_the_one_allowed(self, path):
        text = path.read_text("utf-8")
        page = BeautifulSoup(text, "html.parser")
        assert page.select("[src], link, script, [style]") == []
        style = b64encode(
            sha256(re.search(r"<style>(.*?)</style>", text, re.DOTALL)[1].encode()).digest()
        )
        assert f"style-src 'sha256-{style.decode()}'" in CONF


# Limits


def many(work: Callable[[int], Answer], times: int) -> list[Answer]:
    """The answers of so many requests, 16 at once."""
    with ThreadPoolExecutor(16) as pool:
        return list(pool.map(work, range(times)))


def counted(answers: list[Answer]) -> Counter:
    """How often each status came with each Retry-After."""
    return Counter((each.status_code, each.headers.get("Retry-After")) for each in answers)


@pytest.fixture
def cookies(site):
    with closing(Browser(site.proxy)) as browser:
        Visitor(browser).walk(PERSON_2)
        return browser.cookies


def test_who_asks_for_too_many_pages_is_told_to_wait_and_the_rest_are_not(site, tmp_path):
    slowly = {"rate=50r/s": "rate=1r/s"}  # so that it shows on a slow machine, too
    with proxied(tmp_path, site.copies, slowly) as proxy:
        answers = many(lambda number: ask(proxy, "/static/icon.svg"), 260)
        seen = counted(answers)
        assert seen.keys() == {(200, None), (429, "5")}
        assert seen[200, None] >= 200  # as many at once are granted
        is_own_page(next(each for each in answers if each.status_code == 429), "too-many")
        with closing(Browser(proxy, visitor="127.0.0.10")) as other:
            assert other.once("/").status_code == 200
        until(lambda: ask(proxy, "/").status_code == 200)


@pytest.mark.parametrize(("path", "limit"), [("/", 100), ("/sheet.pdf", 6)])
def test_an_address_may_have_so_many_requests_under_way_and_no_more(tmp_path, path, limit):
    """A copy that never answers keeps them there; the burst would let through one more."""
    with ExitStack() as under_way, socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(PATIENCE)
        copy = Copy()
        copy.port = silent.getsockname()[1]
        proxy = under_way.enter_context(proxied(tmp_path, [copy], {}))

        def begin(visitor: str) -> None:
            connection = under_way.enter_context(proxy.socket(visitor))
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\n\r\n".encode())
            under_way.enter_context(silent.accept()[0])

        for _ in range(limit):
            begin(ONE_VISITOR["visitor"])
        refused = ask(proxy, path)
        assert (refused.status_code, refused.headers["Retry-After"]) == (429, "5")
        is_own_page(refused, "too-many")
        begin("127.0.0.10")


def test_behind_a_balancer_each_visitor_has_limits_of_its_own(site, tmp_path):
    """By the lines that are comments in the shipped configuration."""
    lines = re.findall(r"# ((?:set_)?real_ip_.*;)", CONF)
    assert len(lines) == 3
    balancer = {f"# {line}": line.replace("192.0.2.10", ONE_VISITOR["visitor"]) for line in lines}
    once = {"rate=50r/s": "rate=1r/m", "zone=eczema_pages burst=200": "zone=eczema_pages burst=1"}

    def statuses(changed: Mapping[str, str]) -> list[int]:
        with proxied(tmp_path, site.copies, once | changed) as proxy:
            visitors = ["192.0.2.1"] * 3 + ["192.0.2.2"]
            told = [{"X-Forwarded-For": visitor} for visitor in visitors]
            return [ask(proxy, "/static/icon.svg", **each).status_code for each in told]

    assert statuses(balancer) == [200, 200, 429, 200]
    assert statuses({}) == [200, 200, 429, 429]  # else who says another address has another limit


def test_pdfs_have_a_stricter_limit_and_pages_are_open_meanwhile(site, cookies):
    def pdf(number: int) -> Answer:
        with closing(Browser(site.proxy, visitor="127.0.0.11")) as browser:
            browser.cookies = cookies
            return browser.once("/sheet.pdf")

    answers = many(pdf, 60)
    seen = counted(answers)
    assert {(200, None), (429, "5")} <= seen.keys() <= {(200, None), (503, "5"), (429, "5")}
    is_own_page(next(each for each in answers if each.status_code == 429), "too-many")
    with closing(Browser(site.proxy, visitor="127.0.0.11")) as browser:
        assert browser.once("/").status_code == 200


def test_a_flood_of_pdfs_from_many_addresses_starves_neither_health_nor_pages(site, cookies):
    end = time.monotonic() + 8

    def flood(number: int) -> Counter:
        """Ask without a pause, from one address; a short one after a refusal spares this test."""
        seen: Counter = Counter()
        with closing(Browser(site.proxy)) as browser:
            browser.cookies = cookies
            while time.monotonic() < end:
                status = browser.once("/sheet.pdf").status_code
                seen[status] += 1
                time.sleep(0 if status == 200 else 0.2)
        return seen

    def watch(path: str) -> tuple[Counter, list[float]]:
        seen: Counter = Counter()
        took = []
        with closing(Browser(site.proxy)) as browser:
            browser.cookies = cookies
            while time.monotonic() < end:
                begun = time.monotonic()
                seen[browser.once(path).status_code] += 1
                took.append(time.monotonic() - begun)
                time.sleep(0.05)
        return seen, took

    watched = ("/healthz", "/", "/sheet")
    with ThreadPoolExecutor(FLOODING + len(watched)) as pool:
        floods = [pool.submit(flood, number) for number in range(FLOODING)]
        looks = [pool.submit(watch, path) for path in watched]
        asked = sum((each.result() for each in floods), Counter())
        for path, each in zip(watched, looks, strict=True):
            seen, took = each.result()
            assert seen.keys() == {200}
            if path == "/healthz":  # the median: the machine of a test has other work, too
                assert median(took) < 1
    assert asked.keys() <= {200, 429, 503}
    assert asked[200] >= FLOODING
    assert asked[429] + asked[503] > 0
    assert site.failures() == []


# What passes


def test_the_fullest_cookie_passes_beside_all_that_browsers_send(site):
    sent = {"Cookie": f"__Host-answers={'x' * 4070}", "User-Agent": "x" * 500, "Accept": "x" * 500}
    answer = ask(site.proxy, "/", **sent)
    assert answer.status_code == 200
    assert b"Start my questions" in answer.data


@pytest.mark.parametrize("name", ["first", "own_1", "chosen"])
def test_a_choice_of_5400_rare_characters_before_any_answer_ends_in_a_page(site, name):
    """Where it was kept as sent, the cookie outgrew what nginx takes: "Bad Gateway"."""
    rare = "".join(map(chr, Random(1).sample(range(0x4E00, 0x9FA5), 5400)))
    with closing(Browser(site.proxy)) as browser:
        page = BeautifulSoup(browser.once("/questions/creams").data, "html.parser")
        token = page.find("input", {"name": "csrf_token"})["value"]
        answer = browser.once("/sheet/choose", "POST", {}, {"csrf_token": token, name: rare})
        assert answer.status_code in (303, 422)
        assert all(len(item.OutputString()) <= 4093 for item in browser.cookies.values())
        assert browser.once("/questions/creams").status_code == 200


@pytest.mark.parametrize("origin", [None, "with the port", "without it"])
def test_a_form_without_a_referrer_passes_on_any_port(site, origin):
    with closing(Browser(site.proxy)) as browser:
        page = BeautifulSoup(browser.once("/questions/creams").data, "html.parser")
        token = page.find("input", {"name": "csrf_token"})["value"]
        port = f":{site.proxy.port}" if origin == "with the port" else ""
        told = {"Origin": f"{ADDRESS}{port}"} if origin else {}
        form = urlencode({"csrf_token": token, "creams": "working"})
        answer = browser.once("/questions/creams", "POST", told, form)
        assert answer.status_code == 303
        assert answer.headers["Location"].startswith("/")  # so that it stays on that port


def test_the_log_holds_when_what_kind_and_how_it_went_and_no_more(tmp_path):
    made = Site(tmp_path)
    try:
        made.start()
        for path in ("/sheet.pdf?of=kidney", "/?kidney", "/static/kidney", "/healthz", "/kidney"):
            ask(made.proxy, path, Referer="https://kidney.example", **{"User-Agent": "kidney"})
        until(lambda: made.proxy.log.count("\n") >= 5)
    finally:
        made.stop()
    lines = [f"{line}\n" for line in made.proxy.log.splitlines()]
    assert [line for line in lines if not LINE.fullmatch(line)] == []
    assert [line.split()[1] for line in lines] == ["PDF", "page", "file", "health", "page"]
