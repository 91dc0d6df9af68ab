"""Take the pictures of docs/images anew: the demo's home page on a phone and on a laptop, in real Chromium."""

import json
import subprocess
import sys
from pathlib import Path
from shutil import which
from threading import Thread

from playwright.sync_api import sync_playwright

from portalgen.serve import make_server

ROOT = Path(__file__).resolve().parent.parent
SHOTS = {"home-phone": (390, 844, 2), "home-laptop": (1280, 800, 1.5)}  # width, height, pixels per CSS pixel
PORTALGEN = [sys.executable, "-m", "portalgen", "-C", str(ROOT)]


def main() -> None:
    """Build the demo, open it as a member, and save one picture for each device."""
    subprocess.run([*PORTALGEN, "build"], check=True)
    told = subprocess.run(
        [*PORTALGEN, "access", "list", "--reveal", "--format", "json"], check=True, capture_output=True
    )
    causeway = next(one for one in json.loads(told.stdout)["cohorts"] if one["id"] == "causeway")
    passphrase = next(one["passphrase"] for one in causeway["audiences"] if one["name"] == "members")
    server = make_server(ROOT / "output", 0)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://localhost:{server.server_address[1]}/causeway/"
    with sync_playwright() as engine:
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
    server.shutdown()


if __name__ == "__main__":
    main()
