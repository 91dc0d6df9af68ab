"""Sessions as they stand in lists, and which of them a build has."""

from portalgen.load.portal import Session
from portalgen.plan.places import where
from portalgen.plan.scope import Scope, span
from portalgen.plan.views import SessionCard

PRESENT = ("full", "part", "remote")


def session_card(scope: Scope, audience: str, session: Session) -> SessionCard:
    """Return a session as it stands in a list."""
    record = session.record
    return SessionCard(
        title=record.title,
        href=scope.way(audience, f"sessions/{session.id}"),
        number=record.number,
        kind=record.kind,
        status=record.status,
        when=span(session),
        where=where(scope, session),
        upcoming=is_upcoming(scope, session),
        theme=record.theme or "",
    )


def is_upcoming(scope: Scope, session: Session) -> bool:
    """Tell whether a session is still to come on the build's date."""
    return session.last_day >= scope.as_of and session.record.status not in ("archived", "cancelled")


def built_sessions(scope: Scope) -> list[Session]:
    """Return the sessions that have a page in this build, earliest first."""
    return [session for session in scope.cohort.sessions if f"sessions/{session.id}" in scope.targets]


def open_sessions(scope: Scope, audience: str) -> list[Session]:
    """Return the sessions whose page readers of `audience` can open, earliest first."""
    return [session for session in built_sessions(scope) if scope.way(audience, f"sessions/{session.id}")]


def is_shared(scope: Scope, session: Session) -> bool:
    """Tell whether others than its readers may know when and where a session is: it is the group's or a circle's."""
    audience = scope.audience(f"sessions/{session.id}")
    return audience == "members" or audience.startswith("circle:")


def next_session(scope: Scope) -> Session | None:
    """Return the next session to come, if there is one."""
    open_to_all = open_sessions(scope, "members")
    return next((session for session in open_to_all if is_upcoming(scope, session)), None)


def coming(session: Session) -> list[str]:
    """Return the ids of those who come or came."""
    return [row.person for row in session.record.attendance
            if row.present in PRESENT or (row.present is None and row.rsvp == "yes")]  # fmt: skip
