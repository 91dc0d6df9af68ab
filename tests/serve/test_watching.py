"""Following what is saved: nothing is missed, scraps are left out, and `build --watch` keeps vault and site."""

import os
import subprocess
import sys
import threading

from portalgen.serve.watching import changes


def test_what_is_saved_once_the_first_burst_has_come_is_never_missed(tmp_path):
    (tmp_path / "content").mkdir()
    bursts = changes(tmp_path, threading.Event())
    assert next(bursts) == set()
    for name in (".a.md.swp", "4913", "a.md~", "a.md"):
        (tmp_path / "content" / name).write_text("# A\n")
    (tmp_path / "elsewhere.md").write_text("# Not of the portal\n")
    assert next(bursts) == {"content/a.md"}
    (tmp_path / "portal.yaml").write_text("name: Tables\n")
    assert next(bursts) == {"portal.yaml"}


def test_watching_ends_soon_after_it_is_told_to(tmp_path):
    stop = threading.Event()
    bursts = changes(tmp_path, stop)
    next(bursts)
    stop.set()
    assert list(bursts) == []


def test_an_unknown_reader_is_told_with_those_there_are(portal):
    told = portal({"content/table/page.md": "# A\n"}).run("serve", "--as", "nobody", "--port", "0")
    assert told.returncode == 2
    assert b'no reader "nobody"' in told.stderr and b"sponsors" in told.stderr


def test_neither_serve_nor_watch_begins_where_there_is_no_portal(portal, tmp_path):
    site = portal()
    (site.root / "portal.yaml").unlink()
    for words in (("serve", "--port", "0"), ("build", "--watch")):
        told = site.run(*words)
        assert told.returncode == 1 and b"portalgen init" in told.stderr


def test_build_watch_builds_again_after_a_save_and_keeps_the_old_site_on_a_fault(portal):
    site = portal({"content/table/page.md": "# A\n\nOne.\n", "content/new/cohort.yaml": "title: Without keys yet\n"})
    env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": site.passphrase}
    process = subprocess.Popen([sys.executable, "-m", "portalgen", "build", "--watch"], cwd=site.root, env=env,
                               stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)  # fmt: skip

    def says(words):
        return any(words in line for line in process.stderr)

    try:
        assert says("Waiting for changes")
        first, keys = {path.name: path.read_bytes() for path in site.output().glob("*.html")}, site.access()
        (site.root / "content/table/page.md").write_text("# A\n\n@nobody\n")
        assert says("as they were before") and says("Waiting for changes")
        assert {path.name: path.read_bytes() for path in site.output().glob("*.html")} == first
        (site.root / "content/table/page.md").write_text("# A\n\nTwo.\n")
        assert says("Waiting for changes")
        assert any("Two." in text for text in site.plain_pages().values())
        assert site.access() == keys, "a passphrase that was handed out stays good"
    finally:
        process.terminate()
        process.wait(timeout=10)
        process.stderr.close()
