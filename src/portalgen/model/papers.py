"""The papers of a session and the pages of a cohort: pre-reads, notes, news, plain pages."""

from typing import Literal

from pydantic import Field

from portalgen.model.base import AudienceName, Day, Id, Minutes, Record, Text
from portalgen.model.cohort import Attribution

Need = Literal["must", "should", "reference"]


class PreReadRecord(Record):
    """Something to read before a session, with the reason why. `minutes` are counted from the words if left out."""

    id: Id | None = None
    title: Text | None = None
    need: Need = "should"
    why_you: Text | None = None
    question_to_hold: Text | None = None
    minutes: Minutes | None = None
    pages: int | None = Field(default=None, ge=1, le=5_000)
    author: Text | None = None
    source: Text | None = None
    published: Day | None = None
    version: Text | None = None
    what_changed: Text | None = None
    previous: Text | None = None
    summary: Text | None = None
    attachment: Text | None = None
    audience: AudienceName = "members"
    expires: Day | None = None


class SponsorSummary(Record):
    """What the sponsor may read of a session. It leaves the house only when somebody has cleared it."""

    text: Text
    cleared_by: Text | None = None
    cleared_on: Day | None = None


class PresenterNotes(Record):
    """Notes taken for one presenter and read by nobody else."""

    for_: Id = Field(alias="for")
    text: Text
    expires: Day | None = None


class ThemeNote(Record):
    """One thing the group explored."""

    title: Text
    body: Text | None = None
    topic: Id | None = None


class Quote(Record):
    """Words that may be quoted, because the person agreed."""

    text: Text
    by: Id | None = None
    consent: bool = False


class BeliefNote(Record):
    """A belief the group saw change; never attributed."""

    before: Text
    now: Text


class NotesRecord(Record):
    """What a session leaves behind; the text of the file is the shared account."""

    mode: Attribution | None = None
    state: Literal["draft", "reviewed", "published"] = "published"
    reviewed_by: Id | None = None
    published: Day | None = None
    themes: tuple[ThemeNote, ...] = ()
    insights: tuple[Text, ...] = ()
    questions_left: tuple[Text, ...] = ()
    resources: tuple[Text, ...] = ()
    quotes: tuple[Quote, ...] = ()
    beliefs: tuple[BeliefNote, ...] = ()
    chair_notes: Text | None = None
    presenter_notes: tuple[PresenterNotes, ...] = ()
    sponsor_summary: SponsorSummary | None = None


class NewsRecord(Record):
    """An announcement; its date may stand in the file name."""

    title: Text | None = None
    date: Day | None = None
    kind: Literal["change", "news", "welcome", "farewell", "milestone"] = "news"
    pinned: bool = False
    audience: AudienceName = "members"
    expires: Day | None = None


class PageRecord(Record):
    """A plain page. Title and date are taken from the heading and the file name when left out."""

    title: Text | None = None
    date: Day | None = None
    audience: AudienceName = "members"
    nav: bool = False
    expires: Day | None = None
