"""The examination, in order: the computer, the portal, its vault, its repository, its hosts."""

import os
import stat
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from portalgen.access.private import OWNER_ONLY
from portalgen.crypto.vault import DamagedVaultError, NewerVaultError, look_at_vault
from portalgen.doctor.hosts import hosts, origins
from portalgen.doctor.repository import repository
from portalgen.doctor.sign import Sign
from portalgen.errors import ContentError
from portalgen.load.portal import Portal
from portalgen.load.reader import is_portal, read_portal

LEAST_PYTHON = (3, 11)
EXTRAS = ("keyring",)
DAY = timedelta(days=1)


def examine(root: Path, vault: Path, *, now: datetime, online: bool) -> Iterator[Sign]:
    """Yield a sign for everything that is looked at. `online`: hosts are asked too; otherwise nothing leaves here."""
    yield _python()
    yield from _libraries()
    if not is_portal(root):
        yield Sign("look", "there is no portal in this folder", "go to yours, or start one: portalgen init my-network")
        return
    portal: Portal | None = None
    try:
        portal = read_portal(root)
        count = len(portal.cohorts)
        yield Sign("well", f"the portal can be read: {count} {'cohort' if count == 1 else 'cohorts'}")
    except ContentError as fault:
        count = len(fault.problems)
        yield Sign("ill", f"the portal has {count} {'fault' if count == 1 else 'faults'}", "run: portalgen check")
    yield from _vault(vault)
    yield from _clock(root, now)
    if (root / "cards").is_dir() and any((root / "cards").iterdir()):
        yield Sign("look", "cards/ holds passphrases in the clear", "print them, hand them over, delete the folder")
    yield from repository(root, online=online)
    if portal:
        yield from origins(portal)
        if online:
            yield from hosts(portal, now)


def _python() -> Sign:
    own = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info < LEAST_PYTHON:
        return Sign("ill", f"Python {own} is too old", "install Python 3.11 or newer")
    return Sign("well", f"Python {own}")


def _libraries() -> Iterator[Sign]:
    missing, found = [], 0
    for line in requires("portalgen") or ():
        name = line.split(";")[0].split(">")[0].split("=")[0].split("<")[0].strip()
        extra = next((one for one in EXTRAS if f'extra == "{one}"' in line or f"extra == '{one}'" in line), "")
        try:
            version(name)
            found += 1
        except PackageNotFoundError:
            if extra:
                yield Sign(
                    "look",
                    f"the extra {extra} is not installed",
                    f"only if you want it: pip install 'portalgen[{extra}]'",
                )
            elif "extra ==" not in line:
                missing.append(name)
    if missing:
        yield Sign("ill", f"libraries are missing: {', '.join(missing)}", "install portalgen again, with pip or pipx")
    else:
        yield Sign("well", f"{found} libraries are there")


def _vault(vault: Path) -> Iterator[Sign]:
    if not vault.is_file():
        hint = "take it back from a backup, or start anew: portalgen access rotate --new-vault"
        yield Sign("ill", f"there is no {vault.name}", hint)
        return
    try:
        look_at_vault(vault.read_text(encoding="utf-8", errors="replace"))
        yield Sign("well", f"{vault.name} is whole, as far as one sees without its passphrase")
    except DamagedVaultError:
        yield Sign("ill", f"{vault.name} is damaged", "take it back from a backup")
    except NewerVaultError:
        yield Sign("ill", f"{vault.name} was written by a newer portalgen", "upgrade portalgen")
    mode = stat.S_IMODE(vault.stat().st_mode)
    if os.name == "posix" and mode & ~OWNER_ONLY:
        what = f"others on this computer can read {vault.name} (mode {mode:o})"
        yield Sign("look", what, f"run: chmod 600 {vault.name}")
    if vault.with_name(vault.name + ".next").exists():
        yield Sign("look", "a change of keys was interrupted", "the next command that opens the vault settles it")


def _clock(root: Path, now: datetime) -> Iterator[Sign]:
    content = root / "content"
    newest = max((path.stat().st_mtime for path in content.rglob("*.md")), default=0.0) if content.is_dir() else 0.0
    if newest > (now + DAY).timestamp():
        yield Sign("ill", f"the clock says {now:%Y-%m-%d}, but files are newer", "set the computer's date")
    else:
        yield Sign("well", f"the clock says {now:%Y-%m-%d %H:%M} UTC")
