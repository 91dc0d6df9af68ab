"""Publish to a Worker of static files at Cloudflare. A stub on loopback speaks the documented calls."""

import _thread
import json

import pytest
from cloud_stubs import TOKEN, Cloudflare, files_of, go_on, portal_for

from portalgen.publish import cloudflare
from portalgen.publish.atonce import AtOnce
from portalgen.publish.host import Mark, Step

TARGET = f"{{to: cloudflare, account: {Cloudflare.ACCOUNT}, worker: harbor}}"


@pytest.fixture
def stub(monkeypatch):
    with Cloudflare().running() as running:
        monkeypatch.setattr(cloudflare, "API", f"{running.address}/client/v4/accounts/")
        monkeypatch.setenv("CLOUDFLARE_API_TOKEN", TOKEN)
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


def live(stub):
    return {name: content for name, (content, _) in stub.live().items()}


def served(site):
    return {name: content for name, content in files_of(site).items() if name != "_headers"}


def test_the_whole_site_is_shown_each_file_with_its_type_and_no_mark_among_them(stub, site):
    publish(site)
    assert live(stub) == served(site)
    types = {name.rpartition(".")[2]: kind for name, (_, kind) in stub.live().items()}
    assert types["html"] == "text/html; charset=utf-8" and types["js"] == "text/javascript; charset=utf-8"
    assert types["bin"] == "application/octet-stream" and types["json"] == "application/json"


def test_pages_keep_their_names_the_entrance_stands_at_the_root_and_the_host_keeps_no_log(stub, tmp_path):
    content = {"index.html": "<p>", "_headers": "/*\n  X-Robots-Tag: noindex\n"}
    files = {name: tmp_path / name for name in content}
    for name, text in content.items():
        files[name].write_text(text)
    api = cloudflare.open_api(Cloudflare.ACCOUNT, TOKEN)
    host = AtOnce(cloudflare.Cloudflare("harbor", api, tmp_path), tmp_path)
    host.send([Step("all", files)], Mark(uploading="ab"), Mark("0123"), lambda *_: None)
    told = stub.workers["harbor"]["told"]
    assert told["assets"]["config"] == {
        "html_handling": "none",
        "not_found_handling": "404-page",
        "_redirects": "/ /index.html 200\n",
        "_headers": content["_headers"],
    }
    assert told["observability"] == {"enabled": False}
    assert live(stub) == {"index.html": b"<p>"}
    assert host.mark() == Mark("0123") and not host.compare(files).new


def test_only_what_changed_is_sent_and_a_page_that_went_stays_for_one_publish_more(stub, site):
    publish(site)
    before, known = live(stub), len(stub.blobs)
    go_on(site)
    publish(site)
    now, files = live(stub), served(site)
    new = {content for name, content in files.items() if before.get(name) != content}
    assert 0 < len(stub.blobs) - known <= len(new) < known / 2
    assert files.items() <= now.items()
    gone = now.keys() - files.keys()
    assert gone and all(now[name] == before[name] for name in gone)
    publish(site)
    assert live(stub) == files
    assert "nothing to send" in publish(site)


def test_a_file_of_an_earlier_site_that_cloudflare_lost_is_left_out(stub, site):
    publish(site)
    gone = served(site).keys()
    go_on(site)
    gone -= served(site).keys()
    for name in gone:
        del stub.blobs[stub.workers["harbor"]["manifest"][f"/{name}"]["hash"]]
    publish(site)
    assert gone and live(stub) == served(site)


def test_a_file_that_cloudflare_lost_goes_up_again_though_it_did_not_change(stub, site):
    publish(site)
    del stub.blobs[stub.workers["harbor"]["manifest"]["/robots.txt"]["hash"]]
    go_on(site)
    publish(site)
    assert served(site).items() <= live(stub).items()


def test_another_worker_of_that_name_is_not_overwritten(stub, site):
    stub.workers["harbor"] = {"raw": b"export default { fetch() { return new Response('shop'); } };"}
    assert "is not one of portalgen's" in publish(site, "--take-over", code=4)
    assert stub.workers["harbor"]["raw"].endswith(b"'shop'); } };")


def test_a_wrong_or_missing_token_is_told_without_being_shown(stub, site, monkeypatch):
    monkeypatch.setenv("CLOUDFLARE_API_TOKEN", "wrong-one")
    told = publish(site, code=4)
    assert "does not let this token" in told and "Authentication error" in told and "wrong-one" not in told
    monkeypatch.delenv("CLOUDFLARE_API_TOKEN")
    assert "export CLOUDFLARE_API_TOKEN" in publish(site, code=4)
    assert not stub.workers


def test_without_a_network_it_is_tried_again_and_then_told(site, monkeypatch, waits):
    with Cloudflare().running() as gone:
        monkeypatch.setattr(cloudflare, "API", f"{gone.address}/client/v4/accounts/")
    monkeypatch.setenv("CLOUDFLARE_API_TOKEN", TOKEN)
    assert "Cloudflare cannot be reached" in publish(site, code=4)
    assert len(waits) == 4


def test_a_line_that_breaks_and_a_host_that_is_busy_are_tried_again(stub, site, waits):
    stub.when("POST", "assets/upload", None, after=1)
    stub.when("PUT", "scripts/harbor", 502)
    stub.when("POST", "assets-upload-session", 429, {"Retry-After": "9"})
    publish(site)
    assert live(stub) == served(site) and 9 in waits


def test_stopped_in_the_middle_the_old_site_stays_and_the_next_run_goes_on(stub, site):
    publish(site)
    before = live(stub)
    go_on(site)
    stub.when("POST", "assets/upload", _thread.interrupt_main)
    publish(site, code=130)
    assert live(stub) == before
    known = len(stub.blobs)
    publish(site)
    assert served(site).items() <= live(stub).items()
    assert len(stub.blobs) > known


def test_an_upload_that_takes_too_long_is_told_and_goes_on_from_there(stub, site):
    stub.when("POST", "assets/upload", stub.sessions.clear, after=2)
    assert "took too long" in publish(site, code=4)
    assert len(stub.blobs) == 2 * stub.GROUP
    publish(site)
    assert live(stub) == served(site)


def test_whoever_publishes_meanwhile_is_not_overwritten(stub, site):
    def somebody():
        state = json.dumps({"mark": "portalgen 1\nsite 0123\n", "files": {}})
        stub.workers["harbor"] = {"raw": b"// portalgen " + state.encode() + b"\n"}

    stub.when("POST", "assets/upload", somebody, after=2)
    assert "somebody else published" in publish(site, code=4)
    assert "told" not in stub.workers["harbor"]
    assert "was not published from here" in publish(site, code=4)
    publish(site, "--take-over")
    assert live(stub) == served(site)


@pytest.mark.parametrize(("limit", "most", "words"), [("MOST_BYTES", 900, "files over"), ("MOST_FILES", 5, "than 5")])
def test_what_cloudflare_would_not_take_is_told_before_anything_is_sent(stub, site, monkeypatch, limit, most, words):
    monkeypatch.setattr(cloudflare, limit, most)
    assert words in publish(site, code=4)
    assert stub.count("POST", "") == 0
