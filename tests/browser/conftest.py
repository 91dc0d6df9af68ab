"""A real Chromium over real servers: portalgen's own, nginx at a sub-path, and the disk."""

import json
import re
import shutil
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from shutil import which

import pytest
from playwright.sync_api import Error, sync_playwright
from real_servers import free_port, wait_for

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip
NGINX = """
daemon off; master_process off; pid {folder}/nginx.pid; error_log {folder}/error.log;
events {{}}
http {{
  access_log off; types {{ text/html html; text/css css; text/javascript js; }} default_type application/octet-stream;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  server {{ listen 127.0.0.1:{port}; location /clubs/harbor/ {{ alias {site}/; index index.html; }} }}
}}
"""


@pytest.fixture(scope="session")
def engine():
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def chromium(engine):
    """Return Chromium's engine without the browser around it, in which a page opens two to four times as fast."""
    browser = engine.chromium.launch(executable_path=which("chromium-headless-shell"), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture(scope="session")
def whole_chromium(engine):
    """Return Chromium with all around its engine: its tabs, its PDF viewer, its passkeys and what it may install."""
    browser = engine.chromium.launch(executable_path=which("chromium"), args=FLAGS)
    yield browser
    browser.close()


@pytest.fixture
def reader(request):
    """Return a maker of readers: a page in a context of its own that records whatever goes wrong.

    Without `workers` the browser has no service workers, as in a private window: then `page.route` sees every request.
    A `whole` browser is for what the engine alone cannot do; tests/engines walks through the portal in whole ones.
    """
    contexts = []

    def make(*, workers=False, whole=False, **settings):
        browser = request.getfixturevalue("whole_chromium" if whole else "chromium")
        context = browser.new_context(**{"timezone_id": "Europe/London", "accept_downloads": True, **settings})
        contexts.append(context)
        if not workers:
            context.add_init_script("Object.defineProperty(Navigator.prototype, 'serviceWorker', {value: undefined})")
        page = context.new_page()
        page.faults, page.requests = [], []
        page.on(
            "console",
            lambda message: page.faults.append(message.text) if message.type in ("error", "warning") else None,
        )
        page.on("pageerror", lambda fault: page.faults.append(str(fault)))
        context.on("request", lambda request: page.requests.append(request.url))
        return page

    yield make
    for context in contexts:
        context.close()


@contextmanager
def serving(root):
    """Serve a portal's output with `portalgen serve` until the block ends; give the address and the process."""
    port = free_port()
    command = [sys.executable, "-m", "portalgen", "serve", "--sealed", "--port", str(port)]
    server = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield f"http://localhost:{port}", server
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def served(demo):
    """Return the address of the demo behind `portalgen serve`."""
    with serving(demo.root) as (address, _):
        yield address


@pytest.fixture(scope="session")
def demo_copy(demo, tmp_path_factory):
    """Return a second copy of the demo that tests may change, and its address behind `portalgen serve`."""
    root = tmp_path_factory.mktemp("copy") / "portal"
    shutil.copytree(demo.root, root)
    with serving(root) as (address, _):
        yield type(demo)(root, demo.passphrase), address


@pytest.fixture
def site_server():
    """Return a maker of addresses: a small portal behind `portalgen serve`, until the test ends."""
    with ExitStack() as servers:
        yield lambda site: servers.enter_context(serving(site.root))[0]


@contextmanager
def nginx(site, folder):
    """Serve the folder `site` by nginx at a sub-path until the block ends; give the address."""
    port, config = free_port(), folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port, site=site))
    for path in [folder, *folder.parents[:2], site, *site.parents[:4]]:
        path.chmod(path.stat().st_mode | 0o055)
    server = subprocess.Popen([which("nginx") or "/usr/sbin/nginx", "-c", config, "-p", folder])
    try:
        wait_for(port)
        yield f"http://localhost:{port}/clubs/harbor/"
    finally:
        server.terminate()
        server.wait(timeout=10)


@pytest.fixture(scope="session")
def behind_nginx(demo, tmp_path_factory):
    """Return the address of the demo behind nginx at a sub-path."""
    with nginx(demo.output("causeway"), tmp_path_factory.mktemp("nginx")) as address:
        yield address


def unlock(page, passphrase):
    page.fill("#passphrase", passphrase)
    page.click("#unlock button[type=submit]")
    page.wait_for_selector("html[data-state=open]", timeout=60_000)


def slot_in(page):
    """Return what the credential of this tab opened, as the tab keeps it."""
    kept = json.loads(page.evaluate("JSON.stringify({...sessionStorage})"))
    [text] = [text for name, text in kept.items() if re.fullmatch("portalgen [0-9a-f]{32}", name)]
    return json.loads(text)["slot"]


def until(page, expression):
    """Wait for `expression` to hold; Playwright's own waiting evaluates strings, which our policy forbids."""
    for _ in range(3000):
        try:
            if page.evaluate(expression):
                return
        except Error as fault:  # in the middle of going to another page there is nothing to ask
            assert "navigation" in str(fault) or "of null" in str(fault), fault
        page.wait_for_timeout(20)
    raise TimeoutError(expression)


@contextmanager
def another_page(page):
    """Wait, after the block, for another page than the one before it, and open: that one may have been open as well."""
    before = page.evaluate("performance.timeOrigin")
    yield
    until(page, f"performance.timeOrigin !== {before} && document.documentElement.dataset.state === 'open'")
