"""The preview at one moment: whoever asks, and however many at once, gets the same page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from conftest import ROOT

from portalgen.crypto.ids import object_id
from portalgen.crypto.objects import open_object
from portalgen.load.reader import read_portal
from portalgen.maps import map_id, read_map
from portalgen.serve.snapshot import Kept, take


def snapshot(*cohorts, kept=None):
    return take(ROOT, read_portal(ROOT, only=cohorts), bytes(32), date(2026, 11, 24), kept or Kept()).cohorts


def test_tabs_that_ask_at_the_same_time_each_get_their_own_page_whole():
    pages = {}
    for workers in (1, 8):
        cohort = snapshot("causeway")["causeway"]
        with ThreadPoolExecutor(workers) as tabs:
            pages[workers] = list(tabs.map(lambda name: cohort.page("conveners", name), cohort.pages))  # noqa: B023
    assert pages[8] == pages[1]


def portrait(cohort):
    """Return the address of Mara's picture on pages for members, and what is behind it."""
    path = ("members", "content/people/mara.jpg")
    address = object_id(cohort.secret("id"), cohort.cohort.id, *path)
    sealed = cohort.object(f"o/{address}.bin").content
    whose = {"cohort": cohort.cohort.id, "audience": "members", "object_id": address}
    return address, open_object(cohort.secret("key", "members"), sealed, **whose).content


def test_a_picture_that_was_fetched_just_before_a_save_is_on_the_list_after_it():
    kept = Kept()
    before, after = (snapshot("causeway", kept=kept)["causeway"] for _ in range(2))
    address, _ = portrait(before)
    id_key, key = after.secret("id"), after.secret("key", "members")
    whose = {"cohort": "causeway", "audience": "members", "object_id": map_id(id_key, "causeway", "members")}
    listed = open_object(key, after.object(f"o/{whose['object_id']}.bin").content, **whose)
    assert f"o/{address}.bin" in read_map(listed.content).files


def test_a_picture_of_somebody_in_two_cohorts_opens_in_both():
    cohorts = snapshot().values()
    assert len({portrait(cohort)[1] for cohort in cohorts}) == 1 and len(cohorts) == 2
