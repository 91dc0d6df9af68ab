"""What the desk reads out of a cohort: who is here, who holds which office, what is open, what comes next. Pure."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from portalgen.desk.names import free
from portalgen.load.portal import Cohort, Session
from portalgen.model.memory import CLOSED, CommitmentRecord

HERE = ("active", "new", "on-leave")
IN_THE_ROOM = ("active", "new")
USUAL_SIZE = 8  # members, where nobody is named yet
_NUMBERED = re.compile(r"([a-z-]*?)(\d+)")


def here(cohort: Cohort) -> tuple[str, ...]:
    """Return the ids of everybody who belongs to the group now."""
    return tuple(member.person for member in cohort.record.members if member.status in HERE)


def size(cohort: Cohort) -> int:
    """Return how many members to plan for."""
    count = sum(member.status in IN_THE_ROOM for member in cohort.record.members)
    return count or cohort.record.size_target or USUAL_SIZE


def offices(cohort: Cohort, day: date) -> dict[str, str]:
    """Return who holds which office on a day, by its name in small letters; "chair" is one."""
    held = {role.role.casefold(): role.person for role in cohort.record.roles
            if (role.since is None or role.since <= day) and (role.until is None or role.until >= day)}  # fmt: skip
    return held | ({"chair": cohort.record.chair} if cohort.record.chair else {})


def open_promises(cohort: Cohort) -> tuple[CommitmentRecord, ...]:
    """Return the shared commitments that are not closed yet."""
    return tuple(row for row in _commitments(cohort) if not row.private and _status(row) not in CLOSED)


def _status(row: CommitmentRecord) -> str:
    closing = [update.status for update in row.updates if update.status in CLOSED]
    return closing[-1] if closing and row.status == "open" else row.status


def _commitments(cohort: Cohort) -> tuple[CommitmentRecord, ...]:
    return cohort.commitments.record.commitments if cohort.commitments else ()


def next_commitment_id(cohort: Cohort) -> str:
    """Return the id of the next commitment: the last one's letters with the next number."""
    return _next_id([row.id for row in _commitments(cohort)], "c")


def next_session(cohort: Cohort) -> tuple[int, str]:
    """Return the number and the id of the session after all that there are."""
    sessions = [session for session in cohort.sessions if session.record.status != "cancelled"]
    highest = max((session.record.number or 0 for session in sessions), default=0)
    number = max(highest, len(sessions)) + 1
    ids = [session.id for session in cohort.sessions]
    found = [match.group(1) for match in map(_NUMBERED.fullmatch, ids) if match]
    return number, free(f"{found[-1] if found else 's'}{number}", ids)


def _next_id(ids: list[str], letters: str) -> str:
    found = [match for match in map(_NUMBERED.fullmatch, ids) if match]
    prefix = found[-1].group(1) if found else letters
    number = max((int(match.group(2)) for match in found), default=0) + 1
    return free(f"{prefix}{number}", ids)


def upcoming(cohort: Cohort, day: date) -> tuple[Session, ...]:
    """Return the sessions that are not over on a day, the next one first."""
    return tuple(one for one in cohort.sessions if one.last_day >= day and one.record.status != "cancelled")


def held(cohort: Cohort, day: date) -> tuple[Session, ...]:
    """Return the sessions that have begun by a day, the latest first."""
    past = (one for one in cohort.sessions if one.start.date() <= day and one.record.status != "cancelled")
    return tuple(sorted(past, key=lambda one: one.start, reverse=True))


def taken_topics(cohort: Cohort, day: date) -> Iterator[str]:
    """Yield the questions that stand on the agenda of a session still to come."""
    for session in upcoming(cohort, day):
        yield from (item.topic for item in session.record.agenda if item.topic)


def local(moment: datetime) -> str:
    """Return a moment as it is written into files: 2027-02-11 14:00."""
    return f"{moment:%Y-%m-%d %H:%M}"
