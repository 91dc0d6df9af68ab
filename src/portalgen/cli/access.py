"""`portalgen access`: who holds which passphrase."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.clock import now
from portalgen.cli.options import Common, common
from portalgen.cli.rekeying import revoke, rotate
from portalgen.cli.say import answer, progress
from portalgen.cli.vault import open_vault, vault_path
from portalgen.cli.verbs import Verbs
from portalgen.errors import UsageError, nearest

if TYPE_CHECKING:  # rooms that a quick verb must not load
    from datetime import date

    from portalgen.load.portal import Portal

KIND = click.Choice(["member", "convener", "sponsor", "assistant", "guest", "alum"])


@click.group(cls=Verbs)
@common
def access() -> None:
    """Show, give, renew and take back passphrases."""


access.add_command(revoke)
access.add_command(rotate)


@access.command("list")
@click.option("--reveal", is_flag=True, help="Show the passphrases themselves.")
@common
def list_access(reveal: bool, common: Common) -> None:
    """List audiences, readers and invites of every cohort; passphrases only with --reveal.

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
            kept = {"name": name, "since": secret.since or None}
            shown.append({**kept, "passphrase": secret.passphrase} if reveal else kept)
            told = secret.passphrase if reveal else "has a passphrase"
            lines.append(f"  {name:<24} {told}" + (f"  since {secret.since}" if secret.since else ""))
        out = [{"reader": one.reader, "since": one.since, "expires": one.expires or None, "coded": one.coded}
               for one in own.invites]  # fmt: skip
        lines += [f"  {one.reader:<24} invited {one.since}" + (f", until {one.expires}" if one.expires else "")
                  + (", with a code" if one.coded else "") for one in own.invites]  # fmt: skip
        values.append({"id": cohort, "salt": own.salt, "audiences": shown, "invites": out})
    if not values:
        lines.append("No cohort has keys yet; `portalgen build` makes them.")
    elif not reveal:
        lines.append("Passphrases are shown with --reveal. Look behind you first.")
    answer(common, {"cohorts": values}, "\n".join(lines))


@access.command("add")
@click.argument("people", nargs=-1, metavar="[PERSON...]")
@click.option("--as", "kind", type=KIND, default="member", show_default=True, help="What they are to the cohort.")
@click.option("--all", "everybody", is_flag=True, help="All who are members now.")
@common
def add_access(people: tuple[str, ...], kind: str, everybody: bool, common: Common) -> None:
    """Give each PERSON a passphrase of their own: it opens what people of their kind read, and what is theirs alone.

    \b
    Examples:
      portalgen access add mara --cohort causeway
      portalgen access add mara --as assistant
      portalgen access add --all --cohort causeway
    """
    from portalgen.access.file import write_vault
    from portalgen.access.secrets import with_cohort
    from portalgen.build.portal import day_of_build
    from portalgen.load.reader import read_portal
    from portalgen.plan.readers import members_of

    if people and everybody:
        raise UsageError("people and --all, which of the two?", hint="--all is every member already")
    if not people and (not everybody or kind not in ("member", "assistant")):
        raise UsageError("who is to get a passphrase?", hint="name people, or say --all for every member")
    if everybody:
        portal = read_portal(common.portal, only=common.cohort)
        day = day_of_build(portal, common.as_of, now())
        wanted = {cohort.id: tuple(members_of(cohort, day)) for cohort in portal.cohorts}
    else:
        wanted = dict.fromkeys(_cohorts(common, people, kind), people)
    secrets, passphrase = open_vault(common)
    added: list[str] = []
    known: list[str] = []
    with progress(common) as show:
        for cohort, ids in wanted.items():
            own = secrets.cohorts.get(cohort)
            for number, name in enumerate(f"{kind}:{person}" for person in ids):
                (known if own and name in own.audiences else added).append(f"{name} in {cohort}")
                secrets = with_cohort(secrets, cohort, [name], since=_today())
                show("passphrases", number + 1, len(ids))
    write_vault(vault_path(common), secrets, passphrase)
    lines = [f"{one} has a passphrase of their own already" for one in known]
    lines += [f"{one} has a passphrase of their own now" for one in added]
    lines.append("`portalgen build` puts it to work; `portalgen access card` prints it for the reader.")
    answer(common, {"added": added, "known": known}, "\n".join(lines))


def _cohorts(common: Common, people: tuple[str, ...], kind: str) -> list[str]:
    """Return the cohorts that the people are to read in; members and assistants must belong to them."""
    from portalgen.build.portal import day_of_build
    from portalgen.load.reader import read_portal

    portal = read_portal(common.portal, only=common.cohort)
    if kind in ("member", "assistant", "alum"):
        for person in people:
            if person not in portal.people:
                hint = nearest(person, portal.people, "ids are the names of the files in content/people/")
                raise UsageError(f'there is nobody with the id "{person}"', hint=hint)
        chosen = [cohort.id for cohort in portal.cohorts
                  if set(people) <= {member.person for member in cohort.record.members}]  # fmt: skip
        if kind != "alum":
            _refuse_alumni(portal, chosen, people, day_of_build(portal, common.as_of, now()))
        if not chosen:
            raise UsageError(
                f"{' '.join(people)}: not all of them are members of one cohort here",
                hint="members stand in cohort.yaml; others are added with --as",
            )
        return chosen
    if len(portal.cohorts) > 1:
        raise UsageError("in which cohort?", hint=f"say --cohort {portal.cohorts[0].id}")
    return [cohort.id for cohort in portal.cohorts]


def _refuse_alumni(portal: "Portal", cohorts: list[str], people: tuple[str, ...], day: "date") -> None:
    """Raise UsageError where one of the people has left a cohort that they are to read as if they had not."""
    from portalgen.plan.scope import standing

    for cohort in (one for one in portal.cohorts if one.id in cohorts):
        for member in cohort.record.members:
            if member.person in people and standing(member, day) == "alum":
                hint = f"say --as alum, or mend the line of {member.person} in {cohort.doc.path}"
                raise UsageError(f"{member.person} has left {cohort.id}", hint=hint)


@access.command("invite")
@click.argument("person")
@click.option("--as", "kind", type=KIND, default="member", show_default=True, help="What they are to the cohort.")
@click.option("--code", "coded", is_flag=True, help="Also make a four-word code, to be sent by another way.")
@click.option("--days", type=click.IntRange(1, 3650), help="How long the link opens anything.")
@click.option("--address", default="", help="Where the cohort's site is, such as https://lunch.example/.")
@common
def invite_reader(person: str, kind: str, coded: bool, days: int | None, address: str, common: Common) -> None:
    """Make a link that opens the portal for PERSON without a passphrase.

    \b
    Examples:
      portalgen access invite mara --cohort causeway --address https://lunch.example/ --code --days 14
    """
    from portalgen.access.change import invite
    from portalgen.access.file import write_vault
    from portalgen.access.secrets import with_cohort

    secrets, passphrase = open_vault(common)
    cohorts = _cohorts(common, (person,), kind)
    if len(cohorts) > 1:
        raise UsageError(f"{person} is in {' and '.join(cohorts)}", hint="say which with --cohort")
    reader, cohort, today = f"{kind}:{person}", cohorts[0], datetime.now(UTC).date()
    expires = (today + timedelta(days=days)).isoformat() if days else ""
    secrets = with_cohort(secrets, cohort, (reader,), since=today.isoformat())
    secrets, link = invite(secrets, cohort, reader, since=today.isoformat(), expires=expires, coded=coded)
    write_vault(vault_path(common), secrets, passphrase)
    lines = [f"Link for {person}: {address}{link.fragment}"]
    if coded:
        lines += [f"Code, to send by another way: {link.code}"]
    until = f", until {expires}" if expires else ", and has no end (--days gives it one)"
    if not address:
        lines.append("Put the address of the cohort's site before it, or say it with --address https://….")
    lines.append(f"It opens the portal after the next build{until}. It is shown only now.")
    if not coded:
        lines.append("Whoever has the link can open the portal; --code adds a second part for another channel.")
    value = {"reader": reader, "link": address + link.fragment, "code": link.code or None, "expires": expires or None}
    answer(common, value, "\n".join(lines))


@access.command("card")
@click.argument("people", nargs=-1, metavar="[PERSON...]")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=None, help="Where to write (default: cards/).")
@click.option("--address", default="", help="Where the cohort's site is, such as https://lunch.example/.")
@common
def card(people: tuple[str, ...], folder: Path | None, address: str, common: Common) -> None:
    """Write a card to print for each PERSON, or for all who have a passphrase of their own: an A6 page with a QR code.

    \b
    Examples:
      portalgen access card mara --cohort causeway --address https://lunch.example/
      portalgen access card --cohort causeway
    """
    from portalgen.cards import write_cards
    from portalgen.load.reader import read_portal

    portal = read_portal(common.portal, only=common.cohort)
    secrets, _ = open_vault(common)
    target = folder or common.portal / "cards"
    written = write_cards(portal, secrets, target, people=people, address=address, output=common.folder)
    if not written:
        raise UsageError("nobody here has a passphrase of their own", hint="give one with: portalgen access add PERSON")
    lines = [f"{len(written)} cards are in {target}, readable by you alone. Print them, then delete them."]
    answer(common, {"cards": [str(path) for path in written]}, "\n".join([*map(str, written), *lines]))


@access.command("export")
@click.option("--staticrypt", "staticrypt", is_flag=True, required=True, help="For the stock StatiCrypt command.")
@click.option("--to", "folder", type=click.Path(path_type=Path), required=True, help="A folder outside of output/.")
@common
def export(staticrypt: bool, folder: Path, common: Common) -> None:
    """Write what stock StatiCrypt needs to open every page without portalgen: one script and one salt for each cohort.

    \b
    Example:
      portalgen access export --staticrypt --to ../escape
    """
    from portalgen.escape import write_escape

    secrets, _ = open_vault(common)
    written = write_escape(secrets, common.folder, folder, only=common.cohort)
    lines = [*map(str, written), "These files hold every passphrase. Readable by you alone; delete them afterwards."]
    answer(common, {"written": [str(path) for path in written]}, "\n".join(lines))


def _today() -> str:
    return datetime.now(UTC).date().isoformat()
