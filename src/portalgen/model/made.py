"""Files that a build makes rather than finds: calendars and contact cards, as data. `files` turns them into bytes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

EventStatus = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]


@dataclass(frozen=True, slots=True)
class Event:
    """One meeting or whole day.

    `start`, `end`: aware datetimes with a ZoneInfo, or dates for whole days; the end is exclusive or None.
    `sequence` grows with each change of the event; `uid` never changes.
    """

    uid: str
    sequence: int
    summary: str
    start: datetime | date
    end: datetime | date | None
    location: str = ""
    description: str = ""
    status: EventStatus = "CONFIRMED"


@dataclass(frozen=True, slots=True)
class Calendar:
    """Events under one name; `stamp` is the day they were last changed."""

    name: str
    events: tuple[Event, ...]
    stamp: date


@dataclass(frozen=True, slots=True)
class Card:
    """What others may know of a person. `sort_name`: the family name; `say_name`: how the name is said."""

    name: str
    sort_name: str = ""
    role: str = ""
    company: str = ""
    email: str = ""
    mobile: str = ""
    city: str = ""
    say_name: str = ""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A calendar or card for one audience; `path` is its logical path, `name` what it is saved as."""

    audience: str
    path: str
    name: str
    content: Calendar | Card
