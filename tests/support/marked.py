"""Journeys and broken requests in which everything that a visitor can write is marked."""

import re

from rules import Answers, carry
from support.journeys import Browser
from support.persons import told
from support.serving import HOST, VISITOR, Copy

FORWARDED = "203.0.113.9"  # the visitor's address, as a proxy would tell it
MARKED = re.compile(rb"zq\d{4}mark")
CODES = re.compile(rb"cyclosporine|side_effects|under_3|kidney|how_taken|not_enough|better_sleep")
COOKIE = re.compile(rb"gAAAAA[\w-]{20}")  # of a session, encrypted
ANYTHING = (MARKED, CODES, COOKIE, re.compile(VISITOR.encode()), re.compile(FORWARDED.encode()))

PAGES = {
    "about-you": {"who": "me", "age": "28", "severity": "moderate", "specialist": "yes"},
    "creams": {"creams": "not_enough"},
    "medicines": {"medicines": "cyclosporine"},
    "how-it-went": {"outcome-cyclosporine": "side_effects", "months-cyclosporine": "under_3"},
    "health": {"health": "kidney"},
    "matters": {"goals": "better_sleep", "itch": "9", "bad_nights": "6", "concerns": "how_taken"},
}
SIDE_EFFECT = "side_effect-cyclosporine"  # in the person's own words, as own questions are
CODE = carry.write(Answers.from_json(told(health=["kidney"])), None, "en", 600).code
CHOICE = ("own_1", "own_2", "own_3", "first", "chosen", "move")
NAMES = [*{name for page in PAGES.values() for name in page}, SIDE_EFFECT, *CHOICE, "keep"]
TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')


def mark_of(number: int) -> str:
    return f"zq{number:04}mark"


class Marked:
    """A visitor whose browser writes the mark wherever it can."""

    def __init__(self, copy: Copy, number: int) -> None:
        self.mark, self.token, self.status = mark_of(number), "", 0
        self.browser = Browser(copy)
        self.browser.cookies["other"] = self.mark
        self.headers = {
            "X-Forwarded-For": FORWARDED,
            "Referer": f"https://{HOST}/{self.mark}?{self.mark}",
            "User-Agent": self.mark,
            "Accept-Language": self.mark,
            f"X-{self.mark}": self.mark,
            "Connection": "close",
        }

    @property
    def cookie(self) -> str:
        return self.browser.cookies["__Host-answers"].value

    def send(self, path: str, data: dict | bytes | None = None, **headers: str) -> bytes:
        if isinstance(data, dict):
            data = data | {"csrf_token": self.token}
        address = f"{path}?{self.mark}={self.mark}"
        method = "GET" if data is None else "POST"
        answer = self.browser.open(address, method, headers=self.headers | headers, data=data)
        if token := TOKEN.search(answer.data):
            self.token = token[1].decode()
        self.status = answer.status_code
        return answer.data

    def walk(self) -> None:
        """A code; all six pages, each with marked fields beside its own; a choice; the sheet."""
        marked = {name: f"Is {self.mark} {name}?" for name in NAMES}
        self.send("/open")
        assert self.sent("/open", {"code": self.mark}) == 422
        assert self.sent("/open", {"code": CODE}) == 200
        assert self.sent("/open", {"code": CODE, "confirmed": self.mark}) == 303
        self.send("/questions/about-you")
        for slug, answers in PAGES.items():
            assert self.sent(f"/questions/{slug}", marked) == 422
            others = {name: text for name, text in marked.items() if name not in answers}
            assert self.sent(f"/questions/{slug}", others | answers) == 303, slug
        written = {name: marked[name] for name in CHOICE[:3]}
        assert self.sent("/sheet/choose", written | {"first": "own-1"}) == 303
        for path in ("/sheet", "/sheet.txt", "/sheet.fhir.json"):
            said = self.send(path).decode()
            assert [name for name in (SIDE_EFFECT, *written) if marked[name] not in said] == []
        assert self.sent("/open", {"code": said}) == 200
        assert self.sent("/open", {"code": said[:-1]}) == 422
        assert marked[SIDE_EFFECT] in self.send("/sheet/clinician.txt").decode()

    def sent(self, path: str, data: dict | bytes | None, **headers: str) -> int:
        self.send(path, data, **headers)
        return self.status

    def ask_for_trouble(self) -> dict[str, int]:
        """Requests that end in an error page: what they are -> the status."""
        mark = self.mark.encode()
        form = {"Content-Type": "multipart/form-data; boundary=b"}
        part = b'--b\r\nContent-Disposition: form-data; name="%s"' % mark
        cookie = {"Cookie": f"__Host-answers={self.mark}.{self.mark}.{self.mark}"}
        chunked = {"Transfer-Encoding": "chunked"}
        tries = {
            "no such page": (f"/{self.mark}", None, {}),
            "no such question page": (f"/questions/{self.mark}", None, {}),
            "too long": ("/questions/creams", mark * 6_600, {}),  # gunicorn hears out no more
            "multipart that breaks off": ("/questions/creams", part, form),
            "a forged cookie": ("/sheet", None, cookie),
            "a forged cookie and a form": ("/questions/health", {"health": self.mark}, cookie),
            "a form of another site": ("/questions/health", {}, {"Origin": f"//{self.mark}"}),
            "pieces that are none": ("/questions/health", mark + b"\r\n", chunked),
        }
        return {
            name: self.sent(path, data, **headers) for name, (path, data, headers) in tries.items()
        }


def broken(mark: str) -> list[bytes]:
    """Bytes that are no request, or stop being one."""
    line, host = f"GET /?{mark}", f"Host: {HOST}\r\n"
    post = f"POST /{mark} HTTP/1.1\r\n{host}"
    form = "Content-Type: application/x-www-form-urlencoded\r\n"
    texts = [
        f"{mark}\r\n\r\n",
        f"{line}\r\n\r\n",
        f"{line} HTTP/{mark}\r\n{host}\r\n",
        f"{mark.upper()} /{mark} HTTP/1.1\r\n{host}\r\n",
        f"{line} HTTP/1.1\r\n{host}{mark}\r\n\r\n",
        f"{line} HTTP/1.1\r\n{host}{mark} : x\r\n\r\n",
        f"{line} HTTP/1.1\r\n{host}X: {mark}\x00\r\n\r\n",
        f"{line} HTTP/1.1\r\n{host}X: {mark * 2000}\r\n\r\n",
        f"{line} HTTP/1.1\r\n{host}Cookie: {mark}\r\n {mark}\r\n\r\n",
        f"{line} HTTP/1.1\r\n{host}Expect: {mark}\r\n\r\n",
        f"{line} HTTP/1.1\r\nHost: {mark}<b>\r\n\r\n",
        f"{line} HTTP/1.1\r\nHost: x\r\nHost: {mark}\r\n\r\n",
        f"GET /{mark * 2000} HTTP/1.1\r\n{host}\r\n",
        f"{post}Transfer-Encoding: {mark}\r\n\r\n",
        f"{post}Transfer-Encoding: chunked\r\n\r\n{mark}\r\n{mark}",
        f"{post}Content-Length: {mark}\r\n\r\n{mark}",
        f"POST /questions/creams?{mark} HTTP/1.1\r\n{host}{form}Content-Length: 900\r\n\r\n{mark}",
    ]
    return [text.encode("latin-1") for text in texts]
