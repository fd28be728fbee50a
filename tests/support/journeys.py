"""Many people on their way through the pages at once, each with answers of their own."""

import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from enum import StrEnum
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from random import Random
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

from rules import Answers, build_sheet
from rules.answers import (
    MAX_BAD_NIGHTS,
    MAX_GOALS,
    MAX_ITCH,
    Concern,
    Creams,
    Goal,
    Health,
    Medicine,
    Months,
    Outcome,
    Severity,
    Specialist,
)
from support.serving import HOST, KEY, PATIENCE, VISITOR, Copy, Proxy
from support.visiting import ADDRESS, Visitor
from webapp import create_app

PEOPLE = 6
NOT_NOW = (502, 503, 504)  # nginx says so when no copy answered: a person tries again


class Answer(NamedTuple):
    status_code: int
    headers: dict[str, str]
    data: bytes


class Connection(HTTPConnection):
    """To a copy, or to the proxy by the name in its certificate."""

    def __init__(self, server: Copy | Proxy, **source: str) -> None:
        super().__init__(HOST)
        self.server, self.source = server, source

    def connect(self) -> None:
        self.sock = self.server.socket(**self.source)


class Browser:
    """What Flask's test client does, over the wire: cookies, and patience when nothing answers."""

    def __init__(
        self,
        server: Copy | Proxy,
        seen: Counter | None = None,
        reading: float = 0,
        **source: str,
    ) -> None:
        self.seen = Counter() if seen is None else seen
        self.cookies, self.reading = SimpleCookie(), reading
        self.connection = Connection(server, **source)

    def open(self, target, method="GET", base_url=ADDRESS, headers=None, data=None) -> Answer:
        time.sleep(self.reading)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            try:
                answer = self.once(target, method, headers or {}, data)
            except (OSError, HTTPException):
                self.seen["no answer"] += 1
                self.close()
            else:
                self.seen[answer.status_code] += 1
                if answer.status_code not in NOT_NOW:
                    return answer
            time.sleep(0.1)
        raise AssertionError(f"{target} could not be reached")

    def close(self) -> None:
        self.connection.close()

    def once(self, target, method="GET", headers=None, data=None) -> Answer:
        parts = urlsplit(target)
        path = parts.path + (f"?{parts.query}" if parts.query else "")
        sent = {
            "Cookie": "; ".join(f"{key}={item.coded_value}" for key, item in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
            "X-Forwarded-For": VISITOR,  # as a proxy says it; nginx puts its own in its place
            "X-Forwarded-Proto": "https",
            **(headers or {}),
        }
        body = urlencode(data, doseq=True) if isinstance(data, dict) else data
        self.connection.request(method, path, body, sent)
        got = self.connection.getresponse()
        content = got.read()
        for line in got.headers.get_all("Set-Cookie", []):
            self.cookies.load(line)
        return Answer(got.status, dict(got.headers), content)


def some_answers(random: Random) -> dict:
    """Answers of an adult, as JSON."""

    def one(codes: type[StrEnum]) -> str:
        return str(random.choice([*codes]))

    def some(codes: type[StrEnum], most: int) -> list[str]:
        return [str(code) for code in random.sample([*codes], random.randint(1, most))]

    medicines = {medicine: one(Outcome) for medicine in some(Medicine, 4)}
    return {
        "who": "me",
        "age": random.randint(18, 90),
        "severity": one(Severity),
        "itch": random.randint(0, MAX_ITCH),
        "bad_nights": random.randint(0, MAX_BAD_NIGHTS),
        "specialist": one(Specialist),
        "creams": one(Creams),
        "medicines": medicines,
        "months": {medicine: one(Months) for medicine in medicines},
        "side_effect": {
            medicine: f"felt sick {random.randint(1, 99)} times"
            for medicine, outcome in medicines.items()
            if outcome == Outcome.SIDE_EFFECTS
        },
        "health": some(Health, 5),
        "goals": some(Goal, MAX_GOALS),
        "concerns": some(Concern, 8),
    }


def as_pages(told: dict) -> dict[str, dict]:
    """The same answers as the pages ask for them."""
    by_medicine = (("outcome", "medicines"), ("months", "months"), ("side_effect", "side_effect"))
    return {
        "about-you": {key: str(told[key]) for key in ("who", "age", "severity", "specialist")},
        "creams": {"creams": told["creams"]},
        "medicines": {"medicines": list(told["medicines"])},
        "how-it-went": {
            f"{field}-{medicine}": value
            for field, key in by_medicine
            for medicine, value in told[key].items()
        },
        "health": {"health": told["health"]},
        "matters": {
            "goals": told["goals"],
            "itch": str(told["itch"]),
            "bad_nights": str(told["bad_nights"]),
            "concerns": told["concerns"],
        },
    }


class Ended(NamedTuple):
    """What a journey ended with: the answers to check, the sheet's questions, and all it says."""

    checked: list[str]
    questions: set[str]
    sheet: str


def journey(visitor: Visitor, told: dict, own: str) -> Ended:
    """From the first page to the sheet, by way of a change and a choice."""
    visitor.walk(as_pages(told))
    assert visitor.path == "/sheet/choose"
    visitor.open("/questions/health?change=1")
    visitor.send()
    assert visitor.path == "/check-answers"
    checked = [line.get_text(" ", strip=True) for line in visitor.page.find_all("dd")]
    visitor.open("/sheet/choose")
    visitor.send({"own_1": own})
    assert visitor.path == "/sheet"
    questions = {item["data-question"] for item in visitor.page.select("[data-question]")}
    sheet = visitor.client.open("/sheet.txt", base_url=ADDRESS).data.decode()
    return Ended(checked, questions, sheet)


class Crowd:
    """What the people saw, how often, and what they ended with."""

    def __init__(self, proxy: Proxy, reading: float) -> None:
        self.proxy, self.reading = proxy, reading
        self.seen: Counter = Counter()
        self.ended: list[tuple[dict, str, Ended]] = []
        self.over = threading.Event()

    def live(self, number: int) -> None:
        """One journey after the other; the last one begins when the fault is over."""
        random = Random(number)
        last = False
        while not last:
            last = self.over.is_set()
            told, own = some_answers(random), f"May I ask for {random.random()}?"
            with closing(Browser(self.proxy, self.seen, self.reading)) as browser:
                self.ended.append((told, own, journey(Visitor(browser), told, own)))
                assert browser.open("/sheet.pdf").data.startswith(b"%PDF")

    def lost(self) -> list[str]:
        """What is missing: beside the rules, and beside a service where nothing went wrong."""
        undisturbed = create_app({"SECRET_KEY": KEY})
        found = []
        for told, own, got in self.ended:
            meant = journey(Visitor(undisturbed.test_client()), told, own)
            asked = build_sheet(Answers.from_json(told)).questions
            chosen = {question.id for question in asked if question.chosen}
            words = [own, *told["side_effect"].values()]
            said = all(each in got.sheet for each in words)
            if got != meant or not chosen <= got.questions or not said:
                found.append(f"{told}: {got} is not {meant}")
        return found


@contextmanager
def crowd(proxy: Proxy, reading: float = 0.1) -> Iterator[Crowd]:
    """People who are on their way while the block runs, and are let finish after it.

    Each page is looked at for so many seconds.
    """
    people = Crowd(proxy, reading)
    with ThreadPoolExecutor(PEOPLE) as pool:
        living = [pool.submit(people.live, number) for number in range(PEOPLE)]
        try:
            time.sleep(0.3)  # so that they are on different pages
            yield people
        finally:
            people.over.set()
    for each in living:
        each.result()
