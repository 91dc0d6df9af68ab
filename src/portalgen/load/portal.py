"""A portal in memory: records with their places, joined by id. Frozen; made by `load.reader` only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from portalgen.model.cohort import CharterRecord, CohortRecord
from portalgen.model.library import ProtocolRecord, ResourcesRecord, VenueRecord
from portalgen.model.memory import CommitmentsRecord, TopicRecord
from portalgen.model.network import Network
from portalgen.model.papers import NewsRecord, NotesRecord, PageRecord, PreReadRecord
from portalgen.model.person import PersonHereRecord, PersonRecord
from portalgen.model.session import SessionRecord
from portalgen.model.site import Markdown
from portalgen.source.document import Document


@dataclass(frozen=True, slots=True)
class Asset:
    """A picture or document in the content folder. `width` and `height` are pixels as shown, 0 for documents."""

    path: str
    size: int
    width: int = 0
    height: int = 0

    @property
    def is_picture(self) -> bool:
        """Tell pictures from documents."""
        return self.width > 0


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the network; `photo` is the path of their picture, empty where there is none."""

    id: str
    doc: Document[PersonRecord]
    photo: str

    @property
    def record(self) -> PersonRecord:
        """Return the front matter."""
        return self.doc.record


@dataclass(frozen=True, slots=True)
class PreRead:
    """A paper to read before a session; `attachment` is a path in the content folder, or empty.

    `previous` is the text of the version before this one, where the convener kept it.
    """

    id: str
    doc: Document[PreReadRecord]
    title: str
    attachment: str
    previous: Markdown | None


@dataclass(frozen=True, slots=True)
class Session:
    """One meeting with its papers. `start` and `end` are aware, in `zone`."""

    id: str
    folder: str
    doc: Document[SessionRecord]
    zone: ZoneInfo
    start: datetime
    end: datetime | None
    notes: Document[NotesRecord] | None
    prereads: tuple[PreRead, ...]

    @property
    def record(self) -> SessionRecord:
        """Return the front matter."""
        return self.doc.record

    @property
    def last_day(self) -> date:
        """Return the local date on which the session ends."""
        return (self.end or self.start).date()


@dataclass(frozen=True, slots=True)
class Topic:
    """An open question of one cohort."""

    id: str
    doc: Document[TopicRecord]

    @property
    def record(self) -> TopicRecord:
        """Return the front matter."""
        return self.doc.record


@dataclass(frozen=True, slots=True)
class News:
    """An announcement with its title and date made certain."""

    id: str
    doc: Document[NewsRecord]
    title: str
    date: date


@dataclass(frozen=True, slots=True)
class LoosePage:
    """A plain page: any Markdown file without a more special place. `path` has no `.md`."""

    path: str
    doc: Document[PageRecord]
    title: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Cohort:
    """One peer group with everything that belongs to it."""

    id: str
    doc: Document[CohortRecord]
    zone: ZoneInfo
    index: Document[PageRecord] | None
    charter: Document[CharterRecord] | None
    sessions: tuple[Session, ...]
    commitments: Document[CommitmentsRecord] | None
    resources: Document[ResourcesRecord] | None
    topics: tuple[Topic, ...]
    news: tuple[News, ...]
    pages: tuple[LoosePage, ...]
    people_here: dict[str, Document[PersonHereRecord]]

    @property
    def record(self) -> CohortRecord:
        """Return the content of `cohort.yaml`."""
        return self.doc.record

    def documents(self) -> Iterator[Document[Any]]:
        """Yield every text of the cohort but those on people."""
        yield from (doc for doc in (self.index, self.charter) if doc)
        yield from (topic.doc for topic in self.topics)
        yield from (item.doc for item in self.news)
        yield from (page.doc for page in self.pages)
        for session in self.sessions:
            yield session.doc
            if session.notes:
                yield session.notes
            yield from (paper.doc for paper in session.prereads)


@dataclass(frozen=True, slots=True)
class Portal:
    """Everything a convener wrote, ready to be planned. Paths of assets are relative to the portal."""

    network: Document[Network]
    people: dict[str, Person]
    cohorts: tuple[Cohort, ...]
    assets: dict[str, Asset]
    protocols: dict[str, ProtocolRecord]
    venues: dict[str, VenueRecord]

    def language(self, cohort: Cohort) -> str:
        """Return the language that the site of `cohort` and its messages are in: its own, or else the network's."""
        return cohort.record.locale or self.network.record.locale
