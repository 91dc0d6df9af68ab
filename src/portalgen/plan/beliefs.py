"""What changed our minds: beliefs that moved, from notes and open questions, by session. Nobody is named."""

from collections.abc import Iterator

from portalgen.load.portal import Session
from portalgen.plan.scope import Scope
from portalgen.plan.session_cards import open_sessions
from portalgen.plan.views import BeliefRow, BeliefsView, Link, Page

BELIEFS = "beliefs"


def beliefs_pages(scope: Scope) -> Iterator[Page]:
    """Yield the page of all beliefs that moved, the newest session first."""
    if BELIEFS not in scope.targets:
        return
    groups = [(scope.link("members", f"sessions/{session.id}"), tuple(_moved_in(scope, session)))
              for session in reversed(open_sessions(scope, "members"))]  # fmt: skip
    groups.append((Link(""), tuple(_without_session(scope))))
    yield scope.page(BELIEFS, "beliefs", BeliefsView(tuple(group for group in groups if group[1])))


def any_beliefs(scope: Scope) -> bool:
    """Tell whether there is anything for the page of beliefs."""
    sessions = open_sessions(scope, "members")
    return any(True for session in sessions for _ in _moved_in(scope, session)) or any(_without_session(scope))


def _moved_in(scope: Scope, session: Session) -> Iterator[BeliefRow]:
    """Yield the beliefs of a session: those of its notes, then those of questions that moved there, each once."""
    told = set()
    if session.notes and scope.way("members", f"sessions/{session.id}/notes"):
        for belief in session.notes.record.beliefs:
            told.add((belief.before, belief.now))
            yield BeliefRow(belief.before, belief.now)
    for row in _of_topics(scope, session.id):
        if (row.before, row.now) not in told:
            yield row


def _without_session(scope: Scope) -> Iterator[BeliefRow]:
    return _of_topics(scope, None)


def _of_topics(scope: Scope, when: str | None) -> Iterator[BeliefRow]:
    for topic in scope.cohort.topics:
        if scope.way("members", f"topics/{topic.id}"):
            for belief in topic.record.beliefs:
                if belief.when == when:
                    yield BeliefRow(belief.before, belief.now, scope.link("members", f"topics/{topic.id}"))
