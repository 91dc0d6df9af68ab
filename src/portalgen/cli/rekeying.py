"""`portalgen access revoke` and `rotate`: new keys, and everything resealed with them at once."""

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from portalgen.cli.clock import now
from portalgen.cli.manners import echo
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer, progress
from portalgen.cli.vault import open_vault, vault_path
from portalgen.errors import PortalError, UsageError, nearest

if TYPE_CHECKING:  # rooms that a quick verb must not load
    from portalgen.access.secrets import Secrets
    from portalgen.load.portal import Cohort, Portal


@click.command()
@click.argument("reader")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
def revoke(reader: str, yes: bool, common: Common) -> None:
    """Show READER the door: new keys for all that they could open, everything resealed, everybody else untouched.

    READER is a person's id, or a personal audience such as assistant:mara.

    \b
    Examples:
      portalgen access revoke cecily --cohort causeway
      portalgen access revoke assistant:mara --yes
    """
    from portalgen.access.change import revoke as without
    from portalgen.access.reach import BUILT_IN
    from portalgen.build.portal import day_of_build
    from portalgen.plan.readers import reach_of

    name = reader if ":" in reader or reader in BUILT_IN else f"member:{reader}"
    portal, secrets, passphrase = _opened(common)
    readers = {one.id: secrets.cohorts[one.id].audiences for one in portal.cohorts}
    known = {audience for audiences in readers.values() for audience in audiences}
    hint = nearest(name, known, "see: portalgen access list")
    cohort = _one(portal, [cohort for cohort, audiences in readers.items() if name in audiences], name, hint)
    reach = reach_of(cohort, day_of_build(portal, common.as_of, now()))
    changed, opened = without(secrets, cohort.id, name, reach, since=_today())
    keeps = _could_open(common, portal, cohort, secrets, opened)
    _warn(common, yes, [
        f"{name} could open {sum(map(len, keeps.values()))} pages and keeps what they have seen, saved or printed:",
        *(f"  {audience}: {len(titles)} ({', '.join(titles[:4])}{', …' if len(titles) > 4 else ''})"
          for audience, titles in keeps.items()),
        f"Now {', '.join(opened[1:]) or 'nothing else'} get new keys and passphrases, and the site is built anew.",
        "Copies of the old site on the host, in its history or in archives still open with the old passphrase.",
    ])  # fmt: skip
    renew(common, portal, cohort.id, changed, passphrase)
    shared = [audience for audience in opened[1:] if ":" not in audience]
    text = f"{name} opens nothing that is published from now on. New passphrases to hand out: {', '.join(shared)}"
    answer(common, {"revoked": name, "cohort": cohort.id, "renewed": list(opened[1:]), "kept": keeps}, text)


@click.command()
@click.argument("audiences", nargs=-1, metavar="[AUDIENCE...]")
@click.option("--passphrase-env", metavar="NAME", help="Take the new passphrase of one audience from this variable.")
@click.option("--weak-ok", is_flag=True, help="Take it even if it is weaker than 70 bits.")
@click.option("--new-vault", is_flag=True, help="The vault or its passphrase is lost: start with a new one.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@common
def rotate(
    audiences: tuple[str, ...], passphrase_env: str | None, weak_ok: bool, new_vault: bool, yes: bool, common: Common
) -> None:
    """Renew the passphrases and keys of AUDIENCES, or of the four shared ones, and reseal everything with them.

    \b
    Examples:
      portalgen access rotate members --cohort causeway
      NEW='a phrase of my own choosing' portalgen access rotate sponsors --passphrase-env NEW
      portalgen access rotate --new-vault
    """
    if new_vault:
        if audiences or passphrase_env:
            raise UsageError("a new vault has new passphrases for everybody", hint="say --new-vault alone")
        _start_over(common, yes)
        return
    from portalgen.access.change import rotate as renewed
    from portalgen.access.reach import BUILT_IN
    from portalgen.access.strength import check_strength
    from portalgen.crypto.passphrase import normalise

    portal, secrets, passphrase = _opened(common)
    cohort = _one(portal, [one.id for one in portal.cohorts], "these audiences")
    own = normalise(os.environ.pop(passphrase_env, "")) if passphrase_env else ""
    if passphrase_env:
        if len(audiences) != 1 or not own:
            raise UsageError(
                "a passphrase of your own is for one audience", hint=f"set {passphrase_env}, name the audience"
            )
        check_strength(own, weak_ok=weak_ok)
    names = audiences or BUILT_IN
    changed = renewed(secrets, cohort.id, names, since=_today(), passphrase=own)
    _warn(common, yes, [f"New passphrases for {', '.join(names)} of {cohort.id}; the old ones open no later build."])
    renew(common, portal, cohort.id, changed, passphrase)
    text = f"Done. Hand out the new passphrases (portalgen access list --reveal), then publish the site of {cohort.id}."
    answer(common, {"rotated": list(names), "cohort": cohort.id}, text)


def _start_over(common: Common, yes: bool) -> None:
    """Set the old vault aside, if there is one, and write a new one; the next build makes all keys anew."""
    from portalgen.access.file import write_vault
    from portalgen.access.secrets import new_secrets
    from portalgen.cli.vault import vault_passphrase

    vault = vault_path(common)
    aside = vault.with_name(f"{vault.name}.{_today()}.old")
    if aside.exists():
        raise UsageError(f"{aside.name} is there already", hint="a vault was set aside today; move it away first")
    _warn(common, yes, [
        "A new vault: every passphrase, invite and card that you have given out opens no later build.",
        f"The old vault is kept as {aside.name}." if vault.exists() else "There is no vault here now.",
    ])  # fmt: skip
    passphrase = vault_passphrase(common, new=True)
    if vault.exists():
        vault.rename(aside)
    write_vault(vault, new_secrets(), passphrase)
    text = "A new vault is there. Next: portalgen build, then portalgen access add --all for passphrases of their own."
    answer(common, {"vault": str(vault), "aside": str(aside) if aside.exists() else None}, text)


def renew(common: Common, portal: "Portal", cohort: str, secrets: "Secrets", passphrase: str) -> None:
    """Build the site of `cohort` with new secrets; vault and site change together."""
    from dataclasses import replace

    from portalgen.build.portal import build_portal, settings_of
    from portalgen.rekey import rekey

    settings = settings_of(portal, common.portal, common.folder, given=common.as_of, now=now())
    only = replace(portal, cohorts=tuple(one for one in portal.cohorts if one.id == cohort))
    with progress(common) as show:

        def build() -> None:
            build_portal(only, secrets, settings, progress=show)

        try:
            rekey(vault_path(common), secrets, passphrase, output=common.folder, cohort=cohort, build=build)
        except PortalError:
            echo("Nothing was changed: everybody opens what they did before. Mend this, then say it again:", err=True)
            raise


def _opened(common: Common) -> tuple["Portal", "Secrets", str]:
    from portalgen.build.portal import day_of_build, needed_secrets
    from portalgen.load.reader import read_portal

    portal = read_portal(common.portal, only=common.cohort)
    secrets, passphrase = open_vault(common)
    return portal, needed_secrets(portal, secrets, since=day_of_build(portal, common.as_of, now())), passphrase


def _one(portal: "Portal", ids: list[str], what: str, hint: str = "") -> "Cohort":
    if len(ids) != 1:
        known = ", ".join(one.id for one in portal.cohorts)
        problem = f"{what} could be in {' or '.join(ids)}" if ids else f"{what} has no passphrase in any cohort"
        raise UsageError(problem, hint=f"say --cohort, one of: {known}" if ids else hint)
    return next(one for one in portal.cohorts if one.id == ids[0])


def _could_open(
    common: Common, portal: "Portal", cohort: "Cohort", secrets: "Secrets", opened: tuple[str, ...]
) -> dict[str, list[str]]:
    from portalgen.build.portal import day_of_build
    from portalgen.plan.site import plan_site
    from portalgen.words import words

    today = day_of_build(portal, common.as_of, now())
    keys = secrets.cohorts[cohort.id].audiences
    plan = plan_site(portal, cohort, as_of=today, id_key=secrets.id_key, words=words("en"), keys=keys)
    return {name: [page.title for page in plan.pages if page.audience == name] for name in opened}


def _warn(common: Common, yes: bool, lines: list[str]) -> None:
    """Say what will happen, and ask. Raises UsageError where nobody may be asked and --yes was not said."""
    for line in lines:
        echo(line, err=True)
    if not yes and common.no_input:
        raise UsageError(
            "this changes keys and passphrases; nothing was done", hint="say --yes to go on without asking"
        )
    if not yes:
        click.confirm("Go on?", abort=True, err=True)


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
