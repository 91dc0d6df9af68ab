"""The preview over HTTP, on this computer only: one thread a tab, nothing written anywhere."""

import queue
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote, urlsplit

from portalgen.errors import ContentError, WorldError
from portalgen.serve.preview import Preview
from portalgen.serve.sealed import HEADERS, LOOPBACK
from portalgen.serve.site import Moved, answer, event

EVENTS = "/-/events"
HOSTS = ("localhost", "127.0.0.1", "[::1]")
LASTING = {"Cache-Control": "max-age=3600, immutable"}  # styles and scripts, which the next load shall have at hand
BEAT_S = 10.0  # a comment that often, so that a closed tab is noticed


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or each answer waits 40 ms for the browser to acknowledge its head

    def __init__(self, *arguments: object, preview: Preview, reader: str) -> None:
        self._preview, self._reader = preview, reader
        super().__init__(*arguments)  # type: ignore[arg-type]  # what the server gives

    def do_GET(self) -> None:
        """Answer a tab; any other name of this computer is refused, so that no page elsewhere can read along."""
        if self.headers.get("Host", "").rsplit(":", 1)[0] not in HOSTS:
            self._send(403, b"This preview answers to localhost only.", "text/plain")
            return
        path = unquote(urlsplit(self.path).path)
        if path == EVENTS:
            self._stream()
            return
        try:
            found = answer(self._preview, path, first_reader=self._reader)
        except ContentError as fault:  # of a style sheet or a picture; the page around it tells of it
            self._send(500, str(fault).encode("utf-8", errors="replace"), "text/plain")
            return
        if isinstance(found, Moved):
            self._send(302, b"", "text/plain", location=found.to)
        elif found is None:
            self._send(404, b"There is nothing here.", "text/plain")
        else:
            self._send(200, found.content, found.media_type, lasting=found.lasting)

    def _send(self, status: int, content: bytes, media_type: str, *, location: str = "", lasting: bool = False) -> None:
        self.send_response_only(status)
        for name, value in {**HEADERS, **(LASTING if lasting else {})}.items():
            self.send_header(name, value)
        if location:
            self.send_header("Location", location)
        self.send_header(
            "Content-Type", f"{media_type}; charset=utf-8" if media_type.startswith("text/") else media_type
        )
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        try:
            self.wfile.write(content)
        except ConnectionError:  # the tab went on before it had all of it
            self.close_connection = True

    def _stream(self) -> None:
        tab = self._preview.subscribe()
        self.send_response_only(200)
        for name, value in {"Content-Type": "text/event-stream", "Cache-Control": "no-store"}.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            while True:
                try:
                    self.wfile.write(event(tab.get(timeout=BEAT_S)))
                except queue.Empty:
                    self.wfile.write(b": still here\n\n")
                self.wfile.flush()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        finally:
            self._preview.leave(tab)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet."""


def make_preview_server(preview: Preview, port: int, *, reader: str) -> ThreadingHTTPServer:
    """Return a server of `preview` on 127.0.0.1, ready for `serve_forever`; `reader` is whose site `/` leads to.

    Raises WorldError where the port is taken.
    """
    try:
        return _Server((LOOPBACK, port), partial(_Handler, preview=preview, reader=reader))
    except OSError as fault:
        what = f"port {port} cannot be opened: {fault.strerror}"
        raise WorldError(what, hint="choose another with --port, or 0 for any free one") from fault
