"""Hand messages to a mail server, one after the other: encrypted, at the pace it allows, each answer told.

Never knows where the password comes from, and never repeats it: what a server says to a sign-in is not shown.
"""

import smtplib
import ssl
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage

from portalgen.errors import WorldError
from portalgen.files.lines import one_line
from portalgen.model.mailbox import read_mailbox
from portalgen.model.network import Mail

TIMEOUT_S = 30.0
MINUTE_S = 60.0
OK = 250
LONGEST = 200  # letters of a server's answer that are shown
SAID_HELLO = "[127.0.0.1]"  # RFC 5321 4.1.3; the real name of this computer would stand in what every reader gets


@dataclass(frozen=True, slots=True)
class Post:
    """A message on its way: whose it is, the one address it goes to, and itself."""

    reader: str
    address: str
    message: EmailMessage


def send(
    mail: Mail,
    password: str,
    posts: Iterable[Post],
    *,
    sent: Callable[[str], None],
    refused: Callable[[str, str], None],
    wait: Callable[[float], None],
) -> None:
    """Hand over every message: `sent` is called with the reader's id after each, `refused` with it and the reason.

    wait: called with seconds, before each message but the first. Raises WorldError where the server cannot be used at
    all, or no longer; what was told to `sent` before that has gone out.
    """
    server: smtplib.SMTP | None = None
    sender = read_mailbox(mail.from_, named=True).address
    try:
        for number, post in enumerate(posts):
            if number:
                wait(MINUTE_S / mail.per_minute)
            if server is None or not _listens(server):
                server = connect(mail, password)
            why = _hand_over(server, sender, post)
            if why:
                refused(post.reader, why)
            else:
                sent(post.reader)
        if server is not None:
            with suppress(OSError):  # all is sent; how the server takes its leave is its own affair
                server.quit()
    finally:
        if server is not None:
            server.close()


def connect(mail: Mail, password: str) -> smtplib.SMTP:
    """Return a connection to the server, encrypted and signed in. Raises WorldError that says what failed."""
    place = f"{mail.host}:{mail.gate}"
    try:
        server = _encrypted(mail)
    except ssl.SSLCertVerificationError as fault:
        hint = "check `host` under `mail` in portal.yaml; nothing was sent, and no password"
        raise WorldError(f"{place} has no certificate to be trusted: {fault.verify_message}", hint=hint) from fault
    except smtplib.SMTPNotSupportedError as fault:
        hint = "`security: tls` may be what it wants; nothing goes out in the clear"
        raise WorldError(f"the mail server {place} does not encrypt (no STARTTLS)", hint=hint) from fault
    except OSError as fault:  # smtplib's own errors are among them
        hint = "check `host`, `port` and `security` under `mail` in portal.yaml, and your connection"
        raise WorldError(f"the mail server {place} does not answer as it should: {_said(fault)}", hint=hint) from fault
    if mail.account:
        _sign_in(server, mail.account, password, place)
    return server


def _encrypted(mail: Mail) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if mail.security == "tls":
        return smtplib.SMTP_SSL(mail.host, mail.gate, SAID_HELLO, timeout=TIMEOUT_S, context=context)
    server = smtplib.SMTP(mail.host, mail.gate, SAID_HELLO, timeout=TIMEOUT_S)
    if mail.security == "starttls":
        try:
            server.starttls(context=context)
        except OSError:
            server.close()
            raise
    return server


def _sign_in(server: smtplib.SMTP, account: str, password: str, place: str) -> None:
    try:
        server.login(account, password)
    except OSError as fault:
        server.close()
        code = f" ({fault.smtp_code})" if isinstance(fault, smtplib.SMTPResponseException) else ""
        what = f"the mail server {place} does not let {account} sign in{code}"
        # `from None`: what lies underneath repeats the server's words, and a server could repeat the password
        raise WorldError(what, hint="check `account` and the password; some providers want one for apps") from None


def _listens(server: smtplib.SMTP) -> bool:
    try:
        return server.noop()[0] == OK
    except OSError:
        return False


def _hand_over(server: smtplib.SMTP, sender: str, post: Post) -> str:
    """Send one message to its one address; return why it was refused, empty if it was taken."""
    try:
        server.send_message(post.message, from_addr=sender, to_addrs=[post.address])
    except smtplib.SMTPRecipientsRefused as fault:
        return _answer(*fault.recipients[post.address])
    except smtplib.SMTPResponseException as fault:
        return _answer(fault.smtp_code, fault.smtp_error)
    except smtplib.SMTPNotSupportedError:
        return "the server takes no address with letters outside of ASCII"
    except OSError:
        return "the connection broke; whether it went out is not known"
    return ""


def _answer(code: int, said: bytes | str) -> str:
    text = said.decode("utf-8", errors="replace") if isinstance(said, bytes) else said
    return f"the server answers {code} {one_line(text)[:LONGEST]}".rstrip()


def _said(fault: OSError) -> str:
    return one_line(fault.strerror or str(fault))[:LONGEST] or type(fault).__name__
