"""Three real engines that answer to the same few verbs: Chromium and Firefox by puppeteer, WebKitGTK by its driver."""

import json
import os
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path
from shutil import which

from selenium.common import WebDriverException
from selenium.webdriver import ActionChains, WebKitGTK, WebKitGTKOptions
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.webkitgtk.service import Service

PUPPET = Path(__file__).with_name("puppet.mjs")
COMMANDS = {"chrome": "chromium", "firefox": "firefox-esr"}


class EngineError(Exception):
    """What the browser could not do."""


def wait_for(look, wait_s=60):
    """Return what `look` gives once it is true; a page that goes meanwhile is asked again."""
    end, fault = time.monotonic() + wait_s, None
    while time.monotonic() < end:
        try:
            told = look()
            if told:
                return told
        except EngineError as seen:
            fault = seen
        time.sleep(0.05)
    raise TimeoutError(fault)


class Engine:
    """A browser with one tab in front of it, and the folder where it saves documents."""

    saved: Path

    def until(self, expression):
        """Wait until `expression` holds on the page."""
        try:
            wait_for(lambda: self.ask(expression))
        except TimeoutError as late:
            late.add_note(f"{expression}; the page says: {self.ask('document.body.innerText')[:400]}")
            raise

    def until_saved(self, name):
        """Return the bytes of the one document that the browser saved, once they are all there under this name."""
        document = self.saved / name
        wait_for(lambda: [one.name for one in self.saved.iterdir()] == [name] and document.stat().st_size)
        return document.read_bytes()


class Puppet(Engine):
    """Chromium or Firefox ESR. It remembers what went wrong on any of its pages."""

    def __init__(self, process, saved):
        self.process = process
        self.saved = saved

    def told(self, *words):
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline() or '{"fault": "the browser is gone"}')
        if "fault" in answer:
            raise EngineError(answer["fault"])
        return answer["told"]

    def open_tab(self):
        return self.told("open")

    def turn_to(self, tab):
        self.told("turnTo", tab)

    def addresses(self):
        """Return what every tab shows."""
        return self.told("addresses")

    def go(self, address):
        self.told("go", address)

    def ask(self, expression):
        return self.told("ask", expression)

    def click(self, selector):
        self.told("click", selector)

    def type(self, selector, text):
        self.told("type", selector, text)

    def press(self, key):
        self.told("press", key)

    def faults(self):
        return self.told("faults")


class WebKit(Engine):
    """WebKitGTK's MiniBrowser. Its driver does not tell what a page wrote to the console."""

    def __init__(self, driver, saved):
        self.driver = driver
        self.saved = saved

    def open_tab(self):
        self.driver.switch_to.new_window("tab")
        return self.driver.current_window_handle

    def turn_to(self, tab):
        self.driver.switch_to.window(tab)

    def go(self, address):
        self.driver.get(address)

    def ask(self, expression):
        try:
            return self.driver.execute_script(f"return {expression}")
        except WebDriverException as fault:
            raise EngineError(fault.msg) from fault

    def click(self, selector):
        self.driver.find_element(By.CSS_SELECTOR, selector).click()

    def type(self, selector, text):
        self.driver.find_element(By.CSS_SELECTOR, selector).send_keys(text)

    def press(self, key):
        ActionChains(self.driver).send_keys(getattr(Keys, key.upper(), key)).perform()

    def faults(self):
        return []


@contextmanager
def puppet(name, folder):
    """Start `chrome` or `firefox` without a window, with a profile in `folder`."""
    saved = folder / "saved"
    saved.mkdir()
    options = {"browser": name, "executablePath": which(COMMANDS[name]), "userDataDir": str(folder / "profile"),
               "downloadBehavior": {"policy": "allow", "downloadPath": str(saved)},
               "extraPrefsFirefox": {"browser.download.folderList": 2, "browser.download.dir": str(saved)},
               "defaultViewport": {"width": 1280, "height": 800},
               "args": ["--no-sandbox", "--disable-gpu"] if name == "chrome" else []}  # fmt: skip
    command = ["node", PUPPET, json.dumps(options)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Puppet(process, saved)  # leaving closes its input, and so the browser


@contextmanager
def webkit(folder):
    """Start MiniBrowser on a screen of its own, at home in `folder`."""
    saved = folder / "saved"
    saved.mkdir()
    (folder / ".config").mkdir()
    (folder / ".config" / "user-dirs.dirs").write_text(f'XDG_DOWNLOAD_DIR="{saved}"\n')
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as screen:
        try:
            own = {name: text for name, text in os.environ.items() if not name.startswith(("XDG_", "WAYLAND_"))}
            own |= {"DISPLAY": f":{screen.stdout.readline().strip()}", "HOME": str(folder)}
            options = WebKitGTKOptions()
            options.binary_location = str(next(Path("/usr/lib").glob("*/webkit*gtk-*/MiniBrowser")))
            options.add_argument("--automation")
            driver = WebKitGTK(options=options, service=Service(which("WebKitWebDriver"), env=own))
            try:
                yield WebKit(driver, saved)
            finally:
                driver.quit()
        finally:
            screen.terminate()
