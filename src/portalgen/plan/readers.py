"""Which circles a cohort has, from its content; and who may read a session, by the rule for late joiners."""

from datetime import date

from portalgen.access.reach import Circle, Reach
from portalgen.load.portal import Cohort, LoosePage, Session
from portalgen.model.cohort import CircleRecord
from portalgen.plan.scope import standing

LEFT = ("alum", "guest")


def reach_of(cohort: Cohort, day: date) -> Reach:
    """Return who opens what in a cohort on a day: its own circles, and those of sessions before somebody joined."""
    circles = {f"circle:{record.id}": _circle(cohort, record, day) for record in cohort.record.circles}
    if cohort.record.history != "all":
        for session in cohort.sessions:
            there = members_at(cohort, session, day)
            if there != members_of(cohort, day):
                circles[_past(session)] = Circle(frozenset(f"member:{name}" for name in there))
    return Reach(circles)


def _circle(cohort: Cohort, record: CircleRecord, day: date) -> Circle:
    members = members_of(cohort, day)
    named = [name for name in record.people if name not in record.but]
    if record.but:
        named += [name for name in members if name not in record.but]
    readers = frozenset(f"member:{name}" if name in members else f"guest:{name}" for name in named)
    return Circle(readers, all_members=record.members and not record.but)


def members_of(cohort: Cohort, day: date) -> list[str]:
    """Return the ids of those who are members on a day."""
    return [member.person for member in cohort.record.members if standing(member, day) not in LEFT]


def members_at(cohort: Cohort, session: Session, day: date) -> list[str]:
    """Return the ids of those who are members on a day and already were at a session."""
    joined = {member.person: member.joined or session.last_day for member in cohort.record.members}
    return [name for name in members_of(cohort, day) if joined[name] <= session.last_day]


def _past(session: Session) -> str:
    return f"circle:at-{session.id}"


def session_audience(cohort: Cohort, session: Session, day: date) -> str:
    """Return who reads a session's pages: as it says; earlier ones only those who were members then, if so ruled."""
    return _ruled(cohort, session, session.record.audience, ("since-joined",), day)


def notes_audience(cohort: Cohort, session: Session, day: date) -> str:
    """Return who reads a session's notes."""
    return _ruled(cohort, session, session.record.audience, ("since-joined", "summary"), day)


def paper_audience(cohort: Cohort, session: Session, own: str, day: date) -> str:
    """Return who reads a pre-read: as it says, within who reads the session."""
    if own == "members" and session.record.audience != "members":
        return session_audience(cohort, session, day)
    return _ruled(cohort, session, own, ("since-joined",), day)


def _ruled(cohort: Cohort, session: Session, audience: str, rules: tuple[str, ...], day: date) -> str:
    if audience != "members" or cohort.record.history not in rules:
        return audience
    return audience if members_at(cohort, session, day) == members_of(cohort, day) else _past(session)


def session_around(cohort: Cohort, page: LoosePage) -> Session | None:
    """Return the session in whose folder a page lies."""
    if not page.doc.path.startswith(f"content/{cohort.id}/sessions/"):
        return None  # asked for each of thousands
    return next((one for one in cohort.sessions if page.doc.path.startswith(f"{one.folder}/")), None)
