"""Ask for the vault's passphrase, and open or save the vault with it. Nothing here is printed or kept."""

import os
import sys
from pathlib import Path

import click

from portalgen.access.secrets import Secrets
from portalgen.cli.options import Common
from portalgen.errors import UsageError

VARIABLE = "PORTALGEN_VAULT_PASSPHRASE"
VAULT_FILE = "portal.vault"


def vault_path(common: Common) -> Path:
    """Return where the vault of the portal is."""
    return common.portal / VAULT_FILE


def vault_passphrase(common: Common, *, new: bool = False) -> str:
    """Return the vault's passphrase from the environment or a prompt; it is then gone from the environment.

    Raises UsageError where there is neither.
    """
    given = os.environ.pop(VARIABLE, "")
    if given:
        return given
    if common.no_input or not sys.stdin.isatty():
        raise UsageError(
            "the vault's passphrase is needed",
            hint=f"set {VARIABLE}, or run this in a terminal to be asked for it",
        )
    return str(click.prompt("Vault passphrase", hide_input=True, confirmation_prompt=new, err=True))


def open_vault(common: Common) -> tuple[Secrets, str]:
    """Return what the vault holds, and the passphrase to save it with."""
    from portalgen.access.file import find_vault, read_vault

    path = find_vault(vault_path(common))
    passphrase = vault_passphrase(common)
    return read_vault(path, passphrase), passphrase
