"""Rules about the agenda: boxes that fit the session, and owners who are there."""

from collections.abc import Iterator
from datetime import date

from portalgen.errors import Problem
from portalgen.load.portal import Cohort, Portal, Session
from portalgen.plan.clock import Box, boxes, left_over


def _planned(cohort: Cohort, as_of: date) -> Iterator[Session]:
    """Yield the sessions still to come: what is past cannot be mended."""
    for session in cohort.sessions:
        if session.last_day >= as_of and session.record.agenda and session.record.status != "cancelled":
            yield session


def overrun(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield sessions whose boxes run past the end."""
    for session in _planned(cohort, as_of):
        rest = left_over(session)
        if rest is not None and rest < 0:
            what = f"the agenda runs {-rest} minutes past the end of the session"
            yield session.doc.problem(what, "agenda", hint="shorten a box, or move `end`")


def gaps(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield minutes that no box fills: between two boxes, and before the end."""
    for session in _planned(cohort, as_of):
        rest = left_over(session)
        if rest and rest > 0:
            yield session.doc.problem(f"{rest} minutes before the end have no box", "agenda", hint="lengthen one")
        for number, box in _boxes(session):
            if box.gap > 0 and not (session.end and box.start >= session.end):
                what = f'{box.gap} minutes before "{box.item.title}" have no box'
                yield session.doc.problem(what, "agenda", number, "at", hint="add a break, or leave out `at`")


def overlaps(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield boxes that are set to begin before the one before has ended."""
    for session in _planned(cohort, as_of):
        for number, box in _boxes(session):
            if box.gap < 0:
                what = f'"{box.item.title}" begins {-box.gap} minutes before the box before it ends'
                yield session.doc.problem(what, "agenda", number, "at", hint="shorten that box, or move `at`")


def absent_owners(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield agenda items whose owner has said that they do not come."""
    for session in _planned(cohort, as_of):
        absent = {row.person for row in session.record.attendance if row.rsvp == "no" or row.present == "absent"}
        for number, item in enumerate(session.record.agenda):
            for key in ("owner", "coach"):
                person = getattr(item, key)
                if person in absent:
                    what = f'{portal.people[person].record.name} owns "{item.title}" but does not come'
                    yield session.doc.problem(what, "agenda", number, key, hint="ask somebody else")


def _boxes(session: Session) -> Iterator[tuple[int, Box]]:
    return iter(enumerate(boxes(session)))
