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
    NewsCard,
    PreReadCard,
    SessionCard,
    Span,
    TopicCard,
)


@dataclass(frozen=True, slots=True)
class HomeView:
    """Template home.html: everything an executive needs in one screen, then the rest."""

    welcome: Markdown
    purpose: str
    next: SessionCard | None
    agenda_href: str
    logistics_href: str
    must_reads: tuple[PreReadCard, ...]
    other_reads: tuple[PreReadCard, ...]
    commitments: tuple[CommitmentRow, ...]
    commitments_href: str
    news_href: str
    news: tuple[NewsCard, ...]
    coming: tuple[Face, ...]
    past: tuple[SessionCard, ...]
    norms: tuple[str, ...]
    pages: tuple[Link, ...]
    topics: tuple[TopicCard, ...]


@dataclass(frozen=True, slots=True)
class SponsorSession:
    """One session as the sponsor sees it: which parts they attend, and a summary only if cleared."""

    when: Span
    title: str
    attended: tuple[tuple[datetime, int, str], ...]
    summary: Markdown | None
    cleared_by: str
    cleared_on: date | None


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
    rsvp: tuple[tuple[Face, str, str], ...]
    needs: tuple[tuple[Face, str], ...]
    contacts: tuple[tuple[Face, tuple[Fact, ...]], ...]
    chair_notes: tuple[Link, ...]
    parts: tuple[Link, ...]
    rotation: tuple[Rotation, ...]
