"""Calendars and contact cards to save: what they say, and to whom. No confidential word goes into a calendar."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from portalgen.crypto.ids import object_file, object_id
from portalgen.load.portal import Cohort, Session
from portalgen.model.made import Calendar, Card, Event, EventStatus, MadeFile
from portalgen.plan.places import logistics_of
from portalgen.plan.scope import Scope
from portalgen.plan.session_cards import built_sessions, is_shared
from portalgen.plan.views import Document

STATUS: dict[str, EventStatus] = {"hold": "TENTATIVE", "confirmed": "CONFIRMED", "cancelled": "CANCELLED"}
OPEN_ENDED = timedelta(hours=2)  # how long a session without an end blocks a calendar


def session_calendar(scope: Scope, audience: str, session: Session) -> Document:
    """Return the calendar file of one session for readers of `audience`."""
    path = f"calendar/{session.id}"
    return _calendar(scope, audience, path, (_event(scope, audience, session),))


def year_calendar(scope: Scope, audience: str) -> Document:
    """Return the calendar file of all sessions and dates of the cohort."""
    sessions = [session for session in built_sessions(scope) if is_shared(scope, session)]
    taken = {session.start.date() for session in sessions}
    dates = (_whole_day(scope, number) for number, entry in enumerate(scope.cohort.record.calendar)
             if entry.date not in taken)  # fmt: skip
    events = (*(_event(scope, audience, session) for session in sessions), *dates)
    return _calendar(scope, audience, "calendar", events)


def _calendar(scope: Scope, audience: str, path: str, events: tuple[Event, ...]) -> Document:
    codename = scope.cohort.record.codename
    stamps = (stamp_of(event, scope.as_of) for event in events)
    stamp = max(stamps, default=scope.cohort.record.started or date(2020, 1, 1))
    name = calendar_name(codename)
    return _put(scope, MadeFile(audience, path, name, Calendar(codename, events, stamp)), "ics")


def calendar_name(codename: str) -> str:
    """Return what a calendar file is saved as."""
    return "-".join(codename.lower().split()) + ".ics"


def stamp_of(event: Event, as_of: date) -> date:
    """Return a day that changes only when the event does, so that an unchanged calendar keeps its bytes."""
    day = event.start.date() if isinstance(event.start, datetime) else event.start
    return min(day, as_of) if event.sequence else day - timedelta(days=366)


def _event(scope: Scope, audience: str, session: Session) -> Event:
    bare = bare_event(scope.cohort, session, scope.id_key)
    logistics = logistics_of(scope, session)
    place = (logistics.venue, logistics.room, *logistics.address) if logistics else ()
    titled = scope.cohort.record.calendar_shows == "title" and audience == "members" == scope.audience(
        f"sessions/{session.id}"
    )
    return replace(
        bare,
        summary=session.record.title if titled else bare.summary,
        location=", ".join(part for part in place if part),
    )


def bare_event(cohort: Cohort, session: Session, id_key: bytes) -> Event:
    """Return a session as anybody may see it: when it is, under the codename, without place or people.

    Its `uid` is that of every calendar of the site, so that a calendar program knows the meeting again.
    """
    cancelled = session.record.status == "cancelled"
    return Event(
        uid=_uid(id_key, cohort.id, f"sessions/{session.id}"),
        sequence=len(session.record.moves) + cancelled,
        summary=cohort.record.codename,
        start=session.start,
        end=session.end or session.start + OPEN_ENDED,
        status="CANCELLED" if cancelled else "CONFIRMED",
    )


def _whole_day(scope: Scope, number: int) -> Event:
    entry = scope.cohort.record.calendar[number]
    status: EventStatus = STATUS[entry.status]
    return Event(
        uid=_uid(scope.id_key, scope.cohort.id, f"dates/{entry.date.isoformat()}"),
        sequence=int(entry.status == "cancelled"),
        summary=scope.cohort.record.codename,
        start=entry.date,
        end=(entry.until or entry.date) + timedelta(days=1),
        status=status,
    )


def _uid(id_key: bytes, cohort: str, path: str) -> str:
    """Return a stable name that tells nothing, the same for every audience."""
    return f"{object_id(id_key, cohort, 'calendar', path)}@portalgen.invalid"


def contact_card(scope: Scope, audience: str, person_id: str) -> Document:
    """Return the contact card of one member: only what they share with members."""
    record = scope.person(person_id).record
    ways = {key: entry.value for key, entry in (("email", record.contact.email), ("mobile", record.contact.mobile))
            if entry and entry.share == "members"}  # fmt: skip
    card = Card(
        name=record.name,
        sort_name=record.sort_name or "",
        role=record.role or "",
        company=record.company or "",
        city=record.city or "",
        say_name=record.say_name or "",
        **ways,
    )
    return _put(scope, MadeFile(audience, f"cards/{person_id}", f"{person_id}.vcf", card), "vcf")


def _put(scope: Scope, made: MadeFile, media_type: str) -> Document:
    scope.made[(made.audience, made.path)] = made
    address = object_file(object_id(scope.id_key, scope.cohort.id, made.audience, made.path))
    return Document(address, made.name, media_type, 0)
