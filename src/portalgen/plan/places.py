"""Where a session is: its own logistics over those of the venue it names."""

from portalgen.load.portal import Portal, Session
from portalgen.model.session import Logistics
from portalgen.plan.scope import Scope


def logistics_in(portal: Portal, session: Session) -> Logistics | None:
    """Return the logistics of a session, completed from its venue; None where there are none."""
    own = session.record.logistics
    if own is None or own.at is None:
        return own
    venue = portal.venues[own.at]
    borrowed = {name: getattr(venue, name) for name in type(venue).model_fields if name not in own.model_fields_set}
    return own.model_copy(update=borrowed)


def logistics_of(scope: Scope, session: Session) -> Logistics | None:
    """Return the logistics of a session while its site is planned."""
    return logistics_in(scope.portal, session)


def where(scope: Scope, session: Session) -> str:
    """Return the name of the place, empty where none is known yet."""
    logistics = logistics_of(scope, session)
    return (logistics.venue or "") if logistics else ""
