"""What the group carries forward: commitments and open questions."""

from collections.abc import Iterator
from datetime import date

from portalgen.load.portal import Session, Topic
from portalgen.model.memory import CommitmentRecord
from portalgen.plan.scope import Scope, span
from portalgen.plan.views import (
    CommitmentRow,
    CommitmentsView,
    Page,
    Report,
    SessionCard,
    TopicCard,
    TopicsView,
    TopicView,
)

CLOSED = ("done", "dropped")
TOPIC_STATES = ("scheduled", "exploring", "coached", "parked", "resting", "closed")


def commitment_records(scope: Scope) -> tuple[CommitmentRecord, ...]:
    """Return every commitment of the cohort in the order it was written down."""
    return scope.cohort.commitments.record.commitments if scope.cohort.commitments else ()


def status_of(record: CommitmentRecord) -> str:
    """Return where a commitment stands: what its owner last reported, unless the record itself is closed."""
    return record.updates[-1].status if record.status == "open" and record.updates else record.status


def commitment_row(scope: Scope, audience: str, record: CommitmentRecord) -> CommitmentRow:
    """Return a commitment with everything that was reported about it."""
    return CommitmentRow(
        id=record.id,
        who=scope.face(audience, record.who),
        text=record.text,
        status=status_of(record),
        made_in=scope.link(audience, f"sessions/{record.made_in}"),
        due=_due(scope, record),
        belief=record.belief or "",
        behaviour=record.behaviour or "",
        outcome=record.outcome or "",
        topic=scope.link(audience, f"topics/{record.topic}") if record.topic else None,
        reports=tuple(Report(scope.link(audience, f"sessions/{update.session}"), update.status, update.text)
                      for update in record.updates),
        private=record.private,
    )  # fmt: skip


def _due(scope: Scope, record: CommitmentRecord) -> str:
    when = record.due
    if isinstance(when, str):
        when = next(session.start.date() for session in scope.cohort.sessions if session.id == when)
    return when.isoformat() if isinstance(when, date) else ""


def shared_rows(scope: Scope, audience: str) -> tuple[CommitmentRow, ...]:
    """Return the commitments that all members know of."""
    return tuple(commitment_row(scope, audience, record) for record in commitment_records(scope) if not record.private)


def open_rows(scope: Scope, audience: str) -> tuple[CommitmentRow, ...]:
    """Return the shared commitments that are not closed."""
    return tuple(row for row in shared_rows(scope, audience) if row.status not in CLOSED)


def _order(scope: Scope) -> dict[str, int]:
    return {session.id: number for number, session in enumerate(scope.cohort.sessions)}


def accountability(scope: Scope, audience: str, session: Session) -> tuple[CommitmentRow, ...]:
    """Return the shared commitments made before `session` and not closed before it."""
    order = _order(scope)
    rows = []
    for record in commitment_records(scope):
        if record.private or order[record.made_in] >= order[session.id]:
            continue
        closed = [order[update.session] for update in record.updates if update.status in CLOSED]
        if not closed and record.status in CLOSED:
            continue
        if not closed or min(closed) >= order[session.id]:
            rows.append(commitment_row(scope, audience, record))
    return tuple(rows)


def made_in(scope: Scope, audience: str, session: Session) -> tuple[CommitmentRow, ...]:
    """Return the shared commitments made in `session`."""
    return tuple(commitment_row(scope, audience, record) for record in commitment_records(scope)
                 if record.made_in == session.id and not record.private)  # fmt: skip


def topic_card(scope: Scope, audience: str, topic: Topic) -> TopicCard:
    """Return an open question as it stands in a list."""
    record = topic.record
    raised = scope.link(audience, f"sessions/{record.raised_in}").text if record.raised_in else ""
    return TopicCard(
        title=record.title,
        href=scope.way(audience, f"topics/{topic.id}"),
        state=record.state,
        urgency=record.urgency or "",
        raised=raised,
        returns=len(record.threads),
    )


def memory_pages(scope: Scope) -> Iterator[Page]:
    """Yield the commitments page, the topics page and a page for each topic."""
    if "commitments" in scope.targets:
        rows = shared_rows(scope, "members")
        view = CommitmentsView(
            tuple(row for row in rows if row.status not in CLOSED),
            tuple(row for row in reversed(rows) if row.status in CLOSED),
        )
        yield scope.page("commitments", "commitments", view)
    if "topics" in scope.targets:
        cards = [topic_card(scope, "members", topic) for topic in scope.cohort.topics
                 if topic.record.audience == "members"]  # fmt: skip
        groups = ((state, tuple(card for card in cards if card.state == state)) for state in TOPIC_STATES)
        yield scope.page("topics", "topics", TopicsView(tuple(group for group in groups if group[1])))
    for topic in scope.cohort.topics:
        yield _topic_page(scope, topic)


def _topic_page(scope: Scope, topic: Topic) -> Page:
    record, audience = topic.record, topic.record.audience
    sessions = {session.id: session for session in scope.cohort.sessions}
    raised_by = record.raised_by if not record.raised_by_withheld else None
    view = TopicView(
        card=topic_card(scope, audience, topic),
        body=topic.doc.body,
        raised_by=scope.face(audience, raised_by) if raised_by else None,
        threads=tuple((_plain_card(scope, audience, sessions[thread.session]), thread.text or "")
                      for thread in record.threads),
        beliefs=tuple((belief.before, belief.now) for belief in record.beliefs),
        people=scope.faces(audience, record.related_people),
        commitments=tuple(commitment_row(scope, audience, row) for row in commitment_records(scope)
                          if row.topic == topic.id and not row.private),
    )  # fmt: skip
    return scope.page(f"topics/{topic.id}", "topic", view, topic.doc.path, back=scope.link(audience, "topics"))


def _plain_card(scope: Scope, audience: str, session: Session) -> SessionCard:
    record = session.record
    return SessionCard(
        title=record.title,
        href=scope.way(audience, f"sessions/{session.id}"),
        number=record.number,
        kind=record.kind,
        status=record.status,
        when=span(session),
        where="",
        upcoming=session.last_day >= scope.as_of,
    )
