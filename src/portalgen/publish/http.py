"""The API of a host over HTTP: one connection, one token, patience, and faults in words for people."""

import http.client
import json
import ssl
import weakref
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlsplit

from portalgen.errors import WorldError
from portalgen.publish.host import AGAIN, PassingError
from portalgen.publish.retry import patiently

TIMEOUT_S = 60.0
BUSY_S = 20.0  # how long a host that is asked too often is left alone where it does not say
LONGEST_S = 120.0  # a host that asks for more of it is told of instead
JSON = "application/json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. headers: by lower-case name."""

    status: int
    headers: Mapping[str, str]
    content: bytes

    def value(self) -> Any:  # noqa: ANN401 -- as JSON gave it
        """Return the JSON of the answer. Raises WorldError where there is none: something else answered."""
        try:
            return json.loads(self.content)
        except ValueError as fault:
            hint = "look whether a page of the network wants you to sign in first; then run this again"
            raise WorldError("what answers is not the host", hint=hint) from fault


class Api:
    """A host's API. name: as people say it; address: ends with a slash; variable: where people put the token."""

    def __init__(self, name: str, address: str, *, token: str, variable: str) -> None:
        parts = urlsplit(address)
        kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        self.name, self._path, self._token, self._variable = name, parts.path, token, variable
        self._connection = kind(parts.netloc, timeout=TIMEOUT_S)
        weakref.finalize(self, self._connection.close)

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        kind: str = JSON,
        token: str = "",
        may_miss: bool = False,
    ) -> Answer:
        """Return the answer to a request, tried again where that may help. token: another than the convener's own.

        Raises WorldError for what the host refuses; 404 comes back as an answer where it `may_miss`.
        """
        headers = {"Authorization": f"Bearer {token or self._token}", "User-Agent": "portalgen", "Content-Type": kind}

        def once() -> Answer:
            answer = self._once(method, self._path + path, body, headers)
            if answer.status < 300 or (may_miss and answer.status == 404):
                return answer
            if token and answer.status in (401, 403):
                raise WorldError(f"{self.name} ended the upload, which took too long", hint=AGAIN)
            raise self._refusal(answer)

        return patiently(once)

    def _once(self, method: str, path: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        try:
            self._connection.request(method, path, body=body, headers=dict(headers))
            with self._connection.getresponse() as got:
                return Answer(got.status, {name.lower(): value for name, value in got.getheaders()}, got.read())
        except ssl.SSLCertVerificationError as fault:
            self._connection.close()
            hint = "set the clock of this computer; if it is right, somebody stands between you and the host"
            what = f"the certificate of {self.name} is not valid: {fault.verify_message}"
            raise WorldError(what, hint=hint) from fault
        except (OSError, http.client.HTTPException) as fault:
            self._connection.close()  # it opens anew with the next request
            reason = str(fault) or type(fault).__name__
            raise PassingError(f"{self.name} cannot be reached: {reason}", hint=AGAIN) from fault

    def _refusal(self, answer: Answer) -> WorldError:
        if answer.status == 401:
            hint = f"make a new token there (docs/HOSTS.md), and set {self._variable} to it"
            return WorldError(f"{self.name} refuses the token", hint=hint)
        if answer.status == 403:
            hint = "look whether it is of the right account, and what it may do (docs/HOSTS.md)"
            return WorldError(f"{self.name} does not let this token do that{_said(answer)}", hint=hint)
        if answer.status == 429 and (wait_s := _asks_for(answer)) > LONGEST_S:
            hint = f"run this again in {wait_s / 60:.0f} minutes; what was sent is kept"
            return WorldError(f"{self.name} has been asked too often", hint=hint)
        if answer.status == 429:
            return PassingError(f"{self.name} has been asked too often", hint=AGAIN, after_s=wait_s)
        if answer.status >= 500 and answer.status != 507:
            return PassingError(f"{self.name} is busy ({answer.status})", hint=AGAIN)
        return WorldError(f"{self.name} answers {answer.status}{_said(answer)}", hint="look at the site's page there")


def _asks_for(answer: Answer) -> float:
    """Return for how many seconds the host asks to be left alone; its own clock is the one that counts."""
    headers = answer.headers
    try:
        if "retry-after" in headers:
            return float(headers["retry-after"])
        return float(headers["x-ratelimit-reset"]) - parsedate_to_datetime(headers["date"]).timestamp()
    except (KeyError, ValueError):
        return BUSY_S


def _said(answer: Answer) -> str:
    """Return what the host says of its refusal, to go behind ours; empty where it says nothing that can be read."""
    try:
        told = json.loads(answer.content)
        found = (told.get("errors") or [told])[0]["message"]
    except (ValueError, KeyError, TypeError, AttributeError, IndexError):
        return ""
    return f": {str(found)[:200]}"
