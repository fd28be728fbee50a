"""A visitor with a browser's habits: cookies, referrers, forms sent as they stand."""

from dataclasses import dataclass, field
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

ADDRESS = "https://clinic.example"
KEY = "made-up-key-for-tests-only"

PERSON_1 = {
    "about-you": {"who": "me", "age": "34", "severity": "moderate", "specialist": "no"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": ["none"]},
    "health": {"health": ["none"]},
    "concerns": {"concerns": ["infection", "how_long"]},
}
PERSON_2 = {
    "about-you": {"who": "child", "age": "9", "severity": "severe", "specialist": "yes"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": ["methotrexate"]},
    "how-it-went": {"outcome-methotrexate": "did_not_work"},
    "health": {"health": ["none"]},
    "concerns": {"concerns": ["none"]},
}
PERSON_3 = {
    "about-you": {"who": "me", "age": "28", "severity": "moderate", "specialist": "yes"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": ["cyclosporine"]},
    "how-it-went": {
        "outcome-cyclosporine": "side_effects",
        "cyclosporine_months": "under_3",
    },
    "health": {"health": ["pregnancy"]},
    "concerns": {"concerns": ["none"]},
}
PERSONS = {"person 1": PERSON_1, "person 2": PERSON_2, "person 3": PERSON_3}


@dataclass
class Visitor:
    """`page` is the parsed page now open; `status` and `headers` are of its answer."""

    client: object
    page: BeautifulSoup = field(default_factory=lambda: BeautifulSoup("", "html.parser"))
    url: str = ADDRESS + "/"
    status: int = 0
    headers: dict = field(default_factory=dict)

    def open(self, address: str, method: str = "GET", **sent) -> BeautifulSoup:
        target = urljoin(self.url, address)
        for _ in range(6):
            answer = self.client.open(
                target, base_url=ADDRESS, method=method, headers={"Referer": self.url}, **sent
            )
            self.url = target
            if answer.status_code not in (301, 302, 303, 308):
                break
            target, method, sent = urljoin(target, answer.headers["Location"]), "GET", {}
        self.status, self.headers = answer.status_code, answer.headers
        self.page = BeautifulSoup(answer.data, "html.parser")
        return self.page

    @property
    def path(self) -> str:
        return urlsplit(self.url).path

    @property
    def heading(self) -> str:
        return self.page.h1.get_text(strip=True)

    @property
    def text(self) -> str:
        return " ".join(self.page.get_text(" ").split())

    def form(self, action: str = "") -> Tag:
        wanted = [form for form in self.page.find_all("form") if form.get("action", "") == action]
        assert wanted, f"{self.path} has no form for {action or 'itself'}"
        return wanted[0]

    def filled(self, action: str = "") -> dict[str, list[str]]:
        """What the form would send now."""
        data: dict[str, list[str]] = {}
        for box in self.form(action).find_all("input"):
            if box.get("type") not in ("radio", "checkbox") or box.has_attr("checked"):
                data.setdefault(box["name"], []).append(box.get("value", ""))
        for box in self.form(action).find_all("textarea"):
            data[box["name"]] = [box.get_text()]
        for box in self.form(action).find_all("select"):
            data[box["name"]] = [box.select_one("[selected]")["value"]]
        return data

    def send(self, answers: dict | None = None, action: str = "") -> BeautifulSoup:
        """Fill in the form that is open and press its button."""
        form = self.form(action)
        offered = {(box["name"], box.get("value")) for box in form.find_all("input")}
        for box in form.find_all("select"):
            offered |= {(box["name"], option["value"]) for option in box.find_all("option")}
        free = {"age", *(box["name"] for box in form.find_all("textarea"))}
        data = self.filled(action)
        for name, value in (answers or {}).items():
            values = value if isinstance(value, list) else [value]
            for one in values:
                assert name in free or (name, one) in offered, f"{name}={one} is not offered"
            data[name] = values
        return self.open(form.get("action") or self.url, "POST", data=data)

    def walk(self, person: dict) -> None:
        """From the first page of questions to check-answers."""
        self.open("/questions/about-you")
        while self.path.startswith("/questions/"):
            slug = self.path.rsplit("/", 1)[1]
            self.send(person[slug])
            assert self.status == 200, self.text

    def errors(self) -> dict[str, str]:
        """Links of the error summary: where each leads, and what it says."""
        summary = self.page.find(id="summary")
        return {a["href"]: a.get_text() for a in summary.find_all("a")} if summary else {}
