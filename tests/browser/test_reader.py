"""A reader's walk in a real browser: unlock, move, look, save, lock; and what must never happen meanwhile."""

import json
import re

import pytest

from .conftest import unlock, until


@pytest.fixture
def words(demo):
    return demo.access()["causeway"]


def pages_linked(page):
    return sorted(
        {href.split("#")[0] for href in page.eval_on_selector_all("a[href*='.html']", "all => all.map(a => a.href)")}
    )


def origin(url):
    """Return where a request went: scheme, host and port."""
    return re.match(r"(?:blob:)?([a-z]+://[^/]+)", url)[1]


def test_one_passphrase_opens_every_page_without_a_fault_and_without_a_foreign_request(reader, served, words):
    """Unlock as a member, follow every link, and find nothing at fault."""
    page = reader()
    page.goto(f"{served}/causeway/")
    assert page.title() == "Harbor lunch"
    unlock(page, words["members"])
    assert "The Causeway Table" in page.inner_text("h1")
    seen, ahead, families = {page.url}, pages_linked(page), {}
    while ahead:
        address = ahead.pop()
        if address in seen or not address.startswith(served):
            continue
        seen.add(address)
        page.goto(address)
        page.wait_for_selector("html[data-state=open]", timeout=10_000)
        families[page.eval_on_selector("body", "body => body.dataset.family")] = address
        assert "Readable by" in page.inner_text("main")
        ahead += pages_linked(page)
    page.wait_for_timeout(500)
    assert len(seen) > 50 and len(families) > 14
    assert page.faults == []
    assert {origin(url) for url in page.requests} == {served}


def test_a_wrong_passphrase_gets_one_calm_message_and_another_chance(reader, served, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    page.fill("#passphrase", "not the right words at all")
    page.click("#unlock button[type=submit]")
    until(page, "document.querySelector('#message').textContent.includes('does not open')")
    assert page.get_attribute("html", "data-state") == "locked"
    assert page.evaluate("document.activeElement.id") == "passphrase"
    unlock(page, "  " + words["members"].replace("-", " ").title() + " ")
    assert page.faults == []


def test_a_deep_link_opens_that_page_after_unlocking(reader, served, demo, words):
    notes = next(name for name, text in demo.plain_pages("causeway").items() if 'data-family="notes"' in text)
    page = reader()
    page.goto(f"{served}/causeway/{notes}")
    assert page.inner_text("body").find("deputy") == -1
    unlock(page, words["members"])
    assert page.url.endswith(notes)
    assert page.eval_on_selector("body", "body => body.dataset.family") == "notes"


def test_a_key_in_the_fragment_opens_and_leaves_the_address_bar(reader, served, demo, words):
    from portalgen.crypto.keyring import extract_keyring
    from portalgen.crypto.staticrypt import hash_passphrase

    keyring = extract_keyring((demo.output("causeway") / "index.html").read_text())
    key = hash_passphrase(words["members"], keyring.salt).hex()
    page = reader()
    page.goto(f"{served}/causeway/#staticrypt_pwd={key}")
    page.wait_for_selector("html[data-state=open]", timeout=10_000)
    assert key not in page.url
    page.go_back()
    assert key not in page.evaluate("JSON.stringify([location.href, document.referrer])")
    other = reader()
    other.goto(f"{served}/causeway/?staticrypt_pwd={key}")
    other.wait_for_timeout(800)
    assert other.get_attribute("html", "data-state") == "locked", "the query is never read"


def test_pictures_show_and_documents_are_saved_under_their_own_name(reader, served, demo, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    until(
        page,
        "[...document.querySelectorAll('img[data-object]')].every(i => i.dataset.state === 'shown' && i.naturalWidth > 1)",
    )
    assert page.eval_on_selector_all("img[data-object]", "all => all.length") >= 8
    paper = next(
        name
        for name, text in demo.plain_pages("causeway").items()
        if "cost-of-stopping.pdf" in text and "preread" in text
    )
    page.goto(f"{served}/causeway/{paper}")
    page.wait_for_selector("html[data-state=open]")
    with page.expect_download() as download:
        page.click("a[data-verb=save]")
    assert download.value.suggested_filename == "cost-of-stopping.pdf"
    content = download.value.path().read_bytes()
    assert content.startswith(b"%PDF") and b"Moorhouse" not in content and b"Harbor Office" not in content
    assert page.faults == []


def test_lock_now_locks_every_tab(reader, served, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    other = page.context.new_page()
    other.goto(page.url)
    unlock(other, words["members"])
    page.click("[data-action=lock]")
    for tab in (page, other):
        tab.wait_for_selector("html[data-state=locked] #unlock")
        assert tab.evaluate("sessionStorage.length") == 0
    page.reload()
    assert page.get_attribute("html", "data-state") == "locked"


def test_another_tab_asks_again_and_the_same_tab_does_not(reader, served, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    page.click("nav.wide a >> text=Charter")
    page.wait_for_selector("html[data-state=open] body[data-family=charter]")
    page.reload()
    page.wait_for_selector("html[data-state=open]")
    other = page.context.new_page()
    other.goto(page.url)
    other.wait_for_timeout(500)
    assert other.get_attribute("html", "data-state") == "locked"


def test_the_lock_page_is_not_seen_between_two_pages_unless_the_host_is_slow(reader, served, words):
    page, held = reader(), []
    page.goto(f"{served}/causeway/")
    assert page.evaluate("document.activeElement.id") == "passphrase" and page.is_visible("#lock")
    unlock(page, words["members"])
    until(page, "[...document.querySelectorAll('img[data-object]')].every(i => i.naturalWidth > 1)")
    page.route("**/o/*.bin", lambda route: held.append(route))  # noqa: PLW0108 -- Playwright looks at the signature
    page.click("nav.wide a >> text=Charter")
    page.wait_for_selector("html[data-state=working] #lock", state="attached")
    assert page.get_attribute("html", "data-ready") is None
    assert page.evaluate("getComputedStyle(document.querySelector('#lock')).animationName") == "appear"
    until(page, "getComputedStyle(document.querySelector('#lock')).visibility === 'visible'")
    for route in held:
        route.continue_()
    page.wait_for_selector("html[data-state=open] body[data-family=charter]")


@pytest.mark.parametrize(
    ("audience", "family"), [("sponsors", "sponsor"), ("logistics", "logistics"), ("conveners", "convener")]
)
def test_each_reader_lands_on_their_own_home(reader, served, words, audience, family):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words[audience])
    assert page.eval_on_selector("body", "body => body.dataset.family") == family
    assert page.faults == []


def test_a_sponsor_opens_nothing_else(reader, served, demo, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["sponsors"])
    own = page.url.rsplit("/", 1)[-1]
    for name in sorted(path.name for path in demo.output("causeway").glob("????????????????.html"))[:25]:
        if name == own:
            continue
        page.goto(f"{served}/causeway/{name}")
        until(page, "document.querySelector('#message')?.textContent.includes('not this one')")
        assert page.get_attribute("html", "data-state") == "locked"


def test_a_page_under_another_name_is_refused(reader, served, demo, words):
    names = sorted(path.name for path in demo.output("causeway").glob("????????????????.html"))
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["conveners"])
    body = (demo.output("causeway") / names[1]).read_text()
    page.route(f"**/{names[0]}", lambda route: route.fulfill(body=body, content_type="text/html"))
    page.goto(f"{served}/causeway/{names[0]}")
    page.wait_for_selector("html[data-state=refused]")
    assert "not the page it claims to be" in page.inner_text("#message")


def test_the_session_time_is_shown_in_the_readers_zone_where_it_differs(reader, served, words):
    london = reader(timezone_id="Europe/London")
    london.goto(f"{served}/causeway/")
    unlock(london, words["members"])
    assert "17:30–22:00 your time (London)" in london.inner_text(".next")
    here = reader(timezone_id="America/New_York")
    here.goto(f"{served}/causeway/")
    unlock(here, words["members"])
    assert "your time" not in here.inner_text(".next")


def test_it_works_behind_nginx_at_a_sub_path(reader, behind_nginx, words):
    page = reader()
    page.goto(behind_nginx)
    unlock(page, words["members"])
    until(
        page,
        "[...document.querySelectorAll('img[data-object]')].every(i => i.dataset.state === 'shown' && i.naturalWidth > 1)",
    )
    page.click("nav.wide a >> text=Members")
    page.wait_for_selector("html[data-state=open] body[data-family=directory]")
    assert page.url.startswith(behind_nginx)
    assert page.faults == []


def test_pages_open_from_a_disk_and_say_what_a_disk_cannot_serve(reader, demo, words):
    page = reader()
    page.goto((demo.output("causeway") / "index.html").as_uri())
    unlock(page, words["members"])
    assert "The Causeway Table" in page.inner_text("h1")
    assert "reading from a disk" in page.inner_text("#notice")
    page.click("nav.wide a >> text=Charter")
    page.wait_for_selector("html[data-state=open] body[data-family=charter]")
    assert page.faults == []
    other = reader()
    other.goto(page.url)
    unlock(other, words["members"])
    assert other.eval_on_selector("body", "body => body.dataset.family") == "charter"


def test_it_does_not_open_inside_a_frame(reader, served, tmp_path, behind_nginx):
    page = reader()
    page.set_content(f'<iframe src="{behind_nginx}" width="600" height="600"></iframe>')
    frame = page.frame_locator("iframe")
    frame.locator("html[data-state=refused]").wait_for()
    assert "does not open inside another page" in frame.locator("#message").inner_text()


def test_an_invite_opens_once_the_site_is_built_and_leaves_the_address_bar(reader, demo_copy):
    site, address = demo_copy
    link = json.loads(site.run("access", "invite", "mara", "--cohort", "causeway", "--format", "json").stdout)["link"]
    page = reader()
    page.goto(f"{address}/causeway/{link}")
    until(page, "document.querySelector('#message')?.textContent.includes('no longer opens')")
    site.build("--cohort", "causeway")
    page.goto("about:blank")
    page.goto(f"{address}/causeway/{link}")
    page.wait_for_selector("html[data-state=open]", timeout=20_000)
    assert link[-64:] not in page.url
    assert page.eval_on_selector("body", "body => body.dataset.family") == "home"
    assert page.is_visible("[data-mine]")


def test_an_invite_with_a_code_needs_both_halves(reader, demo_copy):
    site, address = demo_copy
    told = json.loads(site.run("access", "invite", "ines", "--cohort", "causeway", "--code", "--format", "json").stdout)
    site.build("--cohort", "causeway")
    page = reader()
    page.goto(f"{address}/causeway/{told['link']}")
    until(page, "document.querySelector('label[for=passphrase]').textContent.includes('four words')")
    page.fill("#passphrase", "four words that are wrong")
    page.click("#unlock button[type=submit]")
    until(page, "document.querySelector('#message').textContent.includes('do not belong together')")
    unlock(page, told["code"].replace("-", " ").upper())
    assert page.eval_on_selector("body", "body => body.dataset.family") == "home"
    assert page.is_visible("[data-mine]")
    other = reader()
    other.goto(f"{address}/causeway/")
    other.fill("#passphrase", told["code"])
    other.click("#unlock button[type=submit]")
    until(other, "document.querySelector('#message').textContent.includes('does not open')")


def test_a_revoked_member_is_let_in_before_and_not_after(reader, demo_copy):
    site, address = demo_copy
    assert site.run("access", "add", "tomasz", "--cohort", "causeway").returncode == 0
    site.build("--cohort", "causeway")
    passphrase = site.access()["causeway"]["member:tomasz"]
    page = reader()
    page.goto(f"{address}/causeway/")
    unlock(page, passphrase)
    told = site.run("access", "revoke", "tomasz", "--cohort", "causeway", "--yes")
    assert told.returncode == 0, told.stderr
    ex = reader()
    ex.goto(f"{address}/causeway/")
    ex.fill("#passphrase", passphrase)
    ex.click("#unlock button[type=submit]")
    until(ex, "document.querySelector('#message').textContent.includes('does not open')")
    member = reader()
    member.goto(f"{address}/causeway/")
    unlock(member, site.access()["causeway"]["member:mara"])


def test_a_returning_reader_is_warned_of_an_older_copy(reader, demo_copy):
    site, address = demo_copy
    words = site.access()["causeway"]
    page = reader()
    site.build("--cohort", "causeway", "--as-of", "2026-11-30")
    page.goto(f"{address}/causeway/")
    unlock(page, words["members"])
    until(page, "Object.keys(localStorage).some(name => name.startsWith('portalgen seen'))")
    site.build("--cohort", "causeway")
    page.goto(f"{address}/causeway/")
    until(page, "document.querySelector('#notice')?.textContent.includes('2026-11-30')")
