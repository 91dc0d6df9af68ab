"""Every command of docs/ACCESS.md, run in its order on a copy of the demo: what the page promises a convener is so."""

import pytest
from conftest import DEMO_PASSPHRASE, ROOT
from guides import Terminal, document, lines


@pytest.fixture
def terminal(demo, tmp_path):
    """Return a terminal in a copy of the demo, with the stock staticrypt behind `npx`."""
    npx = tmp_path / "bin" / "npx"
    npx.parent.mkdir()
    npx.write_text(f'#!/bin/sh\nshift 2\nexec "{ROOT}/node_modules/.bin/staticrypt" "$@"\n')
    npx.chmod(0o755)
    return Terminal(demo.copy(tmp_path / "portal").root, DEMO_PASSPHRASE, programs=npx.parent)


def test_every_command_of_the_guide_works_after_those_before_it(terminal):
    shown = lines(document("docs/ACCESS.md"))
    assert len(shown) > 12
    escape = terminal.folder.parent / "escape"
    for line in shown:
        if "--html" in line:
            terminal.type("portalgen build")
        if "causeway.sh" in line:  # one page for each passphrase will do: tests/test_staticrypt.py opens all
            listed = escape / "causeway.pages"
            kept = dict(one.split() for one in listed.read_text().splitlines())
            listed.write_text("".join(f"{number} {page}\n" for number, page in kept.items()))
        terminal.type(line)
    assert len(list((escape / "causeway-plain").glob("*.html"))) == len(kept) > 5
