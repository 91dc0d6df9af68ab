"""The vectors of the formats, run by the reader's own code in Chromium."""

import json
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

ROOT = Path(__file__).resolve().parents[2]
RUN = """async ([kind, file]) => {
  const { fault } = await import("/src/portalgen/browser/tests/runner.js");
  const found = [];
  for (const vector of file.vectors) found.push([vector.name, await fault(kind, vector, file)]);
  return found;
}"""


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def code():
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=ROOT)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}"
        server.shutdown()


@pytest.mark.parametrize("kind", ["normalise", "hash", "index", "part", "binding", "page", "object", "keyring"])
def test_every_vector_holds_in_chromium(reader, code, kind):
    file = json.loads((ROOT / "tests" / "vectors" / f"{kind}.json").read_text(encoding="ascii"))
    page = reader()
    page.goto(f"{code}/requirements.txt")
    found = page.evaluate(RUN, [kind, file])
    assert len(found) == len(file["vectors"])
    assert [pair for pair in found if pair[1]] == []
