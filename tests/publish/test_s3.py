"""Publish to a bucket: moto's server is the store, and a stub that says what moto never says."""

import _thread
import hashlib
import sys
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.paginate import Paginator
from moto.server import ThreadedMotoServer

from portalgen.errors import WorldError
from portalgen.model.hosting import S3Target
from portalgen.publish.s3 import Bucket
from portalgen.publish.target import host_of

from .cloud_stubs import Stub, go_on, made_for
from .made_site import MAP, OLD

pytestmark = pytest.mark.usefixtures("waits")
MARK = "state.txt"
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(autouse=True)
def keys(monkeypatch):
    """Give a key of the tests in place of this computer's settings."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="module")
def store():
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def asking(store):
    made = boto3.client(
        "s3", endpoint_url=store, region_name="us-east-1", aws_access_key_id="key", aws_secret_access_key="secret"
    )
    yield made
    made.close()


@pytest.fixture
def client(asking, store):
    asking.create_bucket(Bucket="harbor")
    yield asking
    urlopen(Request(f"{store}/moto-api/reset", method="POST")).close()


def host(made, address, **more):
    target = S3Target(**{"to": "s3", "bucket": "harbor", "endpoint": address, **more})
    return host_of(target, made.root, site=made.site, environment={})


def refused(made, words, *address, **more):
    """Publish, and return what is said of the fault, in which `words` must be."""
    with pytest.raises(WorldError) as told:
        made.publish(host(made, *address, **more))
    assert words in str(told.value)
    return str(told.value)


def objects(client):
    listed = client.list_objects_v2(Bucket="harbor").get("Contents", ())
    return {one["Key"]: client.get_object(Bucket="harbor", Key=one["Key"])["Body"].read() for one in listed}


def without_mark(files):
    return {name: content for name, content in files.items() if name != MARK}


def test_the_whole_site_is_there_with_types_and_times_and_nothing_else_is_told(made, client, store):
    made.publish(host(made, store))
    assert without_mark(objects(client)) == made.files()
    for name, content in made.files().items():
        head = client.head_object(Bucket="harbor", Key=name)
        assert head["ETag"].strip('"') == hashlib.md5(content).hexdigest()
        assert head["Metadata"] == {} and len(client.get_object_acl(Bucket="harbor", Key=name)["Grants"]) == 1
        assert head["CacheControl"] == ("public, max-age=31536000, immutable" if "assets/" in name else "no-cache")
    assert client.head_object(Bucket="harbor", Key="index.html")["ContentType"] == "text/html; charset=utf-8"


def test_a_site_in_a_folder_of_the_bucket_leaves_all_else_alone(made, client, store):
    theirs = {"index.html": b"theirs", "clubs/harbors/index.html": b"theirs"}
    for name, content in theirs.items():
        client.put_object(Bucket="harbor", Key=name, Body=content)
    there = host(made, store, prefix="clubs/harbor")
    made.publish(there)
    found = objects(client)
    assert found.pop("clubs/harbor/state.txt")
    assert found == {**{f"clubs/harbor/{name}": content for name, content in made.files().items()}, **theirs}
    assert there.where == "bucket harbor/clubs/harbor/"


def test_only_what_changed_is_sent_and_a_page_that_went_stays_for_one_publish_more(made, client, store, monkeypatch):
    made.publish(host(made, store))
    before = objects(client)
    go_on(made)
    sent, write = set(), Bucket.write
    monkeypatch.setattr(Bucket, "write", lambda self, name, content: (sent.add(name), write(self, name, content)))
    made.publish(host(made, store))
    new = {name for name, content in made.files().items() if before.get(name) != content}
    assert sent == {*new, MARK, MAP.replace(".bin", ".next")}
    assert without_mark(objects(client)) == {**made.files(), OLD: before[OLD]}
    made.publish(host(made, store))
    assert without_mark(objects(client)) == made.files()
    assert not made.prepare(host(made, store)).steps


def test_a_list_of_several_pages_is_read_whole(made, client, store, monkeypatch):
    whole, small = Paginator.paginate, {"PageSize": 3}
    monkeypatch.setattr(Paginator, "paginate", lambda self, **more: whole(self, PaginationConfig=small, **more))
    made.publish(host(made, store))
    assert not made.prepare(host(made, store)).steps


def test_stopped_in_the_middle_the_next_run_goes_on_and_nobody_else_does(made, client, store, tmp_path, monkeypatch):
    write, seen = Bucket.write, []

    def stopping(self, name, content):
        seen.append(name)
        if len(seen) == 4:
            _thread.interrupt_main()
        write(self, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "write", stopping)
        with pytest.raises(KeyboardInterrupt):
            made.publish(host(made, store))
    assert "index.html" not in objects(client)
    refused(made_for(tmp_path / "another"), "somebody else is publishing", store)
    made.publish(host(made, store))
    assert without_mark(objects(client)) == made.files()


def test_whoever_begins_meanwhile_stops_this_upload(made, client, store, monkeypatch):
    theirs, put = b"portalgen 1\nsite \nuploading 0123\n", Bucket.put

    def meanwhile(self, files):
        put(self, files)
        client.put_object(Bucket="harbor", Key=MARK, Body=theirs)

    monkeypatch.setattr(Bucket, "put", meanwhile)
    refused(made, "somebody else began to publish", store)
    assert objects(client)[MARK] == theirs and "index.html" not in objects(client)


def test_a_bucket_that_is_not_there_is_told(made, client, store):
    refused(made, "bucket nowhere is not there", store, bucket="nowhere")


def test_without_a_key_or_with_an_unknown_profile_it_is_told_what_to_set(made, store, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    assert "AWS_ACCESS_KEY_ID" in refused(made, "there is no key for bucket harbor", store)
    refused(made, "profile (club) could not be found", store, profile="club")


def test_without_boto3_it_is_told_how_to_get_it(made, store, monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    assert "pip install 'portalgen[s3]'" in refused(made, "needs the library boto3", store)


def test_without_a_network_it_is_tried_again_and_then_told(made, waits):
    with Stub().running() as gone:
        pass
    refused(made, "cannot be reached", gone.address)
    assert len(waits) == 4


REFUSALS = [
    (403, "InvalidAccessKeyId", "refuses the key", 1),
    (403, "SignatureDoesNotMatch", "refuses the key", 1),
    (403, "AccessDenied", "s3:PutObject", 1),
    (403, "RequestTimeTooSkewed", "set the clock", 1),
    (403, "QuotaExceeded", "is full", 1),
    (507, "", "is full", 1),
    (400, "AuthorizationHeaderMalformed", "write `region`", 1),
    (400, "InvalidRequest", "InvalidRequest as planned", 1),
    (503, "SlowDown", "is busy (SlowDown)", 5),
]


@pytest.mark.parametrize(("status", "code", "words", "times"), REFUSALS, ids=[one[1] or "507" for one in REFUSALS])
def test_what_a_store_refuses_is_told_with_what_to_do(made, status, code, words, times):
    said = f"<Error><Code>{code}</Code><Message>as planned.</Message></Error>".encode()
    with Stub().running() as store:
        store.reply = lambda *_: (status, said, {"Content-Type": "application/xml"})
        refused(made, words, store.address)
    assert len(store.asked) == times
