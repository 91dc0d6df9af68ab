"""`portalgen init`: a new portal in a new folder."""

import sys
from pathlib import Path

import click

from portalgen.cli.manners import echo
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.cli.vault import VARIABLE, VAULT_FILE, vault_passphrase
from portalgen.errors import UsageError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="Start from the fictional demo network.")
@click.option("--title", default="Our cohort", show_default=True, help="The title of the first cohort.")
@common
def init(folder: Path, demo: bool, title: str, common: Common) -> None:
    """Start a portal in FOLDER, with a vault of its own. Nothing that exists is overwritten.

    \b
    Examples:
      portalgen init my-network --demo
      portalgen init my-network --title "The Tuesday Table"
    """
    from portalgen.access.file import write_vault
    from portalgen.access.secrets import new_secrets, with_cohort
    from portalgen.crypto.passphrase import generate
    from portalgen.start import DEMO_READERS, copy_demo, write_portal

    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise UsageError(f"{folder} exists and is not empty", hint="choose a new folder; nothing was changed")
    made = ""
    if common.no_input or not sys.stdin.isatty():
        try:
            passphrase = vault_passphrase(common)
        except UsageError:
            passphrase = made = generate()
    else:
        echo("Choose a passphrase for the vault: it guards all others. Write it down; nobody can recover it.")
        passphrase = vault_passphrase(common, new=True)
    secrets = new_secrets()
    if demo:
        copy_demo(folder)
        for cohort, readers in DEMO_READERS.items():
            secrets = with_cohort(secrets, cohort, readers)
    else:
        write_portal(folder, title)
    write_vault(folder / VAULT_FILE, secrets, passphrase)
    lines = [f"A new portal is in {folder}."]
    if made:
        lines += [f"Its vault passphrase is: {made}", "Write it down now: it is shown once, and nobody can recover it."]
    lines += ["Next:", f"  cd {folder}", "  portalgen build", "  portalgen access list --reveal", "  portalgen serve",
              f"(They ask for the vault passphrase, or take it from {VARIABLE}.)"]  # fmt: skip
    answer(common, {"folder": str(folder), "vault_passphrase": made or None}, "\n".join(lines))
