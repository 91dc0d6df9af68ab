"""A person: the front matter of `content/people/<id>.md`, shared by all cohorts."""

from typing import Literal

from portalgen.model.base import Day, Id, Record, Text, ZoneName

Share = Literal["members", "convener", "none"]


class ContactField(Record):
    """One way to reach a person and who may see it."""

    value: Text
    """The address or number."""
    share: Share = "convener"
    """Who may see it."""


class Assistant(Record):
    """The person who keeps a member's diary."""

    name: Text
    """Who keeps the diary."""
    email: Text | None = None
    """Address to write to."""
    phone: Text | None = None
    """Number to ring."""
    share: Share = "convener"
    """Who may see it."""


class ContactDetails(Record):
    """How to reach a person, each field with its own consent."""

    email: ContactField | None = None
    """E-mail address."""
    mobile: ContactField | None = None
    """Telephone number."""
    preferred: Literal["email", "mobile", "assistant"] | None = None
    """What they would rather be reached by."""
    assistant: Assistant | None = None
    """The person who keeps their diary."""


class PersonRecord(Record):
    """A member's bio as data; the text of the file is the bio in the person's own words."""

    name: Text
    """Full name as it should be read."""
    sort_name: Text | None = None
    """What to sort by, where it is not the last word of the name."""
    say_name: Text | None = None
    """How the name is said."""
    pronouns: Text | None = None
    """Pronouns, if they want them shown."""
    role: Text | None = None
    """What they do."""
    company: Text | None = None
    """Where they do it."""
    company_line: Text | None = None
    """The company in a sentence."""
    industry: Text | None = None
    """Branch, used for attribution by role."""
    competitors: tuple[Text, ...] = ()
    """Firms that nobody at the table should come from."""
    city: Text | None = None
    """Where they live."""
    timezone: ZoneName | None = None
    """Their own IANA zone."""
    photo_alt: Text | None = None
    """What the picture shows, for those who cannot see it."""
    photo_consent: bool = False
    """Whether the picture beside this file may be shown; without it there are initials."""
    joined_network: Day | None = None
    """First day in the network."""
    contact: ContactDetails = ContactDetails()
    """How to reach them, each way with its own consent."""
    linkedin: Text | None = None
    """Address of their profile."""
    ask_me_about: tuple[Text, ...] = ()
    """One to five things to ask them about."""
    wrestling_with: tuple[Text, ...] = ()
    """What occupies them now."""
    belief_i_changed: Text | None = None
    """A belief that they no longer hold as they did."""
    how_to_challenge_me: Text | None = None
    """How to disagree with them well."""
    first_job: Text | None = None
    """Their first job."""
    off_duty: Text | None = None
    """What they do when they do not work."""
    languages: tuple[Text, ...] = ()
    """Languages they speak."""
    dietary: Text | None = None
    """What they eat; conveners only."""
    access_needs: Text | None = None
    """What they need to get about; conveners only."""
    boards: tuple[Text, ...] = ()
    """Boards they sit on."""
    updated: Day | None = None
    """When the bio was last looked over."""


class PersonHereRecord(Record):
    """The front matter of `content/<cohort>/people/<id>.md`: extra text that only this cohort reads."""

    updated: Day | None = None
    """When this text was last looked over."""


__all__ = ["Assistant", "ContactDetails", "ContactField", "Id", "PersonHereRecord", "PersonRecord", "Share"]
