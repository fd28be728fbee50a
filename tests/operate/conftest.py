import pytest
from support.serving import Site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site = Site(tmp_path_factory.mktemp("nginx"))
    try:
        site.start()
        yield site
    finally:
        site.stop()
