"""What sessions borrow: protocols, venues, and the things a group keeps for reference."""

from typing import Literal

from portalgen.model.base import AudienceName, Day, Id, Minutes, Record, Text


class ProtocolStep(Record):
    """One step of a way to talk."""

    text: Text
    """What happens."""
    minutes: Minutes | None = None
    """How long."""
    who: Text | None = None
    """Who does it."""


class ProtocolRecord(Record):
    """`content/protocols/<id>.yaml`: a way to talk, step by step, with words for the moderator."""

    title: Text
    """What it is called."""
    purpose: Text | None = None
    """What it is good for."""
    words: Text | None = None
    """What the moderator says."""
    steps: tuple[ProtocolStep, ...] = ()
    """The steps, in order; with a clock where their minutes fill the box."""


class VenueRecord(Record):
    """`content/venues/<id>.yaml`: a place that sessions come back to."""

    venue: Text
    """Name of the place."""
    address: tuple[Text, ...] = ()
    """Lines of the address."""
    room: Text | None = None
    """Room and floor."""
    doors: Text | None = None
    """When one may come in."""
    parking: Text | None = None
    """Where to leave a car."""
    directions: Text | None = None
    """How to find it."""
    entry: Text | None = None
    """What the door asks for."""
    access: Text | None = None
    """Steps, lifts, doors."""
    wifi: Text | None = None
    """Network and word."""
    emergency: Text | None = None
    """Whom to ring on the day."""


class Resource(Record):
    """One thing worth keeping: a file of this cohort, or a link."""

    title: Text
    """What it is."""
    file: Text | None = None
    """Path of a file in this cohort's folder."""
    link: Text | None = None
    """Address elsewhere; https only."""
    kind: Literal["document", "book", "article", "talk", "tool", "template"] = "document"
    """What kind of thing."""
    summary: Text | None = None
    """Why it is kept."""
    added: Day | None = None
    """Since when."""
    source: Text | None = None
    """Where it comes from."""
    session: Id | None = None
    """Id of the session it belongs to."""
    topic: Id | None = None
    """Id of the open question it belongs to."""
    audience: AudienceName = "members"
    """Who reads it."""
    expires: Day | None = None
    """First day on which it is no longer shown."""


class ResourcesRecord(Record):
    """`resources.yaml`: what the group keeps for reference."""

    resources: tuple[Resource, ...] = ()
    """What the group keeps."""
