"""Site maps: they carry the minute of the last build that changed one of their files, or the day that was set."""

from datetime import UTC, date, datetime, timedelta

import pytest

from portalgen.access.file import read_vault
from portalgen.build.portal import build_portal, settings_of
from portalgen.crypto.objects import open_object
from portalgen.errors import SealError
from portalgen.load.reader import read_portal
from portalgen.maps import Map, make_map, map_id, read_map

MORNING = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
PORTAL = "name: Test Tables\nconvener:\n  org: Test House\ntimezone: America/New_York\n"


def build(site, now, given=None):
    """Build in this process at a moment of our choosing; return the minute of each audience's map."""
    portal = read_portal(site.root)
    secrets = read_vault(site.root / "portal.vault", site.passphrase)
    settings = settings_of(portal, site.root, site.root / "output", given=given, now=now)
    build_portal(portal, secrets, settings, progress=lambda *_: None)
    own, found = secrets.cohorts["table"], {}
    for audience, secret in own.audiences.items():
        name = map_id(secrets.id_key, "table", audience)
        sealed = (site.output() / f"o/{name}.bin").read_bytes()
        opened = open_object(secret.key, sealed, cohort="table", audience=audience, object_id=name)
        found[audience] = read_map(opened.content).built
    return found


@pytest.fixture
def site(portal):
    made = portal({"portal.yaml": PORTAL, "content/table/page.md": "# A page\n\nHello.\n"})
    made.build()
    return made


def contents(site):
    return {path: path.read_bytes() for path in site.output().rglob("*") if path.is_file()}


def test_a_build_that_changes_nothing_keeps_every_byte_and_the_minute(site):
    site.write({"content/table/page.md": "# A page\n\nHello again.\n"})
    first = build(site, MORNING)
    before = contents(site)
    assert first["members"] == "2026-11-24T09:30Z"
    assert build(site, MORNING + timedelta(hours=1)) == first
    assert contents(site) == before


def test_only_the_audience_whose_files_changed_has_a_newer_map(site):
    first = build(site, MORNING)
    site.write({"content/table/page.md": "# A page\n\nHello again.\n"})
    second = build(site, MORNING + timedelta(minutes=5))
    assert second == {**first, "members": "2026-11-24T09:35Z"}


def test_a_day_that_was_set_is_what_every_map_says(site):
    build(site, MORNING)
    assert set(build(site, MORNING, given=date(2026, 12, 1)).values()) == {"2026-12-01T00:00Z"}


GOOD = {"built": "2026-11-24T09:30Z", "files": {"a.html": "0" * 32}, "v": 1}


def test_a_map_is_read_as_it_was_written():
    site_map = Map(GOOD["built"], GOOD["files"])
    assert read_map(make_map(site_map)) == site_map


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"built": "yesterday"},
        {"built": None},
        {"files": None},
        {"files": {"a": 1}},
        {"files": {"a": "zz"}},
        {"x": 1},
    ],
)
def test_a_map_of_another_shape_is_refused(change):
    from portalgen.crypto.spelling import to_json

    with pytest.raises(SealError):
        read_map(to_json({**GOOD, **change}).encode())
