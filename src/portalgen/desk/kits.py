"""Session kits: the agenda of each kind of session as data, shipped beside this file."""

from pathlib import Path
from typing import Literal

from pydantic import Field

from portalgen.model.base import Id, Record, Text
from portalgen.model.session import ClockTime, Intent, ItemKind
from portalgen.source.document import read_yaml

FOLDER = Path(__file__).parent
KINDS = ("regular", "retreat", "dinner", "call", "visit", "orientation")


class Box(Record):
    """One box of a kit. In texts, {each}, {members}, {promises} and {number} stand for what they say."""

    title: Text
    """What it is called."""
    kind: ItemKind
    """What kind of box it is."""
    least: int = Field(ge=1)
    """Minutes below which it is left out instead."""
    want: int = Field(ge=1)
    """Minutes that serve it well."""
    most: int | None = None
    """Minutes above which nothing is gained; without it, the box takes what is left over."""
    each_least: int = 0
    """More of `least` for every member."""
    each: int = 0
    """More of `want` and `most` for every member."""
    per_promise: int = 0
    """More of `want` for every open commitment."""
    keep: int = Field(default=1, ge=1, le=9)
    """1 stays to the last; from 5 on it is there only where there is room."""
    since: int = 1
    """First session of a group in which it makes sense: depth grows."""
    until: int = 10_000
    """Last session in which it does."""
    owner: Text | None = None
    """`chair`, or an office of cohort.yaml such as `Goals keeper`."""
    intent: Intent | None = None
    """What it is for, in a word."""
    purpose: Text | None = None
    """What it is for, in a sentence."""
    desired_outcome: Text | None = None
    """What is different afterwards."""
    questions: tuple[Text, ...] = ()
    """What is asked."""
    protocol: Id | None = None
    """The way to talk."""
    slot: Literal["presentation", "topic"] | None = None
    """Whether the next open question of the group is filled in."""
    record: Literal["none", "commitments", "themes", "full"] | None = None
    """What may be written down."""
    confidential: Literal["normal", "presenter-only"] = "normal"
    """Whether notes of it go to the presenter alone."""
    hint: Text | None = None
    """A comment for the convener."""


class Kit(Record):
    """One kind of session: how long it is, how it opens, and its boxes on one day or on several."""

    title: Text
    """What a session is called that has no title yet."""
    minutes: int
    """Its length where none is given; for sessions over several days, on the last day, from `morning` on."""
    days: int = 1
    """Over how many days it goes where no end is given."""
    morning: ClockTime = "8:30"
    """When a day begins that is not the first."""
    evening: ClockTime = "21:00"
    """When a day ends that is not the last."""
    purpose: Text | None = None
    """Why one meets so."""
    openings: tuple[Text, ...] = Field(min_length=1)
    """The question that opens the first, the second … session; the last one serves all that follow."""
    one_word: Text | None = None
    """How the last round goes."""
    process_review: Text | None = None
    """What is asked about the session itself."""
    body: Text
    """The invitation to begin with."""
    day: tuple[Box, ...]
    """The boxes of a session on one day."""
    first: tuple[Box, ...] = ()
    """The boxes of the first of several days."""
    middle: tuple[Box, ...] = ()
    """The boxes of every day between."""
    last: tuple[Box, ...] = ()
    """The boxes of the last day."""


def read_kit(kind: str) -> Kit:
    """Return the kit of one kind of session, one of KINDS."""
    return read_yaml(FOLDER, f"kits/{kind}.yaml", Kit).record
