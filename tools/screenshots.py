"""Take the pictures of docs/images anew, in real Chromium: the demo's home page, and each theme's contact sheet.

A contact sheet shows the main kinds of pages on a phone, a tablet and a laptop, light and dark. Fonts are those of this
machine: Debian's fonts-urw-base35, fonts-liberation and fonts-ipafont-gothic have what the themes ask for first.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from shutil import which

from demo import ROOT, causeway
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

IMAGES = ROOT / "docs" / "images"
SHOTS = {"home-phone": (390, 844, 2), "home-laptop": (1280, 800, 1.5)}  # width, height, pixels per CSS pixel
THEMES = ("boardroom", "broadsheet")
WAYS = {  # from the home page, by the words of links
    "home": [],
    "session": ["From peer to boss"],
    "pre-read": ["The cost of stopping"],
    "notes": ["The deputy", "Read the notes"],
    "directory": ["Members"],
    "member": ["Members", "Mara Okonjo-Vance"],
    "commitments": ["Commitments"],
}
SIZES = ((360, 760, 8), (768, 1000, 8), (1280, 800, 4))  # width, height, how many beside each other
SHEET_PX, GAP_PX, QUALITY = 1920, 16, 78
LINK = "words => [...document.querySelectorAll('.top a, main a')].find(a => a.textContent.trim() === words).href"


def main() -> None:
    """Build the demo in each theme, open it as a member, and save its pictures."""
    with sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for theme in THEMES:
            with causeway(theme) as (address, passphrase):
                if theme == THEMES[0]:
                    take_home(browser, address, passphrase)
                rows = [
                    row
                    for size in SIZES
                    for scheme in ("light", "dark")
                    for row in taken(browser, address, passphrase, size, scheme)
                ]
            sheet(rows).save(IMAGES / f"{theme}.webp", quality=QUALITY, method=6)
        browser.close()


def take_home(browser: Browser, address: str, passphrase: str) -> None:
    """Save the pictures of the home page that the README shows."""
    for name, (width, height, density) in SHOTS.items():
        with opened(browser, address, passphrase, (width, height), density=density) as page:
            page.screenshot(path=IMAGES / f"{name}.png")


@contextmanager
def opened(
    browser: Browser, address: str, passphrase: str, size: tuple[int, int], *, density: float = 1, scheme: str = "light"
) -> Iterator[Page]:
    """Give the member's home page in a window of this size in CSS pixels."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]}, device_scale_factor=density,
                            color_scheme=scheme, timezone_id="Europe/London", service_workers="block")  # fmt: skip
    page.goto(address)
    page.fill("#passphrase", passphrase)
    page.click("#unlock button[type=submit]")
    settle(page)
    yield page
    page.close()


def settle(page: Page) -> None:
    """Wait until a page is open and its pictures are there."""
    page.wait_for_selector("html[data-state=open]")
    page.wait_for_load_state("networkidle")


def taken(
    browser: Browser, address: str, passphrase: str, size: tuple[int, int, int], scheme: str
) -> list[list[Image.Image]]:
    """Return the rows of pictures of one size in one scheme, scaled to fill the sheet's width."""
    width, height, beside = size
    lock = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    lock.goto(address)
    shots = [lock.screenshot()]
    lock.close()
    with opened(browser, address, passphrase, (width, height), scheme=scheme) as page:
        home = page.url
        for way in WAYS.values():
            page.goto(home)
            settle(page)
            for words in way:
                page.goto(page.evaluate(LINK, words))
                settle(page)
            shots.append(page.screenshot())
    shown = (SHEET_PX - GAP_PX * (beside + 1)) // beside
    pictures = [Image.open(BytesIO(shot)).convert("RGB").resize((shown, height * shown // width)) for shot in shots]
    return [pictures[first : first + beside] for first in range(0, len(pictures), beside)]


def sheet(rows: list[list[Image.Image]]) -> Image.Image:
    """Return the pictures on one grey sheet, row below row."""
    whole = Image.new("RGB", (SHEET_PX, sum(row[0].height + GAP_PX for row in rows) + GAP_PX), "#8a8d8c")
    top = GAP_PX
    for row in rows:
        for number, picture in enumerate(row):
            whole.paste(picture, (GAP_PX + number * (picture.width + GAP_PX), top))
        top += row[0].height + GAP_PX
    return whole


if __name__ == "__main__":
    main()
