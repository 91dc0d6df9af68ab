"""How long after saving a file a convener sees the page anew, in a real Chromium before `portalgen serve`.

The portal holds the notes of `corpus.py`, with links, mentions and lists. Each round saves the file whose page is open
and waits for the page to be shown again. The stages follow each other:

watch   from the end of saving to the server's knowing of it
build   reading the portal and planning it anew
event   telling the tab, until the browser begins to load
load    fetching, unlocking and drawing the page
"""

import argparse
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from pathlib import Path
from shutil import which
from statistics import median

from corpus import notes
from layouts import write_portal
from playwright.sync_api import Error, Page, sync_playwright
from search import FLAGS

from portalgen.serve.preview import Preview
from portalgen.serve.server import make_preview_server
from portalgen.serve.watching import changes

COHORT, AS_OF = "bench", date(2026, 11, 24)
STAGES = ("watch", "build", "event", "load")
REST_S = 0.3  # between two saves: nobody saves quicker
LOOK_S = 0.1  # the page itself notes when it is shown: looking often would only slow the server, which lives here too
SHOWN = """
addEventListener("DOMContentLoaded", () => new MutationObserver((_, observer) => {
  if (document.documentElement.dataset.state !== "open") return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.shown = performance.timeOrigin + performance.now(); }));
}).observe(document.documentElement, {attributes: true, attributeFilter: ["data-state"]}));
"""


def preview_of(root: Path) -> Preview:
    made = Preview(root, (COHORT,), lambda _: AS_OF)
    made.refresh()
    if made.state.problems or made.snapshot is None:
        raise SystemExit("\n".join(problem.text() for problem in made.state.problems))
    return made


@contextmanager
def served(preview: Preview, noted: list[tuple[float, float]]) -> Iterator[str]:
    """Serve a preview as `portalgen serve` does; note when each burst was known of and when tabs were told."""
    stop = threading.Event()
    server = make_preview_server(preview, 0, reader="members")

    def follow() -> None:
        for changed in changes(preview.root, stop):
            known = time.time()
            preview.refresh(changed)
            noted.append((known, time.time()))

    threads = [threading.Thread(target=work, daemon=True) for work in (server.serve_forever, follow)]
    for thread in threads:
        thread.start()
    try:
        yield f"http://localhost:{server.server_address[1]}"
    finally:
        stop.set()
        server.shutdown()


def shown_since(page: Page, moment: float) -> tuple[float, float]:
    """Wait for a page that was shown after `moment`; return when the browser began to load it and when it was shown."""
    began = shown = 0.0
    while shown <= moment:
        page.wait_for_timeout(1000 * LOOK_S)
        with suppress(Error):  # just being loaded
            began, shown = page.evaluate("[performance.timeOrigin / 1000, (window.shown ?? 0) / 1000]")
    return began, shown


def measure(page: Page, file: Path, address: str, noted: list[tuple[float, float]], rounds: int) -> list[list[float]]:
    """Return the seconds of each stage of each round."""
    text, took = file.read_text(encoding="utf-8"), []
    page.goto(address)
    shown_since(page, 0)
    for number in range(rounds):
        page.wait_for_timeout(1000 * REST_S)
        del noted[:]
        file.write_text(f"{text}\nSaved for the {number + 1}. time.\n", encoding="utf-8")
        saved = time.time()
        began, shown = shown_since(page, saved)
        known, told = noted[0]
        took.append([known - saved, told - known, began - told, shown - began])
    return took


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--notes", type=int, default=500)
    asked.add_argument("--saves", type=int, default=20)
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as engine:
        made = notes(given.notes)
        write_portal(Path(folder), made)
        file = Path(folder) / "content" / next(note.path for note in reversed(made) if note.kind == "page")
        preview, noted = preview_of(Path(folder)), list[tuple[float, float]]()
        site = preview.snapshot.cohorts[COHORT]
        name = next(one.href for one in site.plan.pages if one.source == file.relative_to(folder).as_posix())
        browser = engine.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        page = browser.new_page()
        page.add_init_script(SHOWN)
        with served(preview, noted) as base:
            took = measure(page, file, f"{base}/as/members/{COHORT}/{name}", noted, given.saves)
        browser.close()
    print(f"{len(site.plan.pages)} pages, {given.saves} saves, medians in ms")
    for name, values in zip(STAGES, zip(*took, strict=True), strict=True):
        print(f"  {name}: {1000 * median(values):,.0f}")
    print(f"  save to shown: {1000 * median(map(sum, took)):,.0f}")


if __name__ == "__main__":
    main()
