"""What pages about people show."""

from dataclasses import dataclass
from datetime import date

from portalgen.model.site import Markdown
from portalgen.plan.views.cards import CommitmentRow, Document, Face, Fact, Link, SessionCard


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
    city: str
    bio: Markdown
    here: Markdown
    ask_me_about: tuple[str, ...]
    wrestling_with: tuple[str, ...]
    belief_i_changed: str
    how_to_challenge_me: str
    facts: tuple[Fact, ...]
    joined: date | None
    contact: tuple[Fact, ...]
    timezone: str
    card: Document
    topics: tuple[Link, ...]
    presents: tuple[Link, ...]
    commitments: tuple[CommitmentRow, ...]
    in_network: date | None
    updated: date | None


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
    timezone: str


@dataclass(frozen=True, slots=True)
class DirectoryView:
    """Template directory.html: members, guests and alumni apart, and what they can be chosen by."""

    members: tuple[DirectoryCard, ...]
    guests: tuple[DirectoryCard, ...]
    alumni: tuple[DirectoryCard, ...]
    industries: tuple[str, ...]
    cities: tuple[str, ...]
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonalView:
    """Template personal.html: what one member alone reads: their open promises, private ones, notes for them."""

    face: Face
    open: tuple[CommitmentRow, ...]
    commitments: tuple[CommitmentRow, ...]
    notes: tuple[tuple[SessionCard, Markdown], ...]
    parts: tuple[Link, ...]
    circle: tuple[Link, ...]
