"""The guides for conveners: what they say to type works in their order, and what they say will be seen is seen.

tests/browser/test_first_site.py walks the first one on a terminal; the others begin with the portal that it leaves.
"""

import re

import pytest
from conftest import run
from guides import Terminal, document, stand_on, steps, write

FIRST = document("docs/FIRST_SITE.md")
WORDS = re.search(r"We typed `(.+?)`", FIRST)[1]


@pytest.fixture
def terminal(tmp_path):
    """Return a terminal in the portal of the first guide, published, by flags instead of answers."""
    name, title, zone, start = re.findall(r"\]: (.+)$", FIRST, re.M)
    members = "\n".join(re.findall(r"^> (.+)$", FIRST, re.M))
    told = run("init", "my-network", "--no-input", "--name", name, "--cohort-title", title, "--timezone", zone,
               "--first-session", start, "--members", "-", "--as-of", "2026-11-25",
               cwd=tmp_path, passphrase=WORDS, stdin=members.encode())  # fmt: skip
    assert told.returncode == 0, told.stderr
    made = Terminal(tmp_path / "my-network", WORDS)
    for step in steps(FIRST):
        if step.file:
            write(made.folder / step.file, step.line)
    stand_on(made.folder, "2026-11-25")
    for line in ("portalgen build", "portalgen audit --mark-published"):
        made.type(line)
    return made


def test_after_a_meeting_everything_happens_as_the_guide_says(terminal):
    stand_on(terminal.folder, "2027-01-21")
    terminal.follow(document("docs/AFTER_EACH_MEETING.md"))


def test_when_someone_leaves_everything_happens_as_the_guide_says(terminal):
    stand_on(terminal.folder, "2027-04-01")
    for line in ("portalgen access add --all", "portalgen build"):
        terminal.type(line)
    terminal.follow(document("docs/SOMEONE_LEAVES.md"))
