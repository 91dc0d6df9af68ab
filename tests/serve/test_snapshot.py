"""The preview at one moment: whoever asks, and however many at once, gets the same page."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

from conftest import ROOT

from portalgen.load.reader import read_portal
from portalgen.serve.snapshot import take


def test_tabs_that_ask_at_the_same_time_each_get_their_own_page_whole():
    portal = read_portal(ROOT, only=("causeway",))
    pages = {}
    for workers in (1, 8):
        cohort = take(ROOT, portal, bytes(32), date(2026, 11, 24), {}).cohorts["causeway"]
        names = list(cohort.pages)
        with ThreadPoolExecutor(workers) as tabs:
            pages[workers] = list(tabs.map(lambda name: cohort.page("conveners", name), names))  # noqa: B023
    assert pages[8] == pages[1]
