"""The demo in its second theme: the same walk without a fault, WCAG by axe, and no page that scrolls sideways."""

import json
import re
import shutil

import pytest

from .conftest import assert_nothing_scrolls_sideways, serving, unlock
from .test_accessibility import family_of, violations
from .test_reader import walk_everywhere


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


def test_the_second_theme_opens_every_page_without_a_fault_and_without_a_foreign_request(reader, broadsheet):
    site, address = broadsheet
    page = reader()
    walk_everywhere(page, address, site.access()["causeway"])
    assert page.evaluate("getComputedStyle(document.querySelector('.top')).position") == "fixed"


def test_no_page_of_the_second_theme_scrolls_sideways(reader, broadsheet):
    site, address = broadsheet
    assert_nothing_scrolls_sideways(reader(viewport={"width": 320, "height": 800}), address, site, [320, 768, 1280])


MAIN = {"home", "session", "preread", "directory", "commitments", "personal"}


@pytest.mark.parametrize(("scheme", "width", "which"), [("light", 1280, None), ("dark", 360, MAIN)])
def test_axe_finds_nothing_in_the_second_theme(reader, broadsheet, scheme, width, which):
    site, address = broadsheet
    found = {}
    for audience in ("conveners", "member:mara"):
        page = reader(color_scheme=scheme, viewport={"width": width, "height": 800})
        page.goto(f"{address}/causeway/")
        found["locked"] = violations(page)
        unlock(page, site.access()["causeway"][audience])
        families = {family_of(text): name for name, text in site.plain_pages("causeway", audience).items()}
        for family in (families.keys() & (which or families.keys())) - found.keys():
            page.goto(f"{address}/causeway/{families[family]}")
            page.wait_for_selector("html[data-state=open]")
            found[family] = violations(page)
    assert found.keys() == {"locked", *MAIN} if which else len(found) >= 20
    assert not any(found.values()), json.dumps(found, indent=1, ensure_ascii=False)


def test_both_themes_give_a_page_the_same_hooks(demo, broadsheet):
    site, _ = broadsheet
    hooks = re.compile(r"\sdata-[a-z-]+(?=[\s=>])|\sid=\"(?:content|notice)\"")
    ours, theirs = demo.plain_pages("causeway"), site.plain_pages("causeway")
    assert ours.keys() == theirs.keys()
    for name, page in ours.items():
        assert set(hooks.findall(page)) == set(hooks.findall(theirs[name])), name
