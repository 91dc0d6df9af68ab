"""Notes prepared from an agenda: a theme for each question, a place for what belongs to a presenter alone."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from portalgen.desk.papers import Paper, fill, schema_line
from portalgen.load.portal import Cohort, Portal, Session
from portalgen.plan.attribution import mode_of

EXPLORED = ("presentation", "topic", "experience-round", "guest", "discussion")
QUIET = ("none", "commitments")
KEPT_DAYS = 30  # days that notes for a presenter are kept, where nothing is said


@dataclass(frozen=True, slots=True)
class Presenter:
    """Somebody for whom notes were taken, until a day."""

    id: str
    expires: date


def notes_paper(root: Path, portal: Portal, cohort: Cohort, session: Session) -> Paper:
    """Return `notes.md` for a session, as a draft that is shown to nobody yet."""
    path, mode = f"{session.folder}/notes.md", mode_of(cohort, session)
    agenda = session.record.agenda
    items = [item for item in agenda if item.kind in EXPLORED and item.record not in QUIET]
    keep = _days(portal, cohort)
    expires = session.last_day + timedelta(days=keep)
    presenters = dict.fromkeys(item.owner for item in agenda if item.kind == "presentation" and item.owner)
    text = fill(
        "notes.md",
        schema=schema_line(root, path, "notes"),
        mode=mode,
        items=items if mode != "none" else [],
        presenters=[Presenter(person, expires) for person in presenters],
        session=session,
        cohort=cohort,
        sponsor=bool(cohort.record.sponsors),
        promises=any(item.kind == "accountability" for item in agenda),
    )
    return Paper(path, text)


def _days(portal: Portal, cohort: Cohort) -> int:
    for rule in (cohort.record.retention, portal.network.record.retention):
        if rule and rule.presenter_notes is not None:
            return rule.presenter_notes
    return KEPT_DAYS
