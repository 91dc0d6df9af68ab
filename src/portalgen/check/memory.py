"""Rules about what a group remembers: promises nobody reported, notes that are late, notes that are kept too long."""

from collections.abc import Iterator
from datetime import date, timedelta

from portalgen.errors import Problem
from portalgen.load.portal import Cohort, Portal, Session
from portalgen.model.memory import CLOSED

NOTES_DAYS = 7  # after that nobody remembers what was said
KEPT = ("notes", "presenter_notes", "chair_notes", "prereads", "sponsor_summary")


def last_session(cohort: Cohort, as_of: date) -> Session | None:
    """Return the last session that has been and at which promises could be reported."""
    past = (session for session in reversed(cohort.sessions) if session.last_day < as_of and session.record.agenda)
    return next((session for session in past if session.record.status not in ("idea", "cancelled")), None)


def unreported(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield promises that were open at the last session and of which nothing was written down there."""
    doc, last = cohort.commitments, last_session(cohort, as_of)
    if doc is None or last is None:
        return
    order = {session.id: number for number, session in enumerate(cohort.sessions)}
    for number, row in enumerate(doc.record.commitments):
        told = [update for update in row.updates if update.session == last.id]
        closed = row.status in CLOSED or any(update.status in CLOSED for update in row.updates)
        if order[row.made_in] < order[last.id] and not told and not closed and not row.private:
            name = portal.people[row.who].record.name
            hint = f"add to its `updates`: {{session: {last.id}, text: …, status: …}}"
            yield doc.problem(
                f'nothing is written of {name}\'s "{row.text}" at {last.record.title}', "commitments", number, hint=hint
            )


def notes_late(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield sessions of the last weeks whose notes are not out."""
    last = last_session(cohort, as_of)
    if last is None or (as_of - last.last_day).days > 60:
        return
    mode = last.record.attribution or cohort.record.attribution
    state = last.notes.record.state if last.notes else "missing"
    days = (as_of - last.last_day).days
    if mode != "none" and state != "published" and days > NOTES_DAYS:
        doc = last.notes or last.doc
        hint = "portalgen new notes writes them from the agenda" if last.notes is None else "set `state: published`"
        yield doc.problem(f"{days} days after {last.record.title} its notes are {state}", hint=hint)


def retention_due(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield what is older than the group promised to keep: a build leaves it out, the file is still there."""
    own, network = cohort.record.retention, portal.network.record.retention
    for session in cohort.sessions:
        for kind, there in _held(session):
            days = getattr(own, kind) if own and getattr(own, kind) is not None else getattr(network, kind)
            if there and days is not None and session.last_day + timedelta(days=days) < as_of:
                doc = session.notes if session.notes and kind != "prereads" else session.doc
                named = kind.replace("_", " ")
                what = f"the {named} of {session.record.title} are older than the {days} days they are kept"
                yield doc.problem(what, hint="no build has them any more; delete them here and in your backups too")


def _held(session: Session) -> Iterator[tuple[str, bool]]:
    record = session.notes.record if session.notes else None
    yield "notes", bool(record and (record.themes or record.insights or (session.notes and session.notes.body)))
    yield "presenter_notes", bool(record and record.presenter_notes)
    yield "chair_notes", bool(record and record.chair_notes)
    yield "prereads", bool(session.prereads)
    yield "sponsor_summary", bool(record and record.sponsor_summary)
