"""A mail server on this computer that keeps what it is given: STARTTLS or TLS, sign-in, and the faults of real ones."""

import asyncio
import socket
import ssl
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

ACCOUNT, PASSWORD = "odalys@house.example", "the password of the mail account"


def certificate(folder, *hosts):
    """Write a certificate of our own for `hosts`, with its key in one file, and return the file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, hosts[0])])
    now = datetime.now(UTC)
    names = [x509.IPAddress(ip_address(host)) if host[0].isdigit() else x509.DNSName(host) for host in hosts]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = folder / f"{hosts[0]}.pem"
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(made.public_bytes(Encoding.PEM) + secret)
    return file


class Keeper:
    """Keeps messages in `got`, as (sender, receiver, bytes, hello). Refuses what `answers` says for a receiver.

    An answer that is empty hangs up in the middle of the message.
    """

    def __init__(self, answers):
        self.got, self.signed, self.answers = [], [], answers
        self.met, self.leave = 0, None

    def knows(self, server, session, envelope, mechanism, login):
        self.signed.append(login.password)
        good = (login.login, login.password) == (ACCOUNT.encode(), PASSWORD.encode())
        return AuthResult(success=good, handled=False)

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802 -- the library calls it so
        session.host_name, self.met = hostname, self.met + 1
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802 -- the library calls it so
        if self.answers.get(address):
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802 -- the library calls it so
        (address,) = envelope.rcpt_tos
        if address in self.answers:
            server.transport.close()
            return "421 gone"
        self.got.append((envelope.mail_from, address, envelope.content, session.host_name))
        return "250 OK"


class _Line(SMTP):
    """A connection that remembers its socket, also after STARTTLS."""

    first = None

    def connection_made(self, transport):
        self.first = self.first or transport
        super().connection_made(transport)


class _Server(Controller):
    """A controller that leaves no connection open behind itself."""

    def factory(self):
        self.lines = [*getattr(self, "lines", ()), _Line(self.handler, **self.SMTP_kwargs)]
        return self.lines[-1]

    def leave(self):
        if not self.loop.is_closed():
            asyncio.run_coroutine_threadsafe(self._hang_up(), self.loop).result()
            self.stop()

    async def _hang_up(self):
        for line in getattr(self, "lines", ()):
            if line.first:
                line.first.abort()
        await asyncio.sleep(0.02)  # the loop's turns in which connections end


@contextmanager
def sink(pem=None, *, tls=False, starttls=True, signed_in=False, utf8=True, answers=None):
    """Run a server; yield its port and its Keeper."""
    context = None
    if pem:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(pem)
    keeper = Keeper(answers or {})
    more = {"tls_context": context, "require_starttls": True} if context and starttls and not tls else {}
    if signed_in:
        more |= {"auth_required": True, "auth_require_tls": not tls, "authenticator": keeper.knows}
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    server = _Server(keeper, hostname="127.0.0.1", port=port, ssl_context=context if tls else None,
                        enable_SMTPUTF8=utf8, **more)  # fmt: skip
    server.start()
    keeper.leave = server.leave
    try:
        yield port, keeper
    finally:
        server.leave()
