"""Private notes and marks in a real browser: kept on the device, sealed, as long as they should be and no longer."""

import json

import pytest

from .conftest import unlock, until

DUMP = """async () => {
  const names = indexedDB.databases ? (await indexedDB.databases()).map((one) => one.name) : [];
  const found = [...names, ...Object.entries(localStorage).flat(), document.cookie];
  for (const name of names) {
    const database = await new Promise((resolve) => { const r = indexedDB.open(name); r.onsuccess = () => resolve(r.result); });
    for (const table of database.objectStoreNames) {
      const rows = await new Promise((resolve) => {
        const r = database.transaction(table).objectStore(table).getAll(); r.onsuccess = () => resolve(r.result);
      });
      for (const row of rows) for (const value of Object.values(row)) {
        found.push(value instanceof Uint8Array ? new TextDecoder('latin1').decode(value) : String(value));
      }
    }
    database.close();
  }
  return found;
}"""
COUNT = """async () => {
  const database = await new Promise((resolve) => {
    const r = indexedDB.open('portalgen notes', 1); r.onsuccess = () => resolve(r.result); r.onerror = () => resolve(null);
    r.onupgradeneeded = () => r.transaction.abort();
  });
  if (!database) return 0;
  const count = await new Promise((resolve) => {
    const r = database.transaction('kept').objectStore('kept').count(); r.onsuccess = () => resolve(r.result);
  });
  database.close();
  return count;
}"""
SELECT = """(words) => {
  const walker = document.createTreeWalker(document.querySelector('.prose'), NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const at = node.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    document.getSelection().removeAllRanges();
    document.getSelection().addRange(range);
    return;
  }
  throw new Error('no such words');
}"""
QUOTE = "in the second of silence after a joke"
TEXT = "The same on our floor, after the merger."


@pytest.fixture
def words(demo):
    return demo.access()["causeway"]


def page_of(site, family, text=""):
    plain = site.plain_pages("causeway")
    return next(name for name, html in plain.items() if f'data-family="{family}"' in html and text in html)


@pytest.fixture
def essay(demo, served):
    return f"{served}/causeway/{page_of(demo, 'preread', 'thermometer')}"


def go(page, address):
    page.goto(address)
    page.wait_for_selector("html[data-state=open]")
    page.wait_for_timeout(250)


def select(page, quote):
    page.evaluate(SELECT, quote)
    page.wait_for_selector(".marking")


def write(page, quote, text):
    select(page, quote)
    page.click(".marking button >> text=Write a note")
    page.fill("#note-text", text)
    page.keyboard.press("Escape")
    page.wait_for_selector(".note-sign:has-text('✎')")


def marked(page):
    return page.evaluate("[...document.querySelectorAll('mark')].map((one) => one.textContent).join('')")


def test_a_note_survives_a_reload_and_lies_on_the_device_as_ciphertext(reader, essay, words):
    page = reader()
    page.goto(essay)
    unlock(page, words["member:mara"])
    write(page, QUOTE, TEXT)
    assert marked(page) == QUOTE
    page.reload()
    page.wait_for_selector("mark")
    assert marked(page) == QUOTE
    page.click("mark")
    assert page.input_value("#note-text") == TEXT
    stored = "\n".join(page.evaluate(DUMP))
    assert "portalgen notes" in stored and "2027-01-09" in stored, "the search finds what is in the clear"
    for word in (
        QUOTE,
        "silence",
        "merger",
        "room you already",
        "causeway",
        "mara",
        "member",
    ):
        assert word not in stored.replace("portalgen notes", ""), word
    assert page.faults == []


def test_lock_now_keeps_notes_sealed_and_says_so(reader, essay, words):
    page = reader()
    page.goto(essay)
    unlock(page, words["members"])
    write(page, QUOTE, TEXT)
    assert page.get_attribute("[data-action=lock]", "title") == "Your notes stay on this device, sealed."
    page.click("[data-action=lock]")
    page.wait_for_selector("html[data-state=locked]")
    assert page.evaluate(COUNT) == 1
    unlock(page, words["members"])
    page.wait_for_selector("mark")
    page.click(".mine button")
    assert "Lock now keeps them here, sealed." in page.inner_text(".notes-panel")


def test_another_passphrase_on_the_same_device_reads_none_of_them(reader, essay, served, words):
    page = reader()
    page.goto(essay)
    unlock(page, words["member:mara"])
    write(page, QUOTE, TEXT)
    page.click("[data-action=lock]")
    page.wait_for_selector("html[data-state=locked]")
    unlock(page, words["members"])
    page.wait_for_timeout(500)
    assert page.locator("mark").count() == 0
    page.click(".mine button")
    until(page, "document.querySelector('.notes-panel').textContent.includes('Sealed here by another passphrase: 1')")
    assert TEXT not in page.inner_text(".notes-panel") and QUOTE not in page.inner_text(".notes-panel")
    page.fill("#notes-earlier", words["logistics"])
    page.keyboard.press("Enter")
    until(page, "document.querySelector('.notes-panel [role=status]').textContent.includes('sealed none')")
    page.fill("#notes-earlier", words["member:mara"])
    page.keyboard.press("Enter")
    until(page, f"document.querySelector('.notes-panel').textContent.includes({json.dumps(TEXT)})")


def test_notes_on_a_session_go_by_themselves_and_those_on_the_charter_stay(reader, essay, demo, served, words):
    page = reader()
    page.clock.set_fixed_time("2026-12-01T12:00:00Z")
    page.goto(essay)
    unlock(page, words["members"])
    write(page, QUOTE, TEXT)
    page.click("mark")
    assert "Deleted by itself after 9 January 2027." in page.inner_text(".beside")
    go(page, f"{served}/causeway/{page_of(demo, 'charter')}")
    write(page, "decisions that we cannot think aloud", "Print this.")
    page.click("mark")
    assert "Kept until you delete it." in page.inner_text(".beside")
    page.clock.set_fixed_time("2027-01-09T20:00:00Z")
    page.goto(essay)
    unlock(page, words["members"])  # nobody touched it for weeks
    page.wait_for_selector("mark")
    assert marked(page) == QUOTE and page.evaluate(COUNT) == 2
    page.click("[data-action=lock]")
    page.wait_for_selector("html[data-state=locked]")
    page.clock.set_fixed_time("2027-01-10T08:00:00Z")
    page.reload()
    page.wait_for_timeout(500)
    assert page.evaluate(COUNT) == 1, "deleted on the lock page already"
    unlock(page, words["members"])
    page.wait_for_timeout(500)
    assert page.locator("mark").count() == 0
    assert page.locator("[data-action=page-note]").is_hidden(), "no new ones where they would be deleted at once"


def test_notes_leave_as_files_come_back_and_are_deleted_when_asked(reader, essay, words):
    page = reader()
    page.goto(essay)
    unlock(page, words["members"])
    write(page, QUOTE, TEXT)
    page.click("[data-action=page-note]")
    page.fill("#note-text", "Read again before the drive.")
    page.click(".beside .close")
    page.wait_for_selector(".own-notes li")
    page.click(".mine button")
    with page.expect_download() as download:
        page.click(".notes-panel button >> text=Save as text")
    text = download.value.path().read_text()
    assert download.value.suggested_filename == "notes.md"
    assert f"## The room you already sit in\n\n> {QUOTE}\n\n{TEXT}\n" in text and "Read again before the drive." in text
    with page.expect_download() as download:
        page.click(".notes-panel button >> text=Save as a file to bring back")
    saved = download.value.path()
    page.click(".notes-panel button >> text=Delete my notes")
    assert page.evaluate(COUNT) == 2, "asked twice"
    page.click(".notes-panel button >> text=Delete all of them?")
    until(page, "document.querySelector('.notes-panel [role=status]').textContent.startsWith('Deleted.')")
    assert page.evaluate(COUNT) == 0 and page.locator("mark, .own-notes").count() == 0
    page.set_input_files("#notes-file", {"name": "x.json", "mimeType": "application/json", "buffer": b'{"v": 1}'})
    until(page, "document.querySelector('.notes-panel [role=status]').textContent === 'That is not a file of notes.'")
    page.set_input_files("#notes-file", saved)
    until(page, "document.querySelector('.notes-panel [role=status]').textContent === 'Notes taken over: 2'")
    assert marked(page) == QUOTE and page.locator(".own-notes li").count() == 1
    assert page.faults == []


def test_everything_about_a_note_works_by_keyboard(reader, essay, words):
    page = reader()
    page.goto(essay)
    unlock(page, words["members"])
    page.locator(".prose p").first.dblclick(
        position={"x": 30, "y": 12}
    )  # a word, as a keyboard with caret browsing would
    page.wait_for_selector(".marking")
    page.keyboard.press("Tab")
    until(page, "document.activeElement.textContent === 'Mark'")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark")
    until(page, "document.activeElement.getAttribute('aria-label') === 'Your mark'")
    page.keyboard.press("Enter")
    page.keyboard.type(TEXT)
    page.keyboard.press("Escape")
    until(page, "document.activeElement.getAttribute('aria-label') === 'Your note'")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    until(page, "document.activeElement.textContent === 'Delete'")
    page.keyboard.press("Enter")
    until(page, "!document.querySelector('mark')")
    assert page.evaluate(COUNT) == 0


def test_a_mark_stays_when_the_page_changes_and_a_lost_one_keeps_its_quote(reader, demo_copy):
    site, address = demo_copy
    words = site.access()["causeway"]
    source = next(site.root.glob("content/causeway/sessions/2026-12-10*/prereads/peer-to-boss-reading.md"))
    before = source.read_text()
    page = reader()
    page.goto(f"{address}/causeway/{page_of(site, 'preread', 'thermometer')}")
    unlock(page, words["members"])
    write(page, QUOTE, TEXT)
    source.write_text(before.replace("People who are", "A new beginning.\n\nIn this trade, people who are"))
    site.build("--cohort", "causeway")
    page.reload()
    page.wait_for_selector("mark")
    assert marked(page) == QUOTE
    source.write_text(before.replace(", in the second of silence after a joke", ""))
    site.build("--cohort", "causeway")
    page.reload()
    page.wait_for_selector(".own-notes")
    told = page.inner_text(".own-notes")
    assert QUOTE in told and TEXT in told and "These words are no longer on this page." in told
    source.write_text(before)
    site.build("--cohort", "causeway")


@pytest.mark.parametrize("getter", ["undefined", "(() => { throw new DOMException('off', 'SecurityError'); })()"])
def test_without_indexeddb_notes_are_not_offered_and_reading_works(reader, essay, words, getter):
    page = reader()
    page.add_init_script(f"Object.defineProperty(window, 'indexedDB', {{get() {{ return {getter}; }}}})")
    page.goto(essay)
    unlock(page, words["members"])
    page.wait_for_timeout(500)
    assert page.locator("[data-action=page-note]").is_hidden() and page.locator(".mine").is_hidden()
    page.evaluate(SELECT, QUOTE)
    page.wait_for_timeout(500)
    assert page.locator(".marking").count() == 0
    assert page.locator(".sizes").is_visible()
    assert page.faults == []


def test_a_visit_without_a_note_leaves_no_database(reader, essay, words):
    page = reader()
    page.goto(essay)
    unlock(page, words["members"])
    page.wait_for_timeout(500)
    assert "portalgen notes" not in page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")


def test_notes_are_not_printed(reader, essay, words, tmp_path):
    from pypdf import PdfReader

    page = reader()
    page.goto(essay)
    unlock(page, words["members"])
    write(page, QUOTE, TEXT)
    page.pdf(path=tmp_path / "print.pdf")
    printed = " ".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "print.pdf").pages)
    assert "silence" in printed and "merger" not in printed and "✎" not in printed
