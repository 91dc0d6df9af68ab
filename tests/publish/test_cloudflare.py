"""Publish to a Worker of static files at Cloudflare. A stub on loopback speaks the documented calls."""

import _thread
import json

import pytest

from portalgen.errors import WorldError
from portalgen.model.hosting import CloudflareTarget
from portalgen.publish import cloudflare
from portalgen.publish.target import host_of

from .cloud_stubs import TOKEN, Cloudflare, go_on
from .made_site import OLD

pytestmark = pytest.mark.usefixtures("waits")


@pytest.fixture
def stub(monkeypatch):
    with Cloudflare().running() as running:
        monkeypatch.setattr(cloudflare, "API", f"{running.address}/client/v4/accounts/")
        yield running


def host(made, token=TOKEN):
    target = CloudflareTarget(to="cloudflare", account=Cloudflare.ACCOUNT, worker="harbor")
    return host_of(target, made.root, site=made.site, environment={"CLOUDFLARE_API_TOKEN": token})


def refused(made, words, token=TOKEN, **more):
    """Publish, and return what is said of the fault, in which `words` must be."""
    with pytest.raises(WorldError) as told:
        made.publish(host(made, token), **more)
    assert words in str(told.value)
    return str(told.value)


def live(stub):
    return {name: content for name, (content, _) in stub.live().items()}


def served(made):
    return {name: content for name, content in made.files().items() if name != "_headers"}


def test_the_whole_site_is_shown_each_file_with_its_type_and_no_mark_among_them(stub, made):
    made.publish(host(made))
    assert live(stub) == served(made)
    types = {name.rpartition(".")[2]: kind for name, (_, kind) in stub.live().items()}
    assert types["html"] == "text/html; charset=utf-8" and types["js"] == "text/javascript; charset=utf-8"
    assert types["bin"] == "application/octet-stream" and types["txt"] == "text/plain; charset=utf-8"
    assert host(made).where == "Cloudflare Worker harbor"


def test_pages_keep_their_names_the_entrance_stands_at_the_root_and_the_host_keeps_no_log(stub, made):
    made.publish(host(made))
    told = stub.workers["harbor"]["told"]
    assert told["assets"]["config"] == {
        "html_handling": "none",
        "not_found_handling": "404-page",
        "_redirects": "/ /index.html 200\n",
        "_headers": "/*\n  X-Robots-Tag: noindex\n",
    }
    assert told["observability"] == {"enabled": False}
    assert not made.prepare(host(made)).steps


def test_only_what_changed_is_sent_and_a_page_that_went_stays_for_one_publish_more(stub, made):
    made.publish(host(made))
    before, known = live(stub), len(stub.blobs)
    go_on(made)
    made.publish(host(made))
    new = {name for name, content in served(made).items() if before.get(name) != content}
    assert len(stub.blobs) - known == len(new) == 4
    assert live(stub) == {**served(made), OLD: before[OLD]}
    made.publish(host(made))
    assert live(stub) == served(made)
    assert not made.prepare(host(made)).steps


def test_a_file_of_an_earlier_site_that_cloudflare_lost_is_left_out(stub, made):
    made.publish(host(made))
    go_on(made)
    del stub.blobs[stub.workers["harbor"]["manifest"][f"/{OLD}"]["hash"]]
    made.publish(host(made))
    assert live(stub) == served(made)


def test_a_file_that_cloudflare_lost_goes_up_again_though_it_did_not_change(stub, made):
    made.publish(host(made))
    del stub.blobs[stub.workers["harbor"]["manifest"]["/robots.txt"]["hash"]]
    go_on(made)
    made.publish(host(made))
    assert served(made).items() <= live(stub).items()


def test_another_worker_of_that_name_is_not_overwritten(stub, made):
    stub.workers["harbor"] = {"raw": b"export default { fetch() { return new Response('shop'); } };"}
    refused(made, "is not one of portalgen's", take_over=True)
    assert stub.workers["harbor"]["raw"].endswith(b"'shop'); } };")


def test_a_wrong_or_missing_token_is_told_without_being_shown(stub, made):
    told = refused(made, "does not let this token", token="wrong-one")
    assert "Authentication error" in told and "wrong-one" not in told
    refused(made, "export CLOUDFLARE_API_TOKEN", token="")
    assert not stub.workers


def test_without_a_network_it_is_tried_again_and_then_told(made, monkeypatch, waits):
    with Cloudflare().running() as gone:
        monkeypatch.setattr(cloudflare, "API", f"{gone.address}/client/v4/accounts/")
    refused(made, "Cloudflare cannot be reached")
    assert len(waits) == 4


def test_a_line_that_breaks_and_a_host_that_is_busy_are_tried_again(stub, made, waits):
    stub.when("POST", "assets/upload", None, after=1)
    stub.when("PUT", "scripts/harbor", 502)
    stub.when("POST", "assets-upload-session", 429, {"Retry-After": "9"})
    made.publish(host(made))
    assert live(stub) == served(made) and 9 in waits


def test_stopped_in_the_middle_the_old_site_stays_and_the_next_run_goes_on(stub, made):
    made.publish(host(made))
    before, known = live(stub), len(stub.blobs)
    go_on(made)
    stub.when("POST", "assets/upload", _thread.interrupt_main)
    with pytest.raises(KeyboardInterrupt):
        made.publish(host(made))
    assert live(stub) == before and len(stub.blobs) == known + stub.GROUP
    made.publish(host(made))
    assert served(made).items() <= live(stub).items()
    assert len(stub.blobs) == known + 4


def test_an_upload_that_takes_too_long_is_told_and_goes_on_from_there(stub, made):
    stub.when("POST", "assets/upload", stub.sessions.clear, after=2)
    refused(made, "took too long")
    assert len(stub.blobs) == 2 * stub.GROUP
    made.publish(host(made))
    assert live(stub) == served(made)


def test_whoever_publishes_meanwhile_is_not_overwritten(stub, made):
    def somebody():
        state = json.dumps({"mark": "portalgen 1\nsite 0123\n", "files": {}})
        stub.workers["harbor"] = {"raw": b"// portalgen " + state.encode() + b"\n"}

    stub.when("POST", "assets/upload", somebody, after=2)
    refused(made, "somebody else published")
    assert "told" not in stub.workers["harbor"]
    refused(made, "was not published from here")
    made.publish(host(made), take_over=True)
    assert live(stub) == served(made)


@pytest.mark.parametrize(("limit", "most", "words"), [("MOST_BYTES", 200, "files over"), ("MOST_FILES", 5, "than 5")])
def test_what_cloudflare_would_not_take_is_told_before_anything_is_sent(stub, made, monkeypatch, limit, most, words):
    monkeypatch.setattr(cloudflare, limit, most)
    refused(made, words)
    assert stub.count("POST", "") == 0
