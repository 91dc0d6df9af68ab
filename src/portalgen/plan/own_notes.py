"""Where readers may keep notes of their own, and until when. The notes themselves never leave their device."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from portalgen.plan.retention import on_device_until
from portalgen.plan.scope import Scope
from portalgen.plan.views import OwnNotes, Page

READ = frozenset(("charter", "news", "notes", "page", "part", "preread", "session", "topic"))
"""Families that are read rather than looked up. Nobody keeps notes here on a member's own page."""


def with_own_notes(scope: Scope, pages: Iterable[Page]) -> Iterator[Page]:
    """Yield the pages, those that take notes marked so, those of a session with the last day of its notes."""
    until = {session.id: on_device_until(scope, session) for session in scope.cohort.sessions}
    for page in pages:
        first, _, rest = page.path.partition("/")
        day = until.get(rest.partition("/")[0]) if first == "sessions" else None
        yield replace(page, own_notes=OwnNotes(day)) if page.family in READ else page
