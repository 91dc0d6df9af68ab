"""Publish to a bucket: moto's server is the store, and a stub that says what moto never says."""

import _thread
import hashlib
import sys
from urllib.request import Request, urlopen

import boto3
import pytest
from botocore.paginate import Paginator
from cloud_stubs import Stub, files_of, go_on, portal_for
from moto.server import ThreadedMotoServer

from portalgen.errors import WorldError
from portalgen.model.hosting import S3Target
from portalgen.publish.s3 import Bucket, open_bucket
from portalgen.publish.store import FileByFile

MARK = "state.txt"
KEYS = {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_DEFAULT_REGION": "us-east-1"}


@pytest.fixture(autouse=True)
def surroundings(monkeypatch):
    """Take the settings of this computer away, and give the key of the tests; nobody waits."""
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_ENDPOINT_URL"):
        monkeypatch.delenv(name, raising=False)
    for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    for name, value in KEYS.items():
        monkeypatch.setenv(name, value)
    waited = []
    monkeypatch.setattr("time.sleep", waited.append)
    return waited


@pytest.fixture(scope="module")
def store():
    server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def client(store):
    made = boto3.client(
        "s3",
        endpoint_url=store,
        region_name="us-east-1",
        aws_access_key_id=KEYS["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=KEYS["AWS_SECRET_ACCESS_KEY"],
    )
    made.create_bucket(Bucket="harbor")
    yield made
    made.close()
    urlopen(Request(f"{store}/moto-api/reset", method="POST")).close()


@pytest.fixture
def site(client, store, tmp_path):
    return portal_for(tmp_path / "portal", target(store))


def target(address, more=""):
    return f'{{to: s3, bucket: harbor, endpoint: "{address}"{more}}}'


def publish(site, *args, code=0):
    told = site.run("publish", "--no-build", *args)
    assert told.returncode == code, told.stdout.decode() + told.stderr.decode()
    return told.stdout.decode() + told.stderr.decode()


def objects(client):
    listed = client.list_objects_v2(Bucket="harbor").get("Contents", ())
    return {one["Key"]: client.get_object(Bucket="harbor", Key=one["Key"])["Body"].read() for one in listed}


def without_mark(files):
    return {name: content for name, content in files.items() if name != MARK}


def test_the_whole_site_is_there_with_types_and_times_and_nothing_else_is_told(site, client):
    publish(site)
    assert without_mark(objects(client)) == files_of(site)
    for name, content in files_of(site).items():
        head = client.head_object(Bucket="harbor", Key=name)
        assert head["ETag"].strip('"') == hashlib.md5(content).hexdigest()
        assert head["Metadata"] == {} and len(client.get_object_acl(Bucket="harbor", Key=name)["Grants"]) == 1
        assert head["CacheControl"] == ("public, max-age=31536000, immutable" if "assets/" in name else "no-cache")
    assert client.head_object(Bucket="harbor", Key="index.html")["ContentType"] == "text/html; charset=utf-8"


def test_a_site_in_a_folder_of_the_bucket_leaves_all_else_alone(client, store, tmp_path):
    client.put_object(Bucket="harbor", Key="index.html", Body=b"theirs")
    client.put_object(Bucket="harbor", Key="clubs/harbors/index.html", Body=b"theirs")
    site = portal_for(tmp_path / "portal", target(store, ", prefix: clubs/harbor"))
    publish(site)
    expected = {f"clubs/harbor/{name}": content for name, content in files_of(site).items()}
    found = objects(client)
    found.pop("clubs/harbor/state.txt")
    assert found == {**expected, "index.html": b"theirs", "clubs/harbors/index.html": b"theirs"}


def test_only_what_changed_is_sent_and_a_page_that_went_stays_for_one_publish_more(site, client, monkeypatch):
    publish(site)
    before = objects(client)
    go_on(site)
    sent, write = set(), Bucket.write
    monkeypatch.setattr(Bucket, "write", lambda self, name, content: (sent.add(name), write(self, name, content)))
    publish(site)
    now, files = without_mark(objects(client)), files_of(site)
    new = {name for name, content in files.items() if before.get(name) != content}
    assert new == {name for name in sent if not name.endswith(".next")} - {MARK}
    assert files.items() <= now.items() and now.keys() - files.keys()
    publish(site)
    assert without_mark(objects(client)) == files
    assert "nothing to send" in publish(site)


def test_a_list_of_several_pages_is_read_whole(site, client, monkeypatch):
    whole, small = Paginator.paginate, {"PageSize": 5}
    monkeypatch.setattr(Paginator, "paginate", lambda self, **more: whole(self, PaginationConfig=small, **more))
    publish(site)
    assert "nothing to send" in publish(site)


def test_stopped_in_the_middle_the_next_run_goes_on_and_nobody_else_does(site, client, store, tmp_path, monkeypatch):
    write, seen = Bucket.write, []

    def stopping(self, name, content):
        seen.append(name)
        if len(seen) == 12:
            _thread.interrupt_main()
        write(self, name, content)

    with monkeypatch.context() as patch:
        patch.setattr(Bucket, "write", stopping)
        publish(site, code=130)
    assert "index.html" not in objects(client)
    other = portal_for(tmp_path / "other", target(store))
    assert "somebody else is publishing" in publish(other, code=4)
    publish(site)
    assert without_mark(objects(client)) == files_of(site)


def test_whoever_begins_meanwhile_stops_this_upload(site, client, monkeypatch):
    drop_mark = b"portalgen 1\nsite \nuploading 0123\n"
    put = Bucket.put

    def meanwhile(self, files):
        put(self, files)
        client.put_object(Bucket="harbor", Key=MARK, Body=drop_mark)

    monkeypatch.setattr(Bucket, "put", meanwhile)
    assert "somebody else began to publish" in publish(site, code=4)
    assert objects(client)[MARK] == drop_mark and "index.html" not in objects(client)


def test_a_bucket_that_is_not_there_is_told(store, tmp_path):
    site = portal_for(tmp_path / "portal", f'{{to: s3, bucket: nowhere, endpoint: "{store}"}}')
    assert "bucket nowhere is not there" in publish(site, code=4)


def test_without_a_key_or_with_an_unknown_profile_it_is_told_what_to_set(site, tmp_path, store, monkeypatch):
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name)
    told = publish(site, code=4)
    assert "there is no key for bucket harbor" in told and "AWS_ACCESS_KEY_ID" in told
    other = portal_for(tmp_path / "other", target(store, ", profile: club"))
    assert "club" in publish(other, code=4)


def test_without_boto3_it_is_told_how_to_get_it(site, monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    told = publish(site, code=4)
    assert "needs the library boto3" in told and "pip install 'portalgen[s3]'" in told


def test_without_a_network_it_is_tried_again_and_then_told(tmp_path, surroundings):
    with Stub().running() as gone:
        site = portal_for(tmp_path / "portal", target(gone.address))
    assert "cannot be reached" in publish(site, code=4)
    assert len(surroundings) == 4


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("endpoint", "https://s3.example.org/harbor", "write the address of the store alone"),
        ("prefix", "../harbor", "write a folder inside the bucket"),
    ],
)
def test_what_cannot_be_a_bucket_is_told_where_it_is_written(tmp_path, field, value, words):
    site = portal_for(tmp_path / "portal", f"{{to: s3, bucket: harbor, {field}: {value}}}")
    told = site.run("publish", "--no-build")
    assert told.returncode == 1 and told.stderr.startswith(b"portal.yaml:") and words in told.stderr.decode()


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
def test_what_a_store_refuses_is_told_with_what_to_do(status, code, words, times):
    said = f"<Error><Code>{code}</Code><Message>as planned.</Message></Error>".encode()
    with Stub().running() as store:
        store.reply = lambda *_: (status, said, {"Content-Type": "application/xml"})
        host = FileByFile(open_bucket(S3Target(to="s3", bucket="harbor", endpoint=store.address)))
        with pytest.raises(WorldError) as told:
            host.mark()
    assert words in str(told.value)
    assert len(store.asked) == times
