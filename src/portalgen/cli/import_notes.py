"""`portalgen import`: a folder of notes from elsewhere, and a list of members, into a cohort."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from portalgen.cli.clock import now
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.errors import UsageError

if TYPE_CHECKING:
    from portalgen.desk.importing.plan import Import
    from portalgen.desk.members import MemberList

CARDS = (".vcf", ".vcard")


@click.command("import")
@click.argument("source", type=click.Path(exists=True, path_type=Path))
@click.option("--members", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="Members as a table (CSV) or as cards (vCard).")  # fmt: skip
@click.option("--dry-run", is_flag=True, help="Say what would become of each file, and write nothing.")
@common
def import_notes(source: Path, members: Path | None, dry_run: bool, common: Common) -> None:
    """Take notes from SOURCE into a cohort: Markdown as Hugo, Jekyll, Obsidian or Notion write it, and Word.

    Dated notes of meetings become sessions with notes as drafts, everything else becomes pages. SOURCE stays as it is,
    nothing in the portal is written over, and a second run adds only what is new.

    \b
    Examples:
      portalgen import old-notes --cohort causeway --dry-run
      portalgen import old-notes --cohort causeway --members members.vcf
    """
    from portalgen.build.portal import day_of_build
    from portalgen.desk.choose import choose_cohort
    from portalgen.desk.importing.plan import plan_import
    from portalgen.desk.importing.source import gather
    from portalgen.desk.papers import write_papers
    from portalgen.desk.people import bios, joined
    from portalgen.load.reader import read_portal

    portal, cohort = choose_cohort(common.portal, common.cohort)
    if common.portal.resolve() in (source.resolve(), *source.resolve().parents):
        raise UsageError(f"{source} is in this portal already", hint="name a folder outside of it")
    today = day_of_build(portal, common.as_of, now())
    listed = _members(members)
    people = bios(common.portal, listed.members, portal.people, today)
    lines = joined(common.portal, cohort, (*(one for _, one in people.added), *people.known.values()), today)
    known = [(person.id, person.record.name) for person in portal.people.values()]
    made = plan_import(common.portal, gather(source), cohort, [*known, *((one, name) for name, one in people.added)])
    papers = (*people.papers, *lines, *made.papers)
    if not dry_run:
        write_papers(common.portal, papers, check=lambda: read_portal(common.portal))
    _tell(common, made, listed, [paper.path for paper in (*people.papers, *lines)], dry_run=dry_run)


def _members(file: Path | None) -> "MemberList":
    from portalgen.desk.members import MemberList, decoded, read_members
    from portalgen.desk.vcards import read_vcards

    if file is None:
        return MemberList(())
    return read_vcards(file.read_bytes()) if file.suffix.lower() in CARDS else read_members(decoded(file.read_bytes()))


def _tell(common: Common, made: "Import", listed: "MemberList", people: list[str], *, dry_run: bool) -> None:
    """Say what became of each file, what was there before, and what was left and why."""
    new = [one for one in made.mapped if one.new]
    steps = ["portalgen check", "read the drafts through; `state: published` shows them", "portalgen build"]
    if dry_run:
        steps = ["the same command without --dry-run"]
    lines = [f"{one.source} -> {one.paper} ({one.what})" for one in new]
    lines += [f"members -> {path}" for path in people]
    lines += [f"there already: {one.paper}" for one in made.mapped if not one.new]
    lines += [f"left: {one.path}{f':{one.line}' if one.line else ''}: {one.why}" for one in made.left]
    lines += [f"left: members: {why}" for why in listed.left]
    count = len({paper.path for paper in made.papers}) + len(people)
    lines.append(f"{count} files {'would be' if dry_run else 'were'} written; the source is as it was.")
    value = {
        "dry_run": dry_run,
        "mapped": [{"from": one.source, "to": one.paper, "as": one.what} for one in new],
        "members": people,
        "columns": [{"from": heading, "to": name} for heading, name in listed.mapped],
        "there": [{"from": one.source, "to": one.paper} for one in made.mapped if not one.new],
        "left": [{"from": one.path, "line": one.line or None, "why": one.why} for one in made.left]
        + [{"from": "members", "line": None, "why": why} for why in listed.left],
        "next": steps,
    }
    answer(common, value, "\n".join([*lines, "Next:", *(f"  {step}" for step in steps)]))
