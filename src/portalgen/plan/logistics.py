"""What assistants see: time, place, doors, dress, deadlines. Never a word of content, not even a title."""

from collections.abc import Iterator
from datetime import date

from portalgen.load.portal import Session
from portalgen.model.network import Contact
from portalgen.model.session import DialIn, Logistics
from portalgen.plan.exports import session_calendar, year_calendar
from portalgen.plan.parts import parts_for
from portalgen.plan.people import way_to
from portalgen.plan.places import logistics_of
from portalgen.plan.scope import Held, Scope, span
from portalgen.plan.session_cards import built_sessions, is_shared, is_upcoming
from portalgen.plan.views import Fact, LogisticsView, Venue


def logistics_view(scope: Scope) -> LogisticsView:
    """Return the home page of assistants: where and when, never what about."""
    with_logistics = [session for session in built_sessions(scope) if session.record.logistics]
    sessions = [session for session in with_logistics if is_shared(scope, session)]
    for session in with_logistics:
        if session not in sessions:
            reason = f"the session is for {scope.audience(f'sessions/{session.id}')}, and assistants would read them"
            scope.hold(Held(f"{session.doc.path} (logistics)", reason))
    return LogisticsView(
        upcoming=tuple(_venue(scope, session) for session in sessions if is_upcoming(scope, session)),
        past=tuple(_venue(scope, session) for session in reversed(sessions) if not is_upcoming(scope, session)),
        contacts=convener_contacts(scope),
        calendar=tuple(
            (entry.date, scope.words["logistics.date"], entry.status) for entry in scope.cohort.record.calendar
        ),
        file=year_calendar(scope, "logistics"),
        parts=parts_for(scope, "logistics"),
    )


def _venue(scope: Scope, session: Session) -> Venue:
    logistics = logistics_of(scope, session)
    if logistics is None:
        raise AssertionError("a venue is planned only where there are logistics")
    rsvp = logistics.rsvp
    keys = ("room", "doors", "dress", "parking", "directions", "entry", "badge_name", "access", "wifi", "meals",
            "weather", "travel_buffer", "emergency")  # fmt: skip
    return Venue(
        label=scope.words["logistics.label"].format(codename=scope.cohort.record.codename),
        when=span(session),
        cancelled=session.record.status == "cancelled",
        place=tuple(line for line in (logistics.venue, *logistics.address) if line),
        facts=tuple(Fact(scope.words[f"logistics.{key}"], getattr(logistics, key))
                    for key in keys if getattr(logistics, key)),
        dial_in=tuple(_dial_in(scope, logistics.dial_in)) if logistics.dial_in else (),
        deadlines=tuple(sorted(_deadlines(scope, logistics))),
        rsvp=" · ".join(part for part in (rsvp.contact, rsvp.channel) if part) if rsvp else "",
        kit=logistics.kit,
        calendar=session_calendar(scope, "logistics", session),
    )  # fmt: skip


def _dial_in(scope: Scope, dial_in: DialIn) -> Iterator[Fact]:
    words = scope.words
    if dial_in.url:
        yield Fact(words["dialin.url"], dial_in.url, dial_in.url if dial_in.url.startswith("https://") else "")
    for key, value in (("id", dial_in.id), ("passcode", dial_in.passcode), ("rule", dial_in.rule)):
        if value:
            yield Fact(words[f"dialin.{key}"], value)
    for number in dial_in.phone:
        yield Fact(words["dialin.phone"], number, way_to(None, number))


def _deadlines(scope: Scope, logistics: Logistics) -> Iterator[tuple[date, str]]:
    words = scope.words
    if logistics.rsvp and logistics.rsvp.deadline:
        yield logistics.rsvp.deadline, words["deadline.rsvp"]
    if logistics.dietary_deadline:
        yield logistics.dietary_deadline, words["deadline.dietary"]
    hotel = logistics.hotel
    if hotel and hotel.deadline:
        parts = (hotel.name, hotel.code, hotel.phone)
        yield hotel.deadline, words["deadline.hotel"].format(hotel=" · ".join(part for part in parts if part))


def contact_fact(contact: Contact) -> Fact:
    """Return a person to call and the ways to reach them."""
    ways = " · ".join(way for way in (contact.role, contact.phone, contact.email) if way)
    return Fact(contact.name, ways, way_to(contact.email, contact.phone))


def convener_contacts(scope: Scope) -> tuple[Fact, ...]:
    """Return whom readers may call."""
    return tuple(contact_fact(contact) for contact in scope.portal.network.record.convener.contacts)
