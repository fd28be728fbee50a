import pytest
from support.visiting import KEY, Visitor

from webapp import create_app


@pytest.fixture
def app():
    return create_app({"SECRET_KEY": KEY})


@pytest.fixture
def visitor(app) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def visitors(app):
    """Makes visitors, each with a browser of their own."""
    return lambda: Visitor(app.test_client())
