"""Promises carried from session to session until they are closed. Never a score, never a ranking."""

from collections.abc import Iterator
from datetime import date

from portalgen.load.portal import Session
from portalgen.model.memory import CLOSED, CommitmentRecord, CommitmentUpdate
from portalgen.plan.attribution import is_closed
from portalgen.plan.scope import Scope, is_told
from portalgen.plan.views import CommitmentRow, CommitmentsView, Link, Page, Report


def records(scope: Scope) -> tuple[CommitmentRecord, ...]:
    """Return every commitment of the cohort in the order it was written down."""
    return scope.cohort.commitments.record.commitments if scope.cohort.commitments else ()


def readers_of(record: CommitmentRecord) -> tuple[str, ...]:
    """Return who may read a private commitment: its owner, and the witness they named."""
    return (record.who, record.witness) if record.witness else (record.who,)


def history(scope: Scope, record: CommitmentRecord) -> tuple[CommitmentUpdate, ...]:
    """Return what was reported, in the order of the sessions, however it was written down; not yet at later ones."""
    order = _order(scope)
    told = (update for update in record.updates if is_told(scope, _session(scope, update.session)))
    return tuple(sorted(told, key=lambda update: order[update.session]))


def status_of(scope: Scope, record: CommitmentRecord) -> str:
    """Return where a commitment stands: as the record says, else as last reported; "late" once its day has passed."""
    told = history(scope, record)
    status = told[-1].status if record.status == "open" and told else record.status
    due = due_day(scope, record)
    return "late" if status in ("open", "on-track") and due and due < scope.as_of else status


def due_day(scope: Scope, record: CommitmentRecord) -> date | None:
    """Return the day a commitment is due, where it has one: a date, or the date of a session."""
    if not isinstance(record.due, str):
        return record.due
    return _session(scope, record.due).start.date()


def row(scope: Scope, audience: str, record: CommitmentRecord) -> CommitmentRow:
    """Return a commitment with everything that was reported about it."""
    due = due_day(scope, record)
    return CommitmentRow(
        id=record.id,
        who=scope.face(audience, record.who),
        text=record.text,
        status=status_of(scope, record),
        made_in=_session_link(scope, audience, record.made_in),
        due=due.isoformat() if due else "",
        belief=record.belief or "",
        behaviour=record.behaviour or "",
        outcome=record.outcome or "",
        topic=scope.mention(audience, f"topics/{record.topic}") if record.topic else None,
        reports=tuple(Report(_session_link(scope, audience, update.session), update.status, update.text)
                      for update in history(scope, record)),
        private=record.private,
        witness=scope.face(audience, record.witness) if record.witness else None,
    )  # fmt: skip


def _session(scope: Scope, session_id: str) -> Session:
    return scope.cohort.sessions[_order(scope)[session_id]]


def _session_link(scope: Scope, audience: str, session_id: str) -> Link:
    """Return a link to a session, or none where naming it would tell who was in a closed room."""
    session = _session(scope, session_id)
    path = f"sessions/{session_id}"
    link = scope.link(audience, path)
    hidden = path in scope.targets and not link.href
    return Link("") if hidden or is_closed(scope.cohort, session) else link


def shared(scope: Scope, audience: str) -> tuple[CommitmentRow, ...]:
    """Return the commitments that all members know of."""
    return tuple(row(scope, audience, record) for record in records(scope) if not record.private)


def promises_of(scope: Scope, audience: str, person_id: str) -> tuple[CommitmentRow, ...]:
    """Return the shared commitments of one person that are not closed."""
    rows = (row(scope, audience, record) for record in records(scope) if record.who == person_id and not record.private)
    return tuple(one for one in rows if one.status not in CLOSED)


def still_open(scope: Scope, audience: str) -> tuple[CommitmentRow, ...]:
    """Return the shared commitments that are not closed."""
    return tuple(one for one in shared(scope, audience) if one.status not in CLOSED)


def _order(scope: Scope) -> dict[str, int]:
    if not scope.order:
        scope.order.update({session.id: number for number, session in enumerate(scope.cohort.sessions)})
    return scope.order


def carried_to(scope: Scope, session: Session) -> Iterator[CommitmentRecord]:
    """Yield the shared commitments made before `session` and not closed before it."""
    order = _order(scope)
    for record in records(scope):
        if record.private or order[record.made_in] >= order[session.id]:
            continue
        closed = [order[update.session] for update in record.updates if update.status in CLOSED]
        if not closed and record.status in CLOSED:
            continue
        if not closed or min(closed) >= order[session.id]:
            yield record


def accountability(scope: Scope, audience: str, session: Session) -> tuple[CommitmentRow, ...]:
    """Return the commitments that a session comes back to; none where its pages may name nobody."""
    if is_closed(scope.cohort, session):
        return ()
    return tuple(row(scope, audience, record) for record in carried_to(scope, session))


def made_in(scope: Scope, audience: str, session: Session) -> tuple[CommitmentRow, ...]:
    """Return the shared commitments made in `session`; none where its pages may name nobody."""
    if is_closed(scope.cohort, session):
        return ()
    return tuple(row(scope, audience, record) for record in records(scope)
                 if record.made_in == session.id and not record.private)  # fmt: skip


def commitments_pages(scope: Scope) -> Iterator[Page]:
    """Yield the page of all shared commitments."""
    if "commitments" in scope.targets:
        rows = shared(scope, "members")
        view = CommitmentsView(
            open=tuple(one for one in rows if one.status not in CLOSED),
            closed=tuple(one for one in reversed(rows) if one.status in CLOSED),
        )
        yield scope.page("commitments", "commitments", view)
