"""Handing messages to a mail server: encrypted or not at all, one address at a time, every answer told."""

from datetime import UTC, datetime

import pytest

from portalgen.announce.letter import Letter
from portalgen.announce.message import ready
from portalgen.announce.server import Post, send
from portalgen.errors import WorldError
from portalgen.model.mailbox import read_mailbox
from portalgen.model.network import Mail

from .sink import ACCOUNT, PASSWORD, certificate, sink

READERS = ("mara@larkfield.example", "soren@nordlys.example", "ines@saltmarsh.example")
SENDER = read_mailbox("odalys@house.example")
LETTER = Letter("Harbor lunch: the agenda", "Hello.\n", "<p>Hello.</p>")


@pytest.fixture(scope="module")
def pem(tmp_path_factory):
    return certificate(tmp_path_factory.mktemp("pem"), "localhost", "127.0.0.1")


@pytest.fixture
def trusted(pem, monkeypatch):
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))


def mail(port, security="starttls", *, host="localhost", account=None):
    return Mail.model_validate({"from": "odalys@house.example", "host": host, "port": port, "security": security,
                                "account": account, "per_minute": 30})  # fmt: skip


def post(address):
    now = datetime.now(UTC)
    return Post(
        address.partition("@")[0], address, ready(LETTER, read_mailbox(address), sender=SENDER, language="en", now=now)
    )


def sent_to(settings, readers=READERS, password=PASSWORD):
    """Send to every reader; return who was sent it, who was refused and why, and the seconds waited."""
    gone, refused, waits = [], {}, []
    posts = [post(address) for address in readers]
    send(settings, password, posts, sent=gone.append, refused=refused.__setitem__, wait=waits.append)
    return gone, refused, waits


def receivers(keeper):
    return [address for _, address, _, _ in keeper.got]


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")  # the sink knows no TLS but its own
@pytest.mark.parametrize(("security", "tls"), [("starttls", False), ("tls", True)])
def test_messages_go_out_encrypted_and_signed_in_at_the_pace_that_is_set(pem, trusted, security, tls):
    with sink(pem, tls=tls, signed_in=True) as (port, keeper):
        assert sent_to(mail(port, security, account=ACCOUNT)) == (["mara", "soren", "ines"], {}, [2.0, 2.0])
    assert receivers(keeper) == [*READERS] and keeper.met == (1 if tls else 2), "one connection for all"
    assert {(sender, hello) for sender, _, _, hello in keeper.got} == {("odalys@house.example", "[127.0.0.1]")}


def test_one_refused_address_is_told_and_the_others_go_on(pem, trusted):
    with sink(pem, answers={READERS[0]: "550 5.1.1 no such mailbox", READERS[2]: "451 later"}) as (port, keeper):
        gone, refused, _ = sent_to(mail(port))
    assert gone == ["soren"] and receivers(keeper) == [READERS[1]]
    assert refused == {"mara": "the server answers 550 5.1.1 no such mailbox", "ines": "the server answers 451 later"}


def test_a_server_that_hangs_up_is_called_again_for_the_next(pem, trusted):
    with sink(pem, answers={READERS[0]: ""}) as (port, keeper):
        gone, refused, _ = sent_to(mail(port))
    assert gone == ["soren", "ines"] and receivers(keeper) == [*READERS[1:]]
    assert refused == {"mara": "the connection broke; whether it went out is not known"}


def test_a_server_that_is_gone_ends_the_run_and_what_was_sent_is_known(pem, trusted):
    gone, refused = [], {}
    with sink(pem) as (port, keeper), pytest.raises(WorldError, match=r"localhost:\d+ does not answer as it should: "):
        send(mail(port), "", map(post, READERS), sent=gone.append, refused=refused.__setitem__,
             wait=lambda _: keeper.leave())  # fmt: skip
    assert gone == ["mara"] and refused == {} and receivers(keeper) == [READERS[0]]


def test_how_a_server_takes_its_leave_does_not_matter(pem, trusted):
    gone = []

    def sent(reader):
        gone.append(reader)
        keeper.leave()

    with sink(pem) as (port, keeper):
        send(mail(port), "", [post(READERS[0])], sent=sent, refused=None, wait=None)
    assert gone == ["mara"]


@pytest.mark.parametrize(
    ("server", "security", "why"),
    [
        ({"starttls": False}, "starttls", r"does not encrypt \(no STARTTLS\)"),
        ({"tls": False}, "tls", "does not answer as it should"),
    ],
)
def test_nothing_and_no_password_goes_over_a_way_that_is_not_encrypted(pem, trusted, server, security, why):
    with sink(pem, **server) as (port, keeper):
        with pytest.raises(WorldError, match=why) as fault:
            sent_to(mail(port, security, account=ACCOUNT))
        assert keeper.got == [] and keeper.signed == [] and PASSWORD not in str(fault.value)


@pytest.mark.parametrize(("security", "tls"), [("starttls", False), ("tls", True)])
def test_a_server_that_cannot_prove_who_it_is_gets_no_password(pem, tmp_path, monkeypatch, security, tls):
    unknown, mismatch = (f"no certificate to be trusted: {why}" for why in ("self-signed", "Hostname mismatch"))
    with sink(pem, tls=tls) as (port, keeper), pytest.raises(WorldError, match=unknown):
        sent_to(mail(port, security, account=ACCOUNT))
    other = certificate(tmp_path, "mail.other.example")
    monkeypatch.setenv("SSL_CERT_FILE", str(other))
    with sink(other, tls=tls) as (port, another), pytest.raises(WorldError, match=mismatch):
        sent_to(mail(port, security, account=ACCOUNT))
    assert keeper.got == another.got == [] and keeper.signed == another.signed == []


def test_a_wrong_password_is_told_and_never_shown(pem, trusted):
    with sink(pem, signed_in=True) as (port, keeper):
        with pytest.raises(WorldError, match=rf"does not let {ACCOUNT} sign in \(535\)") as fault:
            sent_to(mail(port, account=ACCOUNT), password="quite another password")
        assert keeper.got == [] and "quite another" not in str(fault.value) and fault.value.__cause__ is None


def test_a_way_in_the_clear_is_for_this_computer_alone():
    with sink() as (port, keeper):
        for host in ("smtp.house.example", "10.0.0.1", "127.0.0.1.example", "[::1]"):
            with pytest.raises(ValueError, match=r"for a server on this computer alone|String should match"):
                mail(port, "none", host=host)
        assert sent_to(mail(port, "none", host="127.0.0.1"), READERS[:1])[0] == ["mara"]
        assert mail(port, "none", host="::1").host == "::1"
    assert receivers(keeper) == [READERS[0]]


def test_an_address_outside_of_ascii_arrives_where_the_server_takes_it(pem, trusted):
    odd = "sørén@bücher.example"
    with sink(pem) as (port, keeper):
        address = read_mailbox(odd).address
        assert sent_to(mail(port), [address, READERS[0]])[0] == ["sørén", "mara"]
    assert receivers(keeper) == ["sørén@xn--bcher-kva.example", READERS[0]]
    with sink(pem, utf8=False) as (port, keeper):
        gone, refused, _ = sent_to(mail(port), [address, READERS[0]])
    assert gone == ["mara"] and refused == {"sørén": "the server takes no address with letters outside of ASCII"}
