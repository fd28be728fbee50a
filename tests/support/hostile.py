"""Hostile requests to every route and field. The same seed makes the same requests."""

import copy
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from random import Random
from time import time
from typing import Any
from urllib.parse import urlencode, urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import create_environ

from rules import Answers, carry
from rules.fhir_response import response
from support.persons import told
from support.serving import HOST, KEY

ADDRESS = f"https://{HOST}"
TOKEN = "made-up-token"
WHOLE = {
    "who": "child",
    "age": 12,
    "severity": "severe",
    "specialist": "not_sure",
    "creams": "helps_some",
    "itch": 7,
    "bad_nights": 3,
    "medicines": ["cyclosporine", "upadacitinib"],
    "outcomes": {"cyclosporine": "side_effects", "upadacitinib": "taking_not_enough"},
    "months": {"cyclosporine": "3_to_5"},
    "side_effect": {"cyclosporine": "shaky hands"},
    "health": ["kidney"],
    "goals": ["less_itch"],
    "concerns": ["infection"],
    "own_questions": ["May my child swim?"],
}
# Each would show in a page that lets it through: ECHOES.
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
ECHOES = re.compile(rb"<script>zq|<img src=x|<svg/onload|\" onfocus=\"zq|982007569|<zq>")
TEXTS = (
    *("", " ", "\t\r\n", "x", "0", "-1", "34", "999999999999999999999", "1e308", "nan", "true"),
    *("null", "[]", "{}", "none", "\x00", "a\x00b", "\x7f\x1b[2J", "\u202eabc", "\u200b", "\ufeff"),
    *("\ud800", "\udfff\ud800", "e\u0301" * 40, "ﷺ" * 70, "👩‍👩‍👧‍👦" * 30, "\U000e0041" * 50),
    *("٣٤", "½", "İıſK", "\r\nSet-Cookie: zq=1", "\r\n\r\n<zq>", "../../../../etc/passwd"),
    *("//evil.example/", "https://evil.example", "%s%n%x", "${7*7}", "' OR 1=1 --", "; ls"),
)
BYTES = (b"\xff\xfe", b"\xc3\x28", b"%", b"%zz", b"%u0041", b"\x80" * 50, b"&=&")
METHODS = ("HEAD", "OPTIONS", "PUT", "DELETE", "PATCH", "TRACE", "PROPFIND", "<zq>")
RECORDS = tuple(
    response(Answers.from_json(told(**more)), None, ADDRESS, datetime(2026, 11, 29, tzinfo=UTC))
    for more in ({}, {"medicines": {"cyclosporine": "wore_off"}, "own_questions": [MARKUP[0]]})
)
CODES = tuple(
    carry.write(Answers.from_json(told(**more)), None, "en", 600).code
    for more in ({}, {"own_questions": ["<script>zq(3)</script>"]})
)
FORM, MULTIPART = "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"
KINDS = (FORM, MULTIPART, "multipart/form-data", "application/json", "text/xml")
HEADERS = (
    *("HTTP_HOST", "HTTP_REFERER", "HTTP_ORIGIN", "HTTP_SEC_FETCH_SITE", "HTTP_ACCEPT"),
    *("HTTP_ACCEPT_LANGUAGE", "HTTP_ACCEPT_ENCODING", "HTTP_IF_NONE_MATCH", "HTTP_RANGE"),
    *("HTTP_IF_MODIFIED_SINCE", "HTTP_IF_RANGE"),
    *("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_HOST", "HTTP_X_FORWARDED_PROTO"),
    *("HTTP_X_CSRFTOKEN", "HTTP_X_HTTP_METHOD_OVERRIDE", "HTTP_USER_AGENT", "HTTP_AUTHORIZATION"),
    *("CONTENT_TYPE", "CONTENT_LENGTH", "HTTP_COOKIE", "HTTP_CONTENT_ENCODING", "HTTP_EXPECT"),
)


def sealed(app: Flask, **session: object) -> str:
    """A cookie as the app itself would make it, with a token that `token` fits."""
    cipher = app.session_interface.get_signing_serializer(app)
    return "__Host-answers=" + cipher.dumps({"csrf_token": TOKEN, "used": int(time())} | session)


def token() -> str:
    return URLSafeTimedSerializer(KEY, salt="wtf-csrf-token").dumps(TOKEN)


def pages_of(app: Flask) -> Iterator[tuple[str, str]]:
    """Each address that a page of the app leads to, and the page there (if it is one)."""
    rules = app.url_map.iter_rules()
    waiting = [rule.rule for rule in rules if "GET" in rule.methods and not rule.arguments]
    seen, cookie, client = set(waiting), sealed(app, answers=WHOLE), app.test_client(False)
    while waiting:
        address = waiting.pop()
        with client.get(address, base_url=ADDRESS, headers={"Cookie": cookie}) as answer:
            html = answer.text if answer.mimetype == "text/html" else ""
        yield address, html
        links = re.findall(r' (?:href|src|action|data-text)="(/[^"#]*)', html)
        found = {link.replace("&amp;", "&") for link in links} - seen
        waiting.extend(sorted(found))
        seen |= found


class Hostile:
    def __init__(self, app: Flask, seed: int) -> None:
        self.app, self.random = app, Random(seed)
        self.addresses = {rule.rule: [rule.rule] for rule in app.url_map.iter_rules()}
        for slug in app.config["CLINICS"]:
            self.addresses["/at/<slug>"].append(f"/at/{slug}")
            self.addresses["/at/<slug>/logo"].append(f"/at/{slug}/logo")
        self.forms: dict[str, list[tuple[str, str]]] = {}
        for address, html in pages_of(app):
            path = urlsplit(address).path
            self.addresses.setdefault(path, []).append(address)
            boxes = BeautifulSoup(html, "html.parser").select("main [name]")
            self.forms[path] = [
                (box["name"], each.get("value", ""))
                for box in boxes
                for each in box.find_all("option") or [box]
            ]
        assert self.forms["/sheet/choose"], "WHOLE lacks an answer: no sheet is made of it"
        self.fields = [field for form in self.forms.values() for field in form]
        self.cookies = [sealed(app, answers=WHOLE)]

    def one_of(self, *makers: Callable[[], object], weights=None):
        return self.random.choices(makers, weights)[0]()

    def chance(self, of: float) -> bool:
        return self.random.random() < of

    def text(self) -> str:
        """A hostile text; now and then two of them, or very many times the same."""
        made = self.random.choice(self.random.choice((MARKUP, TEXTS, CODES)))
        if self.chance(0.2):
            made += self.text()
        if self.chance(0.01):
            made *= self.random.choice((300, 3000, 70_000)) // (len(made) or 1) + 1
        return made

    def record(self) -> str:
        """A record in FHIR, whole or with some of its values wrong; or its text damaged."""
        made: Any = copy.deepcopy(self.random.choice(RECORDS))
        for _ in range(self.random.choice((0, 1, 1, 5))):
            inner = made
            while isinstance(inner, dict | list) and inner:
                key = self.random.choice([*inner] if isinstance(inner, dict) else range(len(inner)))
                if self.chance(0.2):
                    inner[key] = self.thing()
                    break
                inner = inner[key]
        text = json.dumps(made)
        return text if self.chance(0.8) else text[: self.random.randrange(len(text))] + self.text()

    def raw(self) -> bytes:
        return self.random.choice((*BYTES, self.random.randbytes(self.random.randrange(60))))

    def address(self) -> tuple[str, str]:
        """A path and a query, as pages have them or spoiled."""
        addresses = self.random.choice([*self.addresses.values()])
        path, _, query = self.random.choice(addresses).partition("?")
        path = re.sub(r"<[^>]*>", lambda _: self.text(), path)
        if self.chance(0.2):
            name = query.partition("=")[0] or self.random.choice(self.fields)[0]
            query += "&" + urlencode({name: self.text()}, errors="surrogatepass")
        if self.chance(0.05):
            query += self.raw().decode("latin-1")
        if self.chance(0.2):
            path = "/es" + path.removeprefix("/es")
            query += self.random.choice(("", "&_anchor=zq", "&_scheme=zq", "&endpoint=zq"))
        return path + (self.text() if self.chance(0.05) else ""), query

    def pairs(self, path: str) -> list[tuple[str, str]]:
        """A form as its page would send it, spoiled here and there; or any fields, even many."""
        pairs = [field for field in self.forms.get(path, []) if self.chance(0.6)]
        if self.chance(0.6):
            pairs = [(key, self.text() if self.chance(0.3) else value) for key, value in pairs]
            pairs += [("code", self.record())] if path.endswith("/open") else []
            count = self.random.choice((0, 1, 2, 8)) if self.chance(0.98) else 1500
            pairs += [(key, self.text()) for key, _ in self.random.choices(self.fields, k=count)]
            pairs += [(self.text(), self.text())] if self.chance(0.1) else []
        pairs = [pair for pair in pairs if pair[0] != "csrf_token"]
        return [*pairs, ("csrf_token", token() if self.chance(0.9) else self.text())]

    def body(self, path: str) -> tuple[bytes, str]:
        """A body and what it says it is, which need not be true."""
        if self.chance(0.7):
            kind, made = FORM, urlencode(self.pairs(path), errors="surrogatepass").encode()
        else:
            kind, made = MULTIPART, self.multipart(self.pairs(path)[:220])
        if self.chance(0.1):
            place = self.random.randrange(len(made))
            made = made[:place] + self.one_of(bytes, self.raw) + made[place + 9 :]
        return made, self.random.choice((*KINDS, self.text())) if self.chance(0.1) else kind

    def multipart(self, pairs: list[tuple[str, str]]) -> bytes:
        parts = ""
        for name, value in pairs:
            head = f'Content-Disposition: form-data; name="{name}"' if self.chance(0.98) else ""
            head += f'; filename="{self.text()}"' if self.chance(0.1) else ""
            head += f"\r\nContent-Type: text/plain; charset={self.text()}" * self.chance(0.1)
            parts += f"--b\r\n{head}\r\n\r\n{value}\r\n"
        return f"{parts}--b--\r\n".encode("utf-8", "surrogatepass")

    def cookie(self) -> str:
        """One that the app made, one of another version, a forged one, or many."""
        return self.one_of(
            lambda: self.random.choice(self.cookies),
            lambda: sealed(self.app, answers=self.answers(), choice=self.thing()),
            lambda: self.random.choice(self.cookies)[: self.random.randrange(1400)] + self.text(),
            lambda: f"__Host-answers={self.text()}; " * self.random.choice((1, 2, 400)),
            weights=(8, 4, 1, 1),
        )

    def answers(self) -> object:
        """Those of a session: whole, or with parts that are wrong or of a wrong kind."""
        wrong = {self.random.choice([*WHOLE, "x"]): self.thing() for _ in range(2)}
        return WHOLE | wrong if self.chance(0.9) else self.thing()

    def thing(self, depth: int = 0) -> object:
        """Anything that JSON can say."""
        kind = self.random.randrange(8 if depth < 3 else 6)
        plain = (None, True, -1, 10**30, 1.5, self.text()[:200].encode("utf-8", "replace").decode())
        if kind < 6:
            return plain[kind]
        inner = [self.thing(depth + 1) for _ in range(self.random.randrange(4))]
        names = [*WHOLE, "chosen", "first", "offered", "Q13", "own-1"]
        return inner if kind == 6 else {self.random.choice(names): each for each in inner}

    def environ(self) -> dict[str, object]:
        """One request, as a server would hand it to the app."""
        path, query = self.address()
        route = path.removeprefix("/es")
        allowed = {"GET", "POST"} & {*self.app.url_map.bind(HOST).allowed_methods(route)}
        method = self.random.choice(METHODS if self.chance(0.08) else sorted(allowed) or ["GET"])
        body, kind = (b"", "") if method == "GET" else self.body(path)
        made = create_environ("/", ADDRESS) | {
            "REQUEST_METHOD": method,
            "PATH_INFO": wsgi(path),
            "QUERY_STRING": query,
            "HTTP_COOKIE": wsgi(self.cookie()),
            "CONTENT_TYPE": wsgi(kind),
            "CONTENT_LENGTH": str(len(body)),
            "wsgi.input": BytesIO(body),
        }
        for _ in range(self.random.choice((0, 0, 0, 1, 2))):
            made[self.random.choice(HEADERS)] = wsgi(self.text())
        return made

    def keep(self, headers: list[tuple[str, str]]) -> None:
        """Cookies that the app set are sent again later."""
        for name, value in headers:
            if name == "Set-Cookie" and self.chance(0.2):
                self.cookies = [*self.cookies[-50:], value.split(";")[0]]


def wsgi(text: str) -> str:
    """Text as the bytes of UTF-8, each as a character: what a server makes of it."""
    return text.encode("utf-8", "surrogatepass").decode("latin-1")
