"""A person: the front matter of `content/people/<id>.md`, shared by all cohorts."""

from typing import Literal

from portalgen.model.base import Day, Id, Record, Text, ZoneName

Share = Literal["members", "convener", "none"]


class ContactField(Record):
    """One way to reach a person and who may see it."""

    value: Text
    share: Share = "convener"


class Assistant(Record):
    """The person who keeps a member's diary."""

    name: Text
    email: Text | None = None
    phone: Text | None = None
    share: Share = "convener"


class ContactDetails(Record):
    """How to reach a person, each field with its own consent."""

    email: ContactField | None = None
    mobile: ContactField | None = None
    preferred: Literal["email", "mobile", "assistant"] | None = None
    assistant: Assistant | None = None


class PersonRecord(Record):
    """A member's bio as data; the text of the file is the bio in the person's own words."""

    name: Text
    sort_name: Text | None = None
    say_name: Text | None = None
    pronouns: Text | None = None
    role: Text | None = None
    company: Text | None = None
    company_line: Text | None = None
    industry: Text | None = None
    competitors: tuple[Text, ...] = ()
    city: Text | None = None
    timezone: ZoneName | None = None
    photo_alt: Text | None = None
    photo_consent: bool = False
    joined_network: Day | None = None
    contact: ContactDetails = ContactDetails()
    linkedin: Text | None = None
    ask_me_about: tuple[Text, ...] = ()
    wrestling_with: tuple[Text, ...] = ()
    belief_i_changed: Text | None = None
    how_to_challenge_me: Text | None = None
    first_job: Text | None = None
    off_duty: Text | None = None
    languages: tuple[Text, ...] = ()
    dietary: Text | None = None
    access_needs: Text | None = None
    boards: tuple[Text, ...] = ()
    updated: Day | None = None


class PersonHereRecord(Record):
    """The front matter of `content/<cohort>/people/<id>.md`: extra text that only this cohort reads."""

    updated: Day | None = None


__all__ = ["Assistant", "ContactDetails", "ContactField", "Id", "PersonHereRecord", "PersonRecord", "Share"]
