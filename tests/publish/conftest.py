"""What tests of hosts share: a site that can be published, and nobody who waits for a host to come back."""

import pytest

from portalgen.publish import retry

from .cloud_stubs import made_for


@pytest.fixture
def made(tmp_path):
    return made_for(tmp_path / "my portal")


@pytest.fixture
def waits(monkeypatch):
    """Return how long was waited: nobody waits here."""
    waited = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


@pytest.fixture
def impatient(monkeypatch):
    """Try once more and no oftener, and do not wait before it."""
    monkeypatch.setattr(retry, "TRIES", 2)
    monkeypatch.setattr(retry, "LONGEST_S", 0)
