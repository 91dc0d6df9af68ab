"""What papers and plain pages show."""

from dataclasses import dataclass
from datetime import date

from portalgen.model.site import Markdown
from portalgen.plan.views.cards import Document, Face, Fact, Link, NewsCard, PreReadCard


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
