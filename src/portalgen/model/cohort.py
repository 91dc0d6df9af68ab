"""A cohort and its ground rules: `cohort.yaml` and `charter.md`."""

from typing import Literal

from pydantic import Field

from portalgen.model.base import AudienceName, Day, Id, Record, Text, ZoneName
from portalgen.model.network import Retention

Attribution = Literal["none", "themes", "chatham", "role", "named", "consented"]


class Membership(Record):
    """How one person belongs to one cohort."""

    person: Id
    status: Literal["active", "new", "on-leave", "guest", "alum"] = "active"
    joined: Day | None = None
    left: Day | None = None
    mentor: Id | None = None


class Role(Record):
    """An office in the group, for a time: timekeeper, parking-lot keeper, ..."""

    role: Text
    person: Id
    since: Day | None = None
    until: Day | None = None


class CalendarDate(Record):
    """One date of the cohort's year."""

    date: Day
    label: Text
    status: Literal["hold", "confirmed", "cancelled"] = "confirmed"
    until: Day | None = None


class Pairing(Record):
    """Two members who call each other between sessions."""

    a: Id
    b: Id
    prompt: Text | None = None
    due: Day | None = None


class Term(Record):
    """A word of the group, explained for newcomers."""

    term: Text
    meaning: Text


class Milestone(Record):
    """A day worth remembering."""

    date: Day
    text: Text


class Watched(Record):
    """A word that only one audience may ever read: the code name of a deal, a firm, a person."""

    term: Text
    only: AudienceName = "conveners"


class CohortRecord(Record):
    """One peer group: one site."""

    title: Text
    codename: Text = "Private meeting"
    purpose: Text | None = None
    status: Literal["forming", "active", "paused", "closed"] = "active"
    started: Day | None = None
    size_target: int | None = Field(default=None, ge=2, le=60)
    cadence: Text | None = None
    timezone: ZoneName | None = None
    locale: Text | None = None
    chair: Id | None = None
    moderator_elect: Id | None = None
    members: tuple[Membership, ...] = ()
    roles: tuple[Role, ...] = ()
    sponsors: tuple[Id, ...] = ()
    attribution: Attribution = "themes"
    ordinary_words: tuple[Text, ...] = ()
    watchlist: tuple[Watched, ...] = ()
    retention: Retention | None = None
    calendar_shows: Literal["codename", "title"] = "codename"
    norms: tuple[Text, ...] = ()
    non_compete_note: Text | None = None
    calendar: tuple[CalendarDate, ...] = ()
    pairings: tuple[Pairing, ...] = ()
    lexicon: tuple[Term, ...] = ()
    milestones: tuple[Milestone, ...] = ()


class CharterChange(Record):
    """What one version of the charter changed."""

    version: Text
    date: Day
    text: Text


class CharterRecord(Record):
    """The front matter of `charter.md`; its body holds the rules, one heading each."""

    title: Text = "Charter"
    version: Text = "1"
    effective: Day | None = None
    review_due: Day | None = None
    adopted_by: tuple[Id, ...] = ()
    short: Text | None = None
    changelog: tuple[CharterChange, ...] = ()
