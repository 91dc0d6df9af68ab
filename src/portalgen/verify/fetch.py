"""Ask a host for addresses as a browser would: compressed, from caches on the way, no redirect followed unseen."""

import http.client
import ssl
import threading
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from portalgen.errors import WorldError

TIMEOUT_S = 20.0
ATTEMPTS = 2
MORE_BYTES = 1_000_000  # that an answer may be longer than what is expected before it is cut
ASKED = {
    "Accept": "*/*",
    "Accept-Encoding": "gzip",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
}
"""What a common browser says: a host that shows tools something else than readers would not be found out otherwise."""


class SilentError(WorldError):
    """A host did not answer, or not in HTTP."""


class UntrustedError(SilentError):
    """The certificate of a host is not one that browsers accept."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `headers` by lower-case name, those of one name joined by ", "; `content` as a browser has it.

    `garbled`: it could not be decompressed, and `content` is what came.
    """

    status: int
    headers: Mapping[str, str]
    content: bytes
    garbled: bool = False

    @property
    def location(self) -> str:
        """Return where a redirect leads; empty where the answer is none."""
        return self.headers.get("location", "") if self.status in (301, 302, 303, 307, 308) else ""


class Stranger:
    """Asks one host. Connections are kept, one for each thread that asks."""

    def __init__(self, address: str, *, timeout_s: float = TIMEOUT_S) -> None:
        parts = urlsplit(address)
        self.address, self._timeout_s = address, timeout_s
        self._host, self._tls = parts.netloc, parts.scheme == "https"
        self._kept = threading.local()
        self._open: list[http.client.HTTPConnection] = []

    def close(self) -> None:
        """Close every connection."""
        for connection in self._open:
            connection.close()

    def get(self, path: str, *, expected: int = 0) -> Answer:
        """Return the answer for a path relative to the address. `expected` is how many bytes there should be.

        Raises SilentError where none comes after a second try, UntrustedError for a certificate at fault.
        """
        target = urlsplit(urljoin(self.address, path)).path or "/"
        for attempt in range(ATTEMPTS):
            try:
                return self._ask(target, expected + MORE_BYTES)
            except ssl.SSLCertVerificationError as fault:
                raise UntrustedError(f"the certificate of {self._host} is not valid: {fault.verify_message}") from fault
            except (OSError, http.client.HTTPException) as fault:
                self._forget()
                if attempt == ATTEMPTS - 1:
                    hint = "check the address, the host and your connection"
                    raise SilentError(f"{self._host} does not answer: {reason(fault)}", hint=hint) from fault
        raise AssertionError("a last attempt answers or raises")

    def _ask(self, target: str, most: int) -> Answer:
        connection = self._connection()
        connection.request("GET", target, headers=ASKED)
        with connection.getresponse() as got:
            raw = got.read(most)
            if got.length and len(raw) < most:
                raise http.client.IncompleteRead(raw, got.length)
            if not got.isclosed():  # cut: what is left of it would stand before the next answer
                self._forget()
            headers: dict[str, str] = {}
            for name, value in got.getheaders():
                key = name.lower()
                headers[key] = f"{headers[key]}, {value}" if key in headers else value
            return _opened(got.status, headers, raw, most)

    def _connection(self) -> http.client.HTTPConnection:
        found: http.client.HTTPConnection | None = getattr(self._kept, "connection", None)
        if found is None:
            kind = http.client.HTTPSConnection if self._tls else http.client.HTTPConnection
            found = self._kept.connection = kind(self._host, timeout=self._timeout_s)
            self._open.append(found)
        return found

    def _forget(self) -> None:
        found = getattr(self._kept, "connection", None)
        if found is not None:
            found.close()
            self._kept.connection = None


def reason(fault: Exception) -> str:
    """Return why something did not answer, in one short line."""
    return (str(fault).splitlines() or [""])[0][:80] or type(fault).__name__


def _opened(status: int, headers: Mapping[str, str], raw: bytes, most: int) -> Answer:
    packed = headers.get("content-encoding", "identity").lower()
    if packed == "identity":
        return Answer(status, headers, raw)
    try:
        if packed not in ("gzip", "x-gzip"):  # nothing else was asked for
            raise zlib.error
        return Answer(status, headers, zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(raw, most))
    except zlib.error:
        return Answer(status, headers, raw, garbled=True)
