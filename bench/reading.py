"""How long a reader waits from a click to the next page, in a real Chromium, once the portal is unlocked.

From the click until the text of the next page is on the screen: going there, fetching, checking, decrypting and drawing
it. Pages are real ones, so each click loads another document. Every walk clicks the same links: those of the page it
stands on, chosen by a seed. `without a copy` is a browser that keeps none for reading offline; `with its copy` asks
the worker on the device, which asks the host. Medians are printed, for the demo and for a portal of many pages.
`empty pages` in the clear, on the same server, tell how much of it is the browser's own on this machine.
"""

import argparse
import json
import random
import shutil
import tempfile
from pathlib import Path
from shutil import which
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from search import FLAGS, PAGE_LETTERS, ROOT, command, portal, served, unlocked

CLICKS = 40
EMPTY = ("empty-a.html", "empty-b.html")
DEMO_VAULT = "open-the-demo-and-look-around"
SHOWN = """{
  const now = () => performance.timeOrigin + performance.now();
  const root = () => document.documentElement;
  const look = () => root()?.dataset.state === "open" && requestAnimationFrame(() => setTimeout(() => { window.shown ??= now(); }));
  new MutationObserver(look).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ["data-state"] });
}"""
LINKS = """[...new Set([...document.querySelectorAll(".top nav.wide a, main a")].filter((a) =>
  a.origin === location.origin && a.pathname !== location.pathname && a.pathname.endsWith(".html")).map((a) => a.getAttribute("href")))]"""
CLICK = """(href) => {
  const link = [...document.querySelectorAll("a")].find((a) => a.getAttribute("href") === href);
  const clicked = performance.timeOrigin + performance.now();
  link.click();
  return clicked;
}"""
KEPT = "document.querySelector('#kept')?.textContent"


def walk(page: Page) -> list[float]:
    """Click from page to page; return what each took, in milliseconds."""
    chance, took = random.Random(7), []
    for _ in range(CLICKS):
        href = chance.choice(page.evaluate(LINKS))
        clicked = page.evaluate(CLICK, href)
        page.wait_for_url(f"**/{href}")
        took.append(until(page, "window.shown") - clicked)
        page.wait_for_timeout(150)  # its pictures, and what it does beside
    return took


def until(page: Page, expression: str) -> float:
    for _ in range(1_200):
        told = page.evaluate(expression)
        if told:
            return told
        page.wait_for_timeout(50)
    raise TimeoutError(expression)


def measure(browser: Browser, address: str, passphrase: str) -> dict[str, list[float]]:
    found = {}
    context = browser.new_context()
    context.add_init_script(SHOWN)
    page = context.new_page()
    page.goto(address + EMPTY[0])
    found["empty pages"] = walk(page)
    context.close()
    for way, workers in (("without a copy", "block"), ("with its copy", "allow")):
        context = browser.new_context(service_workers=workers, viewport={"width": 1280, "height": 800})
        context.add_init_script(SHOWN)
        page = unlocked(context, address, passphrase)
        if workers == "allow":
            until(page, KEPT)
        found[way] = walk(page)
        context.close()
    return found


def demo(root: Path) -> str:
    """Build the demo at `root`; return the passphrase of causeway's members."""
    shutil.copytree(ROOT / "content", root / "content")
    for name in ("portal.yaml", "portal.vault"):
        shutil.copy(ROOT / name, root / name)
    command(root, "build", vault=DEMO_VAULT)
    told = json.loads(command(root, "access", "list", "--reveal", "--format", "json", vault=DEMO_VAULT))
    cohort = next(one for one in told["cohorts"] if one["id"] == "causeway")
    return next(one["passphrase"] for one in cohort["audiences"] if one["name"] == "members")


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--pages", type=int, default=500)
    given = asked.parse_args()
    portals = {
        "the demo": ("causeway", demo),
        f"{given.pages} pages of about {PAGE_LETTERS} letters": ("bench", lambda root: portal(root, given.pages)),
    }
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=which("chromium"), args=FLAGS)
        for name, (cohort, build) in portals.items():
            with tempfile.TemporaryDirectory() as folder:
                root = Path(folder) / "portal"
                passphrase = build(root)
                for here, there in (EMPTY, EMPTY[::-1]):
                    text = f'<!doctype html><html lang="en" data-state="open"><title>-</title><main><a href="{there}">-</a></main>'
                    (root / "output" / cohort / here).write_text(text, encoding="utf-8")
                with served(root, cohort) as address:
                    result = measure(browser, address, passphrase)
            print(name)
            for way, took in result.items():
                slowest = sorted(took)[-len(took) // 10]
                print(f"  {way}: median {median(took):.0f} ms, nine of ten within {slowest:.0f} ms, {len(took)} clicks")
        browser.close()


if __name__ == "__main__":
    main()
