"""The service as it is handed out: the shipped files of deploy/ with real gunicorn and nginx."""

import os
import re
import shlex
import signal
import socket
import ssl
import stat
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from itertools import count
from pathlib import Path
from urllib.request import Request, urlopen

CHECKOUT = Path(__file__).parents[2]
DEPLOY = CHECKOUT / "deploy"
HOST = "clinic.example"
KEY = "made-up-key-for-tests-only"
VISITOR = "127.0.0.77"  # the address that requests to a copy come from
PATIENCE = 20  # seconds until something that should happen has happened
# In a log: answers of 500 and more, but for PDFs that find no place, and what Python raised.
WRONG = (
    r"(?<!/sheet\.pdf) 503 \d+ ms| 50[^3] \d+ ms|Traceback.*|Error .*|A fault.*|A request failed.*"
)

NGINX = """
daemon off;
{user}
pid {folder}/nginx.pid;
worker_processes 2;
error_log stderr;
events {{}}
http {{
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""

# Changes to the shipped nginx.conf: what it must not take, for tests that look for it.
WEAK = {
    "ssl_ciphers ": "ssl_ciphers ALL:@SECLEVEL=0:",
    "ssl_protocols TLSv1.2 TLSv1.3;": "ssl_protocols TLSv1 TLSv1.1 TLSv1.2;",
}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def until(happened: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.05)


def exec_start(port: int) -> list[str]:
    """The command of the systemd unit, with the Python that runs the tests."""
    unit = (DEPLOY / "eczema-questions@.service").read_text()
    line = re.search(r"^ExecStart=(.*)$", unit, re.MULTILINE)[1]
    _, *arguments = shlex.split(line.replace("%i", str(port)))
    return [sys.executable, "-m", "gunicorn", *arguments]


class Served:
    """A process, and what it wrote. The log is a pipe, for it must work when no disk does."""

    command: list[str]
    folder = CHECKOUT

    def __init__(self) -> None:
        self.lines: list[str] = []

    @property
    def log(self) -> str:
        return "".join(self.lines)

    def start(self, **more) -> None:
        self.process = subprocess.Popen(
            self.command,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            cwd=self.folder,
            **more,
        )
        self.reader = threading.Thread(target=self._read, args=(self.process.stdout,))
        self.reader.start()

    def _read(self, pipe) -> None:
        with pipe:
            self.lines.extend(pipe)

    def stop(self) -> int:
        """End it as systemd does: the work in hand is done first."""
        if self.process.poll() is None:
            self.process.terminate()
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.reader.join()

    def children(self) -> list[int]:
        found = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in found.split()]


class Copy(Served):
    """One gunicorn with its workers, by the command of the unit; later options win over it."""

    def __init__(self, *options: str, app: str = "", **settings: str) -> None:
        super().__init__()
        self.port = free_port()
        self.settings = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": f"{CHECKOUT}{os.pathsep}{CHECKOUT / 'tests'}",
            "PYTHONDONTWRITEBYTECODE": "1",
            "SECRET_KEY": KEY,
            "TRUSTED_HOSTS": HOST,
            "PROXIES": "1",
        } | settings
        *command, shipped = exec_start(self.port)
        self.command = [*command, *options, app or shipped]

    def start(self, **more) -> None:
        super().start(env=self.settings, **more)
        until(lambda: self.healthy() or self.process.poll() is not None)
        assert self.healthy(), self.log

    def restart(self, **changed: str) -> None:
        self.stop()
        self.settings |= changed
        self.start()

    def healthy(self) -> bool:
        asked = Request(f"http://127.0.0.1:{self.port}/healthz", headers={"Host": HOST})
        with suppress(OSError, HTTPException), urlopen(asked, timeout=PATIENCE) as answer:
            return answer.status == 200
        return False

    def signal_workers(self, number: signal.Signals) -> None:
        for pid in self.children():
            with suppress(ProcessLookupError):
                os.kill(pid, number)

    def socket(self) -> socket.socket:
        return socket.create_connection(
            ("127.0.0.1", self.port), PATIENCE, source_address=(VISITOR, 0)
        )

    def answered(self, status: int) -> int:
        """How many answers had this status."""
        return len(re.findall(rf" {status} \d+ ms\n", self.log))

    def failures(self) -> list[str]:
        return re.findall(WRONG, self.log)

    def left_behind(self) -> Iterator[tuple[str, bytes]]:
        """Its log, and each file in its folder or open in a process, be it deleted already."""
        yield "log", self.log.encode()
        for path in self.folder.rglob("*"):
            if path.is_file():
                yield str(path), path.read_bytes()
        for process in (self.process.pid, *self.children()):
            for handle in Path(f"/proc/{process}/fd").iterdir():
                if stat.S_ISREG(handle.stat().st_mode):
                    yield f"{handle} -> {handle.readlink()}", handle.read_bytes()


@contextmanager
def served(folder: Path, *options: str, app: str = "", **settings: str) -> Iterator[Copy]:
    """A copy that knows no other folder to leave anything in."""
    copy = Copy(*options, app=app, HOME=str(folder), TMPDIR=str(folder), **settings)
    copy.folder = folder
    try:
        copy.start()
        yield copy
    finally:
        copy.stop()


class Proxy(Served):
    """nginx with the shipped configuration, but for names, ports, paths and what `changed` says."""

    def __init__(
        self, folder: Path, copies: list[Copy], changed: Mapping[str, str] | None = None
    ) -> None:
        super().__init__()
        self.visitors = count()
        self.port, self.plain_port = free_port(), free_port()
        made = certificate(folder)
        self.tls = ssl.create_default_context(cafile=str(made))
        changes = {
            "listen 80;": f"listen 127.0.0.1:{self.plain_port};",
            "listen [::]:80;": "",
            "listen 443 ssl http2;": f"listen 127.0.0.1:{self.port} ssl http2;",
            "listen [::]:443 ssl http2;": "",
            "questions.example.org;": f"{HOST};",
            "https://questions.example.org": f"https://{HOST}",
            "/etc/ssl/questions.example.org.pem": str(made),
            "/etc/ssl/private/questions.example.org.key": str(folder / "key.pem"),
            "/usr/share/nginx/eczema-questions/": f"{DEPLOY / 'nginx-pages'}/",
            "/var/log/nginx/eczema-questions.log alert": "stderr error",
            "/var/log/nginx/eczema-questions-access.log": "/dev/stdout",
            "127.0.0.1:8001": f"127.0.0.1:{copies[0].port}",
            "127.0.0.1:8002": f"127.0.0.1:{copies[-1].port}",
        } | dict(changed or {})
        site = (DEPLOY / "nginx.conf").read_text()
        for shipped, here in changes.items():
            assert shipped in site, f"deploy/nginx.conf has no {shipped}"
            site = site.replace(shipped, here)
        (folder / "site.conf").write_text(site)
        user = "user root;" if os.getuid() == 0 else ""  # the one whose limits a test may set
        (folder / "nginx.conf").write_text(NGINX.format(folder=folder, user=user))
        # Debian has it in a folder that only root's search path names
        nginx = "/usr/sbin/nginx" if Path("/usr/sbin/nginx").exists() else "nginx"
        self.command = [nginx, "-e", "stderr", "-c", str(folder / "nginx.conf")]

    def start(self) -> None:
        super().start()
        until(lambda: self.listens() or self.process.poll() is not None)
        assert self.process.poll() is None, self.log

    def socket(self, visitor: str = "") -> socket.socket:
        """A connection from this address, or from one of its own, as each visitor has one."""
        number = next(self.visitors)
        source = visitor or f"127.7.{number // 250 % 250}.{number % 250 + 1}"
        bare = socket.create_connection(("127.0.0.1", self.port), PATIENCE, (source, 0))
        return self.tls.wrap_socket(bare, server_hostname=HOST)

    def felt(self) -> int:
        """How often a copy failed it."""
        return self.log.count("while reading response header") + self.log.count("connect() failed")

    def listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
            return True
        return False


def certificate(folder: Path, key: str = "ec -pkeyopt ec_paramgen_curve:P-256") -> Path:
    made = folder / "certificate.pem"
    command = f"openssl req -x509 -newkey {key} -nodes -days 2"
    names = ("-subj", f"/CN={HOST}", "-addext", f"subjectAltName=DNS:{HOST}")
    files = ("-keyout", str(folder / "key.pem"), "-out", str(made))
    subprocess.run([*command.split(), *names, *files], check=True, capture_output=True)
    return made


def rsa_too(folder: Path) -> dict[str, str]:
    """The change that adds an RSA certificate beside the other, so that each suite has a key."""
    made = certificate(folder, "rsa:2048")
    added = f"ssl_certificate {made}; ssl_certificate_key {folder / 'key.pem'};\n    ssl_protocols"
    return {"ssl_protocols": added}


@contextmanager
def proxied(folder: Path, copies: list[Copy], changed: Mapping[str, str]) -> Iterator[Proxy]:
    """nginx with one more change, in front of copies that run already."""
    proxy = Proxy(folder, copies, changed)
    try:
        proxy.start()
        yield proxy
    finally:
        proxy.stop()


class Site:
    """Two copies behind one proxy. They share nothing but the key."""

    def __init__(self, folder: Path) -> None:
        self.copies = [Copy(), Copy()]
        self.proxy = Proxy(folder, self.copies)
        self.parts: list[Served] = [*self.copies, self.proxy]

    def start(self) -> None:
        for part in self.parts:
            part.start()

    def stop(self) -> None:
        for part in self.parts:
            part.stop()

    def failures(self) -> list[str]:
        return [line for copy in self.copies for line in copy.failures()]


def send_raw(server: Copy | Proxy, request: bytes) -> bytes:
    """What comes back for these bytes; a server may close while it is still sent to."""
    answer = b""
    with server.socket() as connection, suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        while part := connection.recv(65536):
            answer += part
    return answer
