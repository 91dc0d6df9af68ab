"""The reader's walk in three real engines: unlock, move, look, search, save, return, lock, read without a network."""

import pytest

from .engines import wait_for

OPEN = "document.documentElement.dataset.state === 'open'"
LOCKED = "document.documentElement.dataset.state === 'locked' && !!document.querySelector('#unlock')"
SHOWN = f"{OPEN} && [...document.querySelectorAll('img[data-object]')].every(one => one.naturalWidth > 1)"
READY = "document.querySelector('#kept')?.textContent.startsWith('Ready to read offline (')"
SETTLED = f"{SHOWN} && {READY}"  # Firefox calls it a fault of the worker when a page is left before
HAS_PASSKEYS = ("chromium", "firefox")  # so that we see what is offered where there are none
OPENS_TABS = ("chromium", "firefox")  # the other is not allowed to while it is driven


@pytest.fixture
def passphrase(demo):
    return demo.access()["causeway"]["members"]


@pytest.fixture
def paper(demo):
    """Return the file name of a pre-read with a document to open and to save."""
    return next(name for name, text in demo.plain_pages("causeway").items()
                if "cost-of-stopping.pdf" in text and 'data-family="preread"' in text)  # fmt: skip


def test_a_reader_walks_through_the_portal(engine, server, passphrase, paper):
    address, process = server
    site, first = f"{address}/causeway/", engine.open_tab()
    engine.go(site)
    wrong_words_are_refused(engine)
    engine.until("!document.querySelector('#lock .remember').hidden")
    engine.click("#remember")
    unlock(engine, passphrase)
    the_home_page_shows_its_pictures(engine)
    the_device_is_offered_what_it_can_do(engine)
    the_next_page_opens_without_asking(engine, "Members", "directory")
    engine.until(SETTLED)
    a_search_leads_to_its_page(engine)
    engine.go(site + paper)
    engine.until(SETTLED)
    a_document_opens_and_is_saved(engine, first)
    second = engine.open_tab()
    engine.go(site)
    engine.until(f"{SETTLED} && document.body.dataset.family === 'home'")  # remembered: a new tab does not ask
    lock_now_locks_every_tab(engine, first, second)
    unlock(engine, passphrase)
    engine.until(SETTLED)
    assert engine.faults() == []
    process.terminate()
    process.wait(timeout=10)
    the_next_page_opens_without_asking(engine, "Members", "directory")
    engine.until("document.querySelector('#connection').textContent.includes('November 24, 2026')")


def unlock(engine, passphrase):
    engine.type("#passphrase", passphrase)
    engine.click("#unlock button[type=submit]")
    engine.until(OPEN)


def wrong_words_are_refused(engine):
    assert engine.ask("document.title") == "Harbor lunch"
    engine.type("#passphrase", "not the right words at all")
    engine.click("#unlock button[type=submit]")
    engine.until("document.querySelector('#message').textContent.includes('does not open')")
    assert engine.ask(LOCKED)
    assert engine.ask("document.activeElement.id") == "passphrase"


def the_home_page_shows_its_pictures(engine):
    engine.until("document.querySelector('h1')?.textContent.trim() === 'The Causeway Table'")
    engine.until(SHOWN)
    assert engine.ask("document.querySelectorAll('img[data-object]').length") >= 8


def the_device_is_offered_what_it_can_do(engine):
    engine.until("document.querySelector('[data-action=remember]')?.checked")
    assert engine.ask("typeof PublicKeyCredential === 'function'") is (engine.name in HAS_PASSKEYS)
    assert engine.ask("!!document.querySelector('[data-action=passkey-add]')") is (engine.name in HAS_PASSKEYS)
    engine.until(SETTLED)


def the_next_page_opens_without_asking(engine, link, family):
    href = engine.ask(f"[...document.querySelectorAll('.top nav.wide a')].find(one => one.text === '{link}').pathname")
    engine.click(f".top nav.wide a[href='{href.rsplit('/', 1)[-1]}']")
    engine.until(f"{SHOWN} && document.body.dataset.family === '{family}'")


def a_search_leads_to_its_page(engine):
    engine.press("/")
    engine.until("document.querySelector('#search').dataset.state === 'ready'")
    engine.type("#search-words", "truck that hoots")
    engine.until("document.querySelector('#search-found .search-title')?.textContent === 'plant-safety-sheet.pdf'")
    engine.press("Enter")
    engine.until(f"{SETTLED} && document.querySelector('h1')?.textContent.trim() === 'Plant safety sheet'")


def a_document_opens_and_is_saved(engine, here):
    if engine.name in OPENS_TABS:
        engine.click("a[data-verb=open]")
        wait_for(lambda: documents(engine))
        engine.turn_to(here)
    engine.click("a[data-verb=save]")
    assert engine.until_saved("cost-of-stopping.pdf").startswith(b"%PDF")


def documents(engine):
    """Return the tabs in which this portal shows a document."""
    return [address for address in engine.addresses() if address.startswith("blob:")]


def lock_now_locks_every_tab(engine, first, second):
    """The tab with the document closes, and the device no longer remembers."""
    engine.turn_to(second)
    engine.click("[data-action=lock]")
    engine.until(LOCKED)
    engine.turn_to(first)
    engine.until(LOCKED)
    if engine.name in OPENS_TABS:
        wait_for(lambda: not documents(engine))
    assert engine.ask("sessionStorage.length") == 0
    engine.until("!document.querySelector('#lock .remember').hidden")
    assert engine.ask(LOCKED)
