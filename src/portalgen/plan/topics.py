"""Open questions that a group keeps coming back to: each with every session that touched it."""

from collections.abc import Iterator

from portalgen.load.portal import Session, Topic
from portalgen.plan.attribution import is_closed, voice
from portalgen.plan.commitments import records, row
from portalgen.plan.scope import STAGES, Scope, stage
from portalgen.plan.session_cards import open_sessions, session_card
from portalgen.plan.views import Link, Page, TopicCard, TopicReturn, TopicsView, TopicView

STATES = ("scheduled", "exploring", "coached", "parked", "resting", "closed")
URGENCIES = ("A", "B", "C", None)
WEIGHTS = ("high", "medium", None, "low")


def returns_of(scope: Scope, topic: Topic) -> list[Session]:
    """Return the sessions that touched a topic and are open to its readers: by threads, agenda items or themes."""
    return list(_returns(scope)[topic.id].values())


def _returns(scope: Scope) -> dict[str, dict[str, Session]]:
    """Return the sessions of `returns_of` by their id, for every topic by its id."""
    if not scope.returns:
        touched = {session.id: _touched(scope, session) for session in scope.cohort.sessions}
        opened = {audience: open_sessions(scope, audience)
                  for audience in {topic.record.audience for topic in scope.cohort.topics}}  # fmt: skip
        for topic in scope.cohort.topics:
            threads = {thread.session for thread in topic.record.threads}
            scope.returns[topic.id] = {session.id: session for session in opened[topic.record.audience]
                                       if session.id in threads or topic.id in touched[session.id]}  # fmt: skip
    return scope.returns


def _touched(scope: Scope, session: Session) -> set[str]:
    """Return the topics that a session's published agenda and notes name."""
    shown = session.record.agenda if stage(session) >= STAGES.index("agenda") else ()
    named = {item.topic for item in shown if item.topic}
    if session.notes and f"sessions/{session.id}/notes" in scope.targets:
        named.update(theme.topic for theme in session.notes.record.themes if theme.topic)
    return named


def topics_of(scope: Scope, audience: str, session: Session) -> tuple[Link, ...]:
    """Return links to the questions that a session touched."""
    links = (scope.link(audience, f"topics/{topic.id}") for topic in scope.cohort.topics
             if session.id in _returns(scope)[topic.id])  # fmt: skip
    return tuple(link for link in links if link.href)


def topic_card(scope: Scope, audience: str, topic: Topic) -> TopicCard:
    """Return an open question as it stands in a list."""
    record = topic.record
    return TopicCard(
        title=record.title,
        href=scope.way(audience, f"topics/{topic.id}"),
        state=record.state,
        urgency=record.urgency or "",
        raised=scope.link(audience, f"sessions/{record.raised_in}").text if record.raised_in else "",
        returns=len(returns_of(scope, topic)),
        depth=record.depth,
        importance=record.importance or "",
    )


def raiser(scope: Scope, topic: Topic) -> str | None:
    """Return who raised a question: nobody where it is withheld, or would tell who was in a closed room."""
    record = topic.record
    raised_in = [session for session in scope.cohort.sessions if session.id == record.raised_in]
    if record.raised_by_withheld or any(is_closed(scope.cohort, session) for session in raised_in):
        return None
    return record.raised_by


def topics_pages(scope: Scope) -> Iterator[Page]:
    """Yield the page of all questions, by state and urgency, and a page for each."""
    if "topics" in scope.targets:
        topics = [topic for topic in scope.cohort.topics if topic.record.audience == "members"]
        topics.sort(key=lambda topic: (URGENCIES.index(topic.record.urgency), WEIGHTS.index(topic.record.importance)))
        groups = ((state, tuple(topic_card(scope, "members", topic) for topic in topics if topic.record.state == state))
                  for state in STATES)  # fmt: skip
        yield scope.page("topics", "topics", TopicsView(tuple(group for group in groups if group[1])))
    for topic in scope.cohort.topics:
        yield _topic_page(scope, topic)


def _topic_page(scope: Scope, topic: Topic) -> Page:
    record, audience = topic.record, topic.record.audience
    raised_by = raiser(scope, topic)
    view = TopicView(
        card=topic_card(scope, audience, topic),
        body=topic.doc.body,
        raised_by=scope.face(audience, raised_by) if raised_by else None,
        threads=tuple(_return(scope, audience, topic, session) for session in returns_of(scope, topic)),
        beliefs=tuple((belief.before, belief.now) for belief in record.beliefs),
        people=scope.faces(audience, record.related_people),
        commitments=tuple(row(scope, audience, one) for one in records(scope)
                          if one.topic == topic.id and not one.private),
    )  # fmt: skip
    back = scope.link(audience, "topics")
    return scope.page(f"topics/{topic.id}", "topic", view, topic.doc.path, back=back)


def _return(scope: Scope, audience: str, topic: Topic, session: Session) -> TopicReturn:
    texts = (
        topic.doc.text(thread.text, "threads", number, "text", voice=voice(scope.cohort, session))
        for number, thread in enumerate(topic.record.threads)
        if thread.session == session.id and thread.text
    )
    shown = session.record.agenda if stage(session) >= STAGES.index("agenda") else ()
    themes = session.notes.record.themes if session.notes else ()
    notes = scope.way(audience, f"sessions/{session.id}/notes")
    return TopicReturn(
        session=session_card(scope, audience, session),
        texts=tuple(texts),
        items=tuple(item.title for item in shown if item.topic == topic.id),
        themes=tuple(Link(theme.title, notes) for theme in themes if theme.topic == topic.id and notes),
    )
