"""Reading without a connection: the copy on the device is ciphertext, whole, told, renewed, and freed."""

import json
import re

import pytest

from .conftest import serving, unlock, until

READY = "document.querySelector('#kept')?.textContent.startsWith('Ready to read offline (')"
KEPT = """async () => {
  const kept = {};
  for (const name of await caches.keys()) {
    const cache = await caches.open(name);
    kept[name] = [];
    for (const request of await cache.keys()) kept[name].push([request.url, await (await cache.match(request)).text()]);
  }
  return kept;
}"""


@pytest.fixture
def words(demo):
    return demo.access()["causeway"]


def families(pages):
    return {re.search(r'data-family="([a-z]+)"', text).group(1): name for name, text in pages.items()}


def ready(page, address, passphrase):
    page.goto(address)
    unlock(page, passphrase)
    until(page, READY)
    return page


def open_page(page, address):
    page.goto(address)
    page.wait_for_selector("html[data-state=open]", timeout=15_000)
    until(page, "[...document.querySelectorAll('img[data-object]')].every(i => i.naturalWidth > 0)")


@pytest.mark.parametrize("cut", ["network", "server"])
def test_every_family_of_pages_opens_without_a_connection(reader, demo, words, cut):
    with serving(demo.root) as (address, server):
        page = ready(reader(workers=True), f"{address}/causeway/", words["members"])
        pages = demo.plain_pages("causeway")
        if cut == "network":
            page.context.set_offline(True)
        else:
            server.kill()
            server.wait(timeout=10)
        for name in families(pages).values():
            open_page(page, f"{address}/causeway/{name}")
        until(page, "document.querySelector('#connection').textContent.includes('as of 24 November 2026')"
                    " || document.querySelector('#connection').textContent.includes('as of November 24, 2026')")  # fmt: skip
        paper = next(name for name, text in pages.items() if "cost-of-stopping.pdf" in text and "preread" in text)
        open_page(page, f"{address}/causeway/{paper}")
        with page.expect_download() as download:
            page.click("a[data-verb=save]")
        assert download.value.path().read_bytes().startswith(b"%PDF")
        page.goto(f"{address}/causeway/")
        page.wait_for_selector("html[data-state=open]")
        other = page.context.new_page()
        other.goto(f"{address}/causeway/{paper}")
        unlock(other, words["members"])


def test_the_copy_is_ciphertext_only_and_names_nobody(reader, served, demo, words):
    page = ready(reader(workers=True), f"{served}/causeway/", words["members"])
    kept = page.evaluate(KEPT)
    assert len(kept) == 1
    (name, files), salt = kept.popitem(), json.loads(demo.run("access", "list", "--format", "json").stdout)
    salt = next(cohort["salt"] for cohort in salt["cohorts"] if cohort["id"] == "causeway")
    assert re.fullmatch(rf"portalgen {salt} [0-9a-f]{{32}}", name)
    on_disk = {
        path.relative_to(demo.output("causeway")).as_posix(): path for path in demo.output("causeway").rglob("*")
    }
    sizes = 0
    for address, text in files:
        file = address.removeprefix(f"{served}/causeway/")
        if file == "kept":
            mark = json.loads(text)
            assert set(mark) == {"generation", "bytes", "until"}
        else:
            sizes += on_disk[file].stat().st_size
            assert text == on_disk[file].read_bytes().decode(errors="replace").removeprefix("\ufeff"), file
    assert mark["bytes"] == sizes
    assert f"({sizes / 1e6:.1f} MB)" in page.inner_text("#kept")
    assert not page.evaluate("Object.keys(localStorage).some(name => /harbor|causeway|mara/i.test(name))")
    opened = demo.plain_pages("causeway")
    assert {address.rsplit("/", 1)[-1] for address, _ in files} & set(opened) == set(opened)


def test_a_reader_keeps_only_what_they_may_open(reader, served, demo, words):
    page = ready(reader(workers=True), f"{served}/causeway/", words["sponsors"])
    files = {address.rsplit("/", 1)[-1] for address, _ in next(iter(page.evaluate(KEPT).values()))}
    assert {name for name in files if re.fullmatch("[a-z2-7]{16}.html", name)} == set(
        demo.plain_pages("causeway", "sponsors")
    )


def test_lock_now_frees_the_copy_and_the_worker(reader, served, words):
    page = ready(reader(workers=True), f"{served}/causeway/", words["members"])
    page.click("[data-action=lock]")
    page.wait_for_selector("html[data-state=locked] #unlock")
    until(page, "caches.keys().then(names => names.length === 0)")
    until(page, "navigator.serviceWorker.getRegistrations().then(all => all.length === 0)")
    unlock(page, words["members"])
    until(page, READY)


def test_lock_now_frees_a_copy_that_is_only_just_being_made(reader, served, words):
    page = reader(workers=True)
    page.add_init_script("""{
      const later = (ms) => new Promise((done) => setTimeout(done, ms));
      const {register} = ServiceWorkerContainer.prototype, {keys} = CacheStorage.prototype;
      ServiceWorkerContainer.prototype.register = async function (...of) {
        window.asked = true;
        await later(500);
        return register.apply(this, of);
      };
      CacheStorage.prototype.keys = async function () { await later(1500); return keys.call(this); };
    }""")
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    until(page, "window.asked")
    page.click("[data-action=lock]")
    page.wait_for_selector("html[data-state=locked] #unlock")
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0
    page.wait_for_timeout(500)
    assert page.evaluate("caches.keys()") == []


def test_a_copy_goes_when_it_has_expired(reader, served, words):
    page = ready(reader(workers=True), f"{served}/causeway/", words["members"])
    page.evaluate("""async () => {
      const [name] = await caches.keys(), cache = await caches.open(name), [mark] = (await cache.keys()).filter(r => r.url.endsWith('/kept'));
      const told = await (await cache.match(mark)).json();
      const days = (told.until - Date.now()) / 86400000;
      if (days < 99 || days > 101) throw new Error(days);
      await cache.put(mark, new Response(JSON.stringify({...told, until: Date.now() - 1})));
    }""")
    page.goto(f"{served}/causeway/robots.txt")
    page.evaluate("fetch('index.html')")
    until(page, "caches.keys().then(names => names.length === 0)")


def test_two_cohorts_on_one_origin_are_kept_apart(reader, served, demo, words):
    page = ready(reader(workers=True), f"{served}/causeway/", words["members"])
    other = page.context.new_page()
    ready(other, f"{served}/lantern/", demo.access()["lantern"]["members"])
    assert len(other.evaluate("caches.keys()")) == 2
    page.click("[data-action=lock]")
    page.wait_for_selector("html[data-state=locked] #unlock")
    left = other.evaluate(KEPT)
    assert len(left) == 1
    assert all(address.startswith(f"{served}/lantern/") for files in left.values() for address, _ in files)
    page.context.set_offline(True)
    other.reload()
    other.wait_for_selector("html[data-state=open]")


def test_it_works_behind_nginx_at_a_sub_path(reader, behind_nginx, words):
    page = ready(reader(workers=True), behind_nginx, words["members"])
    page.context.set_offline(True)
    page.click("nav.wide a >> text=Members")
    page.wait_for_selector("html[data-state=open] body[data-family=directory]")
    until(page, "[...document.querySelectorAll('img[data-object]')].every(i => i.naturalWidth > 0)")
    assert page.evaluate("navigator.serviceWorker.ready.then(r => r.scope)") == behind_nginx


def test_an_update_is_told_loaded_and_kept_and_what_is_gone_goes(reader, demo_copy):
    site, address = demo_copy
    site.write({"content/causeway/pages/passing.md": "# A passing page\n\nHere today.\n"})
    site.build("--cohort", "causeway")
    passing = next(name for name, text in site.plain_pages("causeway").items() if "Here today" in text)
    page = ready(reader(workers=True), f"{address}/causeway/", site.access()["causeway"]["members"])
    assert page.inner_text("#connection") == ""
    before = {url for files in page.evaluate(KEPT).values() for url, _ in files}
    assert f"{address}/causeway/{passing}" in before
    (site.root / "content/causeway/pages/passing.md").unlink()
    site.write({"content/causeway/pages/fresh.md": "# A fresh page\n\nHere tomorrow.\n"})
    site.build("--cohort", "causeway")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    until(page, "document.querySelector('#connection').textContent === 'A newer version is there: load again'")
    page.click("#connection button")
    page.wait_for_selector("html[data-state=open]")
    until(page, READY)
    after = page.evaluate(KEPT)
    assert len(after) == 1
    urls = {url for files in after.values() for url, _ in files}
    fresh = next(name for name, text in site.plain_pages("causeway").items() if "Here tomorrow" in text)
    assert f"{address}/causeway/{fresh}" in urls and f"{address}/causeway/{passing}" not in urls
    (site.root / "content/causeway/pages/fresh.md").unlink()
    site.build("--cohort", "causeway")


def test_a_file_that_is_not_on_the_list_is_never_kept(reader, demo_copy):
    site, address = demo_copy
    name = sorted(site.plain_pages("causeway"))[0]
    other = sorted(site.plain_pages("causeway"))[1]
    whole = (site.output("causeway") / name).read_bytes()
    (site.output("causeway") / name).write_bytes((site.output("causeway") / other).read_bytes())
    page = reader(workers=True)
    page.goto(f"{address}/causeway/")
    unlock(page, site.access()["causeway"]["members"])
    page.wait_for_timeout(3_000)
    assert page.is_hidden("#kept")
    assert f"{address}/causeway/{name}" not in {url for files in page.evaluate(KEPT).values() for url, _ in files}
    (site.output("causeway") / name).write_bytes(whole)


def test_nothing_is_registered_before_unlocking(reader, served, words):
    page = reader(workers=True)
    page.goto(f"{served}/causeway/")
    page.wait_for_timeout(1_000)
    assert page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_without_service_workers_nothing_is_promised_and_nothing_breaks(reader, served, words):
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    page.wait_for_timeout(1_500)
    assert page.is_hidden("#kept") and page.is_hidden("#connection")
    assert page.faults == []


def test_a_site_can_be_installed_and_its_manifest_tells_the_codename_only(reader, served, demo, words):
    page = reader(workers=True, whole=True)
    page.goto(f"{served}/causeway/")
    manifest = page.evaluate("fetch(document.querySelector('link[rel=manifest]').href).then(a => a.json())")
    assert manifest["name"] == manifest["short_name"] == "Harbor lunch"
    assert set(manifest) == {"name", "short_name", "lang", "start_url", "scope", "display", "icons"}
    unlock(page, words["members"])
    devtools = page.context.new_cdp_session(page)
    read = devtools.send("Page.getAppManifest")
    assert read["errors"] == [] and read["manifest"]["scope"] == f"{served}/causeway/"
    assert read["manifest"]["startUrl"] == f"{served}/causeway/"
    assert devtools.send("Page.getInstallabilityErrors")["installabilityErrors"] in (
        [], [{"errorId": "in-incognito", "errorArguments": []}])  # fmt: skip


def test_an_address_that_leads_to_nothing_shows_the_site_s_page_for_that_and_keeps_nothing(reader, served, words):
    page = ready(reader(workers=True), f"{served}/causeway/", words["members"])
    kept = page.evaluate(KEPT)
    for missing in ("zzzzzzzzzzzzzzzz.html", "o/zzzzzzzzzzzzzzzz.bin", "sessions/", "404.html"):
        page.goto(f"{served}/causeway/{missing}")
        assert page.text_content("h1") == "There is nothing here"
        assert "Harbor" not in page.content()
    assert page.evaluate(KEPT) == kept
    page.goto(f"{served}/causeway/")
    page.wait_for_selector("html[data-state=open]", timeout=15_000)
