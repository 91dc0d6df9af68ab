"""How long things are kept: what is older than the convener promised is left out of the build, and said so."""

from datetime import timedelta
from typing import Literal

from portalgen.load.portal import Session
from portalgen.plan.scope import Held, Scope

Kind = Literal["notes", "presenter_notes", "chair_notes", "prereads", "sponsor_summary"]


def kept(scope: Scope, kind: Kind, session: Session, path: str) -> bool:
    """Tell whether something of a session is still kept on the day of the build; if not, write down why."""
    own, network = scope.cohort.record.retention, scope.portal.network.record.retention
    days = getattr(own, kind) if own else None
    if days is None:
        days = getattr(network, kind)
    if days is None:
        return True
    until = session.last_day + timedelta(days=days)
    if until >= scope.as_of:
        return True
    scope.hold(Held(path, f"{kind.replace('_', ' ')} are kept for {days} days, until {until}"))
    return False
