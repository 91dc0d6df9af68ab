"""What a device keeps for its reader: remembering, passkeys, the idle lock; and that nothing of it is needed."""

import json
import re
from shutil import which

import pytest
from playwright.sync_api import Error

from .conftest import FLAGS, unlock, until

LOCKED = "html[data-state=locked] #unlock"
OPEN = "html[data-state=open]"
REMEMBERED = """async () => {
  const open = indexedDB.open("portalgen");
  await new Promise((done) => { open.onsuccess = done; });
  const store = open.result.transaction("remembered").objectStore("remembered");
  const asked = [store.getAllKeys(), store.getAll()];
  await Promise.all(asked.map((request) => new Promise((done) => { request.onsuccess = done; })));
  open.result.close();
  return asked[0].result.map((salt, at) => {
    const { until, key, sealed } = asked[1].result[at];
    return { salt, until, sealed: !!sealed, extractable: key ? key.extractable : null };
  });
}"""
DAY_MS = 86_400_000


@pytest.fixture
def words(demo):
    return demo.access()["causeway"]


@pytest.fixture
def cdp(reader):
    """Return a reader with a virtual authenticator: `cdp(prf=True)` gives page, session, authenticator."""

    def make(prf):
        page = reader(whole=True)
        page.bring_to_front()
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        options = {"protocol": "ctap2", "ctap2Version": "ctap2_1", "transport": "internal", "hasResidentKey": True,
                   "hasUserVerification": True, "isUserVerified": True, "hasPrf": prf,
                   "automaticPresenceSimulation": True}  # fmt: skip
        return page, session, session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    return make


def unlock_and_remember(page, address, passphrase):
    page.goto(address)
    page.wait_for_selector("#remember")
    page.check("#remember")
    unlock(page, passphrase)


def enrol(page):
    page.click("[data-action=passkey-add]")
    page.wait_for_selector("[data-action=passkey-drop]", state="attached")


def lock_by_idleness(page, minutes=16):
    page.clock.fast_forward(minutes * 60_000)
    page.wait_for_selector(LOCKED)
    until(page, "document.querySelector('#message').textContent.includes('nobody touched')")


def page_time(page):
    return page.evaluate("Date.now()")


def sleep_until(page, when_ms):
    """Let time go on while timers stand still, as on a laptop that sleeps."""
    page.clock.set_system_time(when_ms / 1000)


def everything_kept(page):
    return page.evaluate("JSON.stringify([{...localStorage}, Object.keys(sessionStorage)])")


def test_a_remembered_reader_lands_on_the_page_in_a_new_tab(reader, served, words):
    page = reader()
    unlock_and_remember(page, f"{served}/causeway/", words["members"])
    assert "remembers you until" in page.inner_text("[data-said=remember]")
    [record] = page.evaluate(REMEMBERED)
    assert re.fullmatch("[0-9a-f]{32}", record["salt"])
    assert record["sealed"] and record["extractable"] is False
    assert abs(record["until"] - page.evaluate("Date.now()") - 30 * DAY_MS) < 120_000
    address = page.url
    page.close()
    tab = page.context.new_page()
    for there in (address, f"{served}/causeway/"):
        tab.goto(there)
        tab.wait_for_selector(OPEN)
        assert tab.url == address
        tab.evaluate("sessionStorage.clear()")
    assert page.faults == []


def test_a_device_whose_storage_is_slow_to_wake_remembers_all_the_same(reader, served, words):
    page = reader()
    unlock_and_remember(page, f"{served}/causeway/", words["members"])
    tab = page.context.new_page()
    tab.add_init_script("""Object.defineProperty(IDBOpenDBRequest.prototype, "onsuccess", {
      set(handler) { this.addEventListener("success", () => setTimeout(handler, 2_000)); },
    })""")
    tab.goto(f"{served}/causeway/")
    assert tab.is_enabled("#passphrase"), "nobody has to wait for it"
    tab.wait_for_selector(OPEN)


def test_who_does_not_tick_the_box_is_not_remembered(reader, served, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    assert not page.is_checked("#remember")
    unlock(page, words["members"])
    page.wait_for_selector(".device")
    assert page.evaluate(REMEMBERED) == []


def test_a_device_can_be_told_to_remember_and_to_forget_on_an_open_page(reader, served, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    page.check("[data-action=remember]")
    until(page, "document.querySelector('[data-said=remember]').textContent.includes('remembers you until')")
    assert len(page.evaluate(REMEMBERED)) == 1
    page.uncheck("[data-action=remember]")
    until(page, "document.querySelector('[data-said=remember]').textContent.includes('no longer')")
    assert page.evaluate(REMEMBERED) == []


def test_remembering_ends_on_its_day(reader, served, words):
    page = reader()
    page.clock.install()
    unlock_and_remember(page, f"{served}/causeway/", words["members"])
    start = page_time(page)
    page.close()
    for days, state in ((29, "open"), (31, "locked")):
        tab = page.context.new_page()
        sleep_until(tab, start + days * DAY_MS)
        tab.goto(f"{served}/causeway/")
        if state == "open":
            tab.wait_for_selector(OPEN)
        else:
            tab.wait_for_selector("#lock .remember:not([hidden])")
            assert tab.get_attribute("html", "data-state") == "locked"
            assert tab.evaluate(REMEMBERED) == [], "what has expired is deleted"
        tab.close()


def test_lock_now_makes_the_device_forget(reader, served, words):
    page = reader()
    unlock_and_remember(page, f"{served}/causeway/", words["members"])
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_selector(OPEN)
    [record] = page.evaluate(REMEMBERED)
    page.evaluate("([salt]) => caches.open(`portalgen ${salt}`)", [record["salt"]])
    page.evaluate("() => caches.open('portalgen ffff')")
    page.click("[data-action=lock]")
    for tab in (page, other):
        tab.wait_for_selector(LOCKED)
        until(tab, "document.querySelector('#message').textContent.includes('Locked in every tab')")
    assert page.evaluate(REMEMBERED) == []
    assert page.evaluate("sessionStorage.length") == 0
    assert page.evaluate("caches.keys()") == ["portalgen ffff"], "caches of other sites stay"
    page.reload()
    page.wait_for_selector("#lock .remember:not([hidden])")
    assert page.get_attribute("html", "data-state") == "locked"
    assert page.inner_text("#message") == "", "said once"


def test_going_back_after_locking_shows_nothing(reader, served, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    page.click("nav.wide a >> text=Charter")
    page.wait_for_selector("html[data-state=open] body[data-family=charter]")
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)
    page.go_back()
    page.wait_for_selector(LOCKED)
    assert "The Causeway Table" not in page.inner_text("body")


def test_an_open_document_closes_and_its_address_dies_with_the_lock(reader, served, demo, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    until(page, "document.querySelector('img[data-object]').src.startsWith('blob:')")
    page.evaluate("""() => {
      globalThis.dropped = []; const drop = URL.revokeObjectURL;
      URL.revokeObjectURL = (address) => { sessionStorage.setItem("dropped", address); drop.call(URL, address); };
    }""")
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)
    assert page.evaluate("sessionStorage.getItem('dropped')").startswith("blob:")


def test_two_cohorts_on_one_device_are_kept_apart(reader, served, demo):
    words = demo.access()
    page = reader()
    unlock_and_remember(page, f"{served}/causeway/", words["causeway"]["members"])
    unlock_and_remember(page, f"{served}/lantern/", words["lantern"]["members"])
    assert "Lantern" in page.inner_text("h1")
    assert len(page.evaluate(REMEMBERED)) == 2
    other = page.context.new_page()
    other.goto(f"{served}/causeway/")
    other.wait_for_selector(OPEN)
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)
    other.reload()
    other.wait_for_selector(OPEN)
    assert "Causeway" in other.inner_text("h1")
    assert len(other.evaluate(REMEMBERED)) == 1
    kept = everything_kept(other) + json.dumps(other.evaluate("indexedDB.databases()"))
    for name in ("Causeway", "causeway", "Lantern", "Harbor"):
        assert name not in kept


def test_a_convener_who_sets_no_days_never_has_it_offered(reader, portal, site_server):
    site = portal({"content/table/cohort.yaml": "title: The Test Table\nremember_days: 0\nidle_minutes: 0\n"})
    site.build()
    page = reader()
    page.goto(f"{site_server(site)}/table/")
    assert page.query_selector("#remember") is None
    page.clock.install()
    unlock(page, site.access()["table"]["members"])
    page.clock.fast_forward(40 * 3_600_000)
    page.wait_for_timeout(300)
    assert page.get_attribute("html", "data-state") == "open", "idle_minutes: 0 never locks"
    assert page.query_selector("[data-action=remember]") is None


def test_a_convener_who_shortens_the_days_shortens_what_is_remembered(reader, portal, site_server):
    site = portal()
    site.build()
    address, word = f"{site_server(site)}/table/", site.access()["table"]["members"]
    page = reader()
    unlock_and_remember(page, address, word)
    page.close()
    for days, left in ((2, 2), (0, None)):
        site.write({"content/table/cohort.yaml": f"title: The Test Table\nremember_days: {days}\n"})
        site.build()
        page = page.context.new_page()
        page.goto(address)
        page.wait_for_selector(OPEN)
        until(page, "document.querySelector('.device') || document.body.dataset.rememberDays === '0'")
        page.wait_for_timeout(300)
        found = page.evaluate(REMEMBERED)
        if left is None:
            assert found == []
        else:
            assert abs(found[0]["until"] - page_time(page) - left * DAY_MS) < 120_000
        page.evaluate("sessionStorage.clear()")


# Keys that the convener renewed


def test_a_tab_with_old_keys_is_told_and_asked_again(reader, demo_copy):
    site, address = demo_copy
    site.build()
    old = site.access()["causeway"]["sponsors"]
    page = reader()
    unlock_and_remember(page, f"{address}/causeway/", old)
    assert site.run("access", "rotate", "sponsors", "--cohort", "causeway", "--yes").returncode == 0
    page.reload()
    until(page, "document.querySelector('#message')?.textContent.includes('was renewed')")
    assert page.get_attribute("html", "data-state") == "locked"
    assert page.evaluate(REMEMBERED) == []
    unlock(page, site.access()["causeway"]["sponsors"])
    assert page.eval_on_selector("body", "body => body.dataset.family") == "sponsor"


def test_a_remembered_reader_whose_passphrase_was_renewed_is_told_in_a_new_tab(reader, demo_copy):
    site, address = demo_copy
    site.build()
    page = reader()
    unlock_and_remember(page, f"{address}/causeway/", site.access()["causeway"]["sponsors"])
    assert site.run("access", "rotate", "sponsors", "--cohort", "causeway", "--yes").returncode == 0
    tab = page.context.new_page()
    tab.goto(f"{address}/causeway/")
    until(tab, "document.querySelector('#message')?.textContent.includes('was renewed')")
    assert tab.evaluate(REMEMBERED) == []
    unlock(tab, site.access()["causeway"]["sponsors"])


def test_a_reader_whose_other_audiences_were_renewed_notices_nothing(reader, demo_copy):
    site, address = demo_copy
    site.build()
    page = reader()
    unlock_and_remember(page, f"{address}/causeway/", site.access()["causeway"]["members"])
    sponsors_page = next(iter(site.plain_pages("causeway", "sponsors")))
    assert site.run("access", "rotate", "sponsors", "--cohort", "causeway", "--yes").returncode == 0
    page.goto(f"{address}/causeway/{sponsors_page}")
    page.wait_for_selector(OPEN)
    tab = page.context.new_page()
    tab.goto(f"{address}/causeway/{sponsors_page}")
    tab.wait_for_selector(OPEN)


# Idle


def test_an_untouched_page_warns_and_locks_and_the_device_then_wants_a_gesture(reader, served, words):
    page = reader()
    page.clock.install()
    unlock_and_remember(page, f"{served}/causeway/", words["members"])
    page.click("nav.wide a >> text=Charter")
    page.wait_for_selector("html[data-state=open] body[data-family=charter]")
    charter = page.url
    page.clock.fast_forward(14 * 60_000 + 40_000)
    until(page, "document.querySelector('#idle')?.textContent.includes('half a minute')")
    page.keyboard.press("Shift")
    until(page, "!document.querySelector('#idle')")
    page.clock.fast_forward(14 * 60_000)
    page.wait_for_timeout(200)
    assert page.get_attribute("html", "data-state") == "open", "a touch keeps it open"
    lock_by_idleness(page)
    assert page.evaluate("sessionStorage.length") == 0
    [record] = page.evaluate(REMEMBERED)
    assert record["sealed"] is False and record["extractable"] is None, "the wish is left, no key is"
    tab = page.context.new_page()
    tab.goto(charter)
    tab.wait_for_selector("#lock .remember:not([hidden])")
    assert tab.get_attribute("html", "data-state") == "locked"
    assert page.url == charter
    assert page.is_checked("#remember")
    unlock(page, words["members"])
    assert page.eval_on_selector("body", "body => body.dataset.family") == "charter"
    page.wait_for_selector("[data-action=remember]:checked")


def test_a_laptop_that_slept_locks_before_anybody_touches_it(reader, served, words):
    page = reader()
    page.clock.install()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    page.wait_for_selector(".device")
    sleep_until(page, page_time(page) + 16 * 60_000)
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    page.wait_for_selector(LOCKED)


def test_a_tab_that_the_browser_brings_back_later_is_locked(reader, served, words):
    page = reader()
    page.clock.install()
    unlock_and_remember(page, f"{served}/causeway/", words["members"])
    sleep_until(page, page_time(page) + 16 * 60_000)
    page.goto(f"{served}/causeway/")
    until(page, "document.querySelector('#message')?.textContent.includes('nobody touched')")
    page.wait_for_selector("#lock .remember:not([hidden])")
    assert page.get_attribute("html", "data-state") == "locked"


def test_a_touch_in_one_tab_keeps_the_other_open(reader, served, words):
    page = reader()
    page.context.clock.install()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    other = page.context.new_page()
    other.goto(page.url)
    unlock(other, words["members"])
    for _ in range(3):
        page.context.clock.fast_forward(10 * 60_000)
        other.keyboard.press("Shift")
        other.wait_for_timeout(200)
    assert page.get_attribute("html", "data-state") == "open"


# Passkeys


def test_a_passkey_unlocks_after_lock_now_and_after_idleness(cdp, served, words):
    page, session, authenticator = cdp(prf=True)
    page.clock.install()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    page.wait_for_selector(".device.offered [data-action=passkey-add]")
    enrol(page)
    assert "Next time" in page.inner_text("[data-said=passkey]")
    page.click("[data-action=later]")
    [credential] = session.send("WebAuthn.getCredentials", {"authenticatorId": authenticator})["credentials"]
    assert credential["rpId"] == "localhost"
    assert credential.get("userName", "Harbor lunch") == "Harbor lunch"
    kept = page.evaluate("JSON.stringify({...localStorage})")
    assert words["members"] not in kept and "causeway" not in kept and "Harbor" not in kept
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)
    page.click("[data-action=passkey]")
    page.wait_for_selector(OPEN)
    assert "The Causeway Table" in page.inner_text("h1")
    assert page.query_selector(".device.offered") is None
    lock_by_idleness(page)
    page.click("[data-action=passkey]")
    page.wait_for_selector(OPEN)
    assert page.faults == []


def test_a_passkey_that_is_cancelled_or_gone_leaves_the_passphrase(cdp, served, words):
    page, session, authenticator = cdp(prf=True)
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    enrol(page)
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": False})
    page.click("[data-action=passkey]")
    until(page, "document.querySelector('#message').textContent.includes('type your passphrase')")
    assert page.evaluate("document.activeElement.id") == "passphrase"
    session.send("WebAuthn.setUserVerified", {"authenticatorId": authenticator, "isUserVerified": True})
    session.send("WebAuthn.clearCredentials", {"authenticatorId": authenticator})
    page.click("[data-action=passkey]")
    until(page, "document.querySelector('#message').textContent.includes('no longer on this device')")
    unlock(page, words["members"])
    page.click("[data-action=passkey-drop]")
    page.wait_for_selector("[data-action=passkey-add]")
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)
    assert page.is_hidden("[data-action=passkey]")


def test_an_authenticator_without_prf_sets_nothing_up(cdp, served, words):
    page, _, _ = cdp(prf=False)
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    page.click("[data-action=passkey-add]")
    until(page, "/cannot keep a passphrase safe/.test(document.querySelector('[data-said=passkey]').textContent)")
    assert "passkey" not in page.evaluate("JSON.stringify(Object.keys(localStorage))")
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)
    assert page.is_hidden("[data-action=passkey]")
    unlock(page, words["members"])


def test_a_passkey_for_renewed_keys_says_so_and_steps_aside(cdp, demo_copy):
    site, address = demo_copy
    site.build()
    page, _, _ = cdp(prf=True)
    page.goto(f"{address}/causeway/")
    unlock(page, site.access()["causeway"]["sponsors"])
    enrol(page)
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)
    assert site.run("access", "rotate", "sponsors", "--cohort", "causeway", "--yes").returncode == 0
    page.click("[data-action=passkey]")
    until(page, "document.querySelector('#message').textContent.includes('was renewed')")
    assert page.is_hidden("[data-action=passkey]")
    unlock(page, site.access()["causeway"]["sponsors"])


# Nothing of it is needed


@pytest.fixture
def keeps_nothing(engine, tmp_path):
    """Return a page of a Chromium whose owner blocks all site data: every storage throws."""
    settings = tmp_path / "Default"
    settings.mkdir()
    (settings / "Preferences").write_text('{"profile": {"default_content_setting_values": {"cookies": 2}}}')
    context = engine.chromium.launch_persistent_context(tmp_path, executable_path=which("chromium"), args=FLAGS)
    yield context.pages[0]
    context.close()


WITHOUT = """
for (const name of ["sessionStorage", "localStorage", "indexedDB", "caches"]) {
  Object.defineProperty(window, name, { get() { throw new DOMException("off", "SecurityError"); } });
}
delete Navigator.prototype.serviceWorker;
delete window.BroadcastChannel;
"""


def test_it_works_without_any_storage(reader, served, words):
    page = reader()
    page.add_init_script(WITHOUT)
    read_without_storage(page, served, words)
    assert page.faults == []


def test_it_works_in_a_chromium_that_blocks_all_site_data(keeps_nothing, served, words):
    page = keeps_nothing
    page.goto(f"{served}/causeway/")
    for storage in ("sessionStorage", "localStorage"):
        with pytest.raises(Error, match="Access is denied"):
            page.evaluate(f"() => {storage}.length")
    read_without_storage(page, served, words)


def read_without_storage(page, served, words):
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    assert "The Causeway Table" in page.inner_text("h1"), "the home page opens with one passphrase"
    assert page.inner_text("#notice").count("keeps nothing between pages") == 1
    until(page, "[...document.querySelectorAll('img[data-object]')].every(i => i.naturalWidth > 0)")
    assert page.query_selector("[data-action=remember]") is None
    page.click("nav.wide a >> text=Charter")
    page.wait_for_selector(LOCKED)
    assert page.is_hidden("#remember")
    unlock(page, words["members"])
    assert page.eval_on_selector("body", "body => body.dataset.family") == "charter"
    page.click("[data-action=lock]")
    page.wait_for_selector(LOCKED)


def test_over_plain_http_it_says_what_to_do(reader, served, demo):
    body = (demo.output("causeway") / "index.html").read_text()
    script = next((demo.output("causeway") / "assets").glob("*.js")).read_text()
    page = reader()
    page.route("http://lunch.example/*", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.route(
        "http://lunch.example/assets/*.js", lambda route: route.fulfill(body=script, content_type="text/javascript")
    )
    page.route("http://lunch.example/assets/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto("http://lunch.example/")
    page.wait_for_selector("html[data-state=refused]")
    assert "begins with https" in page.inner_text("#message")


def test_the_form_takes_what_is_pasted_and_what_a_password_manager_fills(reader, served, words):
    page = reader(viewport={"width": 320, "height": 640})
    page.goto(f"{served}/causeway/")
    field = "#passphrase"
    assert page.get_attribute(field, "autocomplete") == "current-password"
    assert page.input_value("input[autocomplete=username]") == "Harbor lunch"
    page.click("[data-action=reveal]")
    assert page.get_attribute(field, "type") == "text"
    page.focus(field)
    page.keyboard.insert_text(f"  {words['members'].upper().replace('-', '  ')}\n")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("""document.querySelector("#unlock").addEventListener("submit", () => {
      sessionStorage.type = document.querySelector("#passphrase").type;
    })""")
    page.keyboard.press("Enter")
    page.wait_for_selector(OPEN)
    assert page.evaluate("sessionStorage.type") == "password", "a password manager saves from a password field"


def test_a_wrong_passphrase_marks_the_field(reader, served):
    page = reader()
    page.goto(f"{served}/causeway/")
    page.fill("#passphrase", "not these words")
    page.keyboard.press("Enter")
    until(page, "document.querySelector('#passphrase').getAttribute('aria-invalid') === 'true'")
    assert page.get_attribute("#passphrase", "aria-describedby") == "message"
