"""A new portal: settings, one cohort with its people and its first session, a page for the convener."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from portalgen.desk.members import Member
from portalgen.desk.names import cohort_id
from portalgen.desk.papers import Paper, fill, write_papers
from portalgen.desk.people import bios
from portalgen.desk.scaffold import cohort_papers
from portalgen.desk.sessions import Wish, session_paper
from portalgen.load.reader import read_portal

GUESS_DAYS, GUESS_WEEKDAY, GUESS_TIME = 42, 3, time(14)  # a Thursday at two, six weeks ahead
NETWORK, COHORT = "Our network", "Our cohort"


@dataclass(frozen=True, slots=True)
class Beginning:
    """What a convener says about a new portal."""

    name: str
    title: str
    codename: str
    timezone: str
    first: datetime
    guessed: bool
    members: tuple[Member, ...]


def guessed_start(today: date) -> datetime:
    """Return when a first session might be: on the Thursday six weeks ahead."""
    day = today + timedelta(days=GUESS_DAYS)
    return datetime.combine(day + timedelta(days=(GUESS_WEEKDAY - day.weekday()) % 7), GUESS_TIME)


def begin(root: Path, wish: Beginning, today: date) -> tuple[Paper, ...]:
    """Write a portal into `root`, where schemas are already; return what was written."""
    people = bios(root, wish.members, {}, today)
    cohort = cohort_id(wish.title)
    papers: Sequence[Paper] = (
        Paper("portal.yaml", fill("portal.yaml", name=wish.name, timezone=wish.timezone)),
        Paper(".gitignore", fill("gitignore")),
        Paper("README.md", fill("README.md", name=wish.name, title=wish.title, cohort=cohort)),
        *people.papers,
        *cohort_papers(root, cohort, wish.title, today, codename=wish.codename,
                       members=tuple(one for _, one in people.added), started=wish.first.date()),
    )  # fmt: skip
    write_papers(root, papers)
    portal = read_portal(root)
    first = Wish("regular", wish.first, status="agenda", guessed=wish.guessed)
    session = session_paper(root, portal, portal.cohorts[0], first, today)
    write_papers(root, [session])
    return (*papers, session)
