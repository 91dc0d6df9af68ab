"""Take the pictures of docs/images anew: the demo's home page on a phone and on a laptop, in real Chromium."""

from shutil import which

from demo import ROOT, causeway
from playwright.sync_api import sync_playwright

SHOTS = {"home-phone": (390, 844, 2), "home-laptop": (1280, 800, 1.5)}  # width, height, pixels per CSS pixel


def main() -> None:
    """Build the demo, open it as a member, and save one picture for each device."""
    with causeway() as (address, passphrase), sync_playwright() as engine:
        browser = engine.chromium.launch(executable_path=which("chromium"), args=["--no-sandbox"])
        for name, (width, height, density) in SHOTS.items():
            page = browser.new_page(
                viewport={"width": width, "height": height}, device_scale_factor=density, timezone_id="Europe/London"
            )
            page.goto(address)
            page.fill("#passphrase", passphrase)
            page.click("#unlock button[type=submit]")
            page.wait_for_selector("html[data-state=open]")
            page.wait_for_load_state("networkidle")
            page.screenshot(path=ROOT / "docs" / "images" / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
