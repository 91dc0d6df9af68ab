"""Session pages: cards, the invitation, the agenda with its clock, the notes, the list of all."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from portalgen.load.portal import Session
from portalgen.model.session import AgendaItem
from portalgen.model.site import Markdown
from portalgen.plan.memory import accountability, made_in
from portalgen.plan.papers import preread_card, preread_pages
from portalgen.plan.scope import Scope, span
from portalgen.plan.views import (
    AgendaDay,
    AgendaRow,
    AgendaView,
    ChairNotesView,
    Face,
    Fact,
    NotesView,
    Page,
    SessionCard,
    SessionsView,
    SessionView,
    ThemeView,
)

UNNAMED = ("none", "themes", "chatham")
PRESENT = ("full", "part", "remote")


def session_card(scope: Scope, audience: str, session: Session) -> SessionCard:
    """Return a session as it stands in a list."""
    record = session.record
    return SessionCard(
        title=record.title,
        href=scope.way(audience, f"sessions/{session.id}"),
        number=record.number,
        kind=record.kind,
        status=record.status,
        when=span(session),
        where=record.logistics.venue if record.logistics else "",
        upcoming=is_upcoming(scope, session),
        theme=record.theme or "",
    )


def is_upcoming(scope: Scope, session: Session) -> bool:
    """Tell whether a session is still to come on the build's date."""
    return session.last_day >= scope.as_of and session.record.status not in ("archived", "cancelled")


def built_sessions(scope: Scope) -> list[Session]:
    """Return the sessions that have a page in this build, earliest first."""
    return [session for session in scope.cohort.sessions if f"sessions/{session.id}" in scope.targets]


def next_session(scope: Scope) -> Session | None:
    """Return the next session to come, if there is one."""
    return next((session for session in built_sessions(scope) if is_upcoming(scope, session)), None)


def coming(session: Session) -> list[str]:
    """Return the ids of those who come or came."""
    return [row.person for row in session.record.attendance
            if row.present in PRESENT or (row.present is None and row.rsvp == "yes")]  # fmt: skip


def agenda_days(scope: Scope, audience: str, session: Session) -> tuple[AgendaDay, ...]:
    """Return the agenda with derived start times: each box starts when the one before it ends, or at its `at`."""
    days: dict[date, list[AgendaRow]] = {}
    clock = session.start
    day = 1
    for item in session.record.agenda:
        first = session.start.date() + timedelta(days=item.day - 1)
        if item.day != day:
            clock, day = datetime.combine(first, session.start.timetz()), item.day
        if item.at:
            hour, minute = item.at.split(":")
            clock = datetime.combine(first, time(int(hour), int(minute)), tzinfo=session.zone)
        days.setdefault(first, []).append(_agenda_row(scope, audience, session, item, clock))
        clock = clock + timedelta(minutes=item.minutes)
    return tuple(AgendaDay(day, tuple(rows)) for day, rows in days.items())


def _agenda_row(scope: Scope, audience: str, session: Session, item: AgendaItem, clock: datetime) -> AgendaRow:
    papers = {paper.id: paper for paper in session.prereads}
    return AgendaRow(
        start=clock,
        minutes=item.minutes,
        title=item.title,
        kind=item.kind,
        owner=scope.face(audience, item.owner) if item.owner else None,
        coach=scope.face(audience, item.coach) if item.coach else None,
        intent=item.intent or "",
        purpose=item.purpose or "",
        outcome=item.desired_outcome or "",
        questions=item.questions,
        protocol=item.protocol or "",
        topic=scope.link(audience, f"topics/{item.topic}") if item.topic else None,
        prereads=tuple(preread_card(scope, audience, session, papers[name]) for name in item.prereads
                       if f"sessions/{session.id}/prereads/{name}" in scope.targets),
        sponsor_present=item.sponsor_present,
        recused=tuple(scope.person(name).record.name for name in item.recused),
    )  # fmt: skip


def sessions_pages(scope: Scope) -> Iterator[Page]:
    """Yield the list of sessions and every page of each session."""
    sessions = built_sessions(scope)
    if "sessions" in scope.targets:
        cards = [session_card(scope, "members", session) for session in sessions]
        view = SessionsView(
            upcoming=tuple(card for card in cards if card.upcoming),
            past=tuple(card for card in reversed(cards) if not card.upcoming),
            calendar=calendar(scope),
        )
        yield scope.page("sessions", "sessions", view)
    for number, session in enumerate(sessions):
        before = sessions[number - 1] if number else None
        after = sessions[number + 1] if number + 1 < len(sessions) else None
        yield _session_page(scope, session, before, after)
        yield from preread_pages(scope, session)
        base = f"sessions/{session.id}"
        if f"{base}/agenda" in scope.targets:
            yield _agenda_page(scope, session)
        if f"{base}/notes" in scope.targets:
            yield _notes_page(scope, session)
        if f"{base}/chair-notes" in scope.targets and session.notes:
            body = _text(session, session.notes.record.chair_notes)
            view_ = ChairNotesView(session_card(scope, "conveners", session), body)
            back = scope.link("conveners", "desk")
            yield scope.page(f"{base}/chair-notes", "chairnotes", view_, session.notes.path, back=back)


def calendar(scope: Scope) -> tuple[tuple[date, str, str], ...]:
    """Return the dates of the cohort's year: day, label, status."""
    return tuple((entry.date, entry.label, entry.status) for entry in scope.cohort.record.calendar)


def _text(session: Session, text: str | None) -> Markdown:
    return Markdown(text or "", session.notes.path if session.notes else session.doc.path)


def _session_page(scope: Scope, session: Session, before: Session | None, after: Session | None) -> Page:
    record, audience, base = session.record, session.record.audience, f"sessions/{session.id}"
    here = coming(session)
    absent = [row.person for row in record.attendance if row.rsvp == "no" or row.present == "absent"]
    days = agenda_days(scope, audience, session) if f"{base}/agenda" in scope.targets else ()
    view = SessionView(
        card=session_card(scope, audience, session),
        invitation=session.doc.body,
        purpose=record.purpose or "",
        outcomes=record.desired_outcomes,
        opening_question=(record.opening.question or "") if record.opening else "",
        chair=scope.face(audience, record.chair) if record.chair else None,
        roles=tuple(_roles(scope, audience, session)),
        coming=scope.faces(audience, here),
        regrets=scope.faces(audience, [name for name in absent if name not in here]),
        guests=tuple(_guests(scope, audience, session)),
        facts=(),
        agenda_href=scope.way(audience, f"{base}/agenda"),
        notes_href=scope.way(audience, f"{base}/notes"),
        logistics_href=scope.way(audience, "logistics") if record.logistics else "",
        agenda=days,
        prereads=tuple(preread_card(scope, audience, session, paper) for paper in session.prereads
                       if f"{base}/prereads/{paper.id}" in scope.targets),
        accountability=accountability(scope, audience, session),
        made_here=made_in(scope, audience, session),
        sponsor_note=scope.words[f"sponsor.{record.sponsor_presence}"],
        previous=scope.link(audience, f"sessions/{before.id}") if before else None,
        next=scope.link(audience, f"sessions/{after.id}") if after else None,
    )  # fmt: skip
    return scope.page(base, "session", view, session.doc.path, back=scope.link(audience, "sessions"))


def _roles(scope: Scope, audience: str, session: Session) -> Iterator[Fact]:
    for key in ("host", "scribe", "timekeeper", "process_observer"):
        person_id = getattr(session.record, key)
        if person_id:
            face = scope.face(audience, person_id)
            yield Fact(scope.words[f"role.{key}"], face.name, face.href)


def _guests(scope: Scope, audience: str, session: Session) -> Iterator[Face]:
    for guest in session.record.guests:
        if guest.person:
            yield scope.face(audience, guest.person)
        elif guest.name:
            yield Face(guest.name, "", guest.name[0].upper())


def _agenda_page(scope: Scope, session: Session) -> Page:
    record, audience = session.record, session.record.audience
    opening, closing = record.opening, record.closing
    words = scope.words
    ends = (
        [(words["closing.one_word"], closing.one_word), (words["closing.process_review"], closing.process_review)]
        if closing
        else []
    )
    view = AgendaView(
        card=session_card(scope, audience, session),
        session=scope.link(audience, f"sessions/{session.id}"),
        days=agenda_days(scope, audience, session),
        total_minutes=sum(item.minutes for item in record.agenda),
        norms=scope.cohort.record.norms,
        confidentiality=(opening.confidentiality_script or "") if opening else "",
        closing=tuple(Fact(label, text) for label, text in ends if text),
    )
    back = scope.link(audience, f"sessions/{session.id}")
    return scope.page(f"sessions/{session.id}/agenda", "agenda", view, session.doc.path, back=back)


def _notes_page(scope: Scope, session: Session) -> Page:
    notes = session.notes
    if notes is None:
        raise AssertionError("a notes page is planned only where there are notes")
    record, audience = notes.record, session.record.audience
    mode = record.mode or session.record.attribution or scope.cohort.record.attribution
    view = NotesView(
        session=session_card(scope, audience, session),
        body=notes.body,
        attribution=scope.words[f"attribution.{mode}"],
        themes=tuple(
            ThemeView(theme.title, _text(session, theme.body),
                      scope.link(audience, f"topics/{theme.topic}") if theme.topic else None)
            for theme in record.themes),
        insights=record.insights,
        questions_left=record.questions_left,
        resources=record.resources,
        quotes=tuple(_quote(scope, quote.text, quote.by, mode) for quote in record.quotes if quote.consent),
        beliefs=tuple((belief.before, belief.now) for belief in record.beliefs),
        commitments=made_in(scope, audience, session),
    )  # fmt: skip
    back = scope.link(audience, f"sessions/{session.id}")
    return scope.page(f"sessions/{session.id}/notes", "notes", view, notes.path, back=back, unnamed=mode in UNNAMED)


def _quote(scope: Scope, text: str, by: str | None, mode: str) -> Fact:
    named = by and mode in ("named", "consented")
    return Fact(scope.person(by).record.name if by and named else "", text)
