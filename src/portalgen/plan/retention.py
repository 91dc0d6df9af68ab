"""How long things are kept: what is older than the convener promised is left out of the build, and said so.

Readers' own notes never reach a build: here stands only the last day that their devices keep them.
"""

from datetime import date, timedelta
from typing import Literal

from portalgen.load.portal import Session
from portalgen.plan.scope import Held, Scope

Kind = Literal["notes", "presenter_notes", "chair_notes", "prereads", "sponsor_summary", "notes_on_device"]
DAYS_ON_DEVICE = 30  # as long as notes taken for a presenter: long enough to act on, short enough to forget


def kept(scope: Scope, kind: Kind, session: Session, path: str) -> bool:
    """Tell whether something of a session is still kept on the day of the build; if not, write down why."""
    days = _days(scope, kind)
    if days is None:
        return True
    until = session.last_day + timedelta(days=days)
    if until >= scope.as_of:
        return True
    scope.hold(Held(path, f"{kind.replace('_', ' ')} are kept for {days} days, until {until}"))
    return False


def on_device_until(scope: Scope, session: Session) -> date:
    """Return the last day that a device keeps its reader's own notes on the pages of a session."""
    days = _days(scope, "notes_on_device")
    return session.last_day + timedelta(days=DAYS_ON_DEVICE if days is None else days)


def _days(scope: Scope, kind: Kind) -> int | None:
    """Return what the cohort says, else what the network says, else None."""
    own, network = scope.cohort.record.retention, scope.portal.network.record.retention
    days: int | None = getattr(own, kind) if own else None
    return getattr(network, kind) if days is None else days
