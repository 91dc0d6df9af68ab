"""The papers of a session and the pages of a cohort: pre-reads, notes, news, plain pages."""

from typing import Literal

from pydantic import Field

from portalgen.model.base import AudienceName, Day, Id, LanguageTag, Minutes, Record, Text
from portalgen.model.cohort import Attribution

Need = Literal["must", "should", "reference"]


class PreReadRecord(Record):
    """Something to read before a session, with the reason why. `minutes` are counted from the words if left out."""

    id: Id | None = None
    """Short name; the file's name where left out."""
    title: Text | None = None
    """Heading; the first heading of the text where left out."""
    need: Need = "should"
    """Whether it must be read, should be, or is there to look up."""
    why_you: Text | None = None
    """Why this reader reads it."""
    question_to_hold: Text | None = None
    """What to keep in mind while reading."""
    minutes: Minutes | None = None
    """How long it takes; counted from words and pages where left out."""
    pages: int | None = Field(default=None, ge=1, le=5_000)
    """Pages of the document."""
    author: Text | None = None
    """Who wrote it."""
    source: Text | None = None
    """Where it comes from, and by what right it is here."""
    published: Day | None = None
    """First day on which it is shown."""
    version: Text | None = None
    """Version of the paper."""
    what_changed: Text | None = None
    """What is new in this version."""
    previous: Text | None = None
    """File of the version before, beside this one: the changes are shown word by word."""
    summary: Text | None = None
    """The paper in a hundred words."""
    attachment: Text | None = None
    """File of the document, beside this one."""
    audience: AudienceName = "members"
    """Who reads it."""
    expires: Day | None = None
    """First day on which it is no longer shown."""
    lang: LanguageTag | None = None
    """Language of the text where it is not the cohort's, such as fr; screen readers speak it so."""


class SponsorSummary(Record):
    """What the sponsor may read of a session. It leaves the house only when somebody has cleared it."""

    text: Text
    """What the sponsor may read."""
    cleared_by: Text | None = None
    """Who said so."""
    cleared_on: Day | None = None
    """When."""


class PresenterNotes(Record):
    """Notes taken for one presenter and read by nobody else."""

    for_: Id = Field(alias="for")
    """Id of the only reader."""
    text: Text
    """The notes."""
    expires: Day | None = None
    """First day on which they are gone."""


class ThemeNote(Record):
    """One thing the group explored."""

    title: Text
    """What was explored."""
    body: Text | None = None
    """More of it, in Markdown."""
    topic: Id | None = None
    """Id of the open question."""


class Quote(Record):
    """Words that may be quoted, because the person agreed."""

    text: Text
    """The words."""
    by: Id | None = None
    """Who said them."""
    consent: bool = False
    """Whether they agreed; without it the quote is not shown."""


class BeliefNote(Record):
    """A belief the group saw change; never attributed."""

    before: Text
    """What was believed."""
    now: Text
    """What is believed now."""


class NotesRecord(Record):
    """What a session leaves behind; the text of the file is the shared account."""

    mode: Attribution | None = None
    """Who may be named, over the session's own rule."""
    state: Literal["draft", "reviewed", "published"] = "published"
    """Only published notes are shown."""
    reviewed_by: Id | None = None
    """Id of who looked them over."""
    published: Day | None = None
    """First day on which they are shown."""
    themes: tuple[ThemeNote, ...] = ()
    """What was explored."""
    insights: tuple[Text, ...] = ()
    """What stayed with the group."""
    questions_left: tuple[Text, ...] = ()
    """What was left open."""
    resources: tuple[Text, ...] = ()
    """What was mentioned along the way."""
    quotes: tuple[Quote, ...] = ()
    """Words with consent."""
    beliefs: tuple[BeliefNote, ...] = ()
    """Beliefs that moved; never attributed."""
    chair_notes: Text | None = None
    """For conveners only."""
    presenter_notes: tuple[PresenterNotes, ...] = ()
    """Each for one presenter alone."""
    sponsor_summary: SponsorSummary | None = None
    """For the sponsor, once it is cleared."""
    lang: LanguageTag | None = None
    """Language of the text where it is not the cohort's, such as fr; screen readers speak it so."""


class NewsRecord(Record):
    """An announcement; its date may stand in the file name."""

    title: Text | None = None
    """Heading; the first heading of the text where left out."""
    date: Day | None = None
    """Its day; taken from the file's name where left out."""
    kind: Literal["change", "news", "welcome", "farewell", "milestone"] = "news"
    """What kind of news."""
    pinned: bool = False
    """Whether it stays on top."""
    audience: AudienceName = "members"
    """Who reads it."""
    expires: Day | None = None
    """First day on which it is no longer shown."""
    lang: LanguageTag | None = None
    """Language of the text where it is not the cohort's, such as fr; screen readers speak it so."""


class PageRecord(Record):
    """A plain page. Title and date are taken from the heading and the file name when left out."""

    title: Text | None = None
    """Heading; the first heading of the text where left out."""
    date: Day | None = None
    """Its day; taken from the file's name where left out."""
    audience: AudienceName = "members"
    """Who reads it."""
    nav: bool = False
    """Whether it stands in the menu."""
    expires: Day | None = None
    """First day on which it is no longer shown."""
    lang: LanguageTag | None = None
    """Language of the text where it is not the cohort's, such as fr; screen readers speak it so."""
