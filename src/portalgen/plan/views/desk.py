"""What the home pages show: members', sponsors', assistants' and conveners'."""

from dataclasses import dataclass
from datetime import date, datetime

from portalgen.model.site import Markdown
from portalgen.plan.views.cards import (
    CommitmentRow,
    Document,
    Face,
    Fact,
    Link,
    NewRow,
    PreReadCard,
    SessionCard,
    Span,
    TopicCard,
)


@dataclass(frozen=True, slots=True)
class HomeView:
    """Template home.html: everything an executive needs in one screen, then the rest.

    `commitments` are those of all members: a reader with a personal key sees their own first. `own` is each member's id
    with the address of the page that only they can open.
    """

    welcome: Markdown
    purpose: str
    next: SessionCard | None
    agenda_href: str
    logistics_href: str
    calendar: Document | None
    must_reads: tuple[PreReadCard, ...]
    other_reads: tuple[PreReadCard, ...]
    commitments: tuple[CommitmentRow, ...]
    commitments_href: str
    own: tuple[tuple[str, str], ...]
    news_href: str
    fresh: tuple[NewRow, ...]
    coming: tuple[Face, ...]
    past: tuple[SessionCard, ...]
    norms: tuple[str, ...]
    pages: tuple[Link, ...]
    topics: tuple[TopicCard, ...]


@dataclass(frozen=True, slots=True)
class SponsorSession:
    """One session as the sponsor sees it: which parts they attend, and a summary only if cleared; to come or past."""

    when: Span
    title: str
    attended: tuple[tuple[datetime, int, str], ...]
    summary: Markdown | None
    cleared_by: str
    cleared_on: date | None
    upcoming: bool = False


@dataclass(frozen=True, slots=True)
class SponsorView:
    """Template sponsor.html: the home page of sponsors. Members can open it too."""

    sponsors: tuple[str, ...]
    purpose: str
    disclosure: str
    sees: tuple[str, ...]
    never_sees: tuple[str, ...]
    conduct: tuple[str, ...]
    provides: tuple[str, ...]
    people: tuple[Fact, ...]
    sessions: tuple[SponsorSession, ...]
    contacts: tuple[Fact, ...]
    parts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Venue:
    """Where and how, for one session. Nothing of its content."""

    label: str
    when: Span
    cancelled: bool
    place: tuple[str, ...]
    facts: tuple[Fact, ...]
    dial_in: tuple[Fact, ...]
    deadlines: tuple[tuple[date, str], ...]
    rsvp: str
    kit: tuple[str, ...]
    calendar: Document


@dataclass(frozen=True, slots=True)
class LogisticsView:
    """Template logistics.html: the home page of assistants."""

    upcoming: tuple[Venue, ...]
    past: tuple[Venue, ...]
    contacts: tuple[Fact, ...]
    calendar: tuple[tuple[date, str, str], ...]
    file: Document
    parts: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Rotation:
    """One member's turn: the sessions since they joined, how many they came to, where they have presented and will."""

    face: Face
    came: int
    sessions: int
    presented: tuple[Link, ...]
    presents: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ConvenerView:
    """Template convener.html: the home page of conveners; what nobody else may read."""

    members_home: str
    sponsor_home: str
    logistics_home: str
    next: SessionCard | None
    agenda_href: str
    runsheet_href: str
    calendar: Document | None
    rsvp: tuple[tuple[Face, str, str], ...]
    needs: tuple[tuple[Face, str], ...]
    contacts: tuple[tuple[Face, tuple[Fact, ...]], ...]
    chair_notes: tuple[Link, ...]
    parts: tuple[Link, ...]
    rotation: tuple[Rotation, ...]
