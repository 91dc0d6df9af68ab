"""Home in one screen and the directory, in a real browser: what a reader's own device adds to pages that all share."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from .conftest import another_page, slot_in, unlock, until

FIRST_SCREEN = [".next .when", ".next .pile", ".next .does", "[data-reads] .list", "[data-promises] .list",
                "[data-news] .list"]  # fmt: skip
NO_STORAGE = """for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
  Object.defineProperty(window, name, {get() { throw new DOMException("off", "SecurityError"); }});
}"""


@pytest.fixture
def words(demo):
    return demo.access()["causeway"]


def opened(page, address, passphrase):
    page.goto(f"{address}/causeway/")
    unlock(page, passphrase)
    return page


def shown(page, selector):
    """Return the texts of what can be seen."""
    return [one.inner_text() for one in page.query_selector_all(selector) if one.is_visible()]


def follow(page, text):
    with another_page(page):
        page.click(f"main a:visible >> text={text}")


@pytest.fixture(scope="module")
def changing(demo_copy):
    """Return the copy of the demo with passphrases for Tomasz and Soren, and its address."""
    site, address = demo_copy
    told = site.run("access", "add", "tomasz", "soren", "--cohort", "causeway")
    assert told.returncode == 0, told.stderr
    site.build("--cohort", "causeway")
    return site, address


@pytest.mark.parametrize("who", ["members", "member:tomasz"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_all_that_counts_is_on_the_first_screen_of_a_phone(reader, changing, who, scheme):
    site, address = changing
    page = reader(viewport={"width": 390, "height": 844}, color_scheme=scheme)
    opened(page, address, site.access()["causeway"][who])
    until(page, "[...document.querySelectorAll('.pile img')].every(i => i.naturalWidth > 0)")
    assert page.evaluate("scrollY") == 0
    for selector in FIRST_SCREEN:
        box = page.query_selector(selector).bounding_box()
        assert box and box["height"] > 20, selector
        assert box["y"] + box["height"] <= 844, selector
    inside = page.inner_text(".next")
    assert "12:30–17:00" in inside and "New York time" in inside and "your time (London)" in inside
    assert [one.strip() for one in shown(page, ".next .do")] == ["Agenda", "Logistics", "Calendar"]
    assert page.faults == []


def test_the_calendar_button_saves_the_session(reader, served, words):
    page = opened(reader(), served, words["members"])
    with page.expect_download() as download:
        page.click(".next [data-object] >> text=Calendar")
    content = download.value.path().read_bytes()
    assert b"BEGIN:VEVENT" in content and b"20261210T1" in content


def test_a_paper_is_marked_as_read_on_its_page_and_on_the_home_page(reader, served, words):
    page = opened(reader(), served, words["members"])
    assert page.inner_text("[data-left]") == "11 min left"
    follow(page, "Abel: eight answers")
    button = page.get_by_role("button", name="I have read this")
    assert "on this device only" in page.inner_text(".done")
    button.focus()
    page.keyboard.press("Space")
    assert button.get_attribute("aria-pressed") == "true"
    page.go_back()
    page.wait_for_selector("html[data-state=open]")
    assert page.inner_text("[data-left]") == "5 min left"
    page.get_by_role("button", name="I have read “The cost of stopping”").click()
    assert page.inner_text("[data-left]") == "all read"
    page.get_by_role("button", name="I have read “Abel: eight answers”").click()
    page.reload()
    page.wait_for_selector("html[data-state=open]")
    assert page.inner_text("[data-left]") == "6 min left"
    kept = page.evaluate("JSON.stringify(localStorage)").lower()
    assert not [word for word in ("abel", "stopping", "mara", "harbor", "causeway") if word in kept]
    assert not [address for address in page.requests if not address.startswith((served, "blob:"))]


def test_without_storage_there_are_no_marks_and_the_latest_is_new(reader, served, demo, words):
    home = next(name for name, text in demo.plain_pages("causeway").items() if 'data-family="home"' in text)
    page = reader(viewport={"width": 390, "height": 844})
    page.add_init_script(NO_STORAGE)
    page.goto(f"{served}/causeway/{home}")
    unlock(page, words["members"])
    assert shown(page, "[data-action=mark]") == [] and not page.inner_text("[data-left]")
    assert not page.is_visible("[data-hint]") and not page.is_visible("[data-action=looked]")
    rows = shown(page, "[data-news] li")
    assert len(rows) == 3 and "The gate has moved" in rows[0]
    page.click("[data-action=more]")
    assert len(shown(page, "[data-news] li")) > 3
    assert page.faults == []


def test_a_returning_reader_sees_what_is_new_and_what_changed_until_it_is_seen(reader, changing):
    site, address = changing
    page = opened(reader(), address, site.access()["causeway"]["members"])
    assert any("The gate has moved" in row for row in shown(page, "[data-news] li"))
    page.get_by_role("button", name="Mark all seen").click()
    assert [row.split("\n")[0] for row in shown(page, "[data-news] li")] == ["The gate has moved to Pier Road"], (
        "pinned"
    )
    page.reload()
    page.wait_for_selector("html[data-state=open]")
    assert not shown(page, "[data-news] .tag")

    site.write({"content/causeway/news/2026-11-24-boat.md": "---\ntitle: A boat for the crossing\n---\nAt noon.\n"})
    charter = site.root / "content/causeway/charter.md"
    charter.write_text(charter.read_text() + "\nOne more sentence.\n")
    site.build("--cohort", "causeway")
    page.reload()
    page.wait_for_selector("html[data-state=open]")
    tagged = [row for row in shown(page, "[data-news] li") if "new" in row or "changed" in row]
    rows = {row.split("\n")[0].strip(): row for row in tagged}
    assert "new" in rows["A boat for the crossing"]
    assert "changed" in next(row for title, row in rows.items() if "charter" in title.lower())
    assert len(rows) == 2

    follow(page, "A boat for the crossing")
    page.go_back()
    page.wait_for_selector("html[data-state=open]")
    tags = [row for row in shown(page, "[data-news] li") if "new" in row or "changed" in row]
    assert len(tags) == 1 and "changed" in tags[0]
    assert page.faults == []


def test_a_mark_ends_where_the_text_has_changed(reader, changing):
    site, address = changing
    page = opened(reader(), address, site.access()["causeway"]["members"])
    page.get_by_role("button", name="I have read “The cost of stopping”").click()
    paper = site.root / "content/causeway/sessions/2026-12-10-from-peer-to-boss/prereads/cost-of-stopping.md"
    paper.write_text(paper.read_text() + "\nOne more thought.\n")
    site.build("--cohort", "causeway")
    page.reload()
    page.wait_for_selector("html[data-state=open]")
    mark = page.get_by_role("button", name="I have read “The cost of stopping”")
    assert mark.get_attribute("aria-pressed") == "false"


def test_a_member_with_their_own_passphrase_sees_their_promises_first(reader, changing):
    site, address = changing
    page = opened(reader(), address, site.access()["causeway"]["member:tomasz"])
    assert page.eval_on_selector("body", "body => body.dataset.family") == "home"
    assert page.inner_text("[data-promises] h2") == "My promises"
    assert [row.split("\n")[0] for row in shown(page, "[data-promises] li")] == [
        "A call with my chair every month, without an agenda and without surprises."
    ]
    others = shown(page, "[data-others] li")
    assert others and not any("Tomasz" in row for row in others)
    follow(page, "For you alone")
    assert page.eval_on_selector("body", "body => body.dataset.family") == "personal"
    assert "Readable by Tomasz Wierzba-Lowe and nobody else" in page.inner_text("main")
    page.click("a[data-home]")
    page.wait_for_selector("html[data-state=open] body[data-family=home]")
    assert page.faults == []


def test_a_member_who_has_promised_nothing_is_told_so(reader, changing):
    site, address = changing
    page = opened(reader(), address, site.access()["causeway"]["member:soren"])
    assert shown(page, "[data-promises] li") == []
    assert "Nothing is open" in page.inner_text("[data-promises]")
    follow(page, "For you alone")
    assert "Nothing is written for you alone" in page.inner_text("main")


def test_a_shared_passphrase_has_nobody_s_promises_as_mine(reader, served, words):
    page = opened(reader(), served, words["members"])
    assert page.inner_text("[data-promises] h2") == "Open commitments"
    assert not page.is_visible("[data-others]") and not shown(page, "a[data-desk]")


@pytest.fixture
def directory(reader, served, words):
    page = opened(reader(timezone_id="Europe/London"), served, words["members"])
    page.click("nav.wide a >> text=Members")
    page.wait_for_selector("html[data-state=open] body[data-family=directory]")
    return page


def names(page):
    return shown(page, "[data-person] .title")


def test_the_directory_is_chosen_from_by_typing_without_accents(directory):
    everybody = names(directory)
    assert len(everybody) == 12
    directory.get_by_label("Find somebody").type("soren")
    assert names(directory) == ["Søren Vindahl"]
    assert directory.inner_text("[data-count]") == "Shown: 1 of 12"
    assert directory.get_attribute("[data-count]", "role") == "status"
    directory.get_by_role("button", name="Show everybody").click()
    assert names(directory) == everybody
    assert directory.evaluate("document.activeElement.id") == "find-person"


def test_the_directory_is_chosen_from_by_keyboard_alone(directory):
    directory.get_by_label("Find somebody").focus()
    directory.keyboard.press("Tab")
    directory.keyboard.type("Health")
    assert names(directory) == ["Mara Okonjo-Vance"]
    directory.keyboard.press("Tab")
    directory.keyboard.type("London")
    assert directory.evaluate("document.activeElement.id") == "by-city"


def test_what_somebody_may_be_asked_about_chooses_too_and_again_lets_go(directory):
    button = directory.get_by_role("button", name="succession")
    button.click()
    assert "Mara Okonjo-Vance" in names(directory) and len(names(directory)) < 12
    assert directory.eval_on_selector("#by-ask", "one => one.value") == "succession"
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    assert len(names(directory)) == 12


def test_the_time_where_somebody_lives_is_told_with_the_hours_between(directory):
    here, there = datetime.now(ZoneInfo("Europe/London")), datetime.now(ZoneInfo("America/New_York"))
    hours = (here.utcoffset() - there.utcoffset()).total_seconds() / 3600
    card = directory.inner_text("[data-person*='Mara']")
    assert f"in Boston, {hours:g}\N{NO-BREAK SPACE}h behind you" in card
    assert "Say it: MAH-ra" in card
    here = directory.inner_text("[data-person*='Hanneke']")
    assert "in Canterbury" in here and "of you" not in here


def test_alumni_stand_apart_and_nobody_can_take_all_cards_at_once(directory):
    assert directory.inner_text(".alumni h2") == "Alumni"
    assert "Cecily Marchbank" in directory.inner_text(".alumni")
    assert directory.query_selector_all("main [data-object][data-verb]") == []


def test_the_page_of_a_member_says_how_late_it_is_there(directory):
    follow(directory, "Mara Okonjo-Vance")
    assert "in Boston" in directory.inner_text(".portrait")


@pytest.mark.parametrize("audience", ["conveners", "logistics"])
def test_the_others_too_have_the_next_session_with_its_calendar_on_their_first_screen(reader, served, words, audience):
    page = opened(reader(viewport={"width": 390, "height": 844}), served, words[audience])
    box = page.locator(".next [data-verb=save]").bounding_box()
    assert box["y"] + box["height"] < 844
    assert "your time (London)" in page.inner_text(".next")


def test_a_session_over_two_days_tells_both_days_in_the_reader_s_time(reader, served, words):
    page = opened(reader(), served, words["sponsors"])
    retreat = next(text for text in shown(page, ".local") if "–" in text and "Sep" in text)
    assert "17:00–" in retreat and "18 Sep, 18:00 your time" in retreat.replace("Sep 18", "18 Sep").replace(
        "Sept", "Sep"
    )


def test_a_chosen_slot_names_its_reader_in_this_tab_only(reader, changing):
    site, address = changing
    page = opened(reader(), address, site.access()["causeway"]["member:tomasz"])
    assert slot_in(page)["reader"] == "member:tomasz"
    assert "tomasz" not in page.evaluate("JSON.stringify(localStorage)")
