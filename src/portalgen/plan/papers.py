"""Papers and plain pages: pre-reads, news, the charter, loose Markdown."""

import posixpath
from collections.abc import Iterator
from itertools import groupby

from portalgen.load.portal import News, PreRead, Session
from portalgen.plan.attribution import NAMED, is_closed, voice
from portalgen.plan.changes import word_changes
from portalgen.plan.readers import session_around
from portalgen.plan.scope import Scope, minutes
from portalgen.plan.views import (
    ArchiveView,
    CharterView,
    Fact,
    Link,
    NewsCard,
    NewsListView,
    NewsView,
    Page,
    PageView,
    PreReadCard,
    PreReadView,
)

STANDING = ("beliefs", "group", "resources", "sponsor")  # pages of our own that stand among the convener's plain pages
NEEDS = ("must", "should", "reference")


def preread_card(scope: Scope, audience: str, session: Session, paper: PreRead) -> PreReadCard:
    """Return a pre-read as it stands in a list."""
    record = paper.doc.record
    return PreReadCard(
        title=paper.title,
        href=scope.way(audience, f"sessions/{session.id}/prereads/{paper.id}"),
        need=record.need,
        minutes=record.minutes if record.minutes is not None else minutes(paper.doc.body, record.pages),
        why_you=record.why_you or "",
        session=scope.link(audience, f"sessions/{session.id}"),
        version=record.version or "",
        what_changed=record.what_changed or "",
    )


def packet(scope: Scope, session: Session) -> list[PreRead]:
    """Return the pre-reads of a session that are in this build, must-reads first."""
    papers = [paper for paper in session.prereads if f"sessions/{session.id}/prereads/{paper.id}" in scope.targets]
    return sorted(papers, key=lambda paper: NEEDS.index(paper.doc.record.need))


def preread_pages(scope: Scope, session: Session) -> Iterator[Page]:
    """Yield a page for each pre-read of a session, linked in the order of the packet."""
    papers = packet(scope, session)
    for number, paper in enumerate(papers):
        path = f"sessions/{session.id}/prereads/"
        record, audience = paper.doc.record, scope.audience(path + paper.id)
        unnamed = is_closed(scope.cohort, session)
        byline = (("author", None if unnamed else record.author), ("source", record.source))
        view = PreReadView(
            card=preread_card(scope, audience, session, paper),
            body=paper.doc.body,
            question_to_hold=record.question_to_hold or "",
            summary=record.summary or "",
            byline=tuple(Fact(scope.words[f"preread.{key}"], text) for key, text in byline if text),
            documents=(scope.document(audience, paper.attachment, record.pages or 0),) if paper.attachment else (),
            changes=word_changes(paper.previous, paper.doc.body) if paper.previous else (),
            previous=preread_card(scope, audience, session, papers[number - 1]) if number else None,
            next=preread_card(scope, audience, session, papers[number + 1]) if number + 1 < len(papers) else None,
            place=number + 1,
            count=len(papers),
        )
        back = scope.link(audience, f"sessions/{session.id}")
        yield scope.page(path + paper.id, "preread", view, paper.doc.path, back=back,
                         voice=voice(scope.cohort, session))  # fmt: skip


def news_card(scope: Scope, audience: str, item: News) -> NewsCard:
    """Return an announcement."""
    record = item.doc.record
    href = scope.way(audience, f"news/{item.id}")
    return NewsCard(item.title, href, item.date, record.kind, record.pinned, item.doc.body)


def current_news(scope: Scope, audience: str) -> tuple[NewsCard, ...]:
    """Return the announcements that these readers may open, pinned first, then newest first."""
    items = [item for item in scope.cohort.news if scope.way(audience, f"news/{item.id}")]
    cards = [news_card(scope, audience, item) for item in items]
    return tuple(sorted(cards, key=lambda card: not card.pinned))


def paper_pages(scope: Scope) -> Iterator[Page]:
    """Yield news, the charter and all plain pages."""
    if "news" in scope.targets:
        yield scope.page("news", "newslist", NewsListView(current_news(scope, "members")))
    for item in scope.cohort.news:
        if f"news/{item.id}" in scope.targets:
            audience = item.doc.record.audience
            view = NewsView(news_card(scope, audience, item))
            back = scope.link(audience, "news")
            yield scope.page(f"news/{item.id}", "news", view, item.doc.path, back=back)
    if "charter" in scope.targets:
        yield _charter_page(scope)
    yield from _plain_pages(scope)


def _charter_page(scope: Scope) -> Page:
    charter = scope.cohort.charter
    if charter is None:
        raise AssertionError("a charter page is planned only where there is a charter")
    record = charter.record
    view = CharterView(
        version=record.version,
        effective=record.effective,
        review_due=record.review_due,
        short=record.short or "",
        body=charter.body,
        adopted_by=scope.faces("members", record.adopted_by),
        changes=tuple((change.version, change.date, change.text) for change in record.changelog),
        minutes=minutes(charter.body),
    )
    return scope.page("charter", "charter", view, charter.path)


def _plain_pages(scope: Scope) -> Iterator[Page]:
    pages = [page for page in scope.cohort.pages if f"page/{page.path}" in scope.targets]
    if "pages" in scope.targets:
        open_to_members = [page for page in pages if scope.way("members", f"page/{page.path}")]
        ordered = sorted(open_to_members, key=lambda page: (_folder(page.path), page.title.casefold()))
        groups = []
        for folder, inside in groupby(ordered, key=lambda page: _folder(page.path)):
            listed = sorted(inside, key=lambda page: page.date.toordinal() if page.date else 0, reverse=True)
            links = ((page.date, scope.link("members", f"page/{page.path}")) for page in listed)
            groups.append((folder, tuple(links)))
        standing = tuple((None, scope.link("members", path)) for path in standing_pages(scope))
        if standing:
            groups.insert(0, ("", standing))
        yield scope.page("pages", "archive", ArchiveView(tuple(groups)))
    for page in pages:
        audience = scope.audience(f"page/{page.path}")
        view = PageView(page.date, page.doc.body, minutes(page.doc.body))
        back, session = scope.link(audience, "pages"), session_around(scope.cohort, page)
        yield scope.page(f"page/{page.path}", "page", view, page.doc.path, back=back if back.href else None,
                         voice=voice(scope.cohort, session) if session else NAMED)  # fmt: skip


def page_links(scope: Scope, audience: str, *, at_most: int) -> tuple[Link, ...]:
    """Return links to the plain pages that these readers may open: newest first, undated ones by title."""
    pages = sorted(scope.cohort.pages, key=lambda page: page.title.casefold())
    pages.sort(key=lambda page: page.date.toordinal() if page.date else 0, reverse=True)
    links = (scope.link(audience, f"page/{page.path}") for page in pages if f"page/{page.path}" in scope.targets)
    standing = (scope.link(audience, path) for path in standing_pages(scope))
    return tuple(link for link in (*standing, *links) if link.href)[:at_most]


def standing_pages(scope: Scope) -> list[str]:
    """Return the pages of our own among the plain ones; the sponsor's only where there is a sponsor."""
    return [path for path in STANDING if path in scope.targets and (path != "sponsor" or scope.cohort.record.sponsors)]


def _folder(path: str) -> str:
    parent = posixpath.dirname(path)
    return "" if parent in ("", "pages") else parent.replace("-", " ")
