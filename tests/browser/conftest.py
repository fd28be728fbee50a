import pytest
from support.browsing import Browsing, browsing
from support.printing import Printer, printer


@pytest.fixture(scope="session", name="browsing")
def app_and_browser(tmp_path_factory):
    with browsing(tmp_path_factory.mktemp("clinics")) as found:
        yield found


@pytest.fixture(scope="session")
def address(browsing: Browsing) -> str:
    return browsing.address


@pytest.fixture(scope="module", name="printer")
def page_to_print(browsing: Browsing) -> Printer:
    with printer(browsing) as found:
        yield found
