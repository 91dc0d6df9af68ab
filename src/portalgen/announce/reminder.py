"""What of a cohort was published and nobody was sent a word of: for `portalgen status`."""

from collections.abc import Iterator
from datetime import date, timedelta

from portalgen.announce.log import Told, told_of
from portalgen.announce.occasion import STAGES
from portalgen.check.memory import last_session
from portalgen.check.status import Todo, next_of
from portalgen.load.portal import Cohort, Portal

FRESH = timedelta(days=30)  # notes that are older have been found without a message


def reminders(portal: Portal, cohort: Cohort, told: Told, as_of: date) -> Iterator[Todo]:
    """Yield a thing to do for each stage that nobody was sent; none where portalgen does not send for this cohort."""
    if portal.network.record.mail is None or cohort.record.address is None:
        return
    last = last_session(cohort, as_of)
    fresh = last if last and last.record.status == "notes" and last.last_day >= as_of - FRESH else None
    for session in (next_of(cohort, as_of), fresh):
        stage = session.record.status if session else ""
        if session and stage in STAGES and not told_of(told, session.id, stage):
            command = f"portalgen announce {stage} {session.id} --cohort {cohort.id} --send"
            yield Todo(f"Once {stage} of {session.id} is published, tell its readers: {command}")
