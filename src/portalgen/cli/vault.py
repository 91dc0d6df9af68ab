"""Ask for the vault's passphrase, and open or save the vault with it. Nothing here is printed or kept."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portalgen.cli.options import Common
from portalgen.errors import UsageError

if TYPE_CHECKING:  # a room that `--help` must not load
    from portalgen.access.secrets import Secrets

VARIABLE = "PORTALGEN_VAULT_PASSPHRASE"
VAULT_FILE = "portal.vault"
SERVICE = "portalgen"


def vault_path(common: Common) -> Path:
    """Return where the vault of the portal is."""
    return common.portal / VAULT_FILE


def vault_passphrase(common: Common, *, new: bool = False) -> str:
    """Return the vault's passphrase from the environment, the system's keyring or a prompt.

    It is then gone from the environment, so that no child process inherits it. Raises UsageError where there is none.
    """
    given = os.environ.pop(VARIABLE, "") or ("" if new else remembered(SERVICE, str(vault_path(common).resolve())))
    if given:
        return given
    if common.no_input or not sys.stdin.isatty():
        raise UsageError(
            "the vault's passphrase is needed",
            hint=f"set {VARIABLE}, or run this in a terminal to be asked for it",
        )
    return str(click.prompt("Vault passphrase", hide_input=True, confirmation_prompt=new, err=True))


def remembered(service: str, name: str) -> str:
    """Return what the system's keyring keeps under two names; empty without the extra or a keyring."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return ""
    try:
        return keyring.get_password(service, name) or ""
    except KeyringError:  # no desktop, or it is locked: the prompt serves
        return ""


def opening_vault(common: Common, opened: "tuple[Secrets, str] | None" = None) -> "Callable[[], tuple[Secrets, str]]":
    """Return how to get what `open_vault` returns, or has returned. Where nobody has to be asked, it opens meanwhile.

    Its key takes a core a fifth of a second, in which another core reads the content; what is wrong is told in the end.
    The passphrase leaves the environment first, before any process is started that would have it too.
    """
    if opened:
        return lambda: opened
    given = os.environ.pop(VARIABLE, "")
    if not given:
        return partial(open_vault, common)
    from concurrent.futures import ThreadPoolExecutor

    beside = ThreadPoolExecutor(1)
    result = beside.submit(open_vault, common, given).result
    beside.shutdown(wait=False)
    return result


def open_vault(common: Common, given: str = "") -> "tuple[Secrets, str]":
    """Return what the vault holds, and the passphrase to save it with; a stopped change of keys is settled first.

    given: the passphrase, where the caller has it already.
    """
    from portalgen.access.file import find_vault, read_vault
    from portalgen.rekey import settle

    if not vault_path(common).is_file():
        from portalgen.load.reader import check_portal

        check_portal(common.portal)  # where there is no portal at all, no backup is needed
    path = find_vault(vault_path(common))
    passphrase = given or vault_passphrase(common)
    settle(path, passphrase)
    return read_vault(path, passphrase), passphrase
