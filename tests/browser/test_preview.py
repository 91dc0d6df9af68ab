"""`portalgen serve` in a real browser: what is saved is shown at once, what is wrong is told, each sees their own."""

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT

from .conftest import another_page, free_port, until, wait_for

OPEN = "document.documentElement.dataset.state === 'open'"
PAGES = "content/causeway/pages"


class Preview:
    """A copy of the demo with `portalgen serve` beside it, without a vault's passphrase and without a vault."""

    def __init__(self, root: Path, *options):
        self.root, port = root, free_port()
        self.address = f"http://localhost:{port}"
        self.members = f"{self.address}/as/members/causeway/"
        env = {name: value for name, value in os.environ.items() if name != "PORTALGEN_VAULT_PASSPHRASE"}
        command = [sys.executable, "-m", "portalgen", "serve", "--port", str(port), *options]
        self.process = subprocess.Popen(
            command, cwd=root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(port)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)

    def files(self):
        return {path: path.read_bytes() for path in self.root.rglob("*") if path.is_file()}

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def put_back(self, before):
        """Write what was there before a test, and wait until the server has seen all of it."""
        for path, content in self.files().items():
            if path not in before:
                path.unlink()
            elif content != before[path]:
                path.write_bytes(before[path])
        for path in before.keys() - self.files().keys():
            path.write_bytes(before[path])
        mark = self.root / PAGES / "last.md"
        mark.write_text("@nobody\n")
        self.until_told(lambda told: any("last.md" in one["place"] for one in told["problems"]))
        mark.unlink()
        self.until_told(lambda told: not told["problems"])
        self.settle()

    def until_told(self, holds):
        with urllib.request.urlopen(f"{self.address}/-/events", timeout=30) as events:
            assert any(holds(json.loads(line[6:])) for line in events if line.startswith(b"data: "))

    def settle(self):
        """Wait until no change has been told for a second: what was written before is then behind us."""
        with suppress(TimeoutError), urllib.request.urlopen(f"{self.address}/-/events", timeout=1) as events:
            for _ in events:
                pass


def copy_of_the_demo(root):
    shutil.copytree(ROOT / "content", root / "content")
    shutil.copy(ROOT / "portal.yaml", root / "portal.yaml")
    return root


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    made = Preview(copy_of_the_demo(tmp_path_factory.mktemp("shared")), "--as", "sponsors", "--cohort", "causeway")
    yield made
    made.stop()


@pytest.fixture
def preview(shared):
    """Return a preview of the demo; what a test changes in it is put back."""
    before = shared.files()
    yield shared
    shared.put_back(before)


def says(page, text):
    until(page, f"{OPEN} && document.body.innerText.includes({text!r})")


def go(page, family):
    with another_page(page):
        page.click(f"nav.wide a >> text={family}")


@pytest.fixture
def page(reader, preview):
    """Return the members' home page of the preview, open."""
    made = reader()
    made.goto(preview.members)
    says(made, "From peer to boss")
    yield made
    for one in made.context.pages:  # a browser does not close what is just being loaded anew
        one.goto("about:blank")


def test_what_is_saved_is_shown_and_nothing_is_written(page, preview):
    before = preview.files().keys()
    until(page, "[...document.querySelectorAll('img[data-object]')].every(i => i.naturalWidth > 0)")
    index = preview.root / "content/causeway/index.md"
    index.write_text(index.read_text() + "\n\nA line that was just written.\n")
    says(page, "A line that was just written.")
    assert preview.files().keys() == before, "nothing is written, plain or sealed"
    assert [fault for fault in page.faults if "EventSource" not in fault] == [], page.faults


def test_a_fault_is_told_with_file_line_and_excerpt_also_in_a_new_tab_and_goes_away(page, preview):
    charter = preview.root / "content/causeway/charter.md"
    good = charter.read_text()
    charter.write_text(good.replace("version:", "versoin:", 1))
    page.wait_for_selector("#preview-faults")
    told = page.inner_text("#preview-faults")
    assert "content/causeway/charter.md:" in told and 'did you mean "version"?' in told and "versoin:" in told
    assert page.evaluate(OPEN), "the page from before stays"
    tab = page.context.new_page()
    tab.goto(preview.members)
    tab.wait_for_selector("#preview-faults")
    assert "versoin" in tab.inner_text("#preview-faults")
    charter.write_text(good)
    for one in (page, tab):
        one.wait_for_selector("#preview-faults", state="detached")


def test_a_fault_in_the_text_of_a_page_is_told_although_another_page_is_open(page, preview):
    preview.write(f"{PAGES}/how-we-meet.md", "# How we meet\n\nAsk @nobody about [it](gone.md).\n")
    page.wait_for_selector("#preview-faults")
    told = page.inner_text("#preview-faults")
    for words in ("how-we-meet.md:3:5", "@nobody", 'no page at "gone.md"', "2 things to mend"):
        assert words in told


def test_a_portal_that_was_broken_from_the_start_opens_when_it_is_mended_found_by_polling(reader, tmp_path):
    root = copy_of_the_demo(tmp_path)
    (root / "portal.yaml").write_text("name: [broken\n")
    charter = root / "themes/boardroom/templates/charter.html"
    charter.parent.mkdir(parents=True)
    charter.write_text("{{ view.no_such }}")
    made = Preview(root, "--poll")
    try:
        page = reader()
        page.goto(made.address)
        page.wait_for_selector("#preview-faults")
        assert "portal.yaml:" in page.inner_text("#preview-faults")
        shutil.copy(ROOT / "portal.yaml", root / "new.yaml")
        (root / "new.yaml").replace(root / "portal.yaml")
        says(page, "From peer to boss")
        assert page.url.startswith(made.members)
        page.click("nav.wide a >> text=Charter")
        page.wait_for_selector("#preview-faults")
        assert "themes/boardroom/templates/charter.html:1" in page.inner_text("#preview-faults")
        charter.unlink()
        says(page, "What is said here stays here")
    finally:
        made.stop()


def test_renames_deletions_bursts_and_an_editor_s_scraps_are_survived(page, preview):
    go(page, "Pages")
    pages = preview.root / PAGES
    for number in range(30):
        preview.write(f"{PAGES}/burst-{number}.md", f"# Burst {number}\n\nHello.\n")
    says(page, "Burst 29")
    (pages / "burst-9.md").rename(pages / "other.md")
    (pages / "other.md").write_text("# Renamed and said anew\n\nHello.\n")
    says(page, "Renamed and said anew")
    for path in pages.glob("burst-*.md"):
        path.unlink()
    preview.settle()
    until(page, f"{OPEN} && !document.body.innerText.includes('Burst')")
    mark = page.evaluate("performance.timeOrigin")
    for name in (".other.md.swp", "4913", "other.md~", "#other.md#", "x.tmp"):
        (pages / name).write_text("{{{ not for readers")
        (pages / name).unlink()
    page.wait_for_timeout(500)
    assert page.evaluate("performance.timeOrigin") == mark, "an editor's scraps load nothing anew"
    assert page.locator("#preview-faults").count() == 0


def test_the_bar_switches_between_readers_and_each_sees_exactly_their_own(reader, preview):
    page = reader()
    page.goto(preview.address)
    says(page, "Quillbrook")
    assert page.eval_on_selector("body", "body => body.dataset.family") == "sponsor"
    choices = page.eval_on_selector_all("#preview-bar option", "all => all.map(one => one.textContent)")
    assert {"members", "sponsors", "logistics", "Mara Okonjo-Vance"} <= set(choices)
    with another_page(page):
        page.select_option("#preview-bar select", label="Mara Okonjo-Vance")
    assert "/as/member:mara/causeway/" in page.url
    members_page = page.evaluate("[...document.querySelectorAll('a[href$=\".html\"]')].map(a => a.href)[0]")
    page.select_option("#preview-bar select", label="logistics")
    until(page, f"{OPEN} && document.body.dataset.family === 'logistics'")
    page.goto(members_page.replace("member:mara", "logistics"))
    until(page, "document.querySelector('#message')?.textContent.includes('not this one')")


def test_a_change_saved_meanwhile_does_not_keep_a_reader_from_the_page_they_chose(page, preview):
    held = []
    page.route("**/as/logistics/**", lambda route: held.append(route), times=1)  # noqa: PLW0108 -- its signature counts
    page.select_option("#preview-bar select", label="logistics", no_wait_after=True)
    page.wait_for_timeout(100)
    assert held, "the other page is on its way"
    preview.write(f"{PAGES}/meanwhile.md", "# Meanwhile\n\nHello.\n")
    preview.settle()
    held[0].continue_()
    until(page, f"{OPEN} && document.body.dataset.family === 'logistics'")


def test_a_page_that_is_left_for_nothing_is_loaded_anew_all_the_same(page, preview):
    page.evaluate("dispatchEvent(new Event('beforeunload'))")
    preview.write(
        "content/causeway/charter.md", (preview.root / "content/causeway/charter.md").read_text() + "\nMore.\n"
    )
    with another_page(page):
        preview.settle()


def test_the_pages_of_a_preview_are_searched(page):
    page.keyboard.press("Control+k")
    until(page, "document.querySelector('#search').dataset.state === 'ready'")
    page.fill("#search-words", "vindahl")
    assert "Søren Vindahl" in page.locator("#search-found .search-title").all_inner_texts()


def test_a_theme_that_is_added_is_followed_and_a_wrong_template_is_told_on_every_page(page, preview):
    preview.write("themes/boardroom/templates/partials/nav.html", "<ul><li>A menu of my own</li></ul>")
    says(page, "A menu of my own")
    preview.write("themes/boardroom/templates/charter.html", "{{ view.no_such }}")
    page.wait_for_selector("#preview-faults")
    assert "themes/boardroom/templates/charter.html:1" in page.inner_text("#preview-faults")


def test_only_this_computer_is_answered(preview):
    request = urllib.request.Request(preview.address, headers={"Host": "portal.attacker.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403
    refused.value.close()
    port = preview.address.rsplit(":", 1)[1]
    listening = subprocess.run(["ss", "-Hltn", f"sport = :{port}"], capture_output=True, text=True)
    if listening.returncode == 0 and listening.stdout:
        assert f"127.0.0.1:{port}" in listening.stdout
