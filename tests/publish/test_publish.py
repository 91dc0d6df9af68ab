"""Publishing, on a real folder: what goes, in which order, whose turn it is, and what a stopped upload leaves."""

import os
import signal
import subprocess
import sys

import pytest
from conftest import PORTAL_YAML, new_portal

from portalgen.publish.host import Difference, Mark
from portalgen.publish.mark import make_mark, read_mark
from portalgen.publish.package import Package
from portalgen.publish.steps import coming, dropped, retired, steps_of

from .made_site import files

PUBLISH = "publish:\n  table: {to: folder, path: www}\n"
FILES = {
    "portal.yaml": PORTAL_YAML.replace("as_of: 2026-11-24\n", "") + PUBLISH,
    "content/people/ada.md": "---\nname: Ada Lind\n---\n",
    "content/table/cohort.yaml": "title: The Test Table\ncodename: Tea room\nmembers: [{person: ada}]\n",
    "content/table/plan.md": "# The plan\n\nFor members.\n",
    "content/table/other.md": "# Another page\n\nFor members too.\n",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    site = new_portal(tmp_path_factory.mktemp("published"), FILES)
    told = send(site)
    assert told["sent"] is True
    return site


@pytest.fixture
def site(published, tmp_path):
    return published.copy(tmp_path / "portal")


def send(site, *args, code=0):
    """Publish and return what is told of the one cohort."""
    return site.told("publish", *args, code=code)["cohorts"][0]


def live(site):
    return {name: content for name, content in files(site.root / "www").items() if name != "state.txt"}


def test_what_is_built_stands_on_the_host_and_nothing_else_does(site):
    assert live(site) == files(site.output())
    assert send(site)["sent"] is False


def test_only_what_changed_goes_and_the_convener_is_told_for_whom(site):
    site.write({"content/table/plan.md": "# The plan\n\nFor members, and new.\n"})
    told = site.run("publish").stdout.decode()
    assert "For members, since the last publish" in told and "“The plan”" in told
    assert f"of {len(live(site))}, " in told
    assert live(site) == files(site.output())


def test_a_dry_run_sends_nothing(site):
    before = files(site.root / "www")
    site.write({"content/table/plan.md": "# The plan\n\nFor members, and new.\n"})
    told = send(site, "--dry-run")
    assert told["sent"] is False and "changed pages" in {step["what"] for step in told["steps"]}
    assert files(site.root / "www") == before


def test_a_page_that_went_stays_for_one_publish_and_then_goes(site):
    before = live(site).keys()
    (site.root / "content/table/other.md").unlink()
    send(site)
    gone = before - files(site.output()).keys()
    assert len(gone) == 1 and gone < live(site).keys()
    assert send(site)["dropped"] == sorted(gone)
    assert live(site) == files(site.output())


def test_what_portalgen_did_not_put_there_stays(site):
    site.write({"www/CNAME": "lunch.example\n", "www/old/notes.pdf": "x"})
    site.write({"content/table/plan.md": "# The plan\n\nNew.\n"})
    send(site)
    send(site)
    assert {"CNAME", "old/notes.pdf"} <= live(site).keys()


def test_a_site_with_a_word_in_clear_is_not_sent(site):
    before = files(site.root / "www")
    (site.output() / "robots.txt").write_text("Ada Lind\n")
    told = send(site, "--no-build", code=3)
    assert told["audit"] is False and "Ada Lind" in told["findings"][0]
    assert files(site.root / "www") == before


def test_a_site_behind_its_content_is_not_sent_as_it_stands(site):
    site.write({"content/table/new.md": "# Quite new\n\nHello.\n"})
    assert "Quite new" in send(site, "--no-build", code=1)["findings"][0]


def test_another_computer_s_site_is_not_overwritten_unasked(site):
    (site.root / ".portalgen/published/table.host.json").unlink()
    site.write({"content/table/plan.md": "# The plan\n\nNew.\n"})
    before = files(site.root / "www")
    fault = send(site, code=4)["errors"][0]
    assert "not published from here" in fault["problem"] and "--take-over" in fault["hint"]
    assert files(site.root / "www") == before
    assert send(site, "--take-over")["sent"] is True


def test_two_who_publish_at_once_do_not_mix(site):
    mark = read_mark((site.root / "www/state.txt").read_bytes())
    (site.root / "www/state.txt").write_bytes(make_mark(Mark(mark.generation, "somebody", mark.retired)))
    site.write({"content/table/plan.md": "# The plan\n\nNew.\n"})
    assert "somebody else is publishing" in send(site, code=4)["errors"][0]["problem"]
    assert send(site, "--take-over")["sent"] is True


def test_another_s_folder_is_not_taken_for_ours(site):
    (site.root / "www/state.txt").write_text("my own notes\n")
    assert "not one of portalgen's" in send(site, code=4)["errors"][0]["problem"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("publish:\n  chair: {to: folder, path: www}\n", "no cohort chair"),
        ("publish:\n  table: {to: folder, path: www}\n  other: {to: folder, path: www}\n", "over table"),
        ("publish:\n  table: {to: cloud, path: www}\n", "cloud"),
    ],
)
def test_a_wrong_target_is_told_with_its_line(site, text, problem):
    site.write({"portal.yaml": PORTAL_YAML + text, "content/other/cohort.yaml": "title: Other\n"})
    told = site.run("publish")
    assert told.returncode == 1
    assert problem in told.stderr.decode() and told.stderr.decode().startswith("portal.yaml:")


def test_without_a_target_it_is_said_what_to_write(portal):
    told = portal(FILES | {"portal.yaml": PORTAL_YAML}).run("publish")
    assert told.returncode == 2 and b"publish:" in told.stderr


def test_a_folder_that_cannot_be_written_to_is_told_and_nothing_is_lost(site):
    site.write({"portal.yaml": FILES["portal.yaml"].replace("path: www", "path: www/index.html/here")})
    fault = send(site, code=4)["errors"][0]
    assert "cannot be written to" in fault["problem"] and "run this again" in fault["hint"]


KILLER = """
import os, sys
from portalgen.publish import folder
left, how, real = int(sys.argv.pop(1)), int(sys.argv.pop(1)), folder.os.replace
def counted(*args):
    global left
    left -= 1
    if left == -1: os.kill(os.getpid(), how)
    real(*args)
class Os:
    replace = staticmethod(counted)
    utime = os.utime
folder.os = Os
from portalgen.cli import main
main()
"""


@pytest.mark.parametrize("at", [1, 4, 7])
def test_a_killed_upload_goes_on_where_it_ended(site, at):
    site.write({"content/table/plan.md": "# The plan\n\nNew.\n", "content/table/third.md": "# Third\n\nNew.\n"})
    env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": site.passphrase}
    command = [sys.executable, "-c", KILLER, str(at), "9", "publish"]
    assert subprocess.run(command, cwd=site.root, env=env, capture_output=True).returncode == -signal.SIGKILL
    assert "uploading" in (site.root / "www/state.txt").read_text()
    assert live(site) != files(site.output())
    assert send(site)["sent"] is True
    assert live(site) == files(site.output())


def test_to_stop_an_upload_says_how_it_goes_on(site):
    site.write({"content/table/plan.md": "# The plan\n\nNew.\n"})
    env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": site.passphrase}
    told = subprocess.run(
        [sys.executable, "-c", KILLER, "2", "2", "publish"], cwd=site.root, env=env, capture_output=True
    )
    assert told.returncode == 130 and b"publish again to go on" in told.stderr and b"Traceback" not in told.stderr
    assert send(site)["sent"] is True and live(site) == files(site.output())


def test_dates_on_the_host_tell_of_bytes_and_not_of_the_hour(site):
    dates = {path.name: path.stat().st_mtime for path in (site.root / "www").rglob("*") if path.is_file()}
    assert max(dates.values()) < 1_300_000_000 and "state.txt" in dates


def test_the_order_is_such_that_old_and_new_pages_both_open(tmp_path):
    """No page before what it shows, no list before what it lists, the entrance last, and only then anything goes."""
    names = ["index.html", "robots.txt", f"{'h' * 16}.html", f"{'p' * 16}.html", f"{'n' * 16}.html",
             f"o/{'m' * 16}.bin", f"o/{'x' * 16}.bin", f"o/{'y' * 16}.bin", "assets/0123456789abcdef.js"]  # fmt: skip
    paths = {name: tmp_path / name for name in names}
    package = Package("table", tmp_path, paths, frozenset({names[5]}), frozenset({names[2]}))
    old = f"{'q' * 16}.html"
    difference = Difference(
        new=frozenset({names[4], names[7], names[8]}),
        changed=frozenset({names[0], names[2], names[3], names[5], names[6]}),
        others=frozenset({old, "CNAME", f"{'r' * 16}.html"}),
    )
    mark = Mark("g", "", frozenset({old}))
    steps = steps_of(package, difference, mark)
    order = [name for step in steps for name in step.puts]
    assert order == [coming(names[5]), names[8], names[7], names[4], names[6], names[3], names[2], names[5], names[0]]
    assert steps[-1].drops == tuple(sorted((old, coming(names[5]))))
    assert dropped(difference, mark) == {old}
    assert retired(difference, mark) == {f"{'r' * 16}.html"}
    assert steps_of(package, Difference(frozenset(), frozenset()), mark) == ()


@pytest.mark.parametrize("mark", [Mark("a" * 32), Mark("b" * 32, "word", frozenset({"o/x.bin", "y.html"}))])
def test_a_mark_is_read_as_it_was_written(mark):
    assert read_mark(make_mark(mark)) == mark
    assert read_mark(None) == Mark()


OURS = (".", "..", "content", "content/www", "themes", ".portalgen/x", "output", "output/table", "home")


@pytest.mark.parametrize("place", OURS)
def test_a_folder_that_holds_what_is_not_sealed_or_is_no_host_is_refused(site, place):
    site.write({"portal.yaml": FILES["portal.yaml"].replace("www", place)})
    told = site.run("publish", env={"HOME": str(site.root / "home")})
    assert told.returncode == 4 and b"choose a folder of its own" in told.stderr, told.stderr
    assert not list(site.root.glob("../state.txt")) and not list(site.root.glob("[!w]*/**/state.txt"))


def test_another_site_is_not_replaced_by_a_first_upload_but_with_take_over(site):
    site.write({"portal.yaml": FILES["portal.yaml"].replace("www", "full"), "full/index.html": "mine",
                ".portalgen/published/table.host.json": "{}"})  # fmt: skip
    for flags in (["--dry-run"], []):
        told = site.run("publish", *flags)
        assert told.returncode == 4 and b"index.html would be replaced" in told.stderr, told.stderr
    assert files(site.root / "full") == {"index.html": b"mine"}
    assert send(site, "--take-over")["sent"] is True


def test_a_cohort_without_a_place_is_told_of(site):
    site.write({"content/quay/cohort.yaml": "title: The Quay\n"})
    assert b"quay is not published: portal.yaml names no place for it" in site.run("publish").stdout
    assert site.told("publish")["without_a_place"] == ["quay"]
    told = site.run("publish", "--cohort", "quay")
    assert told.returncode == 2 and b"where to publish quay" in told.stderr and b"`quay: {to: folder" in told.stderr
