"""The network: what stands in `portal.yaml`, shared by all cohorts of a portal."""

from typing import Literal

from pydantic import Field

from portalgen.model.base import Day, Days, Id, Locale, Record, Text, ZoneName
from portalgen.model.hosting import Target
from portalgen.model.theme import Choice, ThemeChoice

Level = Literal["off", "advice", "warning", "error"]


class Contact(Record):
    """A person at the convener's organisation whom readers may call."""

    name: Text
    """Name as readers see it."""
    role: Text | None = None
    """What they do, such as Convener."""
    email: Text | None = None
    """Address to write to."""
    phone: Text | None = None
    """Number to ring."""


class Convener(Record):
    """The organisation that runs the network."""

    org: Text
    """Who runs the network."""
    contacts: tuple[Contact, ...] = ()
    """People whom readers may call; shown to sponsors and assistants too."""


class Sponsor(Record):
    """A firm that pays for cohorts and sees cleared pages only."""

    id: Id
    """Short name that cohorts use in `sponsors`."""
    name: Text
    """The firm as readers see it."""
    people: tuple[Contact, ...] = ()
    """Who comes to sessions for the sponsor."""
    provides: Text | None = None
    """What the sponsor pays for."""
    sees: tuple[Text, ...] = ()
    """What the sponsor sees, one line each; members read the same list."""
    never_sees: tuple[Text, ...] = ()
    """What the sponsor never sees."""
    conduct: tuple[Text, ...] = ()
    """How the sponsor is asked to behave in the room."""
    disclosure: Text | None = None
    """What members are told about the sponsor."""


class Retention(Record):
    """How many days after a session its notes are kept; what is older is left out of every build."""

    notes: Days | None = None
    """Days that the shared notes are kept."""
    presenter_notes: Days | None = None
    """Days that notes taken for a presenter are kept."""
    chair_notes: Days | None = None
    """Days that the chair's notes are kept."""
    prereads: Days | None = None
    """Days that pre-reads are kept."""
    sponsor_summary: Days | None = None
    """Days that the sponsor's summaries are kept."""
    notes_on_device: Days | None = None
    """Days that readers' own private notes on a session's pages stay on their devices; 30 where nothing is said."""


class Network(Record):
    """The portal's own settings."""

    name: Text
    """The network's name; never shown before unlocking."""
    convener: Convener
    """Who runs it."""
    timezone: ZoneName
    """IANA zone for cohorts that name none, such as America/New_York."""
    locale: Locale = "en"
    """Language of the interface and of dates: ar, de, en, es or fr, also with a region, such as en-US."""
    theme: Choice = ThemeChoice()
    """How the pages look: a theme's name, or its name and settings; left out, boardroom."""
    as_of: Day | None = None
    """Build as if today were this day; left out, today counts."""
    fictional: bool = False
    """Say on every page that all is invented."""
    sponsors: tuple[Sponsor, ...] = ()
    """Firms that pay for cohorts."""
    retention: Retention = Retention()
    """How long things are kept, in days after a session."""
    check: dict[str, Level] = Field(default_factory=dict)
    """How much rules of `portalgen check` weigh here, by name: off, advice, warning or error."""
    publish: dict[Id, Target] = Field(default_factory=dict)
    """Where `portalgen publish` puts each cohort's site, by the cohort's id."""
