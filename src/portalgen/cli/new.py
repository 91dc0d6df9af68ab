"""`portalgen new`: files of every kind, prepared as far as a machine can. Those of a session are in `new_session`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portalgen.cli.clock import now
from portalgen.cli.options import WORDS, Common, common
from portalgen.cli.say import answer
from portalgen.errors import UsageError

if TYPE_CHECKING:
    from portalgen.desk.papers import Paper
    from portalgen.load.portal import Cohort, Portal


@click.group()
@common
def new() -> None:
    """Make a new file of any kind. Nothing is ever written over.

    \b
    Examples:
      portalgen new session --kind regular --start "2027-02-11 14:00"
      portalgen new notes
      portalgen new person "Mara Okonjo-Vance" --role CHRO
    """


@dataclass(frozen=True, slots=True)
class Desk:
    """The portal and the one cohort that a verb works on, and today."""

    portal: "Portal"
    cohort: "Cohort"
    today: date


def desk_of(common: Common) -> Desk:
    """Return the cohort that is meant, and the day it is there."""
    from portalgen.build.portal import day_of_build
    from portalgen.desk.choose import choose_cohort

    portal, cohort = choose_cohort(common.portal, common.cohort)
    return Desk(portal, cohort, day_of_build(portal, common.as_of, now()))


def tell(common: Common, papers: "Sequence[Paper]", next_steps: Sequence[str], said: Sequence[str] = ()) -> None:
    """Write the papers and say where they are and what comes next."""
    from portalgen.desk.papers import write_papers

    write_papers(common.portal, papers)
    written = [paper.path for paper in papers if paper.is_new]
    changed = [paper.path for paper in papers if not paper.is_new]
    lines = [*written, *(f"{path} (added to)" for path in changed), *said]
    lines += ["Next:", *(f"  {step}" for step in next_steps)] if next_steps else []
    answer(common, {"written": written, "changed": changed, "said": list(said), "next": list(next_steps)},
           "\n".join(lines))  # fmt: skip


def refuse_elsewhere(portal: Path) -> None:
    """Raise UsageError where there is no portal to put something into."""
    if not (portal / "portal.yaml").is_file():
        raise UsageError(
            f"no portal.yaml in {portal}", hint="run `portalgen init my-network`, or name a portal with -C"
        )


@new.command()
@click.argument("cohort_id", metavar="ID")
@click.option("--title", required=True, type=WORDS, help="The cohort's name, for members.")
@click.option("--codename", default="Private meeting", show_default=True, help="All that a stranger sees.")
@click.option("--timezone", default="", help="An IANA zone, where it is not the network's.")
@common
def cohort(cohort_id: str, title: str, codename: str, timezone: str, common: Common) -> None:
    """Start a cohort: its file, its welcome and its charter.

    \b
    Examples:
      portalgen new cohort lantern --title "The Lantern Table"
    """
    from portalgen.desk.choose import cohort_ids
    from portalgen.desk.names import slug
    from portalgen.desk.scaffold import cohort_papers
    from portalgen.load.unread import SHARED

    refuse_elsewhere(common.portal)
    if slug(cohort_id) != cohort_id or cohort_id in SHARED:
        hint = f"small letters, digits and hyphens, such as {slug(title)}; not {', '.join(SHARED)}"
        raise UsageError(f'"{cohort_id}" cannot be the name of a cohort', hint=hint)
    if cohort_id in cohort_ids(common.portal):
        raise UsageError(f'there is a cohort "{cohort_id}" already', hint="nothing was changed")
    _known_zone(timezone)
    papers = cohort_papers(common.portal, cohort_id, title, common.as_of or datetime.now(UTC).date(),
                           codename=codename, timezone=timezone)  # fmt: skip
    tell(common, papers, [f'portalgen new person "Full Name" --cohort {cohort_id}',
                          f'portalgen new session --start "2027-02-11 14:00" --cohort {cohort_id}',
                          "portalgen build"])  # fmt: skip


def _known_zone(name: str) -> None:
    from zoneinfo import available_timezones

    if name and name not in available_timezones():
        raise UsageError(f'there is no time zone "{name}"', hint="write it like America/New_York")


@new.command()
@click.argument("name", required=False)
@click.option("--from-csv", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE",
              help="A table with a heading over each column: name, role, company, email, phone, city …")  # fmt: skip
@click.option("--role", default="", help="What they do.")
@click.option("--company", default="", help="Where they do it.")
@click.option("--email", default="", help="Their address; shared with nobody until you say so.")
@click.option("--bio-only", is_flag=True, help="Do not make them members of the cohort.")
@common
def person(
    name: str | None, from_csv: Path | None, role: str, company: str, email: str, bio_only: bool, common: Common
) -> None:
    """Write a bio for NAME, or for everybody in a table, and make them members of the cohort.

    \b
    Examples:
      portalgen new person "Mara Okonjo-Vance" --role CHRO --company "Larkfield Hospitals"
      portalgen new person --from-csv members.csv
      portalgen new person "A guest" --bio-only
    """
    from portalgen.desk.members import Member, MemberList, decoded, read_table
    from portalgen.desk.people import bios, joined

    if bool(name) is bool(from_csv):
        raise UsageError("whom?", hint="give a name in quotes, or --from-csv FILE")
    told: MemberList | None
    if from_csv:
        told = read_table(decoded(from_csv.read_bytes()))
        if told is None:
            hint = "the first line names the columns; one of them is name, or first name and last name"
            raise UsageError(f"no column of {from_csv} holds names", hint=hint)
    else:
        given = {"name": " ".join((name or "").split()), "role": role, "company": company}
        if not given["name"]:
            raise UsageError("whom?", hint="give a name in quotes")
        contact = {"email": email} if email else {}
        told = MemberList((Member({key: value for key, value in given.items() if value}, contact),))
    desk = desk_of(common)
    found = bios(common.portal, told.members, desk.portal.people, desk.today)
    ids = (*(one for _, one in found.added), *found.known.values())
    lines = () if bio_only else joined(common.portal, desk.cohort, ids, desk.today)
    if name and not found.papers and not lines:
        hint = "nothing was changed; for somebody else of that name, copy the file under another name and change it"
        raise UsageError(f"{name} is here already: content/people/{found.known[name]}.md", hint=hint)
    said = [f'"{heading}" -> {field}' for heading, field in told.mapped]
    said += [f"here already: {known} ({one})" for known, one in found.known.items()]
    said += [f"left: {reason}" for reason in told.left]
    if alike := found.namesakes():
        said.append(f"of one name: {', '.join(alike)}; if two of them are one person, delete one")
    steps = [f"fill in content/people/{found.added[0][1]}.md"] if found.added else []
    tell(common, (*found.papers, *lines), [*steps, "portalgen build"], said)


@new.command()
@click.argument("question", type=WORDS)
@click.option("--by", default="", metavar="ID", help="Who raised it.")
@common
def topic(question: str, by: str, common: Common) -> None:
    """Put an open QUESTION on the parking lot.

    \b
    Examples:
      portalgen new topic "Which bets do we stop?" --by declan
    """
    from portalgen.desk.choose import choose_person
    from portalgen.desk.group import held
    from portalgen.desk.scaffold import topic_paper

    desk = desk_of(common)
    raised = choose_person(desk.portal, by) if by else ""
    past = held(desk.cohort, desk.today)
    paper = topic_paper(common.portal, desk.cohort, question, by=raised, session=past[0].id if past else "")
    tell(common, [paper], ["write what is known so far", "`state: scheduled` puts it into the next new session"])


@new.command()
@click.argument("title", type=WORDS)
@click.option("--kind", type=click.Choice(["change", "news", "welcome", "farewell", "milestone"]), default="news",
              show_default=True, help="What kind of news.")  # fmt: skip
@common
def news(title: str, kind: str, common: Common) -> None:
    """Write an announcement of today.

    \b
    Examples:
      portalgen new news "The gate has moved" --kind change
    """
    from portalgen.desk.scaffold import news_paper

    desk = desk_of(common)
    tell(common, [news_paper(common.portal, desk.cohort, title, kind, desk.today)], ["write it", "portalgen build"])


@new.command()
@click.argument("title", type=WORDS)
@common
def page(title: str, common: Common) -> None:
    """Write a plain page.

    \b
    Examples:
      portalgen new page "How we meet"
    """
    from portalgen.desk.scaffold import page_paper

    desk = desk_of(common)
    tell(common, [page_paper(common.portal, desk.cohort, title)], ["write it", "portalgen build"])


@new.command()
@click.argument("name", type=WORDS)
@common
def venue(name: str, common: Common) -> None:
    """Write down a place that sessions come back to.

    \b
    Examples:
      portalgen new venue "Hollow Pine Lodge"
    """
    from portalgen.desk.scaffold import shared_paper

    refuse_elsewhere(common.portal)
    paper = shared_paper(common.portal, "venue", name)
    tell(common, [paper], [f"write `logistics: {{at: {Path(paper.path).stem}}}` into a session"])


@new.command()
@click.argument("name", type=WORDS)
@common
def protocol(name: str, common: Common) -> None:
    """Write down a way to talk of your own.

    \b
    Examples:
      portalgen new protocol "Lifeline walk"
    """
    from portalgen.desk.scaffold import shared_paper

    refuse_elsewhere(common.portal)
    paper = shared_paper(common.portal, "protocol", name)
    tell(common, [paper], [f"write `protocol: {Path(paper.path).stem}` into a box of an agenda"])
