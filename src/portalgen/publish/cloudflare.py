"""A Worker of static files at Cloudflare, by its API: a manifest of all files, those that are missing, then the Worker.

As documented at developers.cloudflare.com, "Workers: Static assets: Direct uploads". The files of a Worker cannot be
listed, so the mark and the list stand in the Worker's script, which can be read back, and by nobody without a token.
"""

import base64
import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from portalgen.errors import WorldError
from portalgen.hosts.rules import ENTRANCE, type_of
from portalgen.publish.atonce import Draft, Part
from portalgen.publish.host import Mark
from portalgen.publish.http import Api
from portalgen.publish.mark import make_mark, read_mark

API = "https://api.cloudflare.com/client/v4/accounts/"
TOKEN = "CLOUDFLARE_API_TOKEN"  # noqa: S105 -- the name of a variable
MOST_BYTES = 25 * 1024 * 1024
MOST_FILES = 20_000
HEADERS = "_headers"
MODULE = "portal.js"
SCRIPT = """\
// portalgen {state}
export default {{ fetch: (request, env) => env.ASSETS.fetch(request) }};
"""
_STATE = re.compile(rb"^// portalgen (\{.*\})\r?$", re.MULTILINE)
SETTINGS = {
    "main_module": MODULE,
    "compatibility_date": "2025-04-01",
    "bindings": [{"type": "assets", "name": "ASSETS"}],
    "observability": {"enabled": False},  # who reads when is nobody's business
}
SERVING = {
    "html_handling": "none",  # pages keep their .html, without a redirect; so the entrance has to be told
    "_redirects": f"/ /{ENTRANCE} 200\n",
    "not_found_handling": "404-page",
}


def open_api(account: str, token: str) -> Api:
    """Return the API of an account, spoken to with the convener's token."""
    return Api("Cloudflare", f"{API}{account}/workers/", token=token, variable=TOKEN)


@dataclass(frozen=True, slots=True)
class Cloudflare:
    """The `Deploys` of a Worker. A digest is what Cloudflare knows a file by and its size: "<32 hex digits> <size>"."""

    worker: str
    api: Api
    site: Path

    @property
    def where(self) -> str:
        """The Worker."""
        return f"Cloudflare Worker {self.worker}"

    def mark(self) -> Mark:
        """Return the mark of the site that is shown."""
        return self._state()[0]

    def listed(self) -> Mapping[str, str]:
        """Return the files of the site that is shown."""
        return self._state()[1]

    def digest(self, path: Path) -> str:
        """Return the digest of a file here. The type goes by the ending, so the ending is part of it."""
        content = path.read_bytes()
        return f"{hashlib.sha256(content + path.suffix.encode('ascii')).hexdigest()[:32]} {len(content)}"

    def begin(self, files: Mapping[str, str], mark: Mark) -> Draft:
        """Tell of all files, and return those that Cloudflare has not, in the groups that it wants them in."""
        served = {name: digest.partition(" ")[::2] for name, digest in files.items() if name != HEADERS}
        large = sorted(name for name, (_, size) in served.items() if int(size) > MOST_BYTES)
        if large or len(served) > MOST_FILES:
            what = f"files over 25 MiB: {', '.join(large)}" if large else f"more than {MOST_FILES:,} files"
            raise WorldError(f"Cloudflare takes no {what}", hint="link to large documents elsewhere, or change hosts")
        manifest = {f"/{name}": {"hash": key, "size": int(size)} for name, (key, size) in served.items()}
        body = json.dumps({"manifest": manifest}).encode("ascii")
        told = self.api.ask("POST", f"scripts/{self.worker}/assets-upload-session", body=body).value()["result"]
        digests = {digest.partition(" ")[0]: digest for digest in files.values()}
        return Draft(told["jwt"], [[digests[key] for key in some] for some in told.get("buckets") or ()])

    def upload(self, ticket: str, parts: Sequence[Part]) -> str:
        """Send files that go together; with the last of them comes the ticket to show them."""
        fields = {}
        for part in parts:
            key, content = part.digest.partition(" ")[0], base64.b64encode(part.path.read_bytes())
            fields[key] = (f'; filename="{key}"', type_of(part.name), content)
        kind, body = _form(fields)
        answer = self.api.ask("POST", "assets/upload?base64=true", body=body, kind=kind, token=ticket)
        return str((answer.value().get("result") or {}).get("jwt") or "")

    def finish(self, ticket: str, files: Mapping[str, str], mark: Mark) -> None:
        """Put the Worker up that serves the files; from then on it does."""
        headers = self.site / HEADERS
        config = {**SERVING, HEADERS: headers.read_text(encoding="ascii") if headers.is_file() else ""}
        metadata = json.dumps({**SETTINGS, "assets": {"jwt": ticket, "config": config}}).encode("ascii")
        state = {"mark": make_mark(mark).decode("ascii"), "files": dict(files)}
        script = SCRIPT.format(state=json.dumps(state)).encode("ascii")
        kind, body = _form({
            "metadata": ("", "application/json", metadata),
            MODULE: (f'; filename="{MODULE}"', "application/javascript+module", script),
        })  # fmt: skip
        self.api.ask("PUT", f"scripts/{self.worker}", body=body, kind=kind)

    def _state(self) -> tuple[Mark, Mapping[str, str]]:
        answer = self.api.ask("GET", f"scripts/{self.worker}", may_miss=True)
        if answer.status == 404:
            return Mark(), {}
        found = _STATE.search(answer.content)
        if found is None:
            hint = "choose another name for `worker` in portal.yaml, or delete that Worker at Cloudflare"
            raise WorldError(f"{self.where} is not one of portalgen's", hint=hint)
        state = json.loads(found[1])
        return read_mark(state["mark"].encode("ascii", errors="replace")), state["files"]


def _form(fields: Mapping[str, tuple[str, str, bytes]]) -> tuple[str, bytes]:
    """Return the type and body of a form; each field, by name, is more of its disposition, its type and its content."""
    boundary = hashlib.sha256(b"\n".join(content for _, _, content in fields.values())).hexdigest()
    body = b"".join(
        f'--{boundary}\r\nContent-Disposition: form-data; name="{name}"{more}\r\nContent-Type: {kind}\r\n\r\n'.encode()
        + content
        + b"\r\n"
        for name, (more, kind, content) in fields.items()
    )
    return f"multipart/form-data; boundary={boundary}", body + f"--{boundary}--\r\n".encode()
