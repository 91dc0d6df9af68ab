"""What is large, in a real Chromium: a document opens and is saved whole, many pictures come at the same time."""

import hashlib
import re

import pytest
from conftest import new_portal
from large import PAPERS, huge_document, many_photos

from portalgen.files.documents import clean_document

from .conftest import serving, unlock, until

VIEWER = "Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', {get: () => true})"
SHOWN = (
    "[...document.querySelectorAll('img[data-object]')].every(i => i.dataset.state === 'shown' && i.naturalWidth > 1)"
)


@pytest.mark.parametrize("megabytes", [3, pytest.param(100, marks=pytest.mark.proof)])
def test_a_large_pdf_opens_in_a_tab_and_is_saved_as_it_was_sealed(tmp_path, reader, megabytes):
    site = new_portal(tmp_path)
    huge_document(megabytes).write(site.root)
    site.build()
    cleaned = clean_document((site.root / PAPERS / "report.pdf").read_bytes(), "report.pdf").content
    name = next(name for name, html in site.plain_pages().items() if "<h1>The report" in html)
    page = reader(whole=True)
    page.add_init_script(VIEWER)
    with serving(site.root) as (address, _):
        page.goto(f"{address}/table/{name}")
        unlock(page, site.access()["table"]["members"])
        with page.expect_download(timeout=120_000) as download:
            page.click("a[data-verb=save]")
        saved = download.value.path().read_bytes()
        with page.context.expect_page() as tab:
            page.click("a[data-verb=open]")
        tab.value.wait_for_url("blob:**", timeout=120_000)
    assert hashlib.sha256(saved).digest() == hashlib.sha256(cleaned).digest()
    assert page.faults == []


def test_pictures_of_a_page_are_fetched_some_at_a_time_and_all_are_shown(tmp_path, reader):
    site = new_portal(tmp_path)
    many_photos(20, (400, 300)).write(site.root)
    site.build()
    name, html = next(one for one in site.plain_pages().items() if "<h1>Album 0" in one[1])
    pictures = set(re.findall(r'data-object="(o/[a-z2-7]{16}\.bin)"', html))
    page, asked = reader(), []
    with serving(site.root) as (address, _):
        page.goto(f"{address}/table/")
        unlock(page, site.access()["table"]["members"])
        page.route(lambda url: url.split("/table/")[-1] in pictures, lambda route: asked.append(route))  # noqa: PLW0108 -- Playwright writes into it
        page.goto(f"{address}/table/{name}")
        page.wait_for_selector("html[data-state=open]")
        page.wait_for_timeout(500)
        waiting = len(asked)
        page.unroute_all()  # which answers them
        until(page, SHOWN)
    assert len(pictures) == 20 and waiting == 6
    assert page.faults == []
