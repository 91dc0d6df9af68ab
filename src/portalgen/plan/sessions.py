"""The pages of sessions: the list of all, and for each the invitation with everything that belongs to it."""

from collections.abc import Iterable, Iterator
from datetime import date

from portalgen.load.portal import Session
from portalgen.plan.agenda import agenda_days, agenda_pages
from portalgen.plan.attribution import is_closed, voice
from portalgen.plan.commitments import accountability, made_in
from portalgen.plan.exports import session_calendar, year_calendar
from portalgen.plan.notes import notes_pages
from portalgen.plan.papers import preread_card, preread_pages
from portalgen.plan.scope import Scope
from portalgen.plan.session_cards import built_sessions, coming, open_sessions, session_card
from portalgen.plan.topics import topics_of
from portalgen.plan.views import AgendaDay, Face, Fact, Link, Page, SessionsView, SessionView


def sessions_pages(scope: Scope) -> Iterator[Page]:
    """Yield the list of sessions and every page of each session."""
    sessions = built_sessions(scope)
    if "sessions" in scope.targets:
        yield scope.page("sessions", "sessions", _list(scope))
    for number, session in enumerate(sessions):
        base = f"sessions/{session.id}"
        before = _first_open(scope, scope.audience(base), reversed(sessions[:number]))
        after = _first_open(scope, scope.audience(base), sessions[number + 1 :])
        days = agenda_days(scope, scope.audience(base), session) if f"{base}/agenda" in scope.targets else ()
        yield _session_page(scope, session, days, before, after)
        yield from preread_pages(scope, session)
        yield from agenda_pages(scope, session, days)
        yield from notes_pages(scope, session)


def _first_open(scope: Scope, audience: str, sessions: Iterable[Session]) -> Link | None:
    """Return a link to the first session that these readers can open."""
    links = (scope.link(audience, f"sessions/{session.id}") for session in sessions)
    return next((link for link in links if link.href), None)


def _list(scope: Scope) -> SessionsView:
    cards = [session_card(scope, "members", session) for session in open_sessions(scope, "members")]
    years: dict[int, list[object]] = {}
    past = [card for card in reversed(cards) if not card.upcoming]
    for card in past:
        years.setdefault(card.when.start.year, []).append(card)
    return SessionsView(
        upcoming=tuple(card for card in cards if card.upcoming),
        years=tuple((year, tuple(card for card in past if card.when.start.year == year)) for year in years),
        calendar=calendar(scope),
        file=year_calendar(scope, "members"),
    )


def calendar(scope: Scope) -> tuple[tuple[date, str, str], ...]:
    """Return the dates of the cohort's year: day, label, status."""
    return tuple((entry.date, entry.label, entry.status) for entry in scope.cohort.record.calendar)


def _session_page(
    scope: Scope, session: Session, days: tuple[AgendaDay, ...], before: Link | None, after: Link | None
) -> Page:
    record, base = session.record, f"sessions/{session.id}"
    audience = scope.audience(base)
    unnamed = is_closed(scope.cohort, session)
    here = [] if unnamed else coming(session)
    absent = [] if unnamed else [row.person for row in record.attendance if row.rsvp == "no" or row.present == "absent"]
    view = SessionView(
        card=session_card(scope, audience, session),
        invitation=session.doc.body,
        purpose=record.purpose or "",
        outcomes=record.desired_outcomes,
        opening_question=(record.opening.question or "") if record.opening else "",
        chair=scope.face(audience, record.chair) if record.chair and not unnamed else None,
        roles=() if unnamed else tuple(_roles(scope, audience, session)),
        coming=scope.faces(audience, here),
        regrets=scope.faces(audience, [name for name in absent if name not in here]),
        guests=() if unnamed else tuple(_guests(scope, audience, session)),
        moves=tuple((move.on, move.was) for move in record.moves),
        agenda_href=scope.way(audience, f"{base}/agenda"),
        notes_href=scope.way(audience, f"{base}/notes"),
        runsheet_href=scope.way(audience, f"{base}/run-sheet"),
        logistics_href=scope.way(audience, "logistics") if record.logistics else "",
        calendar=session_calendar(scope, audience, session),
        agenda=days,
        prereads=tuple(preread_card(scope, audience, session, paper) for paper in session.prereads
                       if scope.way(audience, f"{base}/prereads/{paper.id}")),
        accountability=accountability(scope, audience, session),
        made_here=made_in(scope, audience, session),
        topics=topics_of(scope, audience, session),
        sponsor_note=scope.words[f"sponsor.{record.sponsor_presence}"],
        sponsor_href=scope.way(audience, "sponsor") if scope.cohort.record.sponsors else "",
        previous=before,
        next=after,
    )  # fmt: skip
    back = scope.link(audience, "sessions")
    return scope.page(base, "session", view, session.doc.path, back=back, voice=voice(scope.cohort, session))


def _roles(scope: Scope, audience: str, session: Session) -> Iterator[Fact]:
    for key in ("host", "scribe", "timekeeper", "process_observer"):
        person_id = getattr(session.record, key)
        if person_id:
            face = scope.face(audience, person_id)
            yield Fact(scope.words[f"role.{key}"], face.name, face.href)


def _guests(scope: Scope, audience: str, session: Session) -> Iterator[tuple[Face, str]]:
    """Yield each guest, with who invited them and for which parts."""
    titles = {item.id: item.title for item in session.record.agenda}
    for guest in session.record.guests:
        host = scope.person(guest.invited_by).record.name if guest.invited_by else ""
        parts = scope.words["locale.comma"].join(titles[part] for part in guest.parts)
        said = ((host, "guest.invited", "name"), (parts, "guest.parts", "parts"))
        line = "; ".join(scope.words[key].format(**{name: text}) for text, key, name in said if text)
        if guest.person:
            yield scope.face(audience, guest.person), line
        elif guest.name:
            yield Face(guest.name, "", guest.name[0].upper()), line
