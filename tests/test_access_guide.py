"""Every command of docs/ACCESS.md, run in its order on a copy of the demo: what the page promises a convener is so."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DEMO_PASSPHRASE

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs" / "ACCESS.md").read_text(encoding="utf-8")
LINES = [
    line.split("   #")[0].strip()
    for block in re.findall(r"```sh\n(.*?)```", GUIDE, re.S)
    for line in block.splitlines()
]


@pytest.fixture(scope="module")
def portal(tmp_path_factory):
    import shutil

    root = tmp_path_factory.mktemp("guide") / "portal"
    root.mkdir()
    shutil.copytree(ROOT / "content", root / "content")
    for name in ("portal.yaml", "portal.vault"):
        shutil.copy(ROOT / name, root / name)
    script = root.parent / "bin" / "portalgen"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m portalgen "$@"\n')
    script.chmod(0o755)
    npx = script.with_name("npx")
    npx.write_text(f'#!/bin/sh\nshift 2\nexec "{ROOT}/node_modules/.bin/staticrypt" "$@"\n')
    npx.chmod(0o755)
    return root, f"{script.parent}:{os.environ['PATH']}"


def test_the_guide_has_commands():
    assert len(LINES) > 12


def test_every_command_of_the_guide_works_after_those_before_it(portal):
    root, path = portal
    env = {**os.environ, "PATH": path, "PORTALGEN_VAULT_PASSPHRASE": DEMO_PASSPHRASE}
    for line in LINES:
        step = re.sub(r"(access (?:revoke|rotate)) ", r"\1 --yes ", line)
        if "--html" in line:
            subprocess.run(["portalgen", "build"], cwd=root, env=env, check=True)
        told = subprocess.run(step, shell=True, cwd=root, env=env, capture_output=True, text=True, timeout=400)
        assert told.returncode == 0, (line, told.stderr + told.stdout)
        if "causeway.sh" in line:
            pages = list(root.glob("output/causeway/????????????????.html"))
            assert len(list(root.parent.glob("escape/causeway-plain/*.html"))) == len(pages) > 70
