"""What there is to attack: routes from the app's own map, fields and addresses from its pages."""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

KEY = "made-up-key-for-tests-only"
HOST = "clinic.example"
TOKEN = "made-up-token"

WHOLE = {
    "who": "child",
    "age": 12,
    "severity": "severe",
    "specialist": "not_sure",
    "creams": "helps_some",
    "medicines": {"cyclosporine": "wore_off", "newer": "taking_now"},
    "cyclosporine_months": "3_to_5",
    "health": ["kidney", "pregnancy"],
    "concerns": ["infection"],
    "own_questions": ["May my child swim?"],
}


@dataclass
class Known:
    """What the pages of the app offer: names with the values seen, by page where it matters."""

    app: Flask
    forms: dict[str, dict[str, list[str]]] = field(default_factory=dict)
    fields: dict[str, list[str]] = field(default_factory=dict)
    arguments: dict[str, list[str]] = field(default_factory=dict)
    queries: dict[str, list[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        client = self.app.test_client()
        client.set_cookie("__Host-answers", signed(self.app, WHOLE), domain=HOST, secure=True)
        rules = [rule for rule in self.app.url_map.iter_rules() if "GET" in (rule.methods or ())]
        waiting = [rule.rule for rule in rules if not rule.arguments]
        seen = set(waiting)
        while waiting:
            asked = waiting.pop()
            answer = client.get(asked, base_url=f"https://{HOST}")
            links = self._read(asked, answer.data) if answer.mimetype == "text/html" else []
            links += [answer.headers["Location"]] if "Location" in answer.headers else []
            for link in links:
                self._note(link)
                if (path := urlsplit(link).path) not in seen and path.startswith("/"):
                    seen.add(path)
                    waiting.append(path)
            answer.close()

    def _read(self, path: str, html: bytes) -> list[str]:
        page = BeautifulSoup(html, "html.parser")
        for box in page.select("input[name], select[name], textarea[name], button[name]"):
            values = [option.get("value", "") for option in box.find_all("option")]
            values += [box["value"]] if box.has_attr("value") else []
            for names in (self.fields, self.forms.setdefault(path, {})):
                names.setdefault(box["name"], []).extend(values)
        links = page.select("[href], [src], [action], [data-text]")
        names = ("href", "src", "action", "data-text")
        found = [link[name] for link in links for name in names if link.has_attr(name)]
        return [link for link in found if link.startswith("/")]

    def _note(self, link: str) -> None:
        """Names in the query, and what stands in an address where a rule has a blank."""
        for name, value in parse_qsl(urlsplit(link).query, keep_blank_values=True):
            self.queries.setdefault(name, []).append(value)
        for rule in self.app.url_map.iter_rules():
            parts = re.split(r"<[^>]*>", rule.rule)
            pattern = "([^/]+|static/.+)".join(map(re.escape, parts))
            if len(parts) > 1 and (found := re.fullmatch(pattern, urlsplit(link).path)):
                self.arguments.setdefault(rule.rule, []).append(found[1])


def signed(app: Flask, answers: object, **more: object) -> str:
    """A session as the app itself would sign it, with a token that `token` fits."""
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    with app.app_context():
        return serializer.dumps({"answers": answers, "csrf_token": TOKEN} | more)


def token() -> str:
    return URLSafeTimedSerializer(KEY, salt="wtf-csrf-token").dumps(TOKEN)
