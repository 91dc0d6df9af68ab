"""What a group carries from session to session: commitments and topics."""

from typing import Annotated, Literal

from pydantic import Field

from portalgen.model.base import AudienceName, Day, Id, Record, Text

CLOSED = ("done", "dropped")
CommitmentStatus = Literal["open", "on-track", "changed", "done", "late", "dropped"]


class CommitmentUpdate(Record):
    """What a member reported about a promise at one session."""

    session: Id
    text: Text
    status: CommitmentStatus = "open"


class CommitmentRecord(Record):
    """A promise that a member made to the group. Never a score."""

    id: Id
    who: Id
    text: Text
    made_in: Id
    topic: Id | None = None
    belief: Text | None = None
    behaviour: Text | None = None
    outcome: Text | None = None
    due: Annotated[Day | Id | None, Field(union_mode="left_to_right")] = None
    status: CommitmentStatus = "open"
    updates: tuple[CommitmentUpdate, ...] = ()
    witness: Id | None = None
    private: bool = False


class CommitmentsRecord(Record):
    """`commitments.yaml`: the promises of one cohort."""

    commitments: tuple[CommitmentRecord, ...] = ()


class TopicThread(Record):
    """One return of a topic in a session."""

    session: Id
    text: Text | None = None


class Belief(Record):
    """A belief before and after."""

    before: Text
    now: Text
    when: Id | None = None


class TopicRecord(Record):
    """An open question that the group keeps coming back to; the file's text is what is known so far."""

    title: Text
    raised_by: Id | None = None
    raised_by_withheld: bool = False
    raised_in: Id | None = None
    state: Literal["parked", "coached", "scheduled", "exploring", "resting", "closed"] = "parked"
    urgency: Literal["A", "B", "C"] | None = None
    importance: Literal["high", "medium", "low"] | None = None
    depth: bool = False
    threads: tuple[TopicThread, ...] = ()
    related_people: tuple[Id, ...] = ()
    beliefs: tuple[Belief, ...] = ()
    audience: AudienceName = "members"
