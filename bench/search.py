"""How long a reader waits for the search of a 500-page portal, in a real Chromium.

`opens` is from Ctrl-K with a word already typed to the first results on the screen: fetching, decrypting and indexing
included, on a page that was just loaded. Each round is a page of its own; medians are printed. `--ways` compares ways
to index the same pages, without a portal around them, by the processor time that each takes: on a busy machine the
clock tells more about the others.
"""

import argparse
import json
import os
import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from shutil import which
from statistics import median

from playwright.sync_api import Browser, BrowserContext, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
PAGE_LETTERS = 5_000
ROUNDS = 11
QUERIES = ("lantern", "har", "harbor crumb", "lantrn", "soren", "not a word of it", "th")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PORTAL = "name: Bench Tables\nconvener:\n  org: Bench House\ntimezone: Europe/London\nas_of: 2026-11-24\n"
OPEN = """([word, slow]) => new Promise((resolve) => {
  let longest = 0;
  let before = performance.now();
  const channel = new MessageChannel();  // a message waits as long as a key would
  channel.port1.onmessage = () => {
    const now = performance.now();
    longest = Math.max(longest, now - before);
    before = now;
    channel.port2.postMessage(0);
  };
  const list = document.getElementById("search-found");
  const start = performance.now();
  new MutationObserver(() => requestAnimationFrame(() => {
    if (!list.children.length) return;
    channel.port1.close();
    resolve([performance.now() - start, longest]);
  })).observe(list, {childList: true});
  document.dispatchEvent(new KeyboardEvent("keydown", {key: "k", ctrlKey: true, bubbles: true}));
  document.getElementById("search-words").value = word;
  if (slow) channel.port2.postMessage(0);
})"""
ASK = """(queries) => queries.map((query) => {
  const field = document.getElementById("search-words");
  const start = performance.now();
  field.value = query;
  field.dispatchEvent(new Event("input", {bubbles: true}));
  return performance.now() - start;
})"""


def texts(count: int) -> list[tuple[str, str]]:
    """Return `count` pages as (title, text), the same every time: about 19 000 words, used as unevenly as people do."""
    chance = random.Random(7)
    plain = (ROOT / "src/portalgen/crypto/words.txt").read_text(encoding="utf-8").split()
    chance.shuffle(plain)
    vocabulary = plain + [word + end for word in plain for end in ("s", "ed", "ing")][:12_000]
    weights = list(accumulate(1 / (rank + 5) for rank in range(len(vocabulary))))
    pages = []
    for _ in range(count):
        title, sentences = " ".join(chance.choices(vocabulary, k=4)).capitalize(), []
        while sum(map(len, sentences)) < PAGE_LETTERS:
            sentences.append(" ".join(chance.choices(vocabulary, cum_weights=weights, k=12)).capitalize() + ".")
        pages.append((title, " ".join(sentences)))
    return pages


def portal(root: Path, count: int) -> str:
    """Write and build a portal of `count` pages and its usual ones; return the passphrase of its members."""
    command(root.parent, "init", root, "--no-input")
    (root / "portal.yaml").write_text(PORTAL, encoding="utf-8")
    folder = root / "content" / "bench"
    (folder / "pages").mkdir(parents=True)
    (folder / "cohort.yaml").write_text("title: The Bench\n", encoding="utf-8")
    for number, (title, text) in enumerate(texts(count)):
        (folder / "pages" / f"page-{number:04}.md").write_text(f"# {title}\n\n{text}\n", encoding="utf-8")
    command(root, "build")
    told = json.loads(command(root, "access", "list", "--reveal", "--format", "json"))
    cohort = next(one for one in told["cohorts"] if one["id"] == "bench")
    return next(one["passphrase"] for one in cohort["audiences"] if one["name"] == "members")


def command(folder: Path, *words: object, vault: str = "a vault passphrase for the bench") -> str:
    env = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": vault}
    line = [sys.executable, "-m", "portalgen", *map(str, words)]
    return subprocess.run(line, cwd=folder, env=env, check=True, capture_output=True, text=True).stdout


@contextmanager
def served(root: Path, cohort: str = "bench") -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    line = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(root / "output")]
    server = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.1)
        yield f"http://localhost:{port}/{cohort}/"
    finally:
        server.terminate()
        server.wait(timeout=10)


def unlocked(browser: Browser | BrowserContext, address: str, passphrase: str) -> Page:
    page = browser.new_page()
    page.goto(address)
    page.fill("#passphrase", passphrase)
    page.click("#unlock button[type=submit]")
    page.wait_for_selector("html[data-state=open]", timeout=60_000)
    return page


def measure(browser: Browser, address: str, passphrase: str) -> dict[str, float]:
    page = unlocked(browser, address, passphrase)
    inner = page.context.new_cdp_session(page)
    inner.send("Performance.enable", {"timeDomain": "threadTicks"})
    opened, worked, longest, asked = [], [], [], []
    for number in range(2 * ROUNDS):
        page.reload()
        page.wait_for_selector("html[data-state=open]", timeout=60_000)
        page.wait_for_timeout(200)
        watched = bool(number % 2)  # watching costs time: half of the rounds measure the one, half the other
        before = work_ms(inner)
        took, wait = page.evaluate(OPEN, [QUERIES[0], watched])
        if watched:
            longest.append(wait)
        else:
            opened.append(took)
            worked.append(work_ms(inner) - before)
        asked += page.evaluate(ASK, list(QUERIES))
    page.close()
    return {
        "opens, median ms": median(opened),
        "opens, best ms": min(opened),
        "processor time of the page's main thread for it, median ms": median(worked),
        "longest wait while it gets ready, median ms": median(longest),
        "one query with its results drawn, median ms": median(asked),
        "one query with its results drawn, worst ms": max(asked),
    }


def work_ms(inner: CDPSession) -> float:
    told = inner.send("Performance.getMetrics")["metrics"]
    return 1000 * next(one["value"] for one in told if one["name"] == "TaskDuration")


def ways(browser: Browser, count: int) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "ways.js"
        esbuild = ROOT / "node_modules" / ".bin" / "esbuild"
        line = [esbuild, ROOT / "bench/search_ways.js", "--bundle", "--format=iife", "--minify", f"--outfile={script}"]
        subprocess.run([*line, "--log-level=warning"], check=True)
        found: dict[str, list[float]] = {}
        for _ in range(5):
            page = browser.new_page()
            page.add_script_tag(path=script)
            inner = page.context.new_cdp_session(page)
            inner.send("Performance.enable", {"timeDomain": "threadTicks"})
            page.evaluate("(rows) => window.ways.given(rows)", texts(count))
            for way in page.evaluate("Object.keys(window.ways).slice(1)"):
                before = work_ms(inner)
                told = page.evaluate("(way) => { const told = window.ways[way](); return Number(told) || 0; }", way)
                spent = work_ms(inner) - before
                name, value = ("C more to fetch, KB", told / 1000) if way == "written" else (f"{way}, ms", spent)
                found.setdefault(name, []).append(value)
            page.close()
    return {name: median(values) for name, values in found.items()}


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--pages", type=int, default=500)
    asked.add_argument("--ways", action="store_true")
    given = asked.parse_args()
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        if given.ways:
            result = ways(browser, given.pages)
        else:
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder) / "portal"
                passphrase = portal(root, given.pages)
                with served(root) as address:
                    result = measure(browser, address, passphrase)
        browser.close()
    print(f"{given.pages} pages of about {PAGE_LETTERS} letters")
    for name, value in result.items():
        print(f"  {name}: {value:,.1f}")


if __name__ == "__main__":
    main()
