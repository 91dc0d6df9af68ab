"""A site at Netlify, by its API: the digests of all files are told, those that are missing are sent, then all is shown.

As documented at docs.netlify.com, "Deploy with the API: file digest method". The mark is a file of the site; it is sent
last, and with it the deploy is whole.
"""

import hashlib
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from portalgen.errors import WorldError
from portalgen.publish.atonce import Draft, Part
from portalgen.publish.host import Mark
from portalgen.publish.http import Api
from portalgen.publish.mark import make_mark, read_mark
from portalgen.publish.package import MARK

API = "https://api.netlify.com/api/v1/"
TOKEN = "NETLIFY_AUTH_TOKEN"  # noqa: S105 -- the name of a variable
RAW = "application/vnd.bitballoon.v1.raw"
"""Asked for as the type of a request, it gives the bytes of a file instead of what Netlify knows of it."""
FILE = "application/octet-stream"
POLL_S = 1.0
POLLS = 600
PREPARED = ("prepared", "uploading", "uploaded", "ready")
LIVE = ("ready",)


def open_api(token: str) -> Api:
    """Return the API, spoken to with the convener's token."""
    return Api("Netlify", API, token=token, variable=TOKEN)


@dataclass(frozen=True, slots=True)
class Netlify:
    """The `Deploys` of a site at Netlify. site: its id or domain."""

    site: str
    api: Api

    @property
    def where(self) -> str:
        """The site."""
        return f"Netlify site {self.site}"

    def mark(self) -> Mark:
        """Return the mark of the site that is shown. Raises WorldError where no new one would be shown."""
        answer = self.api.ask("GET", f"sites/{self.site}", may_miss=True)
        if answer.status == 404:
            hint = "make it at Netlify first, or correct `site` in portal.yaml; the token must be of its team"
            raise WorldError(f"there is no {self.where}", hint=hint)
        if (answer.value().get("published_deploy") or {}).get("locked"):
            hint = "at Netlify, under Deploys, start auto publishing; then run this again"
            raise WorldError(f"{self.where} is locked to the deploy that it shows", hint=hint)
        found = self.api.ask("GET", f"sites/{self.site}/files/{MARK}", kind=RAW, may_miss=True)
        return read_mark(None if found.status == 404 else found.content)

    def listed(self) -> Mapping[str, str]:
        """Return the SHA-1 of every file of the site that is shown."""
        found: dict[str, str] = {}
        page, more = 1, True
        while more:
            answer = self.api.ask("GET", f"sites/{self.site}/files?page={page}")
            found |= {one["path"].lstrip("/"): one["sha"] for one in answer.value()}
            page, more = page + 1, 'rel="next"' in answer.headers.get("link", "")
        return {name: sha for name, sha in found.items() if name != MARK}

    def digest(self, path: Path) -> str:
        """Return the SHA-1 of a file here."""
        return _sha1(path.read_bytes())

    def begin(self, files: Mapping[str, str], mark: Mark) -> Draft:
        """Make a deploy, and return the files that it needs, one by one; the mark waits until the end."""
        own = _sha1(make_mark(mark))
        body = {"async": True, "files": {f"/{name}": sha for name, sha in {**files, MARK: own}.items()}}
        made = self.api.ask("POST", f"sites/{self.site}/deploys", body=json.dumps(body).encode("ascii")).value()
        deploy = self._wait(made["id"], PREPARED)
        return Draft(made["id"], [[sha] for sha in deploy.get("required") or () if sha != own])

    def upload(self, ticket: str, parts: Sequence[Part]) -> str:
        """Send files to the deploy."""
        for part in parts:
            self._put(ticket, part.name, part.path.read_bytes())
        return ""

    def finish(self, ticket: str, files: Mapping[str, str], mark: Mark) -> None:
        """Send the mark, and wait until the deploy is live."""
        if _sha1(make_mark(mark)) in (self._wait(ticket, PREPARED).get("required") or ()):
            self._put(ticket, MARK, make_mark(mark))
        self._wait(ticket, LIVE)

    def _put(self, ticket: str, name: str, content: bytes) -> None:
        self.api.ask("PUT", f"deploys/{ticket}/files/{quote(name)}", body=content, kind=FILE)

    def _wait(self, ticket: str, states: Sequence[str]) -> Mapping[str, Any]:
        for _ in range(POLLS):
            deploy: Mapping[str, Any] = self.api.ask("GET", f"sites/{self.site}/deploys/{ticket}").value()
            if deploy["state"] in states:
                return deploy
            if deploy["state"] in ("error", "rejected"):
                said = deploy.get("error_message") or deploy["state"]
                raise WorldError(f"Netlify could not deploy to {self.site}: {said}", hint="see its page at Netlify")
            time.sleep(POLL_S)
        raise WorldError(
            f"Netlify has not shown the new site of {self.site} after {POLLS * POLL_S / 60:.0f} minutes",
            hint="look at the deploy there; it may still come, and running this again does no harm",
        )


def _sha1(content: bytes) -> str:
    return hashlib.sha1(content, usedforsecurity=False).hexdigest()
