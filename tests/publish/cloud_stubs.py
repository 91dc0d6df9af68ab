"""Hosts on loopback for tests, and a portal to publish to them.

`stub.when(...)` has one fail once, with a status or a broken line, or do anything else.
"""

import functools
import json
import shutil
import tempfile
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from conftest import new_portal

FIRST = {
    "content/people/ada.md": "---\nname: Ada Marsh\n---\nAda runs a works.\n",
    "content/people/ben.md": "---\nname: Ben Okafor\n---\n",
    "content/table/cohort.yaml": "title: The Test Table\nmembers: [{person: ada}, {person: ben}]\n",
    "content/table/plan.md": "# The plan\n\nFirst words.\n",
    "content/table/old.md": "# An old page\n\nIt goes.\n",
}


@functools.cache
def portals():
    """Return two states of one portal, each built once per test process and never written to."""
    folder = Path(tempfile.mkdtemp(prefix="portalgen-"))
    first = new_portal(folder, FIRST)
    first.build()
    second = first.copy(folder / "second")
    (second.root / "content/table/old.md").unlink()
    second.write(
        {"content/table/plan.md": "# The plan\n\nOther words.\n", "content/table/new.md": "# A new page\n\nHm.\n"}
    )
    second.build()
    return first, second


def portal_for(folder, target):
    """Return the first state in a folder, to be published to `target`, which is YAML."""
    site = portals()[0].copy(folder)
    with (site.root / "portal.yaml").open("a") as stream:
        stream.write(f"publish:\n  table: {target}\n")
    return site


def go_on(site):
    """Make the second state of the first."""
    for name in ("content", "output"):
        shutil.rmtree(site.root / name)
        shutil.copytree(portals()[1].root / name, site.root / name)


def files_of(site):
    """Return the built site: bytes by name."""
    folder = site.output()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Stub:
    """An address, what was asked, and what is to go wrong."""

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
