"""What the group's memory shows: open questions and commitments."""

from dataclasses import dataclass

from portalgen.model.site import Markdown
from portalgen.plan.views.cards import CommitmentRow, Face, Link, SessionCard, TopicCard


@dataclass(frozen=True, slots=True)
class TopicReturn:
    """One return of a question: what was said of it, the agenda items and the themes that took it up."""

    session: SessionCard
    texts: tuple[Markdown, ...]
    items: tuple[str, ...]
    themes: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class TopicView:
    """Template topic.html: one open question and each of its returns."""

    card: TopicCard
    body: Markdown
    raised_by: Face | None
    threads: tuple[TopicReturn, ...]
    beliefs: tuple[tuple[str, str], ...]
    people: tuple[Face, ...]
    commitments: tuple[CommitmentRow, ...]


@dataclass(frozen=True, slots=True)
class TopicsView:
    """Template topics.html: open questions by state."""

    groups: tuple[tuple[str, tuple[TopicCard, ...]], ...]


@dataclass(frozen=True, slots=True)
class BeliefRow:
    """A belief before and after, and the open question that moved it."""

    before: str
    now: str
    topic: Link | None = None


@dataclass(frozen=True, slots=True)
class BeliefsView:
    """Template beliefs.html: beliefs by session, the newest first; the last group without a session."""

    groups: tuple[tuple[Link, tuple[BeliefRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class CommitmentsView:
    """Template commitments.html. Ordered by when they were made; never counted per person."""

    open: tuple[CommitmentRow, ...]
    closed: tuple[CommitmentRow, ...]
