"""What to do next, for each cohort, in a convener's words: dates that come, answers that lack, papers that are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from portalgen.check import memory, papers, people, sessions
from portalgen.check.agenda import overrun
from portalgen.load.portal import Cohort, Portal, Session
from portalgen.plan.places import logistics_in
from portalgen.plan.scope import STAGES, stage

WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Todo:
    """One thing to do: the sentence, and the day it is due, if there is one."""

    text: str
    due: date | None = None


def todos(portal: Portal, cohort: Cohort, as_of: date) -> tuple[Todo, ...]:
    """Return what to do next in a cohort, what is due soonest first."""
    found = [*_after_last(portal, cohort, as_of), *_for_next(portal, cohort, as_of), *_standing(portal, cohort, as_of)]
    return tuple(sorted(found, key=lambda todo: todo.due or date.max))


def next_of(cohort: Cohort, as_of: date) -> Session | None:
    """Return the next session that is more than an idea."""
    return next(iter(sessions.coming(cohort, as_of)), None)


def headline(cohort: Cohort, as_of: date) -> str:
    """Return when the next session is, in a sentence."""
    session = next_of(cohort, as_of)
    if session is None:
        return "No session is planned."
    days = (session.start.date() - as_of).days
    when = {0: "today", 1: "tomorrow"}.get(days, f"in {days} days") if days >= 0 else "now"
    day = spoken(session.start.date(), as_of)
    return f'Next: "{session.record.title}" on {day}, {when}; status {session.record.status}.'


def _for_next(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Todo]:
    session = next_of(cohort, as_of)
    if session is None:
        yield Todo("Plan the next session: portalgen new session --kind regular --start …")
        return
    day, reached = session.start.date(), stage(session)
    agenda_by, papers_by = day - timedelta(days=sessions.AGENDA_DAYS), day - timedelta(days=papers.DAYS_AHEAD)
    of = spoken(day, as_of)
    if not session.record.agenda and session.record.kind in sessions.TALKS:
        yield Todo(f"The agenda for {of} is to be written; it goes out {_on(agenda_by, as_of)}.", agenda_by)
    elif session.record.agenda and reached < STAGES.index("agenda"):
        yield Todo(f"The agenda for {of} is due {_on(agenda_by, as_of)}: set `status: agenda`.", agenda_by)
    if reached < STAGES.index("pre-reads") and session.prereads:
        yield Todo(f"Pre-reads for {of} are due {_on(papers_by, as_of)}: set `status: pre-reads`.", papers_by)
    for problem in overrun(portal, cohort, as_of):
        yield Todo(f"For {of}, {problem.what}.", agenda_by)
    yield from _answers(portal, session, as_of)
    if session.last_day < as_of + timedelta(days=1) and reached < STAGES.index("notes"):
        yield Todo("After the session: portalgen new notes, then `status: notes`.", session.last_day)


def _answers(portal: Portal, session: Session, as_of: date) -> Iterator[Todo]:
    logistics = logistics_in(portal, session)
    silent = [row.person for row in session.record.attendance if row.rsvp in ("none", "maybe") and row.present is None]
    deadline = logistics.rsvp.deadline if logistics and logistics.rsvp else None
    if silent:
        names = _listed([portal.people[name].record.name for name in silent])
        by = f"; answers are due {_on(deadline, as_of)}" if deadline else ""
        yield Todo(f"{_count(len(silent), 'member has', 'members have')} not said yes or no: {names}{by}.", deadline)
    if logistics is None:
        yield Todo("Nothing says yet where the next session is: `logistics`.")
        return
    for due, what in ((logistics.hotel.deadline if logistics.hotel else None, "Hotel rooms are held"),
                      (logistics.dietary_deadline, "Dietary needs are asked for")):  # fmt: skip
        if due and as_of <= due <= as_of + timedelta(days=SOON_DAYS):
            yield Todo(f"{what} until {spoken(due, as_of)}.", due)


def _after_last(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Todo]:
    last = memory.last_session(cohort, as_of)
    if last is None:
        return
    unreported = len(list(memory.unreported(portal, cohort, as_of)))
    if unreported:
        noun = _count(unreported, "commitment is", "commitments are")
        yield Todo(f'{noun} unreported since "{last.record.title}".')
    mode = last.record.attribution or cohort.record.attribution
    if mode != "none" and (last.notes is None or last.notes.record.state != "published"):
        state = "not written" if last.notes is None else f"in state {last.notes.record.state}"
        yield Todo(f'The notes of "{last.record.title}" are {state}.', last.last_day + timedelta(days=1))


def _standing(portal: Portal, cohort: Cohort, as_of: date) -> Iterator[Todo]:
    stale = [problem.what for problem in people.stale_bios(portal, cohort, as_of)]
    if len(stale) == 1:
        yield Todo(f"One bio is old: {stale[0]}.")
    elif stale:
        yield Todo(f"{_count(len(stale), '', 'bios are')} more than a year old.")
    gone = [problem.what for problem in people.gone(portal, cohort, as_of)]
    yield from (Todo(f"{what}: portalgen access revoke.") for what in gone)
    due = len(list(memory.retention_due(portal, cohort, as_of)))
    if due:
        yield Todo(f"{_count(due, 'paper is', 'papers are')} older than you promised to keep them: portalgen check.")
    review = cohort.charter.record.review_due if cohort.charter else None
    if review and review < as_of + timedelta(days=60):
        yield Todo(f"The charter is to be reviewed by {spoken(review, as_of)}.", review)


def spoken(day: date, as_of: date) -> str:
    """Return a day as people say it: "10 December", with the year where it is another one."""
    year = "" if day.year == as_of.year else f" {day.year}"
    return f"{day.day} {day:%B}{year}"


def _on(day: date, as_of: date) -> str:
    days = (day - as_of).days
    if days < 0:
        return f"since {spoken(day, as_of)}"
    if days < 7:
        return {0: "today", 1: "tomorrow"}.get(days, f"on {day:%A}")
    return f"on {day:%A}, {spoken(day, as_of)}"


def _count(count: int, one: str, many: str) -> str:
    word = WORDS[count] if count < len(WORDS) else str(count)
    return f"{word.capitalize()} {one if count == 1 else many}"


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
