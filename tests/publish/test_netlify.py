"""Publish to Netlify: whole sites, shown at one moment. A stub on loopback speaks the documented calls."""

import subprocess
import sys
from threading import Event

import pytest
from cloud_stubs import TOKEN, Netlify, files_of, go_on, portal_for

from portalgen.publish import netlify

TARGET = f"{{to: netlify, site: {Netlify.SITE}}}"
MARK = "state.txt"
UPLOAD = f"""
import sys
from pathlib import Path
from portalgen.publish import atonce, http, netlify, package, publish
api = http.Api("Netlify", sys.argv[1], token=sys.argv[2], variable="")
site, root = Path("output/table"), Path()
host = atonce.AtOnce(netlify.Netlify("{Netlify.SITE}", api), site)
built = package.read_package("table", site, maps=frozenset(), homes=frozenset())
upload = publish.prepare(built, host, root=root, take_over=False)
publish.publish(upload, root=root, output=site, progress=lambda *_: None)
"""


@pytest.fixture
def stub(monkeypatch):
    with Netlify().running() as running:
        monkeypatch.setattr(netlify, "API", f"{running.address}/api/v1/")
        monkeypatch.setenv("NETLIFY_AUTH_TOKEN", TOKEN)
        yield running


@pytest.fixture(autouse=True)
def waits(monkeypatch):
    """Return how long was waited: nobody waits here."""
    waited = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


@pytest.fixture
def site(tmp_path):
    return portal_for(tmp_path / "portal", TARGET)


def publish(site, *args, code=0):
    told = site.run("publish", "--no-build", *args)
    assert told.returncode == code, told.stdout.decode() + told.stderr.decode()
    return told.stdout.decode() + told.stderr.decode()


def without_mark(files):
    return {name: content for name, content in files.items() if name != MARK}


def test_the_whole_site_is_shown_with_a_mark_and_nothing_else(stub, site):
    assert Netlify.SITE in publish(site)
    assert without_mark(stub.live()) == files_of(site)
    assert stub.live()[MARK].startswith(b"portalgen 1\nsite ")


def test_only_what_changed_is_sent_and_a_page_that_went_stays_for_one_publish_more(stub, site):
    publish(site)
    before, sent = stub.live(), stub.count("PUT", "/files/")
    go_on(site)
    publish(site)
    now, files = without_mark(stub.live()), files_of(site)
    new = {name for name, content in files.items() if before.get(name) != content}
    assert stub.count("PUT", "/files/") - sent == len(new) + 1 < sent / 2
    assert files.items() <= now.items()
    gone = now.keys() - files.keys()
    assert gone and all(now[name] == before[name] for name in gone)
    publish(site)
    assert without_mark(stub.live()) == files
    assert "nothing to send" in publish(site)


def test_a_dry_run_makes_no_deploy(stub, site):
    assert "would send" in publish(site, "--dry-run")
    assert not stub.deploys


def test_files_of_somebody_else_on_the_site_are_left_alone(stub, site):
    stub.blobs |= {"a" * 40: b"theirs"}
    stub.deploys["theirs"] = {"files": {"/google123.html": "a" * 40}, "required": [], "state": "ready"}
    stub.shown = "theirs"
    publish(site)
    assert stub.live()["google123.html"] == b"theirs"


def test_a_wrong_or_missing_token_is_told_without_being_shown(stub, site, monkeypatch):
    monkeypatch.setenv("NETLIFY_AUTH_TOKEN", "wrong-one")
    told = publish(site, code=4)
    assert "refuses the token" in told and "NETLIFY_AUTH_TOKEN" in told and "wrong-one" not in told
    monkeypatch.delenv("NETLIFY_AUTH_TOKEN")
    assert "export NETLIFY_AUTH_TOKEN" in publish(site, code=4)
    assert not stub.deploys


def test_without_a_network_it_is_tried_again_and_then_told(site, monkeypatch, waits):
    with Netlify().running() as gone:
        monkeypatch.setattr(netlify, "API", f"{gone.address}/api/v1/")
    monkeypatch.setenv("NETLIFY_AUTH_TOKEN", TOKEN)
    told = publish(site, code=4)
    assert "Netlify cannot be reached" in told and "hint: run this again" in told
    assert len(waits) == 4 and waits == sorted(waits)


def test_a_page_of_the_network_that_answers_in_its_place_is_told(stub, site):
    stub.reply = lambda *_: (200, b"<h1>Welcome to the hotel</h1>")
    assert "what answers is not the host" in publish(site, code=4)


def test_a_line_that_breaks_and_a_host_that_is_busy_are_tried_again(stub, site):
    stub.when("PUT", "/files/", None, after=2)
    stub.when("PUT", "/files/", 503, after=4)
    stub.when("POST", "/deploys", 502)
    publish(site)
    assert without_mark(stub.live()) == files_of(site)


def test_a_host_that_falls_silent_is_asked_again_on_a_new_line(stub, site, monkeypatch):
    monkeypatch.setattr("portalgen.publish.http.TIMEOUT_S", 0.3)
    stub.when("POST", "/deploys", lambda: Event().wait(0.6))
    publish(site)
    assert without_mark(stub.live()) == files_of(site)


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "17"},
        {"Date": "Tue, 24 Nov 2026 12:00:00 GMT", "X-RateLimit-Reset": "1795521617"},
    ],
)
def test_a_host_that_is_asked_too_often_is_left_alone_for_as_long_as_it_says(stub, site, waits, headers):
    stub.when("PUT", "/files/", 429, headers)
    publish(site)
    assert 17 in waits and max(waits) == 17
    assert without_mark(stub.live()) == files_of(site)


def test_a_host_that_will_not_listen_for_long_is_not_waited_for(stub, site, waits):
    stub.when("POST", "/deploys", 429, {"Retry-After": "3000"})
    assert "in 50 minutes" in publish(site, code=4)
    assert waits == []


def test_killed_in_the_middle_the_old_site_stays_and_the_next_run_goes_on(stub, site):
    publish(site)
    before = stub.live()
    go_on(site)
    process = subprocess.Popen(
        [sys.executable, "-c", UPLOAD, netlify.API, TOKEN], cwd=site.root, env={"PYTHONPATH": ":".join(sys.path)}
    )
    stub.when("PUT", "/files/", process.kill, after=2)
    assert process.wait(timeout=60) < 0
    assert stub.live() == before
    sent = stub.count("PUT", "/files/")
    publish(site)
    assert files_of(site).items() <= stub.live().items()
    new = {name for name, content in files_of(site).items() if before.get(name) != content}
    assert stub.count("PUT", "/files/") - sent < len(new) + 1


def test_whoever_deploys_meanwhile_is_not_overwritten(stub, site):
    def somebody():
        stub.blobs["b" * 40] = b"portalgen 1\nsite 0123\n"
        stub.deploys["theirs"] = {"files": {"/state.txt": "b" * 40}, "required": [], "state": "ready"}
        stub.shown = "theirs"

    stub.when("PUT", "/files/", somebody, after=2)
    assert "somebody else published" in publish(site, code=4)
    assert stub.shown == "theirs"
    assert "was not published from here" in publish(site, code=4)
    publish(site, "--take-over")
    assert without_mark(stub.live()) == files_of(site)


def test_a_site_that_shows_no_new_deploy_or_is_not_there_is_told_before_anything_is_sent(stub, site, tmp_path):
    stub.locked = True
    assert "start auto publishing" in publish(site, code=4)
    elsewhere = portal_for(tmp_path / "other", "{to: netlify, site: nowhere.netlify.app}")
    assert "there is no Netlify site nowhere.netlify.app" in publish(elsewhere, code=4)
    assert not stub.deploys


def test_a_deploy_that_netlify_gives_up_is_told(stub, site):
    stub.fails = True
    assert "could not deploy" in publish(site, code=4)
    assert stub.shown is None
