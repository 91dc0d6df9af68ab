"""Reading in a real browser: contents, progress, size, footnotes, tables, pictures, documents, print."""

import re
from pathlib import Path
from unicodedata import normalize

import pytest

from .conftest import another_page, unlock, until

ROOT = Path(__file__).resolve().parents[2]
VIEWER = "Object.defineProperty(Navigator.prototype, 'pdfViewerEnabled', {get: () => %s})"


@pytest.fixture
def words(demo):
    return demo.access()["causeway"]


@pytest.fixture
def pages(demo):
    """Return a finder of pages by family and a piece of their text."""
    plain = demo.plain_pages("causeway")
    return lambda family, text="": next(
        name for name, html in plain.items() if f'data-family="{family}"' in html and text in html
    )


@pytest.fixture
def opened(reader, served, words):
    """Return a maker of readers who have one page of the demo open."""

    def make(name, *, who="members", before="", **settings):
        page = reader(**settings)
        if before:
            page.add_init_script(before)
        page.goto(f"{served}/causeway/{name}")
        unlock(page, words[who])
        return page

    return make


def focused(page):
    return page.evaluate("document.activeElement.outerHTML.slice(0, 200)")


def test_the_contents_stand_beside_the_text_and_mark_where_the_reader_is(opened, pages):
    page = opened(pages("charter"), viewport={"width": 1280, "height": 800})
    rail, text = page.locator(".toc").bounding_box(), page.locator(".prose").bounding_box()
    assert rail["x"] + rail["width"] < text["x"]
    page.click(".toc a >> text=Guests")
    until(page, "document.querySelector('.toc [aria-current]')?.textContent === 'Guests'")
    until(page, "Math.abs(document.querySelector('.toc').getBoundingClientRect().top - 88) < 60")
    assert page.locator(".toc [aria-current]").get_attribute("aria-current") == "location"
    narrow = opened(pages("charter"), viewport={"width": 360, "height": 760})
    assert narrow.locator("details.toc").get_attribute("open") is None
    narrow.focus(".toc summary")
    narrow.keyboard.press("Enter")
    narrow.keyboard.press("Tab")
    assert "Mission" in focused(narrow)


def test_progress_is_told_quietly_and_moves_nothing(opened, pages):
    page = opened(pages("preread", "thermometer"), viewport={"width": 1280, "height": 800})
    page.evaluate("""() => { window.shifts = 0; new PerformanceObserver((list) => list.getEntries().forEach(
        (entry) => { window.shifts += entry.value; })).observe({type: 'layout-shift', buffered: true}); }""")
    assert page.inner_text(".left") == "1 of 5 min"
    assert page.evaluate("Number(document.querySelector('.progress').style.getPropertyValue('--read'))") == 0
    page.evaluate("scrollTo({top: document.documentElement.scrollHeight, behavior: 'instant'})")
    until(page, "document.querySelector('.left').textContent === '5 of 5 min'")
    assert page.evaluate("Number(document.querySelector('.progress').style.getPropertyValue('--read'))") == 1
    assert page.evaluate("window.shifts") < 0.01
    assert page.locator(".progress").get_attribute("aria-hidden") == "true"


def test_a_short_page_has_no_progress(opened, pages):
    page = opened(pages("preread", "plant-safety-sheet.pdf"), viewport={"width": 1280, "height": 1200})
    assert page.locator(".progress").is_hidden()


def test_the_size_of_the_text_is_remembered_and_the_frame_keeps_its_own(opened, pages, served):
    page = opened(pages("charter"))
    size = "selector => parseFloat(getComputedStyle(document.querySelector(selector)).fontSize)"
    prose, frame = page.evaluate(size, ".prose"), page.evaluate(size, ".brand")
    for _ in range(3):
        page.click("[data-size='1']")
    assert page.locator("[data-size='1']").is_disabled()
    assert page.inner_text(".sizes [role=status]") == "Text size 5 of 5"
    page.goto(f"{served}/causeway/{pages('preread', 'thermometer')}")
    page.wait_for_selector("html[data-state=open]")
    assert page.evaluate(size, ".prose") == pytest.approx(prose * 1.47, abs=0.1)
    assert page.evaluate(size, ".brand") == frame
    names = page.evaluate("Object.keys(localStorage).filter((name) => name.includes('size'))")
    assert all(re.fullmatch(r"portalgen size [0-9a-f]{32}", name) for name in names) and names


def test_a_footnote_opens_in_place_by_keyboard_and_gives_the_focus_back(opened, pages):
    page = opened(pages("preread", "thermometer"), viewport={"width": 768, "height": 900})
    link = page.locator(".footnote-ref a").nth(1)
    assert link.get_attribute("href").startswith("#h-fn"), "a link without the runtime"
    link.focus()
    page.keyboard.press("Enter")
    note = page.locator(".beside")
    assert "painted on a cup" in note.inner_text() and "↩" not in note.inner_text()
    assert "Footnote 2" in focused(page) and link.get_attribute("aria-expanded") == "true"
    before = page.evaluate("document.querySelector('.beside').previousElementSibling.textContent")
    assert before.startswith("Not the boldest"), "it stands right below its paragraph"
    page.keyboard.press("Escape")
    assert note.count() == 0 and link.get_attribute("aria-expanded") == "false"
    assert page.evaluate("document.activeElement.textContent") == "[2]"
    assert page.faults == []


def test_beside_a_wide_text_a_footnote_stands_in_the_margin_and_moves_nothing(opened, pages):
    page = opened(pages("preread", "thermometer"), viewport={"width": 1280, "height": 800})
    before = page.locator(".prose").bounding_box()["height"]
    page.locator(".footnote-ref a").first.click()
    note, text = page.locator(".beside").bounding_box(), page.locator(".prose").bounding_box()
    assert note["x"] >= text["x"] + text["width"] and text["height"] == before
    assert note["x"] + note["width"] <= 1280


def test_a_table_that_scrolls_can_be_reached_and_says_what_it_is(opened, pages):
    narrow = opened(pages("preread", "thermometer"), viewport={"width": 360, "height": 760})
    table = narrow.get_by_role("region", name="Table, scrolls sideways: what goes, usually noticed by, in the week")
    table.focus()
    narrow.keyboard.press("ArrowRight")
    until(narrow, "document.querySelector('.table-scroll').scrollLeft > 0")
    wide = opened(pages("preread", "thermometer"), viewport={"width": 1280, "height": 800})
    assert wide.locator(".table-scroll").get_attribute("tabindex") is None, "a table that fits is no stop on the way"


def test_a_picture_opens_large_by_keyboard_with_its_words(opened, pages):
    page = opened(pages("news", "the old gate"), viewport={"width": 1000, "height": 700})
    until(page, "document.querySelector('.enlarge img').dataset.state === 'shown'")
    before = page.locator(".enlarge img").bounding_box()["width"]
    page.focus(".enlarge")
    page.keyboard.press("Enter")
    large = page.get_by_role("dialog", name="A drawing of the way from the old gate to the new one on Pier Road")
    assert large.locator("img").bounding_box()["width"] > before
    assert "A drawing of the way" in large.locator("figcaption").inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert large.locator(".frame").get_attribute("data-fit") == "own"
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('dialog.viewer')")
    assert 'class="enlarge"' in focused(page)
    assert page.faults == []


def test_a_document_says_what_it_is_and_opens_in_a_tab_that_lock_now_closes(opened, pages):
    page = opened(pages("preread", "cost-of-stopping.pdf"), before=VIEWER % "true")
    assert re.sub(r"\s+", " ", page.inner_text(".document")).startswith("cost-of-stopping.pdf PDF · 2 pages · 4 KB")
    with page.context.expect_page() as tab:
        page.click("a[data-verb=open]")
    tab = tab.value
    until(page, "!document.querySelector('[aria-busy]')")
    page.wait_for_timeout(300)
    page.click("[data-action=lock]")
    page.wait_for_selector("html[data-state=locked]")
    for _ in range(50):
        if tab.is_closed():
            break
        page.wait_for_timeout(100)
    assert tab.is_closed()


def test_a_document_is_saved_where_pop_ups_are_blocked(opened, pages):
    page = opened(pages("preread", "cost-of-stopping.pdf"), before=VIEWER % "true" + "; window.open = () => null")
    with page.expect_download() as download:
        page.click("a[data-verb=open]")
    assert download.value.suggested_filename == "cost-of-stopping.pdf"


def test_a_browser_without_a_viewer_only_offers_to_save(opened, pages):
    page = opened(pages("preread", "cost-of-stopping.pdf"), before=VIEWER % "false")
    assert page.locator("a[data-verb=open]").count() == 0
    with page.expect_download() as download:
        page.click("a[data-verb=save]")
    assert download.value.suggested_filename == "cost-of-stopping.pdf"


def test_the_packet_leads_on_with_minutes(opened, pages):
    page = opened(pages("preread", "cost-of-stopping.pdf"))
    assert re.sub(r"\s+", " ", page.inner_text(".tools p")) == "Must read 2 of 4 in the packet · version 2 · 5 minutes"
    assert re.sub(r"\s+", " ", page.inner_text(".packet [rel=prev]")) == "Before this · 6 minutes Abel: eight answers"
    with another_page(page):
        page.click(".packet [rel=next]")
    assert page.inner_text("h1") == "The room you already sit in"


def sheets(page, tmp_path, **paper):
    """Return the text of every printed sheet."""
    from pypdf import PdfReader

    page.pdf(path=tmp_path / "print.pdf", **paper)
    return [normalize("NFKC", sheet.extract_text()) for sheet in PdfReader(tmp_path / "print.pdf").pages]


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_every_printed_sheet_says_confidential_and_for_whom(opened, pages, tmp_path, paper):
    page = opened(pages("preread", "thermometer"), who="member:mara")
    until(page, "document.querySelector('.top').dataset.running.includes('Mara')")
    printed = sheets(page, tmp_path, format=paper)
    assert len(printed) > 1
    for number, sheet in enumerate(printed, start=1):
        assert "Confidential · printed for Mara Okonjo-Vance" in sheet
        assert f"{number} / {len(printed)}" in sheet
        for frame in ("Lock now", "Write a note", "Next to read", "On this page"):
            assert frame not in sheet


def test_a_shared_passphrase_prints_no_name(opened, pages, tmp_path):
    page = opened(pages("charter"))
    page.wait_for_timeout(1500)
    printed = sheets(page, tmp_path, format="A4")
    assert all("Confidential" in sheet and "printed for" not in sheet for sheet in printed)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_for_reading_has_no_barriers(opened, pages, scheme):
    axe = (ROOT / "node_modules" / "axe-core" / "axe.min.js").read_text(encoding="utf-8")
    page = opened(pages("preread", "thermometer"), color_scheme=scheme, viewport={"width": 360, "height": 760})
    page.wait_for_timeout(500)
    page.locator(".footnote-ref a").first.click()
    page.wait_for_timeout(300)
    page.evaluate(axe)
    found = page.evaluate(
        "axe.run().then((told) => told.violations.map((one) => [one.id, one.nodes.map((n) => n.html)]))"
    )
    assert found == []
