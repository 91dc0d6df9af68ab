"""The network: what stands in `portal.yaml`, shared by all cohorts of a portal."""

from portalgen.model.base import Day, Days, Id, Record, Text, ZoneName


class Contact(Record):
    """A person at the convener's organisation whom readers may call."""

    name: Text
    role: Text | None = None
    email: Text | None = None
    phone: Text | None = None


class Convener(Record):
    """The organisation that runs the network."""

    org: Text
    contacts: tuple[Contact, ...] = ()


class Sponsor(Record):
    """A firm that pays for cohorts and sees cleared pages only."""

    id: Id
    name: Text
    people: tuple[Contact, ...] = ()
    provides: Text | None = None
    sees: tuple[Text, ...] = ()
    never_sees: tuple[Text, ...] = ()
    conduct: tuple[Text, ...] = ()
    disclosure: Text | None = None


class Retention(Record):
    """How many days after a session its notes are kept; what is older is left out of every build."""

    notes: Days | None = None
    presenter_notes: Days | None = None
    chair_notes: Days | None = None
    prereads: Days | None = None
    sponsor_summary: Days | None = None


class Network(Record):
    """The portal's own settings."""

    name: Text
    convener: Convener
    timezone: ZoneName
    locale: Text = "en"
    theme: Id = "boardroom"
    as_of: Day | None = None
    fictional: bool = False
    sponsors: tuple[Sponsor, ...] = ()
    retention: Retention = Retention()
