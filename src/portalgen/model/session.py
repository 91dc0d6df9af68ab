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
    """Short name, where something refers to it."""
    title: Text
    """What it is called."""
    kind: ItemKind
    """What kind of box it is."""
    minutes: Minutes
    """How long it takes; the clock follows from it."""
    day: int = Field(default=1, ge=1, le=14)
    """Which day of a session over several."""
    at: ClockTime | None = None
    """A fixed start such as 18:30; otherwise it begins when the box before ends."""
    owner: Id | None = None
    """Id of who leads it."""
    coach: Id | None = None
    """Id of who helped to prepare it."""
    intent: Intent | None = None
    """What it is for, in a word."""
    purpose: Text | None = None
    """What it is for, in a sentence."""
    desired_outcome: Text | None = None
    """What is different afterwards."""
    questions: tuple[Text, ...] = Field(default=(), max_length=3)
    """Up to three questions to discuss."""
    protocol: Id | None = None
    """Name of the way to talk: a shipped one or content/protocols/<id>.yaml."""
    prereads: tuple[Id, ...] = ()
    """Ids of pre-reads that belong to it."""
    topic: Id | None = None
    """Id of the open question that it takes up."""
    sponsor_present: bool = False
    """Whether the sponsor is in the room."""
    recused: tuple[Id, ...] = ()
    """Ids of those who step out."""
    record: Literal["none", "commitments", "themes", "full"] | None = None
    """What may be written down of it."""
    confidential: Literal["normal", "presenter-only"] = "normal"
    """Whether notes of it go to the presenter alone."""


class Attendance(Record):
    """Whether one person said they would come, and whether they came. `note` is for conveners."""

    person: Id
    """Id of the person."""
    rsvp: Literal["yes", "no", "maybe", "none"] = "none"
    """What they answered."""
    present: Literal["full", "part", "remote", "absent"] | None = None
    """Whether and how they came."""
    note: Text | None = None
    """For conveners only."""


class Guest(Record):
    """Somebody who comes for one session."""

    person: Id | None = None
    """Id, where the guest has a bio."""
    name: Text | None = None
    """Name, where there is none."""
    invited_by: Id | None = None
    """Who invited them."""
    parts: tuple[Id, ...] = ()
    """Ids of agenda items that they join."""


class DialIn(Record):
    """How to join from afar."""

    url: Text | None = None
    """Address of the call; https only."""
    id: Text | None = None
    """Number of the meeting."""
    passcode: Text | None = None
    """Its passcode."""
    phone: tuple[Text, ...] = ()
    """Numbers to ring."""
    rule: Text | None = None
    """Who may join from afar."""


class Hotel(Record):
    """A block of rooms and until when it is held."""

    name: Text
    """The hotel."""
    code: Text | None = None
    """Word to book with."""
    deadline: Day | None = None
    """Until when rooms are held."""
    phone: Text | None = None
    """Number to ring."""


class Rsvp(Record):
    """Whom to answer, how and until when."""

    contact: Text
    """Whom to answer."""
    channel: Text | None = None
    """How: a number, an address."""
    deadline: Day | None = None
    """Until when."""


class Logistics(Record):
    """What an assistant needs: place, doors, dress, parking, dial-in, deadlines. Never a word of content."""

    venue: Text | None = None
    """Name of the place."""
    at: Id | None = None
    """Id of a venue in content/venues; what is written here wins over it."""
    address: tuple[Text, ...] = ()
    """Lines of the address."""
    room: Text | None = None
    """Room and floor."""
    doors: Text | None = None
    """When one may come in."""
    dress: Text | None = None
    """What to wear."""
    parking: Text | None = None
    """Where to leave a car."""
    directions: Text | None = None
    """How to find it."""
    entry: Text | None = None
    """What the door asks for."""
    badge_name: Text | None = None
    """What stands on the badge."""
    access: Text | None = None
    """Steps, lifts, doors."""
    wifi: Text | None = None
    """Network and word."""
    kit: tuple[Text, ...] = ()
    """What to bring."""
    weather: Text | None = None
    """What to expect."""
    meals: Text | None = None
    """What there is to eat."""
    dietary_deadline: Day | None = None
    """Until when to say what one does not eat."""
    travel_buffer: Text | None = None
    """How much time to allow."""
    emergency: Text | None = None
    """Whom to ring on the day."""
    dial_in: DialIn | None = None
    """How to join from afar."""
    hotel: Hotel | None = None
    """Where rooms are held."""
    rsvp: Rsvp | None = None
    """Whom to answer and until when."""


class Opening(Record):
    """How the session begins."""

    question: Text | None = None
    """A question to arrive with."""
    confidentiality_script: Text | None = None
    """Words that open the session."""


class Closing(Record):
    """How the session ends."""

    one_word: Text | None = None
    """How the last round goes."""
    process_review: Text | None = None
    """What to ask about the session itself."""


class Move(Record):
    """A change of time or place after the date was given out."""

    on: Day
    """The day it was changed."""
    was: Text
    """What held before."""


class SessionRecord(Record):
    """One meeting. Only the title and the start are mandatory."""

    id: Id | None = None
    """Short name; the folder's name where left out."""
    number: int | None = Field(default=None, ge=0, le=10_000)
    """Which session of the group it is."""
    title: Text
    """What it is called."""
    theme: Text | None = None
    """The session in a word."""
    kind: Literal["regular", "retreat", "dinner", "call", "visit", "orientation"] = "regular"
    """What kind of session."""
    status: SessionStatus = "agenda"
    """How far it is published: each step shows more."""
    start: LocalTime
    """Local date and time."""
    end: LocalTime | None = None
    """Local date and time."""
    timezone: ZoneName | None = None
    """IANA zone, where it is not the cohort's."""
    purpose: Text | None = None
    """Why the group meets this time."""
    desired_outcomes: tuple[Text, ...] = Field(default=(), max_length=3)
    """One to three things that should be different afterwards."""
    chair: Id | None = None
    """Who leads it."""
    host: Id | None = None
    """Who receives the group."""
    scribe: Id | None = None
    """Who writes."""
    timekeeper: Id | None = None
    """Who keeps the clock."""
    process_observer: Id | None = None
    """Who watches how the group works."""
    attendance: tuple[Attendance, ...] = ()
    """Who answered and who came."""
    guests: tuple[Guest, ...] = ()
    """Who comes for this session only."""
    sponsor_presence: Literal["none", "parts", "all"] = "none"
    """Whether the sponsor is there."""
    attribution: Attribution | None = None
    """Who may be named, over the cohort's own rule."""
    logistics: Logistics | None = None
    """Where and how; all that assistants see."""
    agenda: tuple[AgendaItem, ...] = ()
    """The boxes, in order."""
    opening: Opening | None = None
    """How it begins."""
    closing: Closing | None = None
    """How it ends."""
    moves: tuple[Move, ...] = ()
    """Changes of time or place since the date was given out; calendars follow."""
    publish_at: Day | None = None
    """First day on which the session is shown."""
    expires: Day | None = None
    """First day on which it is no longer shown."""
    audience: AudienceName = "members"
    """Who reads its pages."""
