"""`portalgen announce` as a convener calls it, with a real mail server on this computer."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
from email import message_from_bytes
from email.policy import SMTP

import pytest
from conftest import VAULT_PASSPHRASE, new_portal

from .conftest import FILES, PORTAL
from .sink import ACCOUNT, PASSWORD, certificate, sink

MAIL = """\
mail:
  from: Odalys Fennick <odalys@house.example>
  host: localhost
  port: {port}
  account: {account}
  per_minute: {pace}
"""
MEMBERS = ["mara@larkfield.example", "soren@nordlys.example"]
LOG = ".portalgen/announced/table.json"
SEND = ("agenda", "--to", "members", "--send", "--yes")


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("pem"), "localhost", "127.0.0.1")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Return the table with a vault that has its keys."""
    site = new_portal(tmp_path_factory.mktemp("announce"), FILES)
    told = site.run("access", "add", "mara", "--cohort", "table")
    assert told.returncode == 0, told.stderr
    return site


@pytest.fixture
def site(made):
    """Return that table as if nobody had been told anything yet."""
    (made.root / LOG).unlink(missing_ok=True)
    made.write(FILES)
    return made


def with_mail(site, port, pace=600):
    site.write({"portal.yaml": PORTAL + MAIL.format(port=port, account=ACCOUNT, pace=pace)})


@pytest.fixture
def announce(site, pem):
    """Return a caller of `portalgen announce` that trusts the sink and has the password of the account."""

    def call(*args, password=PASSWORD):
        env = {"SSL_CERT_FILE": str(pem), **({"PORTALGEN_MAIL_PASSWORD": password} if password else {})}
        return site.run("announce", *args, "--format", "json", env=env)

    return call


def receivers(keeper):
    return [address for _, address, _, _ in keeper.got]


def test_every_member_is_told_once_and_who_could_not_be_is_tried_again(site, pem, announce):
    with sink(pem, signed_in=True, answers={MEMBERS[0]: "550 5.1.1 no such mailbox"}) as (port, keeper):
        with_mail(site, port)
        told = announce(*SEND)
        assert told.returncode == 4, told.stderr
        assert b"Mara Okonjo-Vance was not sent it: the server answers 550 5.1.1 no such mailbox" in told.stderr
        value = json.loads(told.stdout)
        assert value["sent"] == ["member:soren"] and [one["reader"] for one in value["refused"]] == ["member:mara"]
        assert [one["reader"] for one in value["lacking"]] == ["member:hanneke"] and value["published"] is False
        keeper.answers.clear()
        told = announce(*SEND)
        assert told.returncode == 0 and json.loads(told.stdout)["sent"] == ["member:mara"]
        value = json.loads(announce(*SEND).stdout)
        assert value["would_tell"] == [] and {*value["before"]} == {"member:mara", "member:soren"}
        assert receivers(keeper) == MEMBERS[::-1], "nobody is told twice"
        assert json.loads(announce(*SEND, "--again").stdout)["sent"] == ["member:mara", "member:soren"]
    sender, address, content, hello = keeper.got[0]
    message = message_from_bytes(content, policy=SMTP)
    assert (sender, hello) == ("odalys@house.example", "[127.0.0.1]"), "this computer's name is not told"
    assert message["To"] == address and message["From"] == "Odalys Fennick <odalys@house.example>"
    assert message["Subject"] == "Harbor lunch: the agenda" and message["X-Unsent"] is None and message["Date"]
    log = (site.root / LOG).read_text()
    assert {*json.loads(log)["s5"]["agenda"]} == {"member:mara", "member:soren"}
    assert "@" not in log and "Okonjo" not in log and "boss" not in log and PASSWORD not in log
    assert stat.S_IMODE((site.root / LOG).stat().st_mode) == 0o600


def test_it_asks_before_it_sends_and_a_dry_run_calls_nobody(site, pem, announce):
    with sink(pem) as (port, keeper):
        with_mail(site, port)
        told = announce("agenda", "--send", "--no-input")
        assert told.returncode == 2 and b"say --yes" in told.stdout
        told = site.run("announce", "agenda", "--send", env={"SSL_CERT_FILE": str(pem)}, stdin=b"n\n")
        assert (
            told.returncode == 130 and b"3 messages from Odalys Fennick" in told.stderr and b"Send them?" in told.stderr
        )
        told = announce("agenda", "--send", "--dry-run")
        assert [one["address"] for one in json.loads(told.stdout)["would_tell"]] == [*MEMBERS, "lucan@quill.example"]
        told = announce(*SEND, password=None)
        assert told.returncode == 2 and b"PORTALGEN_MAIL_PASSWORD" in told.stdout
        assert keeper.got == [] and keeper.met == 0 and not (site.root / LOG).exists()


def test_a_run_that_is_stopped_goes_on_where_it_was(site, pem, announce):
    with sink(pem, signed_in=True) as (port, keeper):
        with_mail(site, port, pace=1)
        env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": VAULT_PASSPHRASE, "SSL_CERT_FILE": str(pem),
               "PORTALGEN_MAIL_PASSWORD": PASSWORD}  # fmt: skip
        command = [sys.executable, "-m", "portalgen", "announce", *SEND]
        run = subprocess.Popen(command, cwd=site.root, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        until = time.monotonic() + 60
        while not (site.root / LOG).exists() and time.monotonic() < until:
            time.sleep(0.02)
        other = announce(*SEND)
        assert other.returncode == 4 and b"another command is sending messages to table" in other.stdout
        run.send_signal(signal.SIGINT)
        _, said = run.communicate(timeout=30)
        assert run.returncode == 130 and b"Stopped: 1 of 2 are sent. Run it again" in said, said
        assert b"half done" not in said
        assert json.loads(announce(*SEND).stdout)["sent"] == ["member:soren"]
    assert receivers(keeper) == MEMBERS


def test_who_was_told_by_another_run_while_this_one_asked_is_not_told_again(site, pem, monkeypatch):
    other = json.dumps({"s5": {"agenda": {"member:mara": "2026-11-24T09:00Z"}}})
    monkeypatch.setattr("portalgen.cli.sending.click.confirm", lambda *_, **__: site.write({LOG: other}))
    with sink(pem) as (port, keeper):
        site.write(
            {"portal.yaml": PORTAL + MAIL.format(port=port, account=ACCOUNT, pace=600).replace("  account", "  # ")}
        )
        told = site.run("announce", *SEND[:-1], env={"SSL_CERT_FILE": str(pem)})
        assert told.returncode == 0 and told.stdout == b"Sent 1 message.\n"
    assert receivers(keeper) == MEMBERS[1:]


def test_files_are_the_owner_s_alone_and_hold_no_secret(site, announce):
    told = announce("save-the-date", "--calendar", "--page")
    assert told.returncode == 0, told.stdout
    written = [site.root / path for path in json.loads(told.stdout)["written"]]
    folder = site.root / "messages" / "table" / "s5-save-the-date"
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in written) == [
        "assistant-mara.eml", "member-mara.eml", "member-soren.eml", "sponsor-quill-lucan-quillbrook.eml"]  # fmt: skip
    secrets = [passphrase.encode() for passphrase in site.access()["table"].values()]
    assert len(secrets) > 4
    for path in written:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600 and path.read_bytes().count(b"\r\n") > 20
        assert not [one for one in secrets if one in path.read_bytes() or one.replace(b"-", b" ") in path.read_bytes()]
    assert announce("save-the-date", "--to", "mara").returncode == 0
    assert [path.name for path in folder.iterdir()] == ["member-mara.eml"], "what was meant for others is gone"
    told = site.run("announce", "save-the-date", "-o", "messages")
    assert told.returncode == 2 and b"is not written into the output folder" in told.stderr


def test_links_go_out_alone_and_what_lacks_is_told_beside_them(site):
    for option in ("--send", "--calendar"):
        told = site.run("announce", "save-the-date", "--mailto", option)
        assert told.returncode == 2 and b"a mailto: link cannot" in told.stderr
    told = site.run("announce", "agenda", "--mailto", "--to", "members")
    lines = told.stdout.decode().splitlines()
    assert [line.partition("?")[0] for line in lines] == [f"mailto:{address}" for address in MEMBERS]
    assert b"Hanneke de Vrij shares the e-mail address with nobody: content/people/hanneke.md:4:18" in told.stderr


def test_where_nothing_can_go_out_the_file_to_mend_is_named(site, announce):
    told = announce("agenda", "--to", "hanneke")
    assert told.returncode == 1 and json.loads(told.stdout)["errors"][0]["path"] == "content/people/hanneke.md"
    told = announce(*SEND)
    assert told.returncode == 1 and b"nothing says which mail server sends" in told.stdout
    with_mail(site, 25)
    site.write({"portal.yaml": (site.root / "portal.yaml").read_text() + "  password: a secret of mine\n"})
    told = site.run("announce", "agenda")
    assert told.returncode == 1 and b'unknown field "password"' in told.stderr


def test_status_says_what_nobody_was_sent_yet(site):
    with_mail(site, 2525)
    reminder = (
        "Once pre-reads of s5 is published, tell its readers: portalgen announce pre-reads s5 --cohort table --send"
    )
    assert reminder in site.run("status").stdout.decode()
    site.write({LOG: json.dumps({"s5": {"pre-reads": {"member:mara": "2026-11-24T09:00Z"}}})})
    assert "announce" not in site.run("status").stdout.decode()
    site.write({LOG: "{"})
    told = site.run("status")
    assert told.returncode == 4 and b"who of table was sent what cannot be read" in told.stderr
