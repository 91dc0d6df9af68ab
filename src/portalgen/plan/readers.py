"""Which circles a cohort has, from its content; and who may read a session, by the rule for late joiners."""

from portalgen.access.reach import Circle, Reach
from portalgen.load.portal import Cohort, Session
from portalgen.model.cohort import CircleRecord

LEFT = ("alum", "guest")


def reach_of(cohort: Cohort) -> Reach:
    """Return who opens what in a cohort: its own circles, and those of sessions before somebody joined."""
    circles = {f"circle:{record.id}": _circle(cohort, record) for record in cohort.record.circles}
    if cohort.record.history != "all":
        for session in cohort.sessions:
            there = members_at(cohort, session)
            if there != members_of(cohort):
                circles[_past(session)] = Circle(frozenset(f"member:{name}" for name in there))
    return Reach(circles)


def _circle(cohort: Cohort, record: CircleRecord) -> Circle:
    members = members_of(cohort)
    named = [name for name in record.people if name not in record.but]
    if record.but:
        named += [name for name in members if name not in record.but]
    readers = frozenset(f"member:{name}" if name in members else f"guest:{name}" for name in named)
    return Circle(readers, all_members=record.members and not record.but)


def members_of(cohort: Cohort) -> list[str]:
    """Return the ids of those who are members now."""
    return [member.person for member in cohort.record.members if member.status not in LEFT]


def members_at(cohort: Cohort, session: Session) -> list[str]:
    """Return the ids of those who are members now and already were at a session."""
    joined = {member.person: member.joined or session.last_day for member in cohort.record.members}
    return [name for name in members_of(cohort) if joined[name] <= session.last_day]


def _past(session: Session) -> str:
    return f"circle:at-{session.id}"


def session_audience(cohort: Cohort, session: Session) -> str:
    """Return who reads a session's pages: as it says; earlier ones only those who were members then, if so ruled."""
    return _ruled(cohort, session, session.record.audience, ("since-joined",))


def notes_audience(cohort: Cohort, session: Session) -> str:
    """Return who reads a session's notes."""
    return _ruled(cohort, session, session.record.audience, ("since-joined", "summary"))


def paper_audience(cohort: Cohort, session: Session, own: str) -> str:
    """Return who reads a pre-read: as it says, within who reads the session."""
    if own == "members" and session.record.audience != "members":
        return session_audience(cohort, session)
    return _ruled(cohort, session, own, ("since-joined",))


def _ruled(cohort: Cohort, session: Session, audience: str, rules: tuple[str, ...]) -> str:
    if audience != "members" or cohort.record.history not in rules:
        return audience
    return audience if members_at(cohort, session) == members_of(cohort) else _past(session)
