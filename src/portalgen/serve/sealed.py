"""Serve an output folder over loopback with the headers that a good host sends. Sealed bytes only; nothing is made."""

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from portalgen.errors import UsageError, WorldError
from portalgen.shell import POLICY

HEADERS = {
    "Content-Security-Policy": f"{POLICY}; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, noarchive, nosnippet",
    "Cache-Control": "no-store",
}
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
