"""What each page shows, as frozen data: the contract between `plan`, which decides, and a theme, which draws.

A view holds only what its audience may read; templates choose nothing. All text is plain except `Markdown`, which the
`markdown` filter renders. Every `href` is final. Moments are aware datetimes in the cohort's or session's zone.
"""

from dataclasses import dataclass
from datetime import date, datetime

from portalgen.model.site import Markdown


@dataclass(frozen=True, slots=True)
class Link:
    """A way to another page. `href` is empty where these readers cannot open the target: then show the text alone."""

    text: str
    href: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A sealed picture: `object` is its address, sizes in pixels."""

    object: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Document:
    """A sealed document: `object` is its address, `name` what it is saved as, `size` in bytes."""

    object: str
    name: str
    media_type: str
    size: int
    pages: int = 0


@dataclass(frozen=True, slots=True)
class Frame:
    """What surrounds every page: shown to these readers, the same for all pages of an audience."""

    cohort: str
    network: str
    codename: str
    language: str
    audience: str
    readable_by: str
    nav: tuple[Link, ...]
    home: str
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class Face:
    """A person in a line or on a card. `initials` stand in where there is no photo."""

    name: str
    href: str
    initials: str
    line: str = ""
    photo: Picture | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """When something is: start, end (None if open), IANA zone, and the city part of the zone for people."""

    start: datetime
    end: datetime | None
    zone: str
    zone_city: str


@dataclass(frozen=True, slots=True)
class SessionCard:
    """A session in a list. `status` is one of the session's states; `upcoming` as of the build's date."""

    title: str
    href: str
    number: int | None
    kind: str
    status: str
    when: Span
    where: str
    upcoming: bool
    theme: str = ""


@dataclass(frozen=True, slots=True)
class PreReadCard:
    """A pre-read in a list. `need` is must, should or reference; `minutes` to read."""

    title: str
    href: str
    need: str
    minutes: int
    why_you: str = ""
    session: Link | None = None
    version: str = ""
    what_changed: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """What was said of a commitment at one session."""

    session: Link
    status: str
    text: str


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A promise. `status` is open, on-track, changed, done, late or dropped; `due` is text for people."""

    id: str
    who: Face
    text: str
    status: str
    made_in: Link
    due: str = ""
    belief: str = ""
    behaviour: str = ""
    outcome: str = ""
    topic: Link | None = None
    reports: tuple[Report, ...] = ()
    private: bool = False


@dataclass(frozen=True, slots=True)
class NewsCard:
    """An announcement. `kind` is change, news, welcome, farewell or milestone."""

    title: str
    href: str
    date: date
    kind: str
    pinned: bool
    body: Markdown


@dataclass(frozen=True, slots=True)
class TopicCard:
    """An open question in a list. `state` is parked, coached, scheduled, exploring, resting or closed."""

    title: str
    href: str
    state: str
    urgency: str = ""
    raised: str = ""
    returns: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value in a list of facts."""

    label: str
    value: str
    href: str = ""


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
    news: tuple[NewsCard, ...]
    coming: tuple[Face, ...]
    past: tuple[SessionCard, ...]
    norms: tuple[str, ...]
    pages: tuple[Link, ...]
    topics: tuple[TopicCard, ...]


@dataclass(frozen=True, slots=True)
class AgendaRow:
    """One box of the agenda with its start on the session's clock."""

    start: datetime
    minutes: int
    title: str
    kind: str
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
    guests: tuple[Face, ...]
    facts: tuple[Fact, ...]
    agenda_href: str
    notes_href: str
    logistics_href: str
    agenda: tuple[AgendaDay, ...]
    prereads: tuple[PreReadCard, ...]
    accountability: tuple[CommitmentRow, ...]
    made_here: tuple[CommitmentRow, ...]
    sponsor_note: str
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


@dataclass(frozen=True, slots=True)
class PreReadView:
    """Template preread.html. `body` may be empty where there is only a document."""

    card: PreReadCard
    body: Markdown
    question_to_hold: str
    summary: str
    byline: tuple[Fact, ...]
    documents: tuple[Document, ...]
    previous: Link | None
    next: Link | None


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
    themes: tuple[ThemeView, ...]
    insights: tuple[str, ...]
    questions_left: tuple[str, ...]
    resources: tuple[str, ...]
    quotes: tuple[Fact, ...]
    beliefs: tuple[tuple[str, str], ...]
    commitments: tuple[CommitmentRow, ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """Template member.html: a bio made for conversation. Only fields the person shares with these readers."""

    face: Face
    status: str
    say_name: str
    pronouns: str
    role: str
    company: str
    company_line: str
    bio: Markdown
    here: Markdown
    ask_me_about: tuple[str, ...]
    wrestling_with: tuple[str, ...]
    belief_i_changed: str
    how_to_challenge_me: str
    facts: tuple[Fact, ...]
    contact: tuple[Fact, ...]
    timezone: str
    topics: tuple[Link, ...]
    presents: tuple[Link, ...]
    commitments: tuple[CommitmentRow, ...]


@dataclass(frozen=True, slots=True)
class DirectoryCard:
    """One member in the directory."""

    face: Face
    role: str
    company: str
    city: str
    industry: str
    say_name: str
    ask_me_about: tuple[str, ...]
    status: str


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """Template directory.html."""

    members: tuple[DirectoryCard, ...]
    alumni: tuple[DirectoryCard, ...]


@dataclass(frozen=True, slots=True)
class CharterView:
    """Template charter.html."""

    version: str
    effective: date | None
    review_due: date | None
    short: str
    body: Markdown
    adopted_by: tuple[Face, ...]
    changes: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """Template topic.html: one open question and each of its returns."""

    card: TopicCard
    body: Markdown
    raised_by: Face | None
    threads: tuple[tuple[SessionCard, str], ...]
    beliefs: tuple[tuple[str, str], ...]
    people: tuple[Face, ...]
    commitments: tuple[CommitmentRow, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """Template topics.html: open questions by state."""

    groups: tuple[tuple[str, tuple[TopicCard, ...]], ...]


@dataclass(frozen=True, slots=True)
class CommitmentsView:
    """Template commitments.html. Ordered by when they were made; never counted per person."""

    open: tuple[CommitmentRow, ...]
    closed: tuple[CommitmentRow, ...]


@dataclass(frozen=True, slots=True)
class NewsView:
    """Template news.html: one announcement."""

    card: NewsCard


@dataclass(frozen=True, slots=True)
class NewsListView:
    """Template newslist.html: all announcements, newest first."""

    cards: tuple[NewsCard, ...]


@dataclass(frozen=True, slots=True)
class SessionsView:
    """Template sessions.html: every session, upcoming first; and the dates of the year."""

    upcoming: tuple[SessionCard, ...]
    past: tuple[SessionCard, ...]
    calendar: tuple[tuple[date, str, str], ...]


@dataclass(frozen=True, slots=True)
class PageView:
    """Template page.html: a plain page."""

    date: date | None
    body: Markdown
    minutes: int
    folder: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Template archive.html: every plain page, in groups (by folder), each with its date if it has one."""

    groups: tuple[tuple[str, tuple[tuple[date | None, Link], ...]], ...]


@dataclass(frozen=True, slots=True)
class SponsorSession:
    """One session as the sponsor sees it: which parts they attend, and a summary only if cleared."""

    when: Span
    title: str
    attended: tuple[tuple[datetime, int, str], ...]
    summary: str
    cleared: str


@dataclass(frozen=True, slots=True)
class SponsorView:
    """Template sponsor.html: the home page of sponsors. Members can open it too."""

    sponsors: tuple[str, ...]
    purpose: str
    disclosure: str
    sees: tuple[str, ...]
    never_sees: tuple[str, ...]
    conduct: tuple[str, ...]
    people: tuple[Fact, ...]
    sessions: tuple[SponsorSession, ...]
    contacts: tuple[Fact, ...]


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


@dataclass(frozen=True, slots=True)
class LogisticsView:
    """Template logistics.html: the home page of assistants."""

    upcoming: tuple[Venue, ...]
    past: tuple[Venue, ...]
    contacts: tuple[Fact, ...]
    calendar: tuple[tuple[date, str, str], ...]


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


@dataclass(frozen=True, slots=True)
class ChairNotesView:
    """Template chairnotes.html: notes for conveners about one session."""

    session: SessionCard
    body: Markdown


@dataclass(frozen=True, slots=True)
class PersonalView:
    """Template personal.html: what one member alone reads: private commitments and notes taken for them."""

    face: Face
    commitments: tuple[CommitmentRow, ...]
    notes: tuple[tuple[SessionCard, Markdown], ...]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one site: where it is, who reads it, which template draws it, and what it shows.

    `source` is the file that relative links start from. With `unnamed`, mentions become "a member".
    """

    path: str
    href: str
    audience: str
    family: str
    title: str
    view: object
    source: str = ""
    back: Link | None = None
    unnamed: bool = False
