"""Portals for tests: small ones written into a temporary folder, and the demo built once. No mocks of our own rooms."""

import atexit
import contextlib
import functools
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from portalgen import opening, start
from portalgen.crypto import vault
from portalgen.crypto.staticrypt import hash_passphrase

ROOT = Path(__file__).resolve().parent.parent
VAULT_PASSPHRASE = "a vault passphrase for tests only"
DEMO_PASSPHRASE = "open-the-demo-and-look-around"
PORTAL_YAML = "name: Test Tables\nconvener:\n  org: Test House\ntimezone: America/New_York\nas_of: 2026-11-24\n"


def once(work):
    """Return `work` with a memory: the same arguments are worked out once in a test process."""
    known = {}

    def remembered(*args):
        key = str(args)
        if key not in known:
            known[key] = work(*args)
        return known[key]

    return remembered


vault._derive = once(vault._derive)  # a tenth of a second by design, each time that a vault is opened
AS_SHIPPED = vault.ARGON2ID
vault.ARGON2ID = {"kdf": "argon2id", "memory_kib": 19_456, "passes": 2, "lanes": 1}  # sealed as quickly as is read
start.schema = once(start.schema)
opening.hash_passphrase = hashed = once(hash_passphrase)  # as long, for each page that a passphrase opens


def run_apart(*args, cwd, passphrase=VAULT_PASSPHRASE, env=None, stdin=None):
    """Run the command line as a convener would, in another process; the vault's passphrase comes by environment."""
    full = {**os.environ, "PORTALGEN_VAULT_PASSPHRASE": passphrase, **(env or {})}
    if passphrase is None:
        full.pop("PORTALGEN_VAULT_PASSPHRASE")
    command = [sys.executable, "-m", "portalgen", *map(str, args)]
    return subprocess.run(command, cwd=cwd, env=full, input=stdin or b"", capture_output=True, timeout=240)


def run(*args, cwd, passphrase=VAULT_PASSPHRASE, env=None, stdin=None, together=False):
    """Do what `run_apart` does, in this process: the same front door without a second of imports each time.

    together: what is said on both streams comes on standard output, in the order in which a terminal shows it.
    """
    from portalgen.cli import main

    words = ["portalgen", *map(str, args)]
    given = {name: text for name, text in {"PORTALGEN_VAULT_PASSPHRASE": passphrase, **(env or {})}.items() if text}
    said, told = io.BytesIO(), io.BytesIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        contextlib.chdir(cwd),
        io.TextIOWrapper(said, "utf-8") as out,
        io.TextIOWrapper(told, "utf-8") as err,
        io.TextIOWrapper(io.BytesIO(stdin or b""), "utf-8") as typed,
    ):
        patch.delenv("PORTALGEN_VAULT_PASSPHRASE", raising=False)
        for name, text in given.items():
            patch.setenv(name, text)
        for name, stream in {"argv": words, "stdout": out, "stderr": out if together else err, "stdin": typed}.items():
            patch.setattr(sys, name, stream)
        patch.setattr(os, "cpu_count", lambda: 1)  # a test's process must not be forked
        with pytest.raises(SystemExit) as left:
            main()
        out.flush()
        err.flush()
        return subprocess.CompletedProcess(words, int(left.value.code), said.getvalue(), told.getvalue())


@dataclass
class Site:
    """A portal folder with a vault, and what its commands say."""

    root: Path
    passphrase: str = VAULT_PASSPHRASE

    def run(self, *args, **more):
        return run(*args, cwd=self.root, passphrase=more.pop("passphrase", self.passphrase), **more)

    def copy(self, root):
        """Return this portal again in the folder `root`, for a test that changes it."""
        shutil.copytree(self.root, root, symlinks=True)
        return Site(root, self.passphrase)

    def told(self, *args, code=0, **more):
        """Return what a command tells as JSON; it must leave with that exit code."""
        told = self.run(*args, "--format", "json", **more)
        assert told.returncode == code, told.stdout.decode() + told.stderr.decode()
        return json.loads(told.stdout)

    def build(self, *args):
        return self.told("build", *args)

    def output(self, cohort="table"):
        return self.root / "output" / cohort

    def access(self):
        return {
            cohort["id"]: {entry["name"]: entry["passphrase"] for entry in cohort["audiences"]}
            for cohort in self.told("access", "list", "--reveal")["cohorts"]
        }

    def write(self, files):
        for name, content in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    def plain_pages(self, cohort="table", audience="members"):
        """Return every page that the audience's passphrase opens, as text by file name."""
        from portalgen.crypto.keyring import extract_keyring, open_slot
        from portalgen.crypto.staticrypt import extract, open_page
        from portalgen.errors import SealError

        site = self.output(cohort)
        keyring = extract_keyring((site / "index.html").read_text())
        slot = open_slot(keyring, hashed(self.access()[cohort][audience], keyring.salt))
        pages = {}
        for path in sorted(site.glob("*.html")):
            found = extract(path.read_text())
            for key in slot.audiences.values() if found else ():
                try:
                    pages[path.name] = open_page(key, found[0]).decode()
                except SealError:
                    continue
        return pages


@functools.cache
def _started():
    """Return the portal that tests begin with, made once per test process with the keys of its cohort."""
    root = Path(tempfile.mkdtemp(prefix="portalgen-"))
    atexit.register(shutil.rmtree, root, ignore_errors=True)
    told = run("init", root / "portal", "--no-input", cwd=root)
    assert told.returncode == 0, told.stderr.decode()
    site = Site(root / "portal")
    shutil.rmtree(site.root / "content")
    site.write({"portal.yaml": PORTAL_YAML, "content/table/cohort.yaml": "title: The Test Table\n"})
    site.build()
    shutil.rmtree(site.root / "output")
    return site.root


def new_portal(root, files=None):
    """Write a small portal with one cohort, `table`, and a vault."""
    site = Site(root / "portal")
    shutil.copytree(_started(), site.root)
    site.write(files or {})
    return site


@pytest.fixture
def portal(tmp_path):
    """Return a maker of small portals: `portal({path: text})`."""
    return lambda files=None: new_portal(tmp_path, files)


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    """Return the demo, copied with its vault and built once per test process."""
    root = tmp_path_factory.mktemp("demo") / "portal"
    root.mkdir()
    shutil.copytree(ROOT / "content", root / "content")
    for name in ("portal.yaml", "portal.vault"):
        shutil.copy(ROOT / name, root / name)
    site = Site(root, DEMO_PASSPHRASE)
    site.build()
    return site
