"""A cohort and its ground rules: `cohort.yaml` and `charter.md`."""

from typing import Literal

from pydantic import Field

from portalgen.model.base import AudienceName, Day, Id, Locale, Record, Text, WebAddress, ZoneName
from portalgen.model.network import Retention
from portalgen.model.theme import Choice

Attribution = Literal["none", "themes", "chatham", "role", "named", "consented"]


class Membership(Record):
    """How one person belongs to one cohort."""

    person: Id
    """Id of the person: the name of their file in content/people."""
    status: Literal["active", "new", "on-leave", "guest", "alum"] = "active"
    """How they belong now."""
    joined: Day | None = None
    """First day as a member."""
    left: Day | None = None
    """Last day as a member."""
    mentor: Id | None = None
    """Id of the member who helps them settle in."""


class Role(Record):
    """An office in the group, for a time: timekeeper, parking-lot keeper, ..."""

    role: Text
    """The office, such as Timekeeper."""
    person: Id
    """Who holds it."""
    since: Day | None = None
    """From when."""
    until: Day | None = None
    """Until when; afterwards it is no longer shown."""


class CalendarDate(Record):
    """One date of the cohort's year."""

    date: Day
    """The day, or the first of several."""
    label: Text
    """What it is, for members."""
    status: Literal["hold", "confirmed", "cancelled"] = "confirmed"
    """Whether it is only held, certain, or off."""
    until: Day | None = None
    """The last day, where there are several."""


class Pairing(Record):
    """Two members who call each other between sessions."""

    a: Id
    """One member."""
    b: Id
    """The other."""
    prompt: Text | None = None
    """What to talk about."""
    due: Day | None = None
    """By when; afterwards it is no longer shown."""


class Term(Record):
    """A word of the group, explained for newcomers."""

    term: Text
    """A word of the group."""
    meaning: Text
    """What it means here."""


class Milestone(Record):
    """A day worth remembering."""

    date: Day
    """The day."""
    text: Text
    """What happened."""


class CircleRecord(Record):
    """A set of readers with a key of its own: guests of one session, everybody but one, three who work on something."""

    id: Id
    """Short name; content is for it with `audience: circle:<id>`."""
    people: tuple[Id, ...] = ()
    """Ids of people in it; whoever is no member is a guest."""
    members: bool = False
    """Whether all members are in it, also those who share the members' passphrase."""
    but: tuple[Id, ...] = ()
    """Ids of members who are not in it; everybody else is."""


class Watched(Record):
    """A word that only one audience may ever read: the code name of a deal, a firm, a person."""

    term: Text
    """A word or name that must not spread; found in any spelling of capitals."""
    only: AudienceName = "conveners"
    """The one audience that may read it."""


class CohortRecord(Record):
    """One peer group: one site."""

    title: Text
    """The cohort's name, for members and conveners."""
    codename: Text = "Private meeting"
    """All that a stranger sees: on the lock page, in calendars and file names."""
    address: WebAddress | None = None
    """Where the site is, such as https://lunch.example/; cards and invitations carry it."""
    purpose: Text | None = None
    """Why the group meets, in a sentence."""
    status: Literal["forming", "active", "paused", "closed"] = "active"
    """Where the group is in its life."""
    started: Day | None = None
    """The day of the first session."""
    size_target: int | None = Field(default=None, ge=2, le=60)
    """How many members the group wants to be."""
    cadence: Text | None = None
    """How often it meets."""
    timezone: ZoneName | None = None
    """IANA zone of its sessions."""
    locale: Locale | None = None
    """Language of its pages, over that of portal.yaml."""
    theme: Choice | None = None
    """How its pages look, where it differs from portal.yaml: a theme's name, or settings, or both."""
    chair: Id | None = None
    """Id of the chair."""
    moderator_elect: Id | None = None
    """Id of the next moderator."""
    members: tuple[Membership, ...] = ()
    """Who belongs to the group."""
    roles: tuple[Role, ...] = ()
    """Offices that rotate."""
    sponsors: tuple[Id, ...] = ()
    """Ids of sponsors from portal.yaml."""
    attribution: Attribution = "themes"
    """Who may be named in notes."""
    ordinary_words: tuple[Text, ...] = ()
    """Names that are plain words too (Will, Grace): not searched for on the pages of closed sessions."""
    watchlist: tuple[Watched, ...] = ()
    """Words that only one audience may read; anywhere else they stop the build."""
    retention: Retention | None = None
    """How long things are kept here, over portal.yaml."""
    circles: tuple[CircleRecord, ...] = ()
    """Sets of readers for what only some may read."""
    history: Literal["all", "since-joined", "summary"] = "all"
    """What a late joiner sees of sessions before they came: all; nothing; or all but the notes."""
    calendar_shows: Literal["codename", "title"] = "codename"
    """What calendar files of members say: the codename, or the session's title."""
    mail_shows_day: Literal["save-the-date", "always", "never"] = "save-the-date"
    """Which messages of `portalgen announce` tell when a session is."""
    remember_days: int = Field(default=30, ge=0, le=365)
    """Days that a reader may let a device remember them; 0: never offered."""
    idle_minutes: int = Field(default=15, ge=0, le=1440)
    """Minutes without a touch after which an open page locks itself; 0: never."""
    norms: tuple[Text, ...] = ()
    """Three to five rules, shown on every agenda."""
    non_compete_note: Text | None = None
    """How members who compete are kept apart."""
    calendar: tuple[CalendarDate, ...] = ()
    """Dates of the year that are not sessions yet."""
    pairings: tuple[Pairing, ...] = ()
    """Members who call each other between sessions."""
    lexicon: tuple[Term, ...] = ()
    """Words of the group for newcomers."""
    milestones: tuple[Milestone, ...] = ()
    """Days worth remembering."""


class CharterChange(Record):
    """What one version of the charter changed."""

    version: Text
    """The version that changed it."""
    date: Day
    """When."""
    text: Text
    """What changed."""


class CharterRecord(Record):
    """The front matter of `charter.md`; its body holds the rules, one heading each."""

    title: Text = "Charter"
    """Heading of the page."""
    version: Text = "1"
    """Version of the rules."""
    effective: Day | None = None
    """From when they hold."""
    review_due: Day | None = None
    """When they are looked at again."""
    adopted_by: tuple[Id, ...] = ()
    """Ids of those who said yes."""
    short: Text | None = None
    """The confidentiality rule in a breath; opens agendas that have no words of their own."""
    changelog: tuple[CharterChange, ...] = ()
    """What each version changed."""
