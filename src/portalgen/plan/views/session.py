"""What the pages of a session show."""

from dataclasses import dataclass
from datetime import date, datetime

from portalgen.model.site import Markdown
from portalgen.plan.views.cards import CommitmentRow, Document, Face, Fact, Link, PreReadCard, SessionCard


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One box of the agenda with its start on the session's clock."""

    start: datetime
    minutes: int
    title: str
    kind: str
    gap: int = 0
    owner: Face | None = None
    coach: Face | None = None
    intent: str = ""
    purpose: str = ""
    outcome: str = ""
    questions: tuple[str, ...] = ()
    protocol: str = ""
    topic: Link | None = None
    prereads: tuple[PreReadCard, ...] = ()
    sponsor_present: bool = False
    recused: tuple[str, ...] = ()
    record: str = ""
    commitments: tuple[CommitmentRow, ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaDay:
    """The boxes of one day."""

    date: date
    rows: tuple[AgendaRow, ...]


@dataclass(frozen=True, slots=True)
class SessionView:
    """Template session.html: the invitation and everything that belongs to one meeting."""

    card: SessionCard
    invitation: Markdown
    purpose: str
    outcomes: tuple[str, ...]
    opening_question: str
    chair: Face | None
    roles: tuple[Fact, ...]
    coming: tuple[Face, ...]
    regrets: tuple[Face, ...]
    guests: tuple[tuple[Face, str], ...]
    moves: tuple[tuple[date, str], ...]
    agenda_href: str
    notes_href: str
    runsheet_href: str
    logistics_href: str
    calendar: Document
    agenda: tuple[AgendaDay, ...]
    prereads: tuple[PreReadCard, ...]
    accountability: tuple[CommitmentRow, ...]
    made_here: tuple[CommitmentRow, ...]
    topics: tuple[Link, ...]
    sponsor_note: str
    sponsor_href: str
    previous: Link | None
    next: Link | None


@dataclass(frozen=True, slots=True)
class AgendaView:
    """Template agenda.html: the full agenda of one session, to hold in the hand."""

    card: SessionCard
    session: Link
    days: tuple[AgendaDay, ...]
    total_minutes: int
    norms: tuple[str, ...]
    confidentiality: str
    closing: tuple[Fact, ...]
    opening_question: str
    runsheet_href: str


@dataclass(frozen=True, slots=True)
class RunStep:
    """One step of a protocol; `start` is None where the steps do not fill their box."""

    start: datetime | None
    minutes: int
    text: str
    who: str


@dataclass(frozen=True, slots=True)
class RunRow:
    """One box as the timekeeper needs it: `marks` are (minutes left, moment) at which to speak."""

    row: AgendaRow
    end: datetime
    marks: tuple[tuple[int, datetime], ...]
    words: str
    steps: tuple[RunStep, ...]


@dataclass(frozen=True, slots=True)
class RunSheetView:
    """Template runsheet.html: a session with its running clock, to print and to hold."""

    card: SessionCard
    confidentiality: str
    days: tuple[tuple[date, tuple[RunRow, ...]], ...]
    norms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemeView:
    """One thing the group explored."""

    title: str
    body: Markdown
    topic: Link | None


@dataclass(frozen=True, slots=True)
class NotesView:
    """Template notes.html: what a session leaves behind for its members."""

    session: SessionCard
    body: Markdown
    attribution: str
    reviewed_by: str
    themes: tuple[ThemeView, ...]
    insights: tuple[Markdown, ...]
    questions_left: tuple[Markdown, ...]
    resources: tuple[Markdown, ...]
    quotes: tuple[tuple[str, Markdown], ...]
    beliefs: tuple[tuple[str, str], ...]
    commitments: tuple[CommitmentRow, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class SessionsView:
    """Template sessions.html: what is to come, what was, by year; and the dates of the year."""

    upcoming: tuple[SessionCard, ...]
    years: tuple[tuple[int, tuple[SessionCard, ...]], ...]
    calendar: tuple[tuple[date, str, str], ...]
    file: Document


@dataclass(frozen=True, slots=True)
class ChairNotesView:
    """Template chairnotes.html: notes for conveners about one session."""

    session: SessionCard
    body: Markdown
