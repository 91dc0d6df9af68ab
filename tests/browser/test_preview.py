"""`portalgen serve` in a real browser: what is saved is shown at once, what is wrong is told, each sees their own."""

import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest
from conftest import ROOT
from playwright.sync_api import Error

from .conftest import free_port, wait_for

OPEN = "document.documentElement.dataset.state === 'open'"


class Preview:
    """A portal folder with `portalgen serve` beside it, without a vault's passphrase and without a vault."""

    def __init__(self, root: Path, *options):
        self.root, self.port = root, free_port()
        self.options, self.process = options, None

    def start(self):
        env = {name: value for name, value in os.environ.items() if name != "PORTALGEN_VAULT_PASSPHRASE"}
        command = [sys.executable, "-m", "portalgen", "serve", "--port", str(self.port), *self.options]
        self.process = subprocess.Popen(
            command, cwd=self.root, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        wait_for(self.port)

    def stop(self):
        self.process.terminate()
        self.process.wait(timeout=10)

    @property
    def address(self):
        return f"http://localhost:{self.port}"

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


@pytest.fixture
def preview(tmp_path):
    """Return a maker of previews of a copy of the demo."""
    made = []

    def make(*options, before=lambda root: None):
        root = tmp_path / "portal"
        shutil.copytree(ROOT / "content", root / "content")
        shutil.copy(ROOT / "portal.yaml", root / "portal.yaml")
        before(root)
        one = Preview(root, *options)
        one.start()
        made.append(one)
        return one

    yield make
    for one in made:
        one.stop()


def until(page, expression):
    """Wait for `expression`; a page that is just being loaded anew says nothing yet."""
    for _ in range(150):
        try:
            if page.evaluate(expression):
                return
        except Error as fault:
            assert "navigation" in str(fault) or "of null" in str(fault), fault
        page.wait_for_timeout(100)
    raise TimeoutError(expression)


def says(page, text):
    until(page, f"{OPEN} && document.body.innerText.includes({text!r})")


def go(page, family):
    page.click(f"nav.wide a >> text={family}")
    until(page, OPEN)


def test_what_is_saved_is_shown_and_nothing_is_written(reader, preview):
    made = preview()
    before = sorted(path for path in made.root.rglob("*"))
    page = reader()
    page.goto(made.address)
    says(page, "From peer to boss")
    assert page.url.startswith(f"{made.address}/as/members/causeway/")
    until(page, "[...document.querySelectorAll('img[data-object]')].every(i => i.naturalWidth > 0)")
    index = made.root / "content/causeway/index.md"
    index.write_text(index.read_text() + "\n\nA line that was just written.\n")
    says(page, "A line that was just written.")
    assert sorted(made.root.rglob("*")) == before, "nothing is written, plain or sealed"
    assert [fault for fault in page.faults if "EventSource" not in fault] == []


def test_a_fault_is_told_with_file_line_and_excerpt_also_in_a_new_tab_and_goes_away(reader, preview):
    made = preview()
    page = reader()
    page.goto(made.address)
    says(page, "From peer to boss")
    charter = made.root / "content/causeway/charter.md"
    good = charter.read_text()
    charter.write_text(good.replace("version:", "versoin:", 1))
    page.wait_for_selector("#preview-faults")
    told = page.inner_text("#preview-faults")
    assert "content/causeway/charter.md:" in told and 'did you mean "version"?' in told and "versoin:" in told
    assert page.evaluate(OPEN), "the page from before stays"
    tab = page.context.new_page()
    tab.goto(made.address)
    tab.wait_for_selector("#preview-faults")
    assert "versoin" in tab.inner_text("#preview-faults")
    charter.write_text(good)
    for one in (page, tab):
        one.wait_for_selector("#preview-faults", state="detached")


def test_a_fault_in_the_text_of_a_page_is_told_although_another_page_is_open(reader, preview):
    made = preview()
    page = reader()
    page.goto(made.address)
    says(page, "From peer to boss")
    made.write("content/causeway/pages/how-we-meet.md", "# How we meet\n\nAsk @nobody about [it](gone.md).\n")
    page.wait_for_selector("#preview-faults")
    told = page.inner_text("#preview-faults")
    assert (
        "how-we-meet.md:3:5" in told
        and "@nobody" in told
        and 'no page at "gone.md"' in told
        and "2 things to mend" in told
    )


def test_a_broken_portal_is_told_from_the_start_and_opens_when_it_is_mended(reader, preview):
    made = preview(before=lambda root: (root / "portal.yaml").write_text("name: [broken\n"))
    page = reader()
    page.goto(made.address)
    page.wait_for_selector("#preview-faults")
    assert "portal.yaml:" in page.inner_text("#preview-faults")
    shutil.copy(ROOT / "portal.yaml", made.root / "new.yaml")
    (made.root / "new.yaml").replace(made.root / "portal.yaml")
    says(page, "From peer to boss")


def test_renames_deletions_bursts_and_an_editor_s_scraps_are_survived(reader, preview):
    made = preview()
    page = reader()
    page.goto(made.address)
    says(page, "From peer to boss")
    go(page, "Pages")
    pages = made.root / "content/causeway/pages"
    for number in range(30):
        made.write(f"content/causeway/pages/burst-{number}.md", f"# Burst {number}\n\nHello.\n")
    says(page, "Burst 9")
    (pages / "burst-9.md").rename(pages / "other.md")
    (pages / "other.md").write_text("# Renamed and said anew\n\nHello.\n")
    says(page, "Renamed and said anew")
    mark = page.evaluate("performance.timeOrigin")
    for name in (".burst-1.md.swp", "4913", "burst-1.md~", "#burst-1.md#", "x.tmp"):
        (pages / name).write_text("{{{ not for readers")
        (pages / name).unlink()
    page.wait_for_timeout(1200)
    assert page.evaluate("performance.timeOrigin") == mark, "an editor's scraps load nothing anew"
    for path in pages.glob("burst-*.md"):
        path.unlink()
    until(page, f"{OPEN} && !document.body.innerText.includes('Burst 1')")
    assert page.locator("#preview-faults").count() == 0


def test_the_bar_switches_between_readers_and_each_sees_exactly_their_own(reader, preview):
    made = preview("--as", "sponsors", "--cohort", "causeway")
    page = reader()
    page.goto(made.address)
    says(page, "Quillbrook")
    assert page.eval_on_selector("body", "body => body.dataset.family") == "sponsor"
    choices = page.eval_on_selector_all("#preview-bar option", "all => all.map(one => one.textContent)")
    assert {"members", "sponsors", "logistics", "Mara Okonjo-Vance"} <= set(choices)
    page.select_option("#preview-bar select", label="Mara Okonjo-Vance")
    until(page, OPEN)
    assert "/as/member:mara/causeway/" in page.url
    members_page = page.evaluate("[...document.querySelectorAll('a[href$=\".html\"]')].map(a => a.href)[0]")
    page.select_option("#preview-bar select", label="logistics")
    until(page, f"{OPEN} && document.body.dataset.family === 'logistics'")
    page.goto(members_page.replace("member:mara", "logistics"))
    until(page, "document.querySelector('#message')?.textContent.includes('not this one')")


def test_a_template_that_is_wrong_is_told_and_a_theme_that_is_added_is_followed(reader, preview):
    made = preview()
    page = reader()
    page.goto(made.address)
    says(page, "From peer to boss")
    made.write("themes/boardroom/templates/partials/nav.html", "<ul><li>A menu of my own</li></ul>")
    says(page, "A menu of my own")
    made.write(
        "themes/boardroom/templates/charter.html",
        "{% extends 'base.html' %}{% block content %}{{ view.no_such }}{% endblock %}",
    )
    page.wait_for_timeout(600)
    made.write("content/causeway/charter.md", (made.root / "content/causeway/charter.md").read_text() + "\nMore.\n")
    page.wait_for_selector("#preview-faults")
    assert "themes/boardroom/templates/charter.html:1" in page.inner_text("#preview-faults")


def test_changes_are_found_by_polling_too(reader, preview):
    made = preview("--poll")
    page = reader()
    page.goto(made.address)
    says(page, "From peer to boss")
    page.wait_for_timeout(1000)  # the first look must be over before something changes
    index = made.root / "content/causeway/index.md"
    index.write_text(index.read_text() + "\n\nFound by looking in turns.\n")
    says(page, "Found by looking in turns.")


def test_only_this_computer_is_answered(preview):
    made = preview()
    request = urllib.request.Request(made.address, headers={"Host": "portal.attacker.example"})
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(request)
    assert refused.value.code == 403
    refused.value.close()
    listening = subprocess.run(["ss", "-Hltn", f"sport = :{made.port}"], capture_output=True, text=True)
    if listening.returncode == 0 and listening.stdout:
        assert f"127.0.0.1:{made.port}" in listening.stdout


def test_an_unknown_reader_is_told_with_those_there_are(portal):
    told = portal({"content/table/page.md": "# A\n"}).run("serve", "--as", "nobody", "--port", "0")
    assert told.returncode == 2
    assert b'no reader "nobody"' in told.stderr and b"sponsors" in told.stderr


def test_build_watch_builds_again_after_a_save_and_keeps_the_old_site_on_a_fault(portal):
    site = portal({"content/table/page.md": "# A\n\nOne.\n"})
    env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": site.passphrase}
    process = subprocess.Popen([sys.executable, "-m", "portalgen", "build", "--watch"], cwd=site.root, env=env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip
    try:
        assert any("Waiting for changes" in line for line in process.stderr)
        first = {path.name: path.read_bytes() for path in site.output().glob("*.html")}
        (site.root / "content/table/page.md").write_text("# A\n\n@nobody\n")
        assert any("as they were before" in line for line in process.stderr)
        assert {path.name: path.read_bytes() for path in site.output().glob("*.html")} == first
        (site.root / "content/table/page.md").write_text("# A\n\nTwo.\n")
        for _ in range(100):
            if {path.name: path.read_bytes() for path in site.output().glob("*.html")} != first:
                break
            process.poll()
            __import__("time").sleep(0.1)
        assert any("Two." in text for text in site.plain_pages().values())
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stderr.close()
