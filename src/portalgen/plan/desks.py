"""The home pages of those who are not members: sponsors, assistants, conveners; and what one member alone reads."""

from collections.abc import Iterator
from datetime import date

from portalgen.load.portal import Session
from portalgen.model.network import Contact
from portalgen.model.session import DialIn, Logistics
from portalgen.model.site import Markdown
from portalgen.plan.memory import commitment_records, commitment_row
from portalgen.plan.people import contact_facts
from portalgen.plan.scope import Scope, active_members, span
from portalgen.plan.sessions import agenda_days, built_sessions, calendar, is_upcoming, next_session, session_card
from portalgen.plan.views import (
    ConvenerView,
    Fact,
    LogisticsView,
    Page,
    PersonalView,
    SponsorSession,
    SponsorView,
    Venue,
)


def desk_pages(scope: Scope) -> Iterator[Page]:
    """Yield the pages of sponsors, assistants and conveners, and personal pages."""
    yield scope.page("sponsor", "sponsor", _sponsor(scope))
    yield scope.page("logistics", "logistics", _logistics(scope))
    yield scope.page("desk", "convener", _convener(scope))
    for path, target in scope.targets.items():
        if path.startswith("personal/"):
            source = scope.cohort.commitments.path if scope.cohort.commitments else ""
            yield scope.page(
                path, "personal", _personal(scope, path.removeprefix("personal/"), target.audience), source
            )


def _sponsor(scope: Scope) -> SponsorView:
    record = scope.cohort.record
    sponsors = [sponsor for sponsor in scope.portal.network.record.sponsors if sponsor.id in record.sponsors]
    sessions = [session for session in built_sessions(scope) if session.record.sponsor_presence != "none"]
    summarised = [session for session in built_sessions(scope) if _cleared(session)]
    shown = [session for session in built_sessions(scope) if session in sessions or session in summarised]
    return SponsorView(
        sponsors=tuple(sponsor.name for sponsor in sponsors),
        purpose=record.purpose or "",
        disclosure=" ".join(sponsor.disclosure for sponsor in sponsors if sponsor.disclosure),
        sees=tuple(text for sponsor in sponsors for text in sponsor.sees),
        never_sees=tuple(text for sponsor in sponsors for text in sponsor.never_sees),
        conduct=tuple(text for sponsor in sponsors for text in sponsor.conduct),
        people=tuple(_contact(person) for sponsor in sponsors for person in sponsor.people),
        sessions=tuple(_sponsor_session(scope, session) for session in reversed(shown)),
        contacts=_contacts(scope),
    )


def _cleared(session: Session) -> bool:
    notes = session.notes
    summary = notes.record.sponsor_summary if notes and notes.record.state == "published" else None
    return bool(summary and summary.cleared_by and summary.cleared_on)


def _sponsor_session(scope: Scope, session: Session) -> SponsorSession:
    summary = session.notes.record.sponsor_summary if session.notes and _cleared(session) else None
    cleared = ""
    if summary and summary.cleared_on:
        cleared = scope.words["sponsor.cleared"].format(by=summary.cleared_by, on=summary.cleared_on.isoformat())
    rows = [row for day in agenda_days(scope, "sponsors", session) for row in day.rows if row.sponsor_present]
    return SponsorSession(
        when=span(session),
        title=scope.words["sponsor.session"].format(number=session.record.number or ""),
        attended=tuple((row.start, row.minutes, row.title) for row in rows),
        summary=summary.text if summary else "",
        cleared=cleared,
    )


def _contact(contact: Contact) -> Fact:
    ways = " · ".join(way for way in (contact.role, contact.phone, contact.email) if way)
    return Fact(contact.name, ways, f"mailto:{contact.email}" if contact.email else "")


def _contacts(scope: Scope) -> tuple[Fact, ...]:
    return tuple(_contact(contact) for contact in scope.portal.network.record.convener.contacts)


def _logistics(scope: Scope) -> LogisticsView:
    sessions = [session for session in built_sessions(scope) if session.record.logistics]
    return LogisticsView(
        upcoming=tuple(_venue(scope, session) for session in sessions if is_upcoming(scope, session)),
        past=tuple(_venue(scope, session) for session in reversed(sessions) if not is_upcoming(scope, session)),
        contacts=_contacts(scope),
        calendar=calendar(scope),
    )


def _venue(scope: Scope, session: Session) -> Venue:
    logistics = session.record.logistics
    if logistics is None:
        raise AssertionError("a venue is planned only where there are logistics")
    rsvp = logistics.rsvp
    keys = ("room", "doors", "dress", "parking", "directions", "entry", "badge_name", "access", "wifi", "meals",
            "weather", "travel_buffer", "emergency")  # fmt: skip
    return Venue(
        label=scope.words["logistics.label"].format(codename=scope.cohort.record.codename),
        when=span(session),
        cancelled=session.record.status == "cancelled",
        place=(logistics.venue, *logistics.address),
        facts=tuple(Fact(scope.words[f"logistics.{key}"], getattr(logistics, key))
                    for key in keys if getattr(logistics, key)),
        dial_in=tuple(_dial_in(scope, logistics.dial_in)) if logistics.dial_in else (),
        deadlines=tuple(sorted(_deadlines(scope, logistics))),
        rsvp=" · ".join(part for part in (rsvp.contact, rsvp.channel) if part) if rsvp else "",
        kit=logistics.kit,
    )  # fmt: skip


def _dial_in(scope: Scope, dial_in: DialIn) -> Iterator[Fact]:
    words = scope.words
    if dial_in.url:
        yield Fact(words["dialin.url"], dial_in.url, dial_in.url if dial_in.url.startswith("https://") else "")
    for key, value in (("id", dial_in.id), ("passcode", dial_in.passcode), ("rule", dial_in.rule)):
        if value:
            yield Fact(words[f"dialin.{key}"], value)
    for number in dial_in.phone:
        yield Fact(words["dialin.phone"], number, "tel:" + number.replace(" ", ""))


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


def _convener(scope: Scope) -> ConvenerView:
    upcoming = next_session(scope)
    people = [scope.person(person_id) for person_id in active_members(scope.cohort)]
    needs = ((person, " · ".join(need for need in (person.record.dietary, person.record.access_needs) if need))
             for person in people)  # fmt: skip
    ways = ((person, tuple(contact_facts(scope, person.record.contact, ("members", "convener")))) for person in people)
    return ConvenerView(
        members_home=scope.way("conveners", "home"),
        sponsor_home=scope.way("conveners", "sponsor"),
        logistics_home=scope.way("conveners", "logistics"),
        next=session_card(scope, "conveners", upcoming) if upcoming else None,
        rsvp=tuple((scope.face("conveners", row.person), row.rsvp, row.note or "")
                   for row in (upcoming.record.attendance if upcoming else ())),
        needs=tuple((scope.face("conveners", person.id), text) for person, text in needs if text),
        contacts=tuple((scope.face("conveners", person.id), facts) for person, facts in ways if facts),
        chair_notes=tuple(scope.link("conveners", path) for path in scope.targets if path.endswith("/chair-notes")),
    )  # fmt: skip


def _personal(scope: Scope, person_id: str, audience: str) -> PersonalView:
    is_chair = person_id == scope.cohort.record.chair
    rows = (row for row in commitment_records(scope) if row.private and (row.who == person_id or is_chair))
    notes = []
    for session in built_sessions(scope):
        for paper in session.notes.record.presenter_notes if session.notes else ():
            if paper.for_ == person_id and not (paper.expires and paper.expires <= scope.as_of) and session.notes:
                notes.append((session_card(scope, audience, session), Markdown(paper.text, session.notes.path)))
    return PersonalView(
        face=scope.face(audience, person_id),
        commitments=tuple(commitment_row(scope, audience, row) for row in rows),
        notes=tuple(notes),
    )
