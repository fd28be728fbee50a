"""The app in this process, and a real browser that visits it with any answers in its cookie."""

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import time
from typing import Any

from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from werkzeug.serving import make_server

from rules.answers import Concern, Health, Medicine
from rules.selection import Choice
from support.persons import told
from support.visiting import KEY
from webapp import create_app

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
CLINICS = f"""
[north]
name = "North Side Skin Clinic"
line = "Bring this to Dr. Sample."
[wide]
name = "{"MWW MOMWM " * 5}MWW MOMWMW"
phone = "{"0123456789" * 3}"
line = "{"W" * 30}{" wide" * 14}"
logo = "wide.svg"
"""
LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 40">
<rect width="240" height="40" rx="20" fill="#1f4e79"/>
<circle cx="20" cy="20" r="9" fill="#fff"/></svg>
"""

PERSON_1 = told(severity="moderate", specialist="no", concerns=["infection", "how_long"])
PERSON_2 = told(who="child", age=9, medicines={"methotrexate": "did_not_work"})
PERSON_3 = told(
    age=28,
    severity="moderate",
    medicines={"cyclosporine": "side_effects"},
    months={"cyclosporine": "under_3"},
    side_effect={"cyclosporine": "kidney"},
    health=["could_become_pregnant"],
)
PREGNANT = told(
    age=31,
    medicines={"methotrexate": "side_effects", "dupilumab": "taking_not_enough"},
    months={"methotrexate": "3_to_5", "dupilumab": "under_3"},
    side_effect={"methotrexate": "sick to my stomach"},
    itch=6,
    bad_nights=1,
    health=["pregnant"],
    goals=["baby"],
)
PERSONS = {"person 1": PERSON_1, "person 2": PERSON_2, "person 3": PERSON_3, "pregnant": PREGNANT}
SIDE_EFFECT = "Itchy hands, a rash on both arms, and a bad headache at noon"  # 60 characters
FULLEST = told(
    who="someone_else",
    age=16,
    severity="not_sure",
    itch=10,
    bad_nights=7,
    specialist="not_sure",
    medicines=dict.fromkeys(map(str, Medicine), "side_effects"),
    months=dict.fromkeys(map(str, Medicine), "12_or_more"),
    side_effect=dict.fromkeys(map(str, Medicine), SIDE_EFFECT),
    health=list(map(str, Health)),
    goals=["clearer_skin", "daily_life", "few_side_effects"],
    concerns=list(map(str, Concern)),
)
ON_EVERYTHING = FULLEST | {
    "who": "me",
    "age": 40,
    "medicines": dict.fromkeys(map(str, Medicine), "taking_not_enough"),
    "side_effect": {},
}


@dataclass
class Browsing:
    """The served app, and the browser."""

    app: Flask
    address: str
    browser: Browser

    def context(
        self,
        answers: dict[str, Any] | None = None,
        choice: Choice | None = None,
        clinic: str = "",
        with_code: bool = False,
        **options: Any,
    ) -> BrowserContext:
        """A browser of its own whose session holds the answers; `options` are Playwright's."""
        context = self.browser.new_context(**options)
        self.sign_in(context, answers, choice, clinic, with_code)
        return context

    def sign_in(
        self,
        context: BrowserContext,
        answers: dict[str, Any] | None = None,
        choice: Choice | None = None,
        clinic: str = "",
        with_code: bool = False,
    ) -> None:
        """Let a browser, which is slow to start, go on as another person."""
        context.clear_cookies()
        if answers:
            value = self._cookie(answers, choice, clinic, with_code)
            context.add_cookies([{"name": "answers", "value": value, "url": self.address}])

    def _cookie(
        self, answers: dict[str, Any], choice: Choice | None, clinic: str, with_code: bool
    ) -> str:
        taken = answers.get("medicines")
        so_far = {"goals": ["none"], "months": {}} | answers
        so_far |= {} if taken is None else {"medicines": list(taken), "outcomes": taken}
        session = {"answers": so_far, "clinic": clinic, "used": int(time()), "with_code": with_code}
        if choice:
            session["choice"] = {
                "chosen": choice.chosen,
                "first": choice.first,
                "offered": choice.offered,
            }
        return self.app.session_interface.get_signing_serializer(self.app).dumps(session)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """The address at which the app is served while the block runs."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def chromium() -> Iterator[Browser]:
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert path, "These tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@contextmanager
def browsing(folder) -> Iterator[Browsing]:
    """The app with two clinics, and a browser to visit it; `folder` is for their file."""
    clinics = folder / "clinics.toml"
    clinics.write_text(CLINICS, encoding="utf-8")
    (folder / "wide.svg").write_text(LOGO, encoding="utf-8")
    app = create_app({"SECRET_KEY": KEY, "ALLOW_HTTP": "1", "CLINICS": str(clinics)})
    with served(app) as address, chromium() as browser:
        app.config["PUBLIC_URL"] = address
        yield Browsing(app, address, browser)
