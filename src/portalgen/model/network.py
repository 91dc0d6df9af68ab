"""The network: what stands in `portal.yaml`, shared by all cohorts of a portal."""

from ipaddress import ip_address
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, StringConstraints, model_validator

from portalgen.model.base import Day, Days, Id, Locale, Record, Text, ZoneName
from portalgen.model.hosting import Target
from portalgen.model.mailbox import read_mailbox
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


def _sender(text: str) -> str:
    read_mailbox(text, named=True)
    return text


HostName = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.:-]+$", max_length=253)]
PORTS = {"starttls": 587, "tls": 465, "none": 25}


class Mail(Record):
    """The convener's own mail account, for `portalgen announce --send`. Its password never stands in a file."""

    from_: Annotated[Text, AfterValidator(_sender)] = Field(alias="from")
    """Whom messages come from, such as Odalys Fennick <odalys@fennick-oar.example>."""
    host: HostName
    """The mail server that takes messages from this account."""
    port: int | None = Field(default=None, ge=1, le=65_535)
    """Its port; left out, 587 with starttls and 465 with tls."""
    security: Literal["starttls", "tls", "none"] = "starttls"
    """How the way to the server is encrypted; none is for a server on this computer."""
    account: Text | None = None
    """Name to sign in with; left out, nobody signs in."""
    per_minute: int = Field(default=20, ge=1, le=600)
    """How many messages go out in a minute at the most."""

    @model_validator(mode="after")
    def _encrypted(self) -> "Mail":
        if self.security == "none" and not _is_here(self.host):
            raise ValueError("security: none is for a server on this computer alone; write starttls or tls")
        return self

    @property
    def gate(self) -> int:
        """Return the port to call."""
        return self.port or PORTS[self.security]


def _is_here(host: str) -> bool:
    """Tell whether a host is this computer, whatever a name server says."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


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
    mail: Mail | None = None
    """How `portalgen announce --send` sends; left out, messages are files."""
    check: dict[str, Level] = Field(default_factory=dict)
    """How much rules of `portalgen check` weigh here, by name: off, advice, warning or error."""
    publish: dict[Id, Target] = Field(default_factory=dict)
    """Where `portalgen publish` puts each cohort's site, by the cohort's id."""
