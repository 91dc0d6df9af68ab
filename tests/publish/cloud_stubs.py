"""Hosts on loopback that speak the documented calls of Netlify and Cloudflare, and keep what they are sent.

They check tokens and digests. `stub.when(...)` has them fail once, with a status or a broken line, or do anything else.
"""

import base64
import email
import functools
import hashlib
import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from .made_site import MAP, OLD, PAGE, Made

TOKEN = "token-of-the-convener"
NEW = f"{'n' * 16}.html"


def made_for(root):
    """Return the first state of a site in a folder: with a page that goes."""
    made = Made(root)
    made.write({OLD: b"a page that goes", "_headers": b"/*\n  X-Robots-Tag: noindex\n", ".nojekyll": b""})
    return made


def go_on(made):
    """Make the second state of the first."""
    made.remove(OLD)
    made.write(
        {PAGE: b"the page, otherwise", NEW: b"a new page", MAP: b"another map", "index.html": b"another entrance"}
    )


class Stub:
    """The part that both have: an address, what was asked, and what is to go wrong."""

    def __init__(self):
        self.asked, self._planned = [], []
        stub = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            wbufsize = -1  # head and body in one packet, or each answer takes 40 ms

            def answer(self):
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                status, value, headers = stub.turn(self.command, self.path, self.headers, body)
                if status is None:  # the line breaks
                    self.close_connection = True
                    return
                content = value if isinstance(value, bytes) else json.dumps(value).encode()
                self.send_response(status)
                for name, text in {**headers, "Content-Length": len(content)}.items():
                    self.send_header(name, str(text))
                self.end_headers()
                self.wfile.write(content)

            do_GET = do_POST = do_PUT = answer  # noqa: N815 -- as http.server asks

            def log_message(self, *args):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.address = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self):
        thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()
            thread.join()

    def when(self, method, part, what, headers=None, after=0):
        """Plan for the request after `after` such ones: a status, None for a line that breaks, or something to call."""
        self._planned.append([method, part, what, headers or {}, after])

    def turn(self, method, address, headers, body):
        self.asked.append((method, address))
        for plan in list(self._planned):
            if plan[0] == method and plan[1] in address:
                if plan[4] == 0:
                    self._planned.remove(plan)
                    if not callable(plan[2]):
                        return plan[2], {"message": "as planned"}, plan[3]
                    plan[2]()
                plan[4] -= 1
        path, query = urlsplit(address).path, parse_qs(urlsplit(address).query)
        found = self.reply(method, unquote(path), query, headers, body)
        return (*found, {}) if len(found) == 2 else found

    def count(self, method, part):
        return sum(1 for one, path in self.asked if one == method and part in path)


class Netlify(Stub):
    """One site, `SITE`, whose lists come five files a page."""

    SITE = "harbor.netlify.app"
    PAGE = 5

    def __init__(self):
        super().__init__()
        self.blobs, self.deploys, self.shown, self.locked, self.fails = {}, {}, None, False, False

    def live(self):
        """Return what readers find: bytes by name."""
        files = self.deploys[self.shown]["files"] if self.shown else {}
        return {path.lstrip("/"): self.blobs[sha] for path, sha in files.items()}

    def reply(self, method, path, query, headers, body):
        if headers["Authorization"] != f"Bearer {TOKEN}":
            return 401, {"code": 401, "message": "Access Denied"}
        parts = path.removeprefix("/api/v1/").split("/")
        if parts[0] == "sites" and parts[1] != self.SITE:
            return 404, {"code": 404, "message": "Not Found"}
        match method, parts:
            case "GET", ["sites", _]:
                return 200, {"id": "1", "published_deploy": {"id": self.shown, "locked": self.locked}}
            case "GET", ["sites", _, "files"]:
                return self.list(int(query.get("page", ["1"])[0]))
            case "GET", ["sites", _, "files", *rest]:
                assert headers["Content-Type"] == "application/vnd.bitballoon.v1.raw"
                found = self.live().get("/".join(rest))
                return (404, {"message": "Not Found"}) if found is None else (200, found)
            case "POST", ["sites", _, "deploys"]:
                return self.begin(json.loads(body))
            case "GET", ["sites", _, "deploys", key]:
                return 200, self.look(key)
            case "PUT", ["deploys", key, "files", *rest]:
                return self.take(key, "/" + "/".join(rest), body)
        raise AssertionError(f"not a documented call: {method} {path}")

    def list(self, page):
        files = sorted((self.deploys[self.shown]["files"] if self.shown else {}).items())
        some = files[(page - 1) * self.PAGE : page * self.PAGE]
        link = {"Link": f'<{self.address}?page={page + 1}>; rel="next"'} if page * self.PAGE < len(files) else {}
        return 200, [{"id": path, "path": path, "sha": sha} for path, sha in some], link

    def begin(self, told):
        assert told["async"] is True and all(path.startswith("/") for path in told["files"])
        key = f"d{len(self.deploys)}"
        required = sorted({sha for sha in told["files"].values() if sha not in self.blobs})
        self.deploys[key] = {"id": key, "files": told["files"], "required": required, "state": "preparing"}
        return 200, {"id": key, "state": "preparing", "required": None}

    def look(self, key):
        deploy = self.deploys[key]
        told = dict(deploy)
        if deploy["state"] == "preparing":
            deploy["state"] = "prepared"
            told["required"] = None
        elif deploy["state"] == "uploaded":
            deploy["state"] = "error" if self.fails else "ready"
            self.shown = self.shown if self.fails else key
        elif not self.missing(key) and deploy["state"] in ("prepared", "uploading"):
            deploy["state"] = "uploaded"
        return told

    def take(self, key, path, body):
        sha = hashlib.sha1(body).hexdigest()
        deploy = self.deploys[key]
        if deploy["files"].get(path) != sha or sha not in deploy["required"]:
            return 422, {"message": f"{path} was not told of"}
        self.blobs[sha] = body
        deploy["state"] = "uploading" if self.missing(key) else "uploaded"
        return 200, {"id": path, "sha": sha}

    def missing(self, key):
        return set(self.deploys[key]["required"]) - self.blobs.keys()


class Cloudflare(Stub):
    """One account, `ACCOUNT`. It wants files in groups of three."""

    ACCOUNT = "0123456789abcdef0123456789abcdef"
    GROUP = 3

    def __init__(self):
        super().__init__()
        self.blobs, self.sessions, self.workers = {}, {}, {}

    def live(self, worker="harbor"):
        """Return what readers find: bytes and type by name."""
        return {path.lstrip("/"): self.blobs[one["hash"]] for path, one in self.workers[worker]["manifest"].items()}

    def reply(self, method, path, query, headers, body):
        token = headers["Authorization"].removeprefix("Bearer ")
        own = f"/client/v4/accounts/{self.ACCOUNT}/workers/"
        if path == f"{own}assets/upload" and method == "POST":
            return self.take(token, query, _form(headers, body))
        if token != TOKEN:
            return 403, {"success": False, "errors": [{"code": 10000, "message": "Authentication error"}]}
        match method, path.removeprefix(own).split("/"):
            case "GET", ["scripts", worker]:
                if worker not in self.workers:
                    return 404, {"success": False, "errors": [{"code": 10007, "message": "This Worker does not exist"}]}
                return 200, self.workers[worker]["raw"], {"Content-Type": "multipart/form-data"}
            case "POST", ["scripts", _, "assets-upload-session"]:
                return self.begin(json.loads(body)["manifest"])
            case "PUT", ["scripts", worker]:
                return self.show(worker, _form(headers, body), body)
        raise AssertionError(f"not a documented call: {method} {path}")

    def begin(self, manifest):
        for path, one in manifest.items():
            assert path.startswith("/") and len(one["hash"]) == 32 and isinstance(one["size"], int), path
        key = f"session-{len(self.sessions)}"
        missing = sorted({one["hash"] for one in manifest.values()} - self.blobs.keys())
        self.sessions[key] = manifest
        groups = [missing[start : start + self.GROUP] for start in range(0, len(missing), self.GROUP)]
        return 200, _result({"jwt": key if groups else f"{key}-whole", "buckets": groups})

    def take(self, token, query, fields):
        if token not in self.sessions:
            return 401, {"success": False, "errors": [{"code": 10000, "message": "expired"}]}
        assert query == {"base64": ["true"]}
        sizes = {one["hash"]: one["size"] for one in self.sessions[token].values()}
        for key, (kind, content) in fields.items():
            self.blobs[key] = (base64.b64decode(content, validate=True), kind)
            assert len(self.blobs[key][0]) == sizes[key]
        whole = sizes.keys() <= self.blobs.keys()
        return (201, _result({"jwt": f"{token}-whole"})) if whole else (202, _result({}))

    def show(self, worker, fields, raw):
        told = json.loads(fields["metadata"][1])
        jwt = told["assets"]["jwt"]
        assert jwt.endswith("-whole") and fields[told["main_module"]][0] == "application/javascript+module"
        manifest = self.sessions[jwt.removesuffix("-whole")]
        self.workers[worker] = {"manifest": manifest, "told": told, "raw": raw}
        return 200, _result({"id": worker})


def _result(value):
    return {"success": True, "errors": [], "result": value}


def _form(headers, body):
    whole = email.message_from_bytes(b"Content-Type: " + headers["Content-Type"].encode() + b"\r\n\r\n" + body)
    name = functools.partial(lambda part: part.get_param("name", header="content-disposition"))
    return {name(part): (part["Content-Type"], part.get_payload(decode=True)) for part in whole.get_payload()}
