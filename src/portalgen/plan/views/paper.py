"""What papers and plain pages show."""

from dataclasses import dataclass
from datetime import date

from portalgen.model.site import Markdown
from portalgen.plan.views.cards import Document, Face, Fact, Link, NewsCard, PreReadCard


@dataclass(frozen=True, slots=True)
class PreReadView:
    """Template preread.html. `body` may be empty where there is only a document.

    `previous` and `next` are its neighbours in the packet, of which it is number `place` of `count`.
    """

    card: PreReadCard
    body: Markdown
    question_to_hold: str
    summary: str
    byline: tuple[Fact, ...]
    documents: tuple[Document, ...]
    changes: tuple[tuple[str, str], ...]
    previous: PreReadCard | None
    next: PreReadCard | None
    place: int
    count: int


@dataclass(frozen=True, slots=True)
class CharterView:
    """Template charter.html."""

    version: str
    effective: date | None
    review_due: date | None
    short: str
    body: Markdown
    adopted_by: tuple[Face, ...]
    changes: tuple[tuple[str, date, str], ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class NewsView:
    """Template news.html: one announcement."""

    card: NewsCard


@dataclass(frozen=True, slots=True)
class NewsListView:
    """Template newslist.html: all announcements, newest first."""

    cards: tuple[NewsCard, ...]


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
class PartView:
    """Template part.html: blocks of the page `whole` that only these readers can open."""

    whole: Link
    texts: tuple[Markdown, ...]


@dataclass(frozen=True, slots=True)
class ResourceRow:
    """One thing worth keeping: a sealed file or a link to elsewhere."""

    title: str
    kind: str
    summary: str
    source: str
    added: date | None
    link: str
    file: Document | None
    session: Link | None
    topic: Link | None


@dataclass(frozen=True, slots=True)
class ResourcesView:
    """Template resources.html."""

    rows: tuple[ResourceRow, ...]


@dataclass(frozen=True, slots=True)
class GroupView:
    """Template group.html: offices, pairs between sessions, words of the group, milestones."""

    cadence: str
    size: str
    non_compete: str
    offices: tuple[tuple[str, Face, date | None], ...]
    pairings: tuple[tuple[Face, Face, str, date | None], ...]
    lexicon: tuple[Fact, ...]
    milestones: tuple[tuple[date, str], ...]
