"""Publish to Netlify: whole sites, shown at one moment. A stub on loopback speaks the documented calls."""

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

import portalgen
from portalgen.errors import WorldError
from portalgen.model.hosting import NetlifyTarget
from portalgen.publish import netlify
from portalgen.publish.target import host_of

from .cloud_stubs import NEW, TOKEN, Netlify, go_on
from .made_site import OLD

pytestmark = pytest.mark.usefixtures("waits")
MARK = "state.txt"
KILLED = """
import os, sys
from pathlib import Path
from made_site import Made
from portalgen.publish import atonce, http, netlify
made = Made.__new__(Made)
made.root, made.site = Path(sys.argv[1]), Path(sys.argv[2])
api = http.Api("Netlify", sys.argv[3], token=sys.argv[4], variable="")
made.publish(atonce.AtOnce(netlify.Netlify(sys.argv[5], api), made.site))
"""


@pytest.fixture
def stub(monkeypatch):
    with Netlify().running() as running:
        monkeypatch.setattr(netlify, "API", f"{running.address}/api/v1/")
        yield running


def host(made, token=TOKEN, site=Netlify.SITE):
    target = NetlifyTarget(to="netlify", site=site)
    return host_of(target, made.root, site=made.site, environment={"NETLIFY_AUTH_TOKEN": token})


def refused(made, words, **more):
    """Publish, and return what is said of the fault, in which `words` must be."""
    with pytest.raises(WorldError) as told:
        made.publish(host(made, **more))
    assert words in str(told.value)
    return str(told.value)


def without_mark(files):
    return {name: content for name, content in files.items() if name != MARK}


def test_the_whole_site_is_shown_with_a_mark_and_nothing_else(stub, made):
    made.publish(host(made))
    assert without_mark(stub.live()) == made.files()
    assert stub.live()[MARK].startswith(b"portalgen 1\nsite ")
    assert host(made).where == f"Netlify site {Netlify.SITE}"


def test_only_what_changed_is_sent_and_a_page_that_went_stays_for_one_publish_more(stub, made):
    made.publish(host(made))
    before, sent = stub.live(), stub.count("PUT", "/files/")
    go_on(made)
    made.publish(host(made))
    new = {name for name, content in made.files().items() if before.get(name) != content}
    assert stub.count("PUT", "/files/") - sent == len(new) + 1
    assert without_mark(stub.live()) == {**made.files(), OLD: before[OLD]}
    made.publish(host(made))
    assert without_mark(stub.live()) == made.files()
    assert not made.prepare(host(made)).steps


def test_to_look_makes_no_deploy(stub, made):
    assert made.prepare(host(made)).steps
    assert not stub.deploys


def test_a_site_that_stood_there_before_goes_up_again_though_netlify_lacks_nothing(stub, made):
    made.publish(host(made))
    first = made.files()
    for _ in range(2):
        go_on(made)
        made.publish(host(made))
        made.remove(NEW)
        made.write(first)
        made.publish(host(made))
    made.publish(host(made))
    assert without_mark(stub.live()) == first


def test_files_of_somebody_else_on_the_site_are_left_alone(stub, made):
    stub.blobs |= {"a" * 40: b"theirs"}
    stub.deploys["theirs"] = {"files": {"/google123.html": "a" * 40}, "required": [], "state": "ready"}
    stub.shown = "theirs"
    made.publish(host(made))
    assert without_mark(stub.live()) == {**made.files(), "google123.html": b"theirs"}


@pytest.mark.parametrize("token", ["", "two\nlines", "wörter"])
def test_without_a_token_it_is_told_what_to_set(stub, made, token):
    told = refused(made, "export NETLIFY_AUTH_TOKEN", token=token)
    assert (token or "none") not in told and not stub.asked


def test_a_wrong_token_is_told_without_being_shown(stub, made):
    told = refused(made, "Netlify refuses the token", token="wrong-one")
    assert "NETLIFY_AUTH_TOKEN" in told and "wrong-one" not in told and not stub.deploys


def test_without_a_network_it_is_tried_again_and_then_told(made, monkeypatch, waits):
    with Netlify().running() as gone:
        monkeypatch.setattr(netlify, "API", f"{gone.address}/api/v1/")
    assert "hint: run this again" in refused(made, "Netlify cannot be reached")
    assert len(waits) == 4 and waits == sorted(waits)


def test_a_page_of_the_network_that_answers_in_its_place_is_told(stub, made):
    stub.reply = lambda *_: (200, b"<h1>Welcome to the hotel</h1>")
    refused(made, "what answers is not the host")


def test_a_line_that_breaks_and_a_host_that_is_busy_are_tried_again(stub, made):
    stub.when("PUT", "/files/", None, after=2)
    stub.when("PUT", "/files/", 503, after=4)
    stub.when("POST", "/deploys", 502)
    made.publish(host(made))
    assert without_mark(stub.live()) == made.files()


def test_a_host_that_falls_silent_is_asked_again_on_a_new_line(stub, made, monkeypatch):
    monkeypatch.setattr("portalgen.publish.http.TIMEOUT_S", 0.3)
    stub.when("POST", "/deploys", lambda: Event().wait(0.6))
    made.publish(host(made))
    assert without_mark(stub.live()) == made.files()


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "17"},
        {"Date": "Tue, 24 Nov 2026 12:00:00 GMT", "X-RateLimit-Reset": "1795521617"},
    ],
)
def test_a_host_that_is_asked_too_often_is_left_alone_for_as_long_as_it_says(stub, made, waits, headers):
    stub.when("PUT", "/files/", 429, headers)
    made.publish(host(made))
    assert 17 in waits and max(waits) == 17
    assert without_mark(stub.live()) == made.files()


def test_a_host_that_will_not_listen_for_long_is_not_waited_for(stub, made, waits):
    stub.when("POST", "/deploys", 429, {"Retry-After": "3000"})
    refused(made, "in 50 minutes")
    assert waits == []


def test_killed_in_the_middle_the_old_site_stays_and_the_next_run_goes_on(stub, made):
    made.publish(host(made))
    before = stub.live()
    go_on(made)
    words = [KILLED, made.root, made.site, netlify.API, TOKEN, Netlify.SITE]
    env = {"PYTHONPATH": f"{Path(__file__).parent}:{Path(portalgen.__file__).parent.parent}"}
    process = subprocess.Popen([sys.executable, "-c", *map(str, words)], env=env)
    stub.when("PUT", "/files/", process.kill, after=2)
    assert process.wait() < 0
    assert stub.live() == before
    sent = stub.count("PUT", "/files/")
    made.publish(host(made))
    assert without_mark(stub.live()) == {**made.files(), OLD: before[OLD]}
    new = {name for name, content in made.files().items() if before.get(name) != content}
    assert stub.count("PUT", "/files/") - sent < len(new) + 1


def test_whoever_deploys_meanwhile_is_not_overwritten(stub, made):
    def somebody():
        stub.blobs["b" * 40] = b"portalgen 1\nsite 0123\n"
        stub.deploys["theirs"] = {"files": {"/state.txt": "b" * 40}, "required": [], "state": "ready"}
        stub.shown = "theirs"

    stub.when("PUT", "/files/", somebody, after=2)
    refused(made, "somebody else published")
    assert stub.shown == "theirs"
    refused(made, "was not published from here")
    made.publish(host(made), take_over=True)
    assert without_mark(stub.live()) == made.files()


def test_a_site_that_shows_no_new_deploy_or_is_not_there_is_told_before_anything_is_sent(stub, made):
    stub.locked = True
    refused(made, "start auto publishing")
    refused(made, "there is no Netlify site nowhere.netlify.app", site="nowhere.netlify.app")
    assert not stub.deploys


def test_a_deploy_that_netlify_gives_up_is_told(stub, made):
    stub.fails = True
    refused(made, "could not deploy")
    assert stub.shown is None


def test_a_deploy_that_does_not_come_is_not_waited_for_without_end(stub, made, waits):
    stub.look = lambda key: {"id": key, "state": "preparing"}
    refused(made, "after 10 minutes")
    assert sum(waits) == 600
