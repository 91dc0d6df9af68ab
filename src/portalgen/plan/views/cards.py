"""Pieces that many pages show: links, faces, cards and rows."""

from dataclasses import dataclass
from datetime import date, datetime

from portalgen.model.cohort import Attribution
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
    """What surrounds every page: shown to these readers, the same for all pages of an audience.

    `reader` is a name where the audience is one person, otherwise empty.
    """

    cohort: str
    network: str
    codename: str
    language: str
    audience: str
    readable_by: str
    nav: tuple[Link, ...]
    home: str
    remember_days: int
    idle_minutes: int
    fictional: bool = False
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Face:
    """A person in a line or on a card. `initials` stand in where there is no photo; `id` is the person's own."""

    name: str
    href: str
    initials: str
    line: str = ""
    photo: Picture | None = None
    id: str = ""


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
    fingerprint: str = ""


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
    witness: Face | None = None


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
class NewRow:
    """A page worth a look. `day` is when it came or changed, where that is known; `change` is new or changed.

    `fingerprint` stands for what it says; `recent` tells those who come for the first time; `listed` where the page
    stands elsewhere on the home page too.
    """

    title: str
    href: str
    day: date | None
    fingerprint: str
    change: str
    recent: bool
    pinned: bool
    listed: bool


@dataclass(frozen=True, slots=True)
class TopicCard:
    """An open question in a list. `state` is parked, coached, scheduled, exploring, resting or closed."""

    title: str
    href: str
    state: str
    urgency: str = ""
    raised: str = ""
    returns: int = 0
    depth: bool = False
    importance: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its value in a list of facts."""

    label: str
    value: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class OwnNotes:
    """Readers may keep notes of their own on this page: until this day, or until they delete them."""

    until: date | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page of one site: where it is, who reads it, which template draws it, and what it shows.

    `source` is the file that relative links start from; `voice` is how mentions appear (plan/attribution.py); `parts`
    are blocks of this text on pages of their own, `mentioned_in` the pages that lead here; `own_notes` is None where
    readers keep none; `fingerprint` stands for what the page says, where readers
    are told when it changes.
    """

    path: str
    href: str
    audience: str
    family: str
    title: str
    view: object
    source: str = ""
    back: Link | None = None
    voice: Attribution = "named"
    parts: tuple[Link, ...] = ()
    mentioned_in: tuple[Link, ...] = ()
    own_notes: OwnNotes | None = None
    fingerprint: str = ""
