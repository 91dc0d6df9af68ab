"""The demo in its second theme: the same walk without a fault, WCAG by axe, and no page that scrolls sideways."""

import json
import re
import shutil

import pytest

from .conftest import serving, unlock
from .test_accessibility import SIDEWAYS, family_of, violations
from .test_reader import origin


@pytest.fixture(scope="module")
def broadsheet(demo, tmp_path_factory):
    """Return the demo in the theme `broadsheet`, and its address behind `portalgen serve`."""
    root = tmp_path_factory.mktemp("broadsheet") / "portal"
    shutil.copytree(demo.root, root)
    settings = (root / "portal.yaml").read_text(encoding="utf-8")
    (root / "portal.yaml").write_text(settings.replace("theme: boardroom", "theme: broadsheet"), encoding="utf-8")
    site = type(demo)(root, demo.passphrase)
    site.build("--cohort", "causeway")
    with serving(root) as (address, _):
        yield site, address


MAIN = {"home", "session", "preread", "directory", "commitments", "personal"}


@pytest.mark.parametrize(("scheme", "widths", "which"), [("light", [1280, 768, 320], None), ("dark", [360], MAIN)])
def test_every_kind_of_page_in_the_second_theme_is_without_a_fault(reader, broadsheet, scheme, widths, which):
    """As tests/browser/test_reader.py and test_accessibility.py ask of the first: one page of each kind will do."""
    site, address = broadsheet
    found = {}
    for audience in ("conveners", "member:mara"):
        page = reader(color_scheme=scheme, viewport={"width": widths[0], "height": 800})
        page.goto(f"{address}/causeway/")
        found["locked"] = faults(page, widths)
        unlock(page, site.access()["causeway"][audience])
        families = {family_of(text): name for name, text in site.plain_pages("causeway", audience).items()}
        for family in (families.keys() & (which or families.keys())) - found.keys():
            page.goto(f"{address}/causeway/{families[family]}")
            page.wait_for_selector("html[data-state=open]")
            found[family] = faults(page, widths)
        beside = page.evaluate("getComputedStyle(document.querySelector('.top')).position") == "fixed"
        assert beside == (widths[0] > 1000), "where there is room, the frame of this theme stands beside the page"
        assert page.faults == []
        assert {origin(url) for url in page.requests} == {address}
    assert found.keys() == {"locked", *MAIN} if which else len(found) >= 20
    assert not any(found.values()), json.dumps(found, indent=1, ensure_ascii=False)


def faults(page, widths):
    """Return what axe finds on a page, and at which widths it is wider than its window."""
    found = violations(page)
    for width in widths[1:] + widths[:1]:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{wide} px sideways at {width}" for wide in [page.evaluate(SIDEWAYS)] if wide > 0]
    return found


def test_both_themes_give_a_page_the_same_hooks(demo, broadsheet):
    site, _ = broadsheet
    hooks = re.compile(r"\sdata-[a-z-]+(?=[\s=>])|\sid=\"(?:content|notice)\"")
    ours, theirs = demo.plain_pages("causeway"), site.plain_pages("causeway")
    assert ours.keys() == theirs.keys()
    for name, page in ours.items():
        assert set(hooks.findall(page)) == set(hooks.findall(theirs[name])), name
