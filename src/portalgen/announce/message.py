"""A letter as mail: headers and parts (RFC 5322, MIME), or an address that opens a mail program (RFC 6068).

Every header is set through `email.headerregistry`: a line break in one is an error, so nothing can add a header.
"""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import make_msgid
from urllib.parse import quote, urlencode

from portalgen.announce.letter import Letter
from portalgen.model.mailbox import Mailbox

NEWLINE = "\r\n"


def draft(letter: Letter, to: Mailbox, *, sender: Mailbox | None, language: str) -> EmailMessage:
    """Return a message that a mail program opens as one still to be sent; it adds the sender if there is none."""
    message = _message(letter, to, sender, language)
    message["X-Unsent"] = "1"
    return message


def ready(letter: Letter, to: Mailbox, *, sender: Mailbox, language: str, now: datetime) -> EmailMessage:
    """Return a message to hand to a server at the moment `now` (aware). This computer's name stands nowhere in it."""
    message = _message(letter, to, sender, language)
    message["Date"] = now
    message["Message-ID"] = make_msgid(domain=sender.address.rpartition("@")[2])
    return message


def _message(letter: Letter, to: Mailbox, sender: Mailbox | None, language: str) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["Subject"] = letter.subject
    if sender:
        message["From"] = _address(sender)
    message["To"] = _address(to)
    message.set_content(letter.text)
    message.add_alternative(letter.html, subtype="html")
    if letter.attachment:
        message.add_attachment(
            letter.attachment.content,
            maintype="text",
            subtype="calendar",
            filename=letter.attachment.name,
            params={"method": "PUBLISH", "charset": "utf-8"},
        )
    message["Content-Language"] = language  # last: setting content takes such headers away
    return message


def _address(box: Mailbox) -> Address:
    name, _, domain = box.address.rpartition("@")
    return Address(box.name, username=name, domain=domain)


def as_text(message: EmailMessage) -> str:
    """Return a message as its file holds it, lines ending in CR LF; ASCII unless an address is not."""
    plain = all(str(message[name] or "").isascii() for name in ("To", "From"))
    return message.as_bytes(policy=SMTP if plain else SMTP.clone(utf8=True)).decode("utf-8")


def as_mailto(letter: Letter, to: Mailbox) -> str:
    """Return an address that opens a mail program with the message in it, as text."""
    fields = {"subject": letter.subject, "body": letter.text.replace("\n", NEWLINE)}
    return f"mailto:{quote(to.address, safe='@')}?{urlencode(fields, safe='', quote_via=quote)}"
