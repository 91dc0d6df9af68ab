"""A host that changes what it serves: every altered file is refused in the browser with a sentence for people."""

import json
import re

import pytest

from portalgen.crypto.staticrypt import extract

from .conftest import slot_in, unlock, until


@pytest.fixture
def words(demo):
    return demo.access()["causeway"]


@pytest.fixture
def inside(reader, served, words):
    """Return a member's open tab."""
    page = reader()
    page.goto(f"{served}/causeway/")
    unlock(page, words["members"])
    return page


def names_by_family(demo):
    plain = demo.plain_pages("causeway")
    return {re.search(r'data-family="([a-z]+)"', text).group(1): name for name, text in sorted(plain.items())}


def message_of(demo, name, cohort="causeway"):
    return extract((demo.output(cohort) / name).read_text())[0]


def serve_instead(page, name, body):
    page.route(f"**/causeway/{name}", lambda route: route.fulfill(body=body, content_type="text/html"))


ALTERED = {
    "cut short": lambda own, other, foreign: own[: len(own) // 2],
    "cut to its head": lambda own, other, foreign: own[:128],
    "one letter changed": lambda own, other, foreign: own[:-1] + ("0" if own[-1] != "0" else "1"),
    "spliced with another": lambda own, other, foreign: own[:1000] + other[1000:],
    "of another cohort": lambda own, other, foreign: foreign,
}


@pytest.mark.parametrize("how", ALTERED)
def test_a_damaged_page_is_refused_as_damaged(inside, served, demo, how):
    names = names_by_family(demo)
    foreign = next(path.name for path in demo.output("lantern").glob("????????????????.html"))
    own = message_of(demo, names["charter"])
    altered = ALTERED[how](own, message_of(demo, names["home"]), message_of(demo, foreign, "lantern"))
    serve_instead(
        inside, names["charter"], (demo.output("causeway") / names["charter"]).read_text().replace(own, altered)
    )
    inside.goto(f"{served}/causeway/{names['charter']}")
    inside.wait_for_selector("html[data-state=refused]")
    assert "is damaged, so it stays closed" in inside.inner_text("#message")
    assert "Charter" not in inside.inner_text("body")


def test_a_page_of_another_cohort_with_its_own_salt_is_refused(reader, served, demo, words):
    foreign = next(path for path in demo.output("lantern").glob("????????????????.html"))
    name = names_by_family(demo)["charter"]
    page = reader()
    serve_instead(page, name, foreign.read_text())
    page.goto(f"{served}/causeway/{name}")
    page.fill("#passphrase", words["members"])
    page.click("#unlock button[type=submit]")
    page.wait_for_selector("html[data-state=refused]")
    assert "not the page it claims to be" in page.inner_text("#message")


def test_an_older_copy_of_a_page_is_refused(reader, demo_copy):
    site, address = demo_copy
    plain = site.plain_pages("causeway")
    name = next(name for name, text in plain.items() if 'data-family="charter"' in text)
    old = (site.output("causeway") / name).read_text()
    charter = site.root / "content/causeway/charter.md"
    charter.write_text(charter.read_text() + "\n## A new rule\n\nWe begin on time.\n")
    site.build("--cohort", "causeway")
    page = reader()
    page.goto(f"{address}/causeway/")
    unlock(page, site.access()["causeway"]["members"])
    page.goto(f"{address}/causeway/{name}")
    page.wait_for_selector("html[data-state=open]")
    serve_instead(page, name, old)
    page.goto(f"{address}/causeway/{name}")
    page.wait_for_selector("html[data-state=refused]")
    assert "older copy" in page.inner_text("#message") and "in a minute" in page.inner_text("#message")


def test_a_page_that_is_newer_than_a_cached_list_opens(reader, demo_copy):
    """The list may come from a cache of before the last publish: it is asked for again before anything is refused."""
    site, address = demo_copy
    page = reader()
    page.goto(f"{address}/causeway/")
    unlock(page, site.access()["causeway"]["members"])
    slot = slot_in(page)
    old_map = (site.output("causeway") / f"o/{slot['maps']['members']}.bin").read_bytes()
    index = site.root / "content/causeway/index.md"
    index.write_text(index.read_text() + "\nOne more line.\n")
    site.build("--cohort", "causeway")
    served = []

    def once(route):
        served.append(route.request.headers.get("cache-control", ""))
        if len(served) == 1:
            route.fulfill(body=old_map, content_type="application/octet-stream")
        else:
            route.continue_()

    page.route(f"**/o/{slot['maps']['members']}.bin", once)
    page.reload()
    page.wait_for_selector("html[data-state=open]")
    assert len(served) >= 2
    assert page.locator("#notice").is_hidden()


def answering(answer):
    return lambda route: route.fulfill(**answer)


def test_in_the_middle_of_an_upload_old_and_new_pages_open_and_an_older_page_stays_closed(reader, demo_copy):
    """The coming list lies beside the present one until all that it lists is there; an earlier one opens nothing."""
    site, address = demo_copy
    charter = site.root / "content/causeway/charter.md"
    site.build("--cohort", "causeway", "--as-of", "2026-11-25")
    name = next(name for name, text in site.plain_pages("causeway").items() if 'data-family="charter"' in text)
    page = reader()
    page.goto(f"{address}/causeway/")
    unlock(page, site.access()["causeway"]["members"])
    site_map = f"o/{slot_in(page)['maps']['members']}"
    old = {file: (site.output("causeway") / file).read_bytes() for file in (name, f"{site_map}.bin")}
    charter.write_text(charter.read_text() + "\nWe speak one at a time.\n")
    site.build("--cohort", "causeway", "--as-of", "2026-11-26")
    new = {file: (site.output("causeway") / file).read_bytes() for file in (name, f"{site_map}.bin")}

    def state(shown, present, coming):
        for file, body in ((name, shown), (f"{site_map}.bin", present), (f"{site_map}.next", coming)):
            page.unroute(f"**/{file}")
            kind = "text/html" if file == name else "application/octet-stream"
            answer = {"body": body, "content_type": kind} if body else {"status": 404}
            page.route(f"**/{file}", answering(answer))
        page.goto(f"{address}/causeway/{name}")
        page.wait_for_selector("html[data-state=open], html[data-state=refused]")
        return page.evaluate("document.documentElement.dataset.state")

    old_list, new_list = old[f"{site_map}.bin"], new[f"{site_map}.bin"]
    assert state(old[name], old_list, new_list) == "open"
    assert state(new[name], old_list, new_list) == "open"
    assert state(new[name], old_list, None) == "refused"
    assert state(old[name], new_list, old_list) == "refused"


def test_an_older_picture_is_not_shown(inside, served, demo):
    addresses = inside.eval_on_selector_all("img[data-object]", "all => all.map(image => image.dataset.object)")
    other = (demo.output("causeway") / addresses[1]).read_bytes()
    inside.route(f"**/{addresses[0]}", lambda route: route.fulfill(body=other, content_type="application/octet-stream"))
    inside.reload()
    inside.wait_for_selector(f'img[data-object="{addresses[0]}"][data-state=missing]', state="attached")
    until(inside, f"document.querySelector('img[data-object=\"{addresses[1]}\"]').naturalWidth > 1")


def test_a_damaged_list_is_told_and_the_page_still_opens(inside, served):
    slot = slot_in(inside)
    inside.route(f"**/o/{slot['maps']['members']}.bin", lambda route: route.fulfill(body=b"\x01" + bytes(5000)))
    inside.reload()
    inside.wait_for_selector("html[data-state=open]")
    until(inside, "document.querySelector('#notice').textContent.includes('could not be read')")


CUT = {
    "cut short": lambda text: text[: len(text) // 2] + '"]}',
    "a slot less": lambda text: json.dumps({**json.loads(text), "slots": json.loads(text)["slots"][1:]}),
    "no slots": lambda text: json.dumps({**json.loads(text), "slots": []}),
    "another version": lambda text: json.dumps({**json.loads(text), "v": 2}),
}


@pytest.mark.parametrize("how", CUT)
def test_a_damaged_keyring_is_told_as_damage_not_as_a_wrong_passphrase(reader, served, demo, words, how):
    entrance = (demo.output("causeway") / "index.html").read_text()
    keyring = re.search(r'id="keyring">(.*?)</script>', entrance).group(1)
    page = reader()
    page.route(
        re.compile(r".*/causeway/$"),
        lambda route: route.fulfill(body=entrance.replace(keyring, CUT[how](keyring)), content_type="text/html"),
    )
    page.goto(f"{served}/causeway/")
    page.wait_for_selector("html[data-state=refused]")
    assert "damaged" in page.inner_text("#message")
