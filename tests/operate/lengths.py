"""What the lengths of answers tell whoever watches the network, and what hiding them costs.

    PYTHONPATH=.:tests python tests/operate/lengths.py

Made-up people ask for their pages through the shipped nginx, by TLS 1.3, each on a connection of
its own, as it comes and with RecordPadding. Counted is what arrives on the wire.
"""

import socket
import ssl
import sys
import tempfile
from collections import Counter, defaultdict
from math import log2
from pathlib import Path
from random import Random
from time import perf_counter

from support.journeys import Browser, as_pages, some_answers
from support.serving import HOST, Copy, Proxy, Site
from support.visiting import Visitor

PEOPLE = 150
STEPS = (0, 512, 2048, 4096, 8192, 16384)  # bytes; 0: none
PAGES = ("/questions/health", "/check-answers", "/sheet/choose", "/sheet", "/sheet.pdf", "/privacy")


class Wire:
    """A connection that counts what arrives."""

    def __init__(self, proxy: Proxy) -> None:
        self.incoming, self.outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self.tls = proxy.tls.wrap_bio(self.incoming, self.outgoing, server_hostname=HOST)
        self.bare = socket.create_connection(("127.0.0.1", proxy.port))
        self.received = 0
        self.ask(self.tls.do_handshake)
        assert self.tls.version() == "TLSv1.3"

    def ask(self, step, *arguments):
        while True:
            try:
                done = step(*arguments)
            except ssl.SSLWantReadError:
                self.bare.sendall(self.outgoing.read())
                came = self.bare.recv(65536)
                self.received += len(came)
                self.incoming.write(came) if came else self.incoming.write_eof()
            else:
                self.bare.sendall(self.outgoing.read())
                return done

    def get(self, path: str, cookie: str) -> tuple[int, int]:
        """The bytes of the handshake, and of the answer."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {HOST}", f"Cookie: {cookie}", "Connection: close"]
        lines += ["Accept-Encoding: gzip, deflate, br, zstd"]
        self.ask(self.tls.write, ("\r\n".join(lines) + "\r\n\r\n").encode())
        handshake, answer = self.received, b""
        while True:
            try:
                part = self.ask(self.tls.read, 65536)
            except ssl.SSLEOFError:
                break
            if not part:
                break
            answer += part
        assert answer.startswith(b"HTTP/1.1 200"), answer[:200]
        self.bare.close()
        return handshake, self.received - handshake


def cookies_of_people(copy: Copy) -> list[str]:
    made = []
    for number in range(PEOPLE):
        browser = Browser(copy)
        Visitor(browser).walk(as_pages(some_answers(Random(number)) | {"side_effect": {}}))
        browser.close()
        made.append("; ".join(f"{key}={item.coded_value}" for key, item in browser.cookies.items()))
    return made


def told(sizes: list[int]) -> float:
    """How many of the bits that would name one of these people their lengths give away."""
    count = Counter(sizes)
    return sum(each / len(sizes) * log2(len(sizes) / each) for each in count.values())


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Site(Path(folder))
        shipped = (Path(folder) / "site.conf").read_text()
        for copy in site.copies:
            copy.start()
        try:
            cookies = cookies_of_people(site.copies[0])
            print(f"{PEOPLE} people; {log2(PEOPLE):.1f} bits would name one of them")
            for step in STEPS:
                measure(site.proxy, Path(folder), shipped, step, cookies)
        finally:
            site.stop()


def measure(proxy: Proxy, folder: Path, shipped: str, step: int, cookies: list[str]) -> None:
    conf = shipped.replace("rate=50r/s", "rate=10000r/s").replace("rate=2", "rate=1000")
    lines = [line for line in conf.splitlines() if "RecordPadding" not in line]
    if step:
        place = next(at for at, line in enumerate(lines) if "ssl_session_tickets" in line)
        lines.insert(place, f"ssl_conf_command RecordPadding {step};")
    (folder / "site.conf").write_text("\n".join(lines))
    proxy.start()
    sizes, seconds = defaultdict(list), 0.0
    for page in PAGES:
        for cookie in cookies:
            wire = Wire(proxy)
            begun = perf_counter()
            handshake, answer = wire.get(page, cookie)
            seconds += perf_counter() - begun
            sizes[page].append(answer)
            sizes["handshake"].append(handshake)
    proxy.stop()
    print(f"\nsteps of {step} bytes; {seconds / PEOPLE / len(PAGES) * 1000:.1f} ms an answer")
    for page, found in sizes.items():
        mean, different = sum(found) / len(found), len(set(found))
        print(f"  {page:20} mean {mean:8.0f} bytes, {different:4} lengths, {told(found):.1f} bits")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
