"""One meeting: the front matter of `sessions/<folder>/session.md`, its agenda and its logistics."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from portalgen.model.base import AudienceName, Day, Id, LocalTime, Minutes, Record, Text, ZoneName
from portalgen.model.cohort import Attribution

SessionStatus = Literal["idea", "save-the-date", "agenda", "pre-reads", "live", "notes", "archived", "cancelled"]
ItemKind = Literal[
    "open", "confidentiality", "updates", "accountability", "presentation", "experience-round", "topic", "guest",
    "discussion", "clearing", "parking-lot", "housekeeping", "break", "meal", "close",
]  # fmt: skip
Intent = Literal["Inform", "Explore", "Decide", "Connect", "Commit"]
ClockTime = Annotated[str, StringConstraints(pattern=r"^([01]?\d|2[0-3]):[0-5]\d$")]


class AgendaItem(Record):
    """One box of the agenda. Its start is derived from the minutes before it, unless `at` says otherwise."""

    id: Id | None = None
    title: Text
    kind: ItemKind
    minutes: Minutes
    day: int = Field(default=1, ge=1, le=14)
    at: ClockTime | None = None
    owner: Id | None = None
    coach: Id | None = None
    intent: Intent | None = None
    purpose: Text | None = None
    desired_outcome: Text | None = None
    questions: tuple[Text, ...] = Field(default=(), max_length=3)
    protocol: Id | None = None
    prereads: tuple[Id, ...] = ()
    topic: Id | None = None
    sponsor_present: bool = False
    recused: tuple[Id, ...] = ()
    record: Literal["none", "commitments", "themes", "full"] | None = None
    confidential: Literal["normal", "presenter-only"] = "normal"


class Attendance(Record):
    """Whether one person said they would come, and whether they came. `note` is for conveners."""

    person: Id
    rsvp: Literal["yes", "no", "maybe", "none"] = "none"
    present: Literal["full", "part", "remote", "absent"] | None = None
    note: Text | None = None


class Guest(Record):
    """Somebody who comes for one session."""

    person: Id | None = None
    name: Text | None = None
    invited_by: Id | None = None
    parts: tuple[Id, ...] = ()


class DialIn(Record):
    """How to join from afar."""

    url: Text | None = None
    id: Text | None = None
    passcode: Text | None = None
    phone: tuple[Text, ...] = ()
    rule: Text | None = None


class Hotel(Record):
    """A block of rooms and until when it is held."""

    name: Text
    code: Text | None = None
    deadline: Day | None = None
    phone: Text | None = None


class Rsvp(Record):
    """Whom to answer, how and until when."""

    contact: Text
    channel: Text | None = None
    deadline: Day | None = None


class Logistics(Record):
    """What an assistant needs: place, doors, dress, parking, dial-in, deadlines. Never a word of content."""

    venue: Text | None = None
    at: Id | None = None
    address: tuple[Text, ...] = ()
    room: Text | None = None
    doors: Text | None = None
    dress: Text | None = None
    parking: Text | None = None
    directions: Text | None = None
    entry: Text | None = None
    badge_name: Text | None = None
    access: Text | None = None
    wifi: Text | None = None
    kit: tuple[Text, ...] = ()
    weather: Text | None = None
    meals: Text | None = None
    dietary_deadline: Day | None = None
    travel_buffer: Text | None = None
    emergency: Text | None = None
    dial_in: DialIn | None = None
    hotel: Hotel | None = None
    rsvp: Rsvp | None = None


class Opening(Record):
    """How the session begins."""

    question: Text | None = None
    confidentiality_script: Text | None = None


class Closing(Record):
    """How the session ends."""

    one_word: Text | None = None
    process_review: Text | None = None


class Move(Record):
    """A change of time or place after the date was given out."""

    on: Day
    was: Text


class SessionRecord(Record):
    """One meeting. Only the title and the start are mandatory."""

    id: Id | None = None
    number: int | None = Field(default=None, ge=0, le=10_000)
    title: Text
    theme: Text | None = None
    kind: Literal["regular", "retreat", "dinner", "call", "visit", "orientation"] = "regular"
    status: SessionStatus = "agenda"
    start: LocalTime
    end: LocalTime | None = None
    timezone: ZoneName | None = None
    purpose: Text | None = None
    desired_outcomes: tuple[Text, ...] = Field(default=(), max_length=3)
    chair: Id | None = None
    host: Id | None = None
    scribe: Id | None = None
    timekeeper: Id | None = None
    process_observer: Id | None = None
    attendance: tuple[Attendance, ...] = ()
    guests: tuple[Guest, ...] = ()
    sponsor_presence: Literal["none", "parts", "all"] = "none"
    attribution: Attribution | None = None
    logistics: Logistics | None = None
    agenda: tuple[AgendaItem, ...] = ()
    opening: Opening | None = None
    closing: Closing | None = None
    moves: tuple[Move, ...] = ()
    publish_at: Day | None = None
    expires: Day | None = None
    audience: AudienceName = "members"
