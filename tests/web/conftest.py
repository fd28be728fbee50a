from types import SimpleNamespace

import pytest
from cryptography import fernet
from support.visiting import KEY, PERSON_1, Visitor

from webapp import create_app, encrypted_cookie, session


@pytest.fixture(scope="session")
def app():
    """For all tests that leave it as it is."""
    return create_app({"SECRET_KEY": KEY})


@pytest.fixture
def own_app():
    return create_app({"SECRET_KEY": KEY})


@pytest.fixture(scope="session")
def visitors(app):
    """Makes visitors, each with a browser of their own."""
    return lambda: Visitor(app.test_client())


@pytest.fixture
def visitor(visitors) -> Visitor:
    return visitors()


@pytest.fixture
def chooser(visitor) -> Visitor:
    """Somebody who has answered all, and chooses."""
    visitor.answered(PERSON_1)
    visitor.open("/sheet/choose")
    return visitor


@pytest.fixture
def later(monkeypatch):
    """Makes it so many seconds later, for the answers and for their cookie."""
    passed, real = [0.0], session.time

    def now() -> float:
        return real() + passed[0]

    def wait(seconds: float) -> None:
        passed[0] += seconds

    monkeypatch.setattr(session, "time", now)
    monkeypatch.setattr(encrypted_cookie, "time", now)
    monkeypatch.setattr(fernet, "time", SimpleNamespace(time=now))
    return wait
