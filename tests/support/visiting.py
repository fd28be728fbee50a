"""A visitor with a browser's habits: cookies, what it says of itself, forms sent as they stand."""

from dataclasses import dataclass, field
from time import time
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

HOST = "clinic.example"
ADDRESS = f"https://{HOST}"
KEY = "made-up-key-for-tests-only"
COOKIE = "__Host-answers"

# The persons of the decisions, worked: page -> fields.
PERSON_1 = {
    "about-you": {"who": "me", "age": "34", "severity": "moderate", "specialist": "no"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": ["none"]},
    "health": {"health": ["none"]},
    "matters": {"goals": ["none"], "concerns": ["infection", "how_long"]},
}
PERSON_2 = {
    "about-you": {"who": "child", "age": "9", "severity": "severe", "specialist": "yes"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": ["methotrexate"]},
    "how-it-went": {"outcome-methotrexate": "did_not_work"},
    "health": {"health": ["none"]},
    "matters": {"goals": ["none"], "concerns": ["none"]},
}
PERSON_3 = {
    "about-you": {"who": "me", "age": "28", "severity": "moderate", "specialist": "yes"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": ["cyclosporine"]},
    "how-it-went": {
        "outcome-cyclosporine": "side_effects",
        "side_effect-cyclosporine": "kidney",
        "months-cyclosporine": "under_3",
    },
    "health": {"health": ["could_become_pregnant"]},
    "matters": {"goals": ["none"], "concerns": ["none"]},
}
PERSON_4 = {
    "about-you": {"who": "child", "age": "9", "severity": "severe", "specialist": "yes"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": ["methotrexate"]},
    "how-it-went": {
        "outcome-methotrexate": "taking_not_sure",
        "months-methotrexate": "under_3",
    },
    "health": {"health": ["vaccine_soon"]},
    "matters": {"goals": ["none"], "concerns": ["none"]},
}
PERSON_5 = {
    "about-you": {"who": "me", "age": "41", "severity": "severe", "specialist": "yes"},
    "creams": {"creams": "helps_some"},
    "medicines": {"medicines": ["dupilumab"]},
    "how-it-went": {"outcome-dupilumab": "taking_not_enough"},
    "health": {"health": ["none"]},
    "matters": {"goals": ["none"], "itch": "8", "bad_nights": "0", "concerns": ["eyes"]},
}
PERSON_6 = {
    "about-you": {"who": "me", "age": "60", "severity": "severe", "specialist": "no"},
    "creams": {"creams": "not_tried"},
    "medicines": {"medicines": ["none"]},
    "health": {"health": ["none"]},
    "matters": {"goals": ["none"], "concerns": ["none"]},
}
PERSONS = {
    f"person {number}": person
    for number, person in enumerate(
        (PERSON_1, PERSON_2, PERSON_3, PERSON_4, PERSON_5, PERSON_6), start=1
    )
}
BY_MEDICINE = {"outcome": "outcomes", "months": "months", "side_effect": "side_effect"}
NUMBERS = ("age", "itch", "bad_nights")


def stored(person: dict) -> dict:
    """The answers as the session keeps them once every page was sent."""
    told: dict = {"outcomes": {}, "months": {}, "side_effect": {}}
    for name, value in ((name, value) for page in person.values() for name, value in page.items()):
        kind, _, medicine = name.partition("-")
        if medicine:
            told[BY_MEDICINE[kind]][medicine] = value
        else:
            told[name] = int(value) if name in NUMBERS else value
    return told | {"medicines": [code for code in told["medicines"] if code != "none"]}


def without_explanations(part: Tag) -> str:
    """What is read there at first: words explained on tap come only on tap."""
    pieces = part.find_all(string=True)
    return " ".join(each for each in pieces if not each.find_parent("details", class_="word"))


@dataclass
class Visitor:
    """`page` is the parsed page now open; `status` and `headers` are of its answer."""

    client: object
    url: str = ADDRESS + "/"
    status: int = 0
    headers: dict = field(default_factory=dict)
    html: bytes | BeautifulSoup = b""

    def open(self, address: str, method: str = "GET", **sent) -> BeautifulSoup:
        self.go(address, method, **sent)
        return self.page

    def go(self, address: str, method: str = "GET", headers: dict | None = None, **sent) -> None:
        """Open a page, by way of where it leads to."""
        target = urljoin(self.url, address)
        for _ in range(6):
            told = {"Referer": self.url, "Sec-Fetch-Site": "same-origin"}
            told |= {"Origin": ADDRESS} if method == "POST" else {}
            answer = self.client.open(
                target, base_url=ADDRESS, method=method, headers=told | (headers or {}), **sent
            )
            self.url = target
            if answer.status_code not in (301, 302, 303, 308):
                break
            target, method, sent = urljoin(target, answer.headers["Location"]), "GET", {}
        self.status, self.headers, self.html = answer.status_code, answer.headers, answer.data

    def get(self, address: str, **headers: str):
        """The bare answer: nobody is led on, and the page that is open stays so."""
        with self.client.get(address, base_url=ADDRESS, headers=headers) as answer:
            answer.get_data()
        return answer

    @property
    def page(self) -> BeautifulSoup:
        if isinstance(self.html, bytes):  # parsing takes longer than most pages do
            self.html = BeautifulSoup(self.html, "html.parser")
        return self.html

    @property
    def cookie(self) -> str:
        """The value of the service's cookie; empty without one."""
        found = self.client.get_cookie(COOKIE, domain=HOST)
        return found.value if found else ""

    @cookie.setter
    def cookie(self, value: str) -> None:
        self.client.set_cookie(COOKIE, value, domain=HOST, secure=True)

    def remember(self, **kept) -> None:
        """Put something into the session, in the service's own name."""
        with self.client.session_transaction(base_url=ADDRESS) as session:
            session.update(kept)

    def answered(self, person: dict) -> None:
        """All is answered, and the answers are looked over."""
        self.remember(answers=stored(person), used=int(time()))
        self.go("/check-answers")

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
        target = action or self.path
        forms = self.page.find_all("form")
        wanted = [form for form in forms if (form.get("action") or self.path) == target]
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
        return data

    def send(self, answers: dict | None = None, action: str = "") -> None:
        """Fill in the form that is open and press its button, or one that `answers` names."""
        form = self.form(action)
        boxes = form.select("input[name], button[name]")
        offered = {(box["name"], box.get("value")) for box in boxes}
        free = {box["name"] for box in form.select("textarea, input[type=text]")}
        data = self.filled(action)
        for name, value in (answers or {}).items():
            values = value if isinstance(value, list) else [value]
            for one in values:
                assert name in free or (name, one) in offered, f"{name}={one} is not offered"
            data[name] = values
        self.go(form.get("action") or self.url, "POST", data=data)

    def walk(self, person: dict) -> None:
        """From the first page of questions to where questions are chosen."""
        self.go("/questions/about-you")
        while self.path.startswith("/questions/"):
            slug = self.path.rsplit("/", 1)[1]
            self.send(person[slug])
            assert self.status == 200, self.text

    def errors(self) -> dict[str, str]:
        """Links of the error summary: where each leads, and what it says."""
        summary = self.page.find(id="summary")
        return {a["href"]: a.get_text() for a in summary.find_all("a")} if summary else {}
