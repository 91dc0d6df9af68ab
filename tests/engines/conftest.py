"""The demo behind its server, and one engine after the other in front of it."""

import pytest
from browser.conftest import serving

from .engines import puppet, webkit

ENGINES = {
    "chromium": lambda folder: puppet("chrome", folder),
    "firefox": lambda folder: puppet("firefox", folder),
    "webkitgtk": webkit,
}


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    with ENGINES[request.param](tmp_path) as browser:
        browser.name = request.param
        yield browser


@pytest.fixture
def server(demo):
    """Return the address of the demo, and the process behind it, which a test may stop."""
    with serving(demo.root) as served:
        yield served
