"""What sessions borrow: protocols, venues, and the things a group keeps for reference."""

from typing import Literal

from portalgen.model.base import Day, Id, Minutes, Record, Text


class ProtocolStep(Record):
    """One step of a way to talk."""

    text: Text
    minutes: Minutes | None = None
    who: Text | None = None


class ProtocolRecord(Record):
    """`content/protocols/<id>.yaml`: a way to talk, step by step, with words for the moderator."""

    title: Text
    purpose: Text | None = None
    words: Text | None = None
    steps: tuple[ProtocolStep, ...] = ()


class VenueRecord(Record):
    """`content/venues/<id>.yaml`: a place that sessions come back to."""

    venue: Text
    address: tuple[Text, ...] = ()
    room: Text | None = None
    doors: Text | None = None
    parking: Text | None = None
    directions: Text | None = None
    entry: Text | None = None
    access: Text | None = None
    wifi: Text | None = None
    emergency: Text | None = None


class Resource(Record):
    """One thing worth keeping: a file of this cohort, or a link."""

    title: Text
    file: Text | None = None
    link: Text | None = None
    kind: Literal["document", "book", "article", "talk", "tool", "template"] = "document"
    summary: Text | None = None
    added: Day | None = None
    source: Text | None = None
    session: Id | None = None
    topic: Id | None = None
    expires: Day | None = None


class ResourcesRecord(Record):
    """`resources.yaml`: what the group keeps for reference."""

    resources: tuple[Resource, ...] = ()
