"""Which cohort, which session is meant: the only one, the named one, or an error that lists them."""

from collections.abc import Sequence
from pathlib import Path

from portalgen.desk.names import slug
from portalgen.errors import UsageError, nearest
from portalgen.load.portal import Cohort, Portal, Session
from portalgen.load.reader import CONTENT, read_portal
from portalgen.load.unread import SHARED


def cohort_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of all cohorts of a portal."""
    return tuple(sorted(path.parent.name for path in (root / CONTENT).glob("*/cohort.yaml")
                        if path.parent.name not in SHARED))  # fmt: skip


def check_cohorts(root: Path, given: Sequence[str]) -> None:
    """Raise UsageError where a portal with cohorts has none by one of the names `given`."""
    known = cohort_ids(root)
    for name in given:
        if known and name not in known:
            raise UsageError(f'there is no cohort "{name}"', hint=f"there is: {', '.join(known)}")


def choose_cohort(root: Path, given: Sequence[str]) -> tuple[Portal, Cohort]:
    """Return the portal with the cohort that is meant. Raises UsageError where that is not plain."""
    known = cohort_ids(root)
    if len(given) > 1 or (not given and len(known) > 1):
        raise UsageError("which cohort?", hint=f"name one with --cohort: {', '.join(known)}")
    check_cohorts(root, given)
    portal = read_portal(root, only=given)
    return portal, portal.cohorts[0]


def choose_session(cohort: Cohort, given: str, usual: Sequence[Session], what: str) -> Session:
    """Return the session with the id or folder `given`, else the first of `usual`; `what` names it in the error."""
    sessions = cohort.sessions
    known = ", ".join(session.id for session in sessions) or "none yet; portalgen new session"
    if not given:
        if not usual:
            raise UsageError(f"there is no session {what}", hint=f"sessions here: {known}")
        return usual[0]
    for session in sessions:
        folder = session.folder.rpartition("/")[2]
        if given.rstrip("/") in (session.id, folder, session.folder, str(session.record.number)):
            return session
    raise UsageError(f'there is no session "{given}"', hint=f"sessions here: {known}")


def choose_person(portal: Portal, given: str) -> str:
    """Return the id of a person, given as id or as name. Raises UsageError."""
    for person in portal.people.values():
        if given == person.id or slug(given) in (person.id, slug(person.record.name)):
            return person.id
    hint = nearest(slug(given), portal.people, f"people: {', '.join(portal.people) or 'none yet'}")
    raise UsageError(f'there is nobody called "{given}"', hint=hint)
