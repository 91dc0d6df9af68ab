"""docs/FIRST_SITE.md, walked on a terminal by its own words: from an empty folder to a page that a browser unlocks."""

import os
import re
import shlex
import sys

import pexpect
import pytest
from guides import compare, document, stand_on, steps, write
from real_servers import free_port

from .conftest import unlock

GUIDE = document("docs/FIRST_SITE.md")
DAY = "2026-11-25"  # the day of the guide, so that it stays true
WORDS = re.search(r"We typed `(.+?)`", GUIDE)[1]
HIDDEN = ("Vault passphrase: ", "Repeat for confirmation: ")
PLAIN = {"TERM": "dumb"}  # no bar, however long a slow machine takes
ASKS = re.compile(r"^(?:.*\]: |>) ?(.*)$", re.M)


class Typed:
    """A command typed into a terminal, answered as the guide does, up to where it ends or goes on by itself."""

    def __init__(self, step, folder, *more):
        self.said, answers = "", ASKS.findall(step.seen)
        env = {name: text for name, text in os.environ.items() if name != "PORTALGEN_VAULT_PASSPHRASE"} | PLAIN
        words = ["-m", *shlex.split(step.line), *more]
        self.process = pexpect.spawn(sys.executable, words, cwd=folder, env=env, encoding="utf-8", timeout=60,
                                     dimensions=(60, 200))  # fmt: skip
        while True:
            asked = self.process.expect([*HIDDEN, r"\]: $", "> $", "Ctrl-C stops.", pexpect.EOF])
            self.said += self.process.before + ("" if asked == 5 else self.process.after)
            if asked > 3:
                break
            self.process.sendline(WORDS if asked < 2 else answers.pop(0))
        assert answers == []

    def end(self):
        """Press Ctrl-C where the command goes on by itself, and see that all went well."""
        if self.process.isalive():
            self.process.sendintr()
            self.process.expect_exact("Stopped.")
            self.process.expect(pexpect.EOF)
        self.process.close()
        assert self.process.exitstatus == 0, self.said


@pytest.fixture
def port():
    return str(free_port())


def test_the_guide_leads_from_an_empty_folder_to_a_page_that_a_member_unlocks(tmp_path, port, reader):
    folder, said = tmp_path, {}
    for step in steps(GUIDE):
        if step.file:
            write(folder / step.file, step.line)
        elif step.line.startswith("cd "):
            folder /= step.line.removeprefix("cd ")
        elif step.line.startswith("portalgen "):
            more = ["--port", port] if "serve" in step.line else ["--as-of", DAY] if "init" in step.line else []
            typed = Typed(step, folder, *more)
            said[step.line] = typed.said
            if step.line == "portalgen serve --sealed":
                page = reader()
                page.goto(f"http://localhost:{port}/tuesday/")
                unlock(page, re.search(r"^ *members +([a-z-]+)", said["portalgen access list --reveal"], re.M)[1])
                assert "The Tuesday Table" in page.inner_text("h1")
            typed.end()
            compare(step, typed.said)
            if "init" in step.line:
                stand_on(tmp_path / "my-network", DAY)
    assert len(said) == 9
