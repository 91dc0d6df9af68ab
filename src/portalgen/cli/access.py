"""`portalgen access`: who holds which passphrase."""

from typing import Any

import click

from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.cli.vault import open_vault, vault_path
from portalgen.errors import UsageError


@click.group()
@common
def access() -> None:
    """Show and give passphrases."""


@access.command("list")
@click.option("--reveal", is_flag=True, help="Show the passphrases themselves.")
@common
def list_access(reveal: bool, common: Common) -> None:
    """List the audiences of every cohort; their passphrases only with --reveal.

    \b
    Examples:
      portalgen access list
      portalgen access list --reveal --cohort causeway
    """
    secrets, _ = open_vault(common)
    chosen = {name: own for name, own in secrets.cohorts.items() if not common.cohort or name in common.cohort}
    values: list[dict[str, Any]] = []
    lines = []
    for cohort, own in sorted(chosen.items()):
        shown = []
        lines.append(cohort)
        for name, secret in sorted(own.audiences.items()):
            shown.append({"name": name, "passphrase": secret.passphrase} if reveal else {"name": name})
            lines.append(f"  {name:<24} {secret.passphrase if reveal else 'has a passphrase'}")
        values.append({"id": cohort, "salt": own.salt, "audiences": shown})
    if not values:
        lines.append("No cohort has keys yet; `portalgen build` makes them.")
    elif not reveal:
        lines.append("Passphrases are shown with --reveal. Look behind you first.")
    answer(common, {"cohorts": values}, "\n".join(lines))


@access.command("add")
@click.argument("person")
@common
def add_access(person: str, common: Common) -> None:
    """Give PERSON, a member's id, a passphrase of their own: it opens what members read and what is theirs alone.

    \b
    Example:
      portalgen access add mara --cohort causeway
    """
    from portalgen.access.file import write_vault
    from portalgen.access.secrets import with_cohort
    from portalgen.load.reader import read_portal

    portal = read_portal(common.portal, only=common.cohort)
    cohorts = [cohort for cohort in portal.cohorts if person in {member.person for member in cohort.record.members}]
    if not cohorts:
        raise UsageError(f'"{person}" is not a member of any cohort here', hint="members stand in cohort.yaml")
    secrets, passphrase = open_vault(common)
    name, known = f"member:{person}", []
    for cohort in cohorts:
        if cohort.id in secrets.cohorts and name in secrets.cohorts[cohort.id].audiences:
            known.append(cohort.id)
        secrets = with_cohort(secrets, cohort.id, (name,))
    write_vault(vault_path(common), secrets, passphrase)
    added = [cohort.id for cohort in cohorts if cohort.id not in known]
    text = f"{person} has a passphrase of their own in {', '.join(added or known)}"
    text += " already." if not added else ". `portalgen build` puts it to work; `access list --reveal` shows it."
    answer(common, {"reader": name, "added": added, "known": known}, text)
