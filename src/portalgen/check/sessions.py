"""Rules about sessions to come: why we meet, what comes of it, who leads, what is said first.

Roundtables are said to fail for want of an agenda, a purpose, an independent chair, preparation, and confidentiality.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any

from portalgen.errors import Problem
from portalgen.load.portal import Cohort, Portal, Session
from portalgen.plan.scope import STAGES, stage
from portalgen.source.document import Document

WITHOUT_PURPOSE = ("break", "meal", "open", "close", "confidentiality", "housekeeping")
WITHOUT_OWNER = (*WITHOUT_PURPOSE, "updates", "accountability", "parking-lot", "experience-round", "discussion")
AGENDA_DAYS = 7  # a moderator sends the agenda a week ahead
TALKS = ("regular", "retreat", "call")  # kinds of session that need an agenda; a dinner needs none


def coming(cohort: Cohort, as_of: date, *, from_stage: str = "save-the-date") -> Iterator[Session]:
    """Yield the sessions still to come that have reached a stage: what is past cannot be mended."""
    for session in cohort.sessions:
        ahead = session.record.status != "cancelled" and session.last_day >= as_of
        if ahead and stage(session) >= STAGES.index(from_stage):
            yield session


def purpose(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield sessions and agenda items that do not say what they are for."""
    for session in coming(cohort, as_of, from_stage="agenda"):
        if not session.record.purpose:
            hint = "write `purpose: …`, one sentence: why do we meet this time?"
            yield session.doc.problem(f'"{session.record.title}" does not say why the group meets', hint=hint)
        for number, item in enumerate(session.record.agenda):
            if item.kind not in WITHOUT_PURPOSE and not item.purpose:
                hint = "write `intent:` (Inform, Explore, Decide, Connect, Commit) and `purpose:`"
                yield session.doc.problem(f'"{item.title}" does not say what it is for', "agenda", number, hint=hint)


def outcome(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield sessions that do not say what should be different afterwards."""
    for session in coming(cohort, as_of, from_stage="agenda"):
        if not session.record.desired_outcomes:
            hint = "write one to three `desired_outcomes`"
            yield session.doc.problem("nothing says what should be different after this session", hint=hint)


def no_agenda(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield sessions of the next week that have no agenda."""
    for session in coming(cohort, as_of):
        soon = (session.start.date() - as_of).days <= AGENDA_DAYS
        if soon and session.record.kind in TALKS and not session.record.agenda:
            hint = "`portalgen new session` writes one to start from"
            yield session.doc.problem(f"this session is on {session.start.date()} and has no agenda", hint=hint)


def owner(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield agenda items that somebody must lead, and nobody does."""
    for session in coming(cohort, as_of, from_stage="agenda"):
        for number, item in enumerate(session.record.agenda):
            if item.kind not in WITHOUT_OWNER and not item.owner:
                yield session.doc.problem(f'nobody owns "{item.title}"', "agenda", number, hint="write `owner: <id>`")


def chair(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield cohorts without a chair, and chairs who work for a sponsor."""
    if not cohort.record.chair:
        yield cohort.doc.problem("this cohort has no chair", hint="write `chair: <id>` of a member in cohort.yaml")
    sponsors = [one for one in portal.network.record.sponsors if one.id in cohort.record.sponsors]
    names = {one.name.casefold() for one in sponsors}
    people = {contact.name.casefold() for one in sponsors for contact in one.people}
    led: list[tuple[Document[Any], str | None]] = [(cohort.doc, cohort.record.chair)]
    led += [(session.doc, session.record.chair) for session in coming(cohort, as_of)]
    for doc, person_id in led:
        person = portal.people[person_id].record if person_id else None
        if person and ((person.company or "").casefold() in names or person.name.casefold() in people):
            yield doc.problem(f"{person.name} chairs and works for a sponsor", "chair", hint="let a member lead")


def confidentiality(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield agendas that do not begin with a word on confidentiality."""
    for session in coming(cohort, as_of, from_stage="agenda"):
        kinds = [item.kind for item in session.record.agenda]
        said = session.record.opening and session.record.opening.confidentiality_script
        if kinds and session.record.kind in TALKS and "confidentiality" not in kinds and not said:
            hint = "add a box of `kind: confidentiality`, or `opening: {confidentiality_script: …}`"
            yield session.doc.problem("nothing on this agenda speaks of confidentiality", "agenda", hint=hint)


def charter(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield cohorts without ground rules, and rules whose review is overdue."""
    if cohort.charter is None:
        yield cohort.doc.problem("this cohort has no charter", hint="write charter.md beside cohort.yaml")
    elif cohort.charter.record.review_due and cohort.charter.record.review_due < as_of:
        due = cohort.charter.record.review_due
        yield cohort.charter.problem(
            f"the charter's review was due on {due}", "review_due", hint="talk it over, set a new date"
        )


def codename(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Problem]:
    """Yield codenames that tell the cohort's own name."""
    told = cohort.record.title.casefold()
    if cohort.record.codename.casefold() in told or told in cohort.record.codename.casefold():
        what = f'the codename "{cohort.record.codename}" tells strangers the cohort\'s title'
        yield cohort.doc.problem(what, "codename", hint="choose something that could be any lunch")
