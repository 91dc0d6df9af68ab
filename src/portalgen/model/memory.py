"""What a group carries from session to session: commitments and topics."""

from typing import Annotated, Literal

from pydantic import Field

from portalgen.model.base import AudienceName, Day, Id, Record, Text

CLOSED = ("done", "dropped")
CommitmentStatus = Literal["open", "on-track", "changed", "done", "late", "dropped"]


class CommitmentUpdate(Record):
    """What a member reported about a promise at one session."""

    session: Id
    """Id of the session at which it was reported."""
    text: Text
    """What was said."""
    status: CommitmentStatus = "open"
    """Where it stands since."""


class CommitmentRecord(Record):
    """A promise that a member made to the group. Never a score."""

    id: Id
    """Short name, never reused."""
    who: Id
    """Id of the owner."""
    text: Text
    """The promise, in the owner's words."""
    made_in: Id
    """Id of the session at which it was made."""
    topic: Id | None = None
    """Id of the open question it belongs to."""
    belief: Text | None = None
    """What the owner believed."""
    behaviour: Text | None = None
    """What they did."""
    outcome: Text | None = None
    """What they saw."""
    due: Annotated[Day | Id | None, Field(union_mode="left_to_right")] = None
    """A day, or the id of a session."""
    status: CommitmentStatus = "open"
    """Set only to close it by hand; otherwise the last report counts."""
    updates: tuple[CommitmentUpdate, ...] = ()
    """Reports, in any order."""
    witness: Id | None = None
    """Id of the member who asks about it; reads it where it is private."""
    private: bool = False
    """Whether only the owner and the witness read it."""


class CommitmentsRecord(Record):
    """`commitments.yaml`: the promises of one cohort."""

    commitments: tuple[CommitmentRecord, ...] = ()
    """All promises of the cohort."""


class TopicThread(Record):
    """One return of a topic in a session."""

    session: Id
    """Id of a session that touched the question."""
    text: Text | None = None
    """What came of it."""


class Belief(Record):
    """A belief before and after."""

    before: Text
    """What was believed."""
    now: Text
    """What is believed now."""
    when: Id | None = None
    """Id of the session at which it moved."""


class TopicRecord(Record):
    """An open question that the group keeps coming back to; the file's text is what is known so far."""

    title: Text
    """The question."""
    raised_by: Id | None = None
    """Id of who raised it."""
    raised_by_withheld: bool = False
    """Whether that stays unsaid."""
    raised_in: Id | None = None
    """Id of the session at which it came up."""
    state: Literal["parked", "coached", "scheduled", "exploring", "resting", "closed"] = "parked"
    """Where it stands; resting is a state."""
    urgency: Literal["A", "B", "C"] | None = None
    """A, B or C."""
    importance: Literal["high", "medium", "low"] | None = None
    """How much it matters."""
    depth: bool = False
    """Whether it goes deep."""
    threads: tuple[TopicThread, ...] = ()
    """Returns, with a word on each; agenda items and themes count by themselves."""
    related_people: tuple[Id, ...] = ()
    """Ids of members to ask."""
    beliefs: tuple[Belief, ...] = ()
    """Beliefs that moved."""
    audience: AudienceName = "members"
    """Who reads it."""
