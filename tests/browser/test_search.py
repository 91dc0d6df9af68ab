"""Search in a real browser: what is typed, what is found, by whom; by keyboard; and nothing of it leaves the page."""

from dataclasses import replace

import pytest

from portalgen.access.file import read_vault
from portalgen.build import objects
from portalgen.crypto.ids import index_ids
from portalgen.index import parts
from portalgen.maps import map_file

from .conftest import unlock, until

READY = "document.querySelector('#search').dataset.state === 'ready'"
PARTLY = "document.querySelector('#search-said').textContent.endsWith('Some pages could not be searched just now.')"
WORDS = (
    "saffron",
    "juniper",
    "lantern",
    "harbor",
    "thimble",
    "walnut",
    "cobalt",
    "meadow",
    "pewter",
    "orchid",
    "gravel",
    "velvet",
)


@pytest.fixture
def words(demo):
    return demo.access()["causeway"]


@pytest.fixture
def open_home(reader, served, words):
    """Return a maker of readers of the demo who stand on their home page."""

    def make(audience="members", **settings):
        page = reader(**settings)
        page.goto(f"{served}/causeway/")
        unlock(page, words[audience])
        return page

    return make


def look(page, query):
    """Type `query` into the search and return the results as (title, kind, text)."""
    if not page.evaluate("document.querySelector('#search').open"):
        page.keyboard.press("Control+k")
    until(page, READY)
    page.fill("#search-words", query)
    return page.eval_on_selector_all(
        "#search-found > li",
        "rows => rows.map((row) => ['.search-title', '.search-kind', '.search-text'].map((part) => row.querySelector(part)?.textContent ?? ''))",
    )


def test_names_are_found_as_people_type_them(open_home):
    page = open_home()
    for typed in ("soren", "Søren", "SØREN v", "sor", "sorne", "vindal"):
        assert look(page, typed)[0][:2] == ["Søren Vindahl", "Person"], typed
    for typed in ("田辺", "辺", "tanabe", "yuki fo"):
        assert look(page, typed)[0][0] == "Yuki Tanabe-Ford 田辺", typed
    assert page.faults == []


def test_a_phrase_in_a_pdf_leads_to_the_page_that_shows_it_with_the_words_marked(open_home):
    page = open_home()
    title, kind, text = look(page, "truck that hoots")[0]
    assert (title, kind) == ("plant-safety-sheet.pdf", "Document on the page “Plant safety sheet”")
    assert "A truck that hoots has not seen you" in text
    assert page.eval_on_selector_all("#search-found li:first-child p mark", "all => all.map((one) => one.textContent)") == [
        "truck", "that", "hoots",
    ]  # fmt: skip
    page.keyboard.press("Enter")
    page.wait_for_selector("html[data-state=open] h1:text-is('Plant safety sheet')")


def test_topics_notes_and_the_body_of_pages_are_found(open_home):
    page = open_home()
    for typed, title in (
        ("ai bets", "Which AI bets do we stop?"),
        ("kill date", "Notes: Starting again"),
        ("parrot", "Cecily has gone sailing"),
    ):
        assert title in [row[0] for row in look(page, typed)], typed


def test_what_only_conveners_read_is_found_by_them_alone(open_home):
    """“Heron” is the watched word of the demo: it stands in the chair's notes and nowhere else."""
    assert look(open_home("conveners"), "project heron")
    page = open_home()
    assert not [row for row in look(page, "heron") if "eron" in row[2]]
    assert "Vindahl" not in str(look(open_home("sponsors"), "vindahl"))


def test_a_convener_searches_all_audiences_at_once(open_home):
    found = look(open_home("conveners"), "steel")
    assert {kind.split(" on ")[0] for _, kind, _ in found} >= {"Document", "Logistics"}


def test_no_request_leaves_while_one_types_and_nothing_is_kept(open_home):
    page = open_home()
    look(page, "first")
    address, before = page.url, len(page.requests)
    for letter in "whimsical zebra":
        page.keyboard.type(letter)
    page.wait_for_timeout(600)
    assert page.requests[before:] == []
    assert page.url == address
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, history.state, document.cookie])")
    assert "zebra" not in kept


def test_search_is_walked_by_keyboard_alone(open_home):
    page = open_home()
    page.keyboard.press("/")
    until(page, READY)
    assert page.evaluate("document.activeElement.id") == "search-words"
    page.keyboard.type("deputy")
    first, second = page.eval_on_selector_all("#search-found a", "all => all.slice(0, 2).map((one) => one.textContent)")
    focus = "document.activeElement.textContent"
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focus) == first
    page.keyboard.press("ArrowDown")
    assert page.evaluate(focus) == second
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == "search-words"
    page.keyboard.press("Escape")
    until(page, "!document.querySelector('#search').open")
    page.keyboard.press("/")
    assert page.evaluate("document.querySelector('#search-words').value") == "deputy"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_selector(f"html[data-state=open] h1:text-is('{first}')")


def test_a_slash_in_a_field_is_a_slash_and_the_key_can_be_switched_off(open_home):
    page = open_home()
    page.keyboard.press("Control+k")
    until(page, READY)
    page.keyboard.type("a/b")
    assert page.input_value("#search-words") == "a/b"
    page.uncheck("#search-slash")
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_selector("html[data-state=open]")
    page.keyboard.press("/")
    assert not page.evaluate("document.querySelector('#search').open")
    page.keyboard.press("Control+k")
    assert page.evaluate("document.querySelector('#search').open")


def test_what_is_found_is_said_once_typing_rests(open_home):
    page = open_home()
    assert look(page, "zzzzqqqq") == []
    said = "document.querySelector('#search-said[role=status]').textContent"
    until(page, f"{said}.startsWith('Nothing found for these words.')")
    look(page, "soren")
    until(page, f"/^The first 20 of \\d+ results$/.test({said})")
    look(page, "s")
    until(page, f"{said}.startsWith('Type at least two letters')")


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_panel_fits_and_has_no_fault_that_axe_sees(open_home, width, scheme):
    from pathlib import Path

    page = open_home(viewport={"width": width, "height": 700}, color_scheme=scheme, bypass_csp=True)
    look(page, "deputy")
    page.wait_for_timeout(600)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    axe = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
    page.evaluate(axe.read_text(encoding="utf-8") + "; undefined")
    found = page.evaluate("axe.run('#search, header')")
    assert [(fault["id"], [node["html"][:200] for node in fault["nodes"]]) for fault in found["violations"]] == []


def test_from_a_disk_search_says_that_it_needs_the_address(reader, demo, words):
    page = reader()
    home = next(name for name, text in demo.plain_pages("causeway").items() if 'data-family="home"' in text)
    page.goto((demo.output("causeway") / home).as_uri())
    unlock(page, words["members"])
    page.keyboard.press("Control+k")
    assert "Searching works once you are online" in page.inner_text("#search-said")


def test_without_a_network_search_says_so_and_works_again_later(open_home):
    page = open_home()
    page.context.route("**/o/*.bin", lambda route: route.abort())
    page.keyboard.press("Control+k")
    until(page, "document.querySelector('#search').dataset.state === 'failed'")
    assert "Searching works once you are online" in page.inner_text("#search-said")
    page.keyboard.press("Escape")
    page.context.unroute("**/o/*.bin")
    assert look(page, "soren")


def test_a_planted_index_is_not_searched(open_home, demo, served):
    """An index that is not the one on the list stays closed; the others are searched, and the reader is told."""
    page = open_home("conveners")
    [part] = parts_of(demo, "causeway")
    sealed = (demo.output("causeway") / part).read_bytes()
    broken = sealed[:-1] + bytes([sealed[-1] ^ 1])
    page.context.route(f"{served}/causeway/{part}", lambda route: route.fulfill(body=broken))
    look(page, "saltmarsh")
    until(page, PARTLY)
    assert "Søren Vindahl" not in [row[0] for row in look(page, "soren")]


def parts_of(site, cohort):
    """Return the files of the members' index, in their order."""
    key = read_vault(site.root / "portal.vault", site.passphrase).cohorts[cohort].audiences["members"].key
    names = [f"o/{name}.bin" for name in index_ids(key)]
    return [name for name in names if (site.output(cohort) / name).is_file()]


def page_of(site, word):
    """Return the file name of the page with that word."""
    [name] = [name for name, text in site.plain_pages().items() if f"<p>{word} " in text]
    return name


@pytest.fixture
def in_parts(portal, monkeypatch):
    """Return a portal of twelve pages whose members search an index in sixteen parts."""
    monkeypatch.setattr(parts, "PART_LETTERS", 200)
    named = {f"content/table/page-{number}.md": f"# Page {number:02}\n\n{word} and {'o' * (12 - len(word))} " + "more of it. " * 8
             for number, word in enumerate(WORDS)}  # fmt: skip
    site = portal({"content/table/cohort.yaml": "title: The Test Table\n", **named})
    site.build()
    assert len(parts_of(site, "table")) == 16
    return site


@pytest.fixture
def open_table(reader, in_parts, site_server):
    """Return a maker of readers of that portal who stand on their home page."""
    address = site_server(in_parts)

    def make(*, workers=False):
        page = reader(workers=workers)
        page.goto(f"{address}/table/")
        unlock(page, in_parts.access()["table"]["members"])
        return page

    return make


def found(page):
    """Return which of `WORDS` a search finds on the page that has it."""
    return {
        word
        for number, word in enumerate(WORDS)
        if look(page, word)[:1] and look(page, word)[0][0] == f"Page {number:02}"
    }


def test_an_index_in_many_parts_is_searched_as_one(open_table):
    page = open_table()
    assert found(page) == set(WORDS)
    titles = [row[0] for row in look(page, "more of it") if row[0].startswith("Page")]
    assert titles == [f"Page {number:02}" for number in range(12)], "what fits equally well comes by title"
    assert page.faults == []


def lose(site, file):
    file.unlink()


def damage(site, file):
    file.write_bytes(file.read_bytes()[:-1] + b"x")


def cut_otherwise(site, file):
    """Let the part say that there are eight, as in a site of which only this part has been uploaded."""
    whole = objects.packed

    def packed(part):
        return whole(replace(part, parts=8) if any("saffron" in one.text for one in part.entries) else part)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(objects, "packed", packed)
        site.build("--fresh")


@pytest.mark.parametrize("harm", [lose, damage, cut_otherwise])
def test_without_one_part_the_others_are_searched_and_it_is_told(open_table, in_parts, harm):
    saffron = page_of(in_parts, "saffron")
    harm(in_parts, in_parts.output() / parts_of(in_parts, "table")[parts.place_of(saffron) % 16])
    page = open_table()
    look(page, "lantern")
    until(page, PARTLY)
    lost = {word for word in WORDS if parts.place_of(page_of(in_parts, word)) % 16 == parts.place_of(saffron) % 16}
    assert found(page) == set(WORDS) - lost


def test_a_browser_that_cannot_inflate_is_told_so(open_table):
    page = open_table()
    page.evaluate("delete window.DecompressionStream")
    page.keyboard.press("Control+k")
    until(page, "document.querySelector('#search').dataset.state === 'failed'")
    assert "This browser is too old to search here." in page.inner_text("#search-said")


def test_what_cannot_be_compared_with_its_list_is_not_searched(open_table, in_parts):
    id_key = read_vault(in_parts.root / "portal.vault", in_parts.passphrase).id_key
    (in_parts.output() / map_file(id_key, "table", "members")).unlink()
    page = open_table()
    assert found(page) == set()
    until(page, PARTLY)


def test_an_index_in_many_parts_is_searched_offline(open_table):
    page = open_table(workers=True)
    until(page, "document.querySelector('#kept')?.textContent.startsWith('Ready to read offline (')")
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("html[data-state=open]", timeout=15_000)
    assert found(page) == set(WORDS)


def test_printing_shows_no_search(open_home):
    page = open_home()
    look(page, "deputy")
    page.emulate_media(media="print")
    for part in ("#search", ".search-open"):
        assert page.eval_on_selector(part, "part => getComputedStyle(part).display") == "none"
