"""Hostile requests to every route and field. The same seed makes the same requests."""

import json
import random
import re
import sys
from io import BytesIO
from urllib.parse import urlencode

from flask import Flask
from known import HOST, WHOLE, Known, signed, token

# Each would show in a page that lets it through: what to look for is `ECHOES` in fuzzing.py.
MARKUP = (
    "<script>zq(1)</script>",
    '"><img src=x onerror=zq(1)>',
    "'><svg/onload=zq(1)>",
    '" onfocus="zq(1)" x="',
    "{{ 31337 * 31337 }}",
    "{% for a in (1,) %}zq{% endfor %}<zq>",
    "</textarea></title></style><script>zq(2)</script>",
    "<!--<zq>",
    "javascript:zq(1)",
    '#eval("1")[*zq*] $ x $ \\ ` @zq',
)
TEXTS = (
    *("", " ", "\t\r\n", "x", "0", "-1", "34", "999999999999999999999", "1e308", "nan", "true"),
    *("null", "[]", "{}", "none", "\x00", "a\x00b", "\x7f\x1b[2J", "\u202eabc", "\u200b", "\ufeff"),
    *("\ud800", "\udfff\ud800", "e\u0301" * 40, "ﷺ" * 70, "👩‍👩‍👧‍👦" * 30, "\U000e0041" * 50),
    *("٣٤", "½", "İıſK", "\r\nSet-Cookie: zq=1", "\r\n\r\n<zq>", "../../../../etc/passwd"),
    *("//evil.example/", "https://evil.example", "%s%n%x", "${7*7}", "' OR 1=1 --", "; ls"),
)
BYTES = (
    b"\xff\xfe",
    b"\xc3\x28",
    b"\xf0\x28\x8c\xbc",
    b"%",
    b"%zz",
    b"%u0041",
    b"\x80" * 50,
    b"&=&",
)
BODIES = (
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "application/json",
    "text/xml",
)
METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "<zq>")
HEADERS = (
    *("HTTP_HOST", "HTTP_REFERER", "HTTP_ORIGIN", "HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE"),
    *("HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_RANGE"),
    *("HTTP_IF_RANGE", "HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_X_FORWARDED_PREFIX", "HTTP_X_CSRFTOKEN", "HTTP_X_HTTP_METHOD_OVERRIDE"),
    *("HTTP_USER_AGENT", "HTTP_AUTHORIZATION", "HTTP_TRANSFER_ENCODING", "HTTP_X_ORIGINAL_URL"),
    *("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_COOKIE", "HTTP_CONTENT_ENCODING", "HTTP_EXPECT"),
)


class Hostile:
    def __init__(self, app: Flask, seed: int) -> None:
        self.app, self.known, self.random = app, Known(app), random.Random(seed)
        self.rules = sorted(
            (rule.rule, method)
            for rule in app.url_map.iter_rules()
            for method in rule.methods & {"GET", "POST"}
        )
        self.cookies = [signed(app, WHOLE)]

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def text(self) -> str:
        """A hostile text; now and then two of them, or very many times the same."""
        made = self.random.choice(self.random.choice((MARKUP, TEXTS)))
        if self.chance(0.2):
            made += self.text()
        if self.chance(0.01):
            made *= self.random.choice((300, 3000, 70_000)) // (len(made) or 1) + 1
        return made

    def value(self, offered: dict[str, list[str]], name: str) -> str:
        values = offered.get(name, [])
        return self.random.choice(values) if values and self.chance(0.6) else self.text()

    def name(self, offered: dict[str, list[str]]) -> str:
        return self.random.choice([*offered]) if offered and self.chance(0.9) else self.text()

    def path(self, rule: str) -> str:
        def fill(found: re.Match[str]) -> str:
            known = self.known.arguments.get(rule, [])
            return self.random.choice(known) if known and self.chance(0.7) else self.text()

        path = re.sub(r"<[^>]*>", fill, rule)
        return path + self.text() if self.chance(0.05) else path

    def query(self) -> str:
        names = [self.name(self.known.queries) for _ in range(self.random.randrange(4))]
        pairs = [(name, self.value(self.known.queries, name)) for name in names]
        return self.encoded(pairs)

    def pairs(self, path: str) -> list[tuple[str, str]]:
        """A form as its page would send it, spoiled here and there; or any fields, even many."""
        own = self.known.forms.get(path, {})
        names = [*own] if self.chance(0.6) else []
        count = self.random.choice((0, 1, 2, 8)) if self.chance(0.98) else 1500
        names += [self.name(self.known.fields) for _ in range(count)]
        honest = self.chance(0.5)
        pairs = [
            (name, self.random.choice(own[name]))
            if honest and own.get(name)
            else (name, self.value(self.known.fields, name))
            for name in names
            if name != "csrf_token"
        ]
        return [*pairs, ("csrf_token", token() if self.chance(0.9) else self.text())]

    def encoded(self, pairs: list[tuple[str, str]]) -> str:
        made = urlencode(pairs, errors="surrogatepass")
        return made + "&" + self.raw().decode("latin-1") if self.chance(0.1) else made

    def raw(self) -> bytes:
        if self.chance(0.5):
            return self.random.choice(BYTES)
        return self.random.randbytes(self.random.randrange(60))

    def body(self, path: str) -> tuple[bytes, str]:
        """A body and what it says it is, which need not be true."""
        kind = self.random.choices(BODIES, (8, 4, 1, 1))[0]
        boundary = self.random.choice(("b", "b" * 70, "'", '"x y"'))
        if kind == "multipart/form-data":
            made = self.multipart(path, boundary)
            kind += f"; boundary={boundary}" if self.chance(0.95) else ""
        elif kind == "application/json":
            made = json.dumps(dict(self.pairs(path))).encode()
        else:
            made = self.encoded(self.pairs(path)).encode("latin-1")
        kind = self.random.choice((*BODIES, self.text())) if self.chance(0.05) else kind
        return self.damaged(made), kind

    def multipart(self, path: str, boundary: str) -> bytes:
        parts = b""
        for name, value in self.pairs(path)[:220]:
            named = f'; name="{name}"' if self.chance(0.98) else ""
            file = f'; filename="{self.text()}"' if self.chance(0.1) else ""
            head = f"Content-Disposition: form-data{named}{file}\r\n"
            head += (
                f"Content-Type: text/plain; charset={self.text()}\r\n" if self.chance(0.1) else ""
            )
            part = f"--{boundary}\r\n{head}\r\n{value}\r\n"
            parts += part.encode("utf-8", "surrogatepass")
        return parts + f"--{boundary}--\r\n".encode()

    def damaged(self, made: bytes) -> bytes:
        if self.chance(0.9) or not made:
            return made
        place = self.random.randrange(len(made))
        return made[:place] + self.random.choice(
            (b"", self.raw() + made[place:], made[place + 9 :])
        )

    def cookie(self) -> str:
        """One that the app signed, one that it would sign, an old or forged one, or many."""
        kind = self.random.randrange(12)
        if kind < 6:
            return f"__Host-answers={self.random.choice(self.cookies)}"
        if kind < 9:
            return f"__Host-answers={signed(self.app, self.session(), **self.beside())}"
        if kind == 9:
            cookie = self.random.choice(self.cookies)
            place = self.random.randrange(len(cookie))
            other = self.random.choice("Az0.-_")
            return f"__Host-answers={cookie[:place]}{other}{cookie[place + 1 :]}"
        if kind == 10:
            return "; ".join(
                f"{self.text()}={self.text()}" for _ in range(self.random.randrange(9))
            )
        return "; ".join(
            f"__Host-answers={self.text()}" for _ in range(self.random.choice((2, 400)))
        )

    def session(self) -> object:
        """The answers of a session: whole, or with parts that are wrong or of a wrong kind."""
        answers: dict[str, object] = dict(WHOLE)
        for _ in range(self.random.randrange(3)):
            answers[self.random.choice([*WHOLE, "x"])] = self.thing()
        return answers if self.chance(0.9) else self.thing()

    def beside(self) -> dict[str, object]:
        names = ("choice", "used", "_permanent", "clinic", "x")
        chosen = self.random.sample(names, self.random.randrange(3))
        return {name: self.thing() for name in chosen}

    def thing(self, depth: int = 0) -> object:
        """Anything that JSON can say."""
        kind = self.random.randrange(8 if depth < 3 else 6)
        plain = (None, True, -1, 10**30, 1.5, self.text()[:200].encode("utf-8", "replace").decode())
        if kind < 6:
            return plain[kind]
        inner = [self.thing(depth + 1) for _ in range(self.random.randrange(4))]
        names = [*WHOLE, "chosen", "first", "seen", "Q13", "own-1"]
        return inner if kind == 6 else {self.random.choice(names): each for each in inner}

    def environ(self) -> dict[str, object]:
        """One request, as a server would hand it to the app."""
        rule, method = self.random.choice(self.rules)
        method = self.random.choice(METHODS) if self.chance(0.08) else method
        path = self.path(rule)
        body, kind = self.body(path) if method not in ("GET", "HEAD") else (b"", "")
        query = self.query().encode("latin-1", "replace").decode("latin-1")
        made = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": wsgi(path),
            "QUERY_STRING": query,
            "SERVER_NAME": HOST,
            "SERVER_PORT": "443",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "203.0.113.9",
            "HTTP_HOST": HOST,
            "HTTP_REFERER": f"https://{HOST}/",
            "HTTP_COOKIE": wsgi(self.cookie()),
            "CONTENT_TYPE": wsgi(kind),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "https",
            "wsgi.input": BytesIO(body),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
        }
        for _ in range(self.random.choice((0, 0, 0, 1, 2))):
            made[self.random.choice(HEADERS)] = wsgi(self.text())
        return made

    def keep(self, headers: list[tuple[str, str]]) -> None:
        """Cookies that the app set are sent again later."""
        for name, value in headers:
            if name == "Set-Cookie" and value.startswith("__Host-answers=.") and self.chance(0.2):
                self.cookies = [*self.cookies[-50:], value.split(";")[0].split("=", 1)[1]]


def wsgi(text: str) -> str:
    """Text as the bytes of UTF-8, each as a character: what a server makes of it."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")
