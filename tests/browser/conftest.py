import shutil
import threading

import pytest
from playwright.sync_api import sync_playwright
from printing import CLINICS, KEY, Printer
from werkzeug.serving import make_server

from webapp import create_app

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


@pytest.fixture(scope="session")
def app(tmp_path_factory):
    path = tmp_path_factory.mktemp("clinics") / "clinics.toml"
    path.write_text(CLINICS, encoding="utf-8")
    return create_app({"SECRET_KEY": KEY, "ALLOW_HTTP": "1", "CLINICS": str(path)})


@pytest.fixture(scope="session")
def address(app):
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def chromium():
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    assert path, "These tests need Chromium: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def printer(app, address, chromium) -> Printer:
    return Printer(app, address, chromium)
