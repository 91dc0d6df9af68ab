"""`portalgen init`: a new portal in a new folder, by questions or by flags."""

import os
import sys
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.manners import echo
from portalgen.cli.moments import MOMENT
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.cli.vault import VARIABLE, VAULT_FILE, vault_passphrase
from portalgen.cli.zone import guessed_zone
from portalgen.errors import UsageError, nearest

if TYPE_CHECKING:
    from portalgen.desk.begin import Beginning
    from portalgen.desk.members import MemberList

MEMBERS = click.Path(exists=True, dir_okay=False, allow_dash=True)
TABLES = (".csv", ".tsv", ".txt")


@dataclass(frozen=True, slots=True)
class Flags:
    """What the flags of `init` say about the new portal; None where they say nothing."""

    name: str | None
    cohort_title: str | None
    codename: str
    timezone: str | None
    first_session: datetime | None
    members: str | None


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--demo", is_flag=True, help="Start from the fictional demo network.")
@click.option("--name", help="The network's name.")
@click.option("--cohort-title", help="The name of the first cohort.")
@click.option("--codename", default="Private meeting", show_default=True, help="All that a stranger sees.")
@click.option("--timezone", help="An IANA zone, such as Europe/London (default: this computer's).")
@click.option("--first-session", type=MOMENT, help="Local time, such as 2027-01-20T14:00.")
@click.option("--members", type=MEMBERS, metavar="FILE|-", help="A table (CSV), or lines: name, role, company, email.")
@common
def init(folder: Path, demo: bool, common: Common, **told: Any) -> None:  # noqa: ANN401 -- click's own values
    """Start a portal in FOLDER, with a vault of its own. Nothing that exists is overwritten.

    On a terminal it asks for what no flag says.

    \b
    Examples:
      portalgen init my-network --demo
      portalgen init my-network --cohort-title "The Tuesday Table" --members members.csv
    """
    if folder.exists() and any(folder.iterdir() if folder.is_dir() else [folder]):
        raise UsageError(f"{folder} exists and is not empty", hint="choose a new folder; nothing was changed")
    asking = not common.no_input and sys.stdin.isatty()
    today = common.as_of or date.today()
    wish, left = (None, ()) if demo else _wish(Flags(**told), asking=asking, today=today)
    passphrase, made = _passphrase(common, asking=asking)
    written = _write(folder, wish, passphrase, today=today)
    here = not folder.name  # as in `portalgen init .`
    steps = ["portalgen build", "portalgen access list --reveal", "portalgen serve"]
    steps = steps if here else [f"cd {folder}", *steps]
    lines = [f"A new portal is in {'this folder' if here else folder}."]
    lines += [*(_summary(wish, written) if wish else ()), *(f"  left: {one}" for one in left)]
    if made:
        lines += [f"Its vault passphrase is: {made}", "Write it down now: it is shown once, and nobody can recover it."]
    lines += ["Next:", *(f"  {step}" for step in steps)]
    lines += [f"(Two of them ask for the vault passphrase, or take it from {VARIABLE}.)"]
    value = {"folder": str(folder), "vault_passphrase": made or None, "written": written, "left": left, "next": steps}
    answer(common, value, "\n".join(lines))


def _summary(wish: "Beginning", written: list[str]) -> list[str]:
    members = sum(path.startswith("content/people/") and path.endswith(".md") for path in written)
    count = f"{members} {'member' if members == 1 else 'members'}"
    when = f"{wish.first:%Y-%m-%d %H:%M} {wish.timezone}{', which is a guess' if wish.guessed else ''}"
    return [f"{wish.title}: {count}, first session {when}.", "README.md in it says what is what."]


def _passphrase(common: Common, *, asking: bool) -> tuple[str, str]:
    """Return the vault's passphrase, and it once more where it was made up here and has to be told."""
    from portalgen.crypto.passphrase import generate

    if asking:
        if not os.environ.get(VARIABLE):
            echo("Choose a passphrase for the vault: it guards all others. Write it down; nobody can recover it.")
        return _weighed(vault_passphrase(common, new=True)), ""
    try:
        return _weighed(vault_passphrase(common)), ""
    except UsageError:
        made = generate()
        return made, made


def _weighed(passphrase: str) -> str:
    """Return the vault's passphrase, and say so where it is weak: the file goes into backups and repositories."""
    from portalgen.access.strength import LEAST_BITS, strength_bits

    bits = strength_bits(passphrase)
    if bits < LEAST_BITS:
        told = f"This vault passphrase is weak: about {bits:.0f} bits, not {LEAST_BITS} or more."
        echo(told, err=True)
        echo("Whoever gets portal.vault may guess it: better begin again in a new folder, with six words.", err=True)
    return passphrase


def _write(folder: Path, wish: "Beginning | None", passphrase: str, *, today: date) -> list[str]:
    """Write the demo, or the portal that is wished for, with its vault; return the papers that were written."""
    from portalgen.access.file import write_vault
    from portalgen.access.secrets import new_secrets, with_cohort
    from portalgen.desk.begin import begin
    from portalgen.start import DEMO_READERS, copy_demo, write_schemas

    secrets = new_secrets()
    written: list[str] = []
    if wish is None:
        copy_demo(folder)
        for cohort, readers in DEMO_READERS.items():
            secrets = with_cohort(secrets, cohort, readers)
    else:
        write_schemas(folder / "schemas")
        written = [paper.path for paper in begin(folder, wish, today)]
    write_vault(folder / VAULT_FILE, secrets, passphrase)
    return written


def _wish(flags: Flags, *, asking: bool, today: date) -> "tuple[Beginning, tuple[str, ...]]":
    """Return what the flags say and the answers to questions about the rest; and what a list of members left out."""
    from portalgen.desk.begin import COHORT, NETWORK, Beginning, guessed_start
    from portalgen.desk.members import MemberList, read_members

    name, title, zone, first = flags.name, flags.cohort_title, flags.timezone, flags.first_session
    listed = MemberList(())
    if asking:
        echo("A few questions. Enter takes what stands in brackets; everything can be changed later.")
        name = name or click.prompt("What is the network called?", default=NETWORK)
        title = title or click.prompt("And its first cohort?", default=COHORT)
        zone = zone or click.prompt("Time zone", default=guessed_zone(), value_proc=_zone)
        guess = f"{guessed_start(today):%Y-%m-%d %H:%M}"
        first = first or click.prompt("First session", default=guess, value_proc=_moment)
    if flags.members:
        listed = read_members(_content(flags.members))
    elif asking:
        listed = _ask_members()
    wish = Beginning(
        name=name or NETWORK,
        title=title or COHORT,
        codename=flags.codename,
        timezone=_zone(zone or guessed_zone()),
        first=first or guessed_start(today),
        guessed=first is None,
        members=listed.members,
    )
    return wish, listed.left


def _content(source: str) -> str:
    from portalgen.desk.members import decoded

    return decoded(sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes())


def _ask_members() -> "MemberList":
    """Return members typed or pasted as lines, or read from the file that the first line names."""
    from portalgen.desk.members import read_members

    echo("Members, one a line: Name, role, company, email. Or the name of a CSV file. An empty line ends.")
    lines: list[str] = []
    while line := str(click.prompt("", default="", show_default=False, prompt_suffix="> ")).strip():
        if lines or not line.lower().endswith(TABLES):
            lines.append(line)
        elif Path(line).is_file():
            return read_members(_content(line))
        else:
            echo(f"There is no file {line} in {Path.cwd()}.")
    return read_members("\n".join(lines))


def _zone(name: str) -> str:
    from zoneinfo import available_timezones

    if name.strip() not in available_timezones():
        hint = nearest(name, available_timezones(), "write it like America/New_York")
        raise click.UsageError(f'"{name}" is not a time zone; {hint}')
    return name.strip()


def _moment(text: str) -> datetime:
    return MOMENT.convert(text, None, None)
