"""`portalgen doctor`: whether this computer and this portal are well."""

from datetime import UTC, datetime

import click

from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.cli.vault import vault_path
from portalgen.errors import Exit

SIGNS = {"well": "ok  ", "look": "look", "ill": "NOT "}


@click.command()
@click.option("--online", is_flag=True, help="Also ask whether each host answers, and compare clocks with it.")
@common
def doctor(online: bool, common: Common) -> int:
    """Look whether everything works: Python, libraries, vault, file modes, clock, git, hosts.

    Leaves with exit code 1 where something is wrong. Nothing is changed and no passphrase is asked for.

    \b
    Examples:
      portalgen doctor
      portalgen doctor --online
    """
    from portalgen.doctor import examine

    found = list(examine(common.portal, vault_path(common), now=datetime.now(UTC), online=online))
    lines = [f"{SIGNS[sign.state]} {sign.what}" + (f"\n     {sign.hint}" if sign.hint else "") for sign in found]
    value = {"signs": [{"state": sign.state, "what": sign.what, "hint": sign.hint} for sign in found]}
    answer(common, value, "\n".join(lines))
    return Exit.CONTENT if any(sign.state == "ill" for sign in found) else Exit.DONE
