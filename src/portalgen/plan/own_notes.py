"""Where readers may keep notes of their own, and until when. The notes themselves never leave their device."""

from datetime import date

from portalgen.plan.retention import on_device_until
from portalgen.plan.scope import Scope


def notes_until(scope: Scope) -> dict[str, date]:
    """Return the last day of the notes on the pages of each session, by its id."""
    return {session.id: on_device_until(scope, session) for session in scope.cohort.sessions}
