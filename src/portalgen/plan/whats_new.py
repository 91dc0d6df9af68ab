"""What a returning reader is told of: pages worth a look, the latest first, each with its fingerprint.

The reader's device compares fingerprints with those it saw; the days here serve those who come for the first time.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from portalgen.load.portal import Session
from portalgen.plan.scope import Scope
from portalgen.plan.topics import returns_of
from portalgen.plan.views import NewRow, Page

AT_MOST = 60  # rows, about 10 KB: the home page of two thousand pages stays as small as that of sixty
RECENT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class _Dated:
    """A page with the day it changed, where one is known, and the day it is ranked by."""

    path: str
    rank: date
    day: date | None = None
    change: Literal["new", "changed"] = "new"
    pinned: bool = False


def whats_new(scope: Scope, audience: str, pages: Iterable[Page], *, listed: Iterable[str]) -> tuple[NewRow, ...]:
    """Return the pages worth a look that these readers may open: pinned first, then latest first.

    listed: logical paths of what stands on the home page anyway; of these, only changes are told.
    """
    prints = {page.path: page.fingerprint for page in pages if page.fingerprint}
    found = [one for one in _dated(scope) if one.path in prints and scope.way(audience, one.path)]
    found.sort(key=lambda one: (not one.pinned, -one.rank.toordinal(), one.path))
    shown = frozenset(listed)
    return tuple(_row(scope, audience, one, prints[one.path], listed=one.path in shown) for one in found[:AT_MOST])


def _row(scope: Scope, audience: str, one: _Dated, stamp: str, *, listed: bool) -> NewRow:
    link = scope.link(audience, one.path)
    recent = bool(one.day and one.day > scope.as_of - RECENT) and not (listed and one.change == "new")
    return NewRow(link.text, link.href, one.day, stamp, one.change, recent or one.pinned, one.pinned, listed)


def _dated(scope: Scope) -> Iterator[_Dated]:
    cohort, today = scope.cohort, scope.as_of
    for session in cohort.sessions:
        yield from _of_session(scope, session)
    for item in cohort.news:
        yield _Dated(f"news/{item.id}", item.date, item.date, pinned=item.doc.record.pinned)
    for topic in cohort.topics:
        returns = [session.last_day for session in returns_of(scope, topic) if session.last_day <= today]
        yield _Dated(f"topics/{topic.id}", max(returns, default=today))
    if cohort.charter:
        days = [day for day in (cohort.charter.record.effective, *_changed(scope)) if day and day <= today]
        yield _Dated("charter", today, max(days, default=None), "changed")
    added = [row.added for row in (cohort.resources.record.resources if cohort.resources else ()) if row.added]
    yield _Dated("resources", today, max((day for day in added if day <= today), default=None), "changed")
    for page in cohort.pages:
        yield _Dated(f"page/{page.path}", page.date or date.min, page.date)


def _changed(scope: Scope) -> Iterator[date]:
    charter = scope.cohort.charter
    yield from (change.date for change in (charter.record.changelog if charter else ()))


def _of_session(scope: Scope, session: Session) -> Iterator[_Dated]:
    base, record, today = f"sessions/{session.id}", session.record, scope.as_of
    held = min(session.last_day, today)
    moved = [move.on for move in record.moves if move.on <= today]
    if moved:
        yield _Dated(base, max(held, *moved), max(moved), "changed")
    else:
        yield _Dated(base, held, record.publish_at)
    for paper in session.prereads:
        day = paper.doc.record.published
        yield _Dated(f"{base}/prereads/{paper.id}", day or held, day)
    if session.notes:
        day = session.notes.record.published or session.last_day
        yield _Dated(f"{base}/notes", day, day)
