"""Serve an output folder over loopback with the headers that a good host sends. Sealed bytes only; nothing is made."""

from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from portalgen.errors import UsageError, WorldError
from portalgen.hosts.rules import HEADERS as SENT
from portalgen.hosts.rules import HTTPS_ONLY, MISSING, type_of

HEADERS = {header.name: header.value for header in SENT if header.name != HTTPS_ONLY} | {"Cache-Control": "no-store"}
"""What a good host sends, but that nothing is kept: on this computer a site may change at any moment."""
LOOPBACK = "127.0.0.1"


class _Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        for name, value in HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def list_directory(self, path: object) -> None:
        self.send_error(404)

    def translate_path(self, path: str) -> str:
        """Map a path to a file; portalgen's own folders and records map to nothing."""
        if any(part.startswith(".") for part in path.split("/") if part):
            return ""
        return super().translate_path(path)

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Show the site's own page for what is missing, as its host does."""
        site = self.path.split("/")[1]
        page = Path(self.translate_path(f"/{site}/{MISSING}"))
        if code != HTTPStatus.NOT_FOUND or not page.is_file():
            super().send_error(code, message, explain)
            return
        content = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", type_of(MISSING))
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command == "GET":
            self.wfile.write(content)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: a log of who read what is what portalgen promises not to have."""


def make_server(output: Path, port: int) -> ThreadingHTTPServer:
    """Return a server of `output` on 127.0.0.1, ready for `serve_forever`.

    Raises UsageError where nothing was built, WorldError where the port is taken.
    """
    if not any(output.glob("*/index.html")):
        raise UsageError(f"there is no site in {output}", hint="run `portalgen build` first")
    try:
        return ThreadingHTTPServer((LOOPBACK, port), partial(_Handler, directory=str(output)))
    except OSError as fault:
        what = f"port {port} cannot be opened: {fault.strerror}"
        raise WorldError(what, hint="choose another with --port, or 0 for any free one") from fault
