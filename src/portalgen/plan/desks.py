"""The home pages of those who are not members: sponsors and conveners; and what one member alone reads."""

from collections.abc import Iterable, Iterator

from portalgen.load.portal import Session
from portalgen.model.cohort import Membership
from portalgen.model.papers import SponsorSummary
from portalgen.model.site import Markdown
from portalgen.plan.attribution import unnamed
from portalgen.plan.clock import boxes
from portalgen.plan.commitments import promises_of, readers_of, records, row
from portalgen.plan.exports import session_calendar
from portalgen.plan.logistics import contact_fact, convener_contacts, logistics_view
from portalgen.plan.parts import parts_for
from portalgen.plan.people import contact_facts
from portalgen.plan.retention import kept
from portalgen.plan.scope import STAGES, Held, Scope, active_members, span, stage, standing
from portalgen.plan.session_cards import PRESENT, built_sessions, is_shared, is_upcoming, next_session, session_card
from portalgen.plan.targets import notes_are_out, presenter_notes
from portalgen.plan.views import ConvenerView, Link, Page, PersonalView, Rotation, SponsorSession, SponsorView

TURNS = ("active", "new", "on-leave")


def desk_pages(scope: Scope) -> Iterator[Page]:
    """Yield the pages of sponsors, assistants and conveners, and personal pages."""
    yield scope.page("sponsor", "sponsor", _sponsor(scope))
    yield scope.page("logistics", "logistics", logistics_view(scope))
    yield scope.page("desk", "convener", _convener(scope))
    for path, target in scope.targets.items():
        if path.startswith("personal/"):
            back = scope.link(target.audience, "home", scope.words["nav.home"])
            view, source = _personal(scope, target.audience), _source(scope, target.audience)
            yield scope.page(path, "personal", view, source, back=back)


def _sponsor(scope: Scope) -> SponsorView:
    record = scope.cohort.record
    sponsors = [sponsor for sponsor in scope.portal.network.record.sponsors if sponsor.id in record.sponsors]
    shown = [session for session in built_sessions(scope) if _is_sponsored(scope, session) or _cleared(scope, session)]
    return SponsorView(
        sponsors=tuple(sponsor.name for sponsor in sponsors),
        purpose=record.purpose or "",
        disclosure=" ".join(sponsor.disclosure for sponsor in sponsors if sponsor.disclosure),
        sees=tuple(text for sponsor in sponsors for text in sponsor.sees),
        never_sees=tuple(text for sponsor in sponsors for text in sponsor.never_sees),
        conduct=tuple(text for sponsor in sponsors for text in sponsor.conduct),
        provides=tuple(sponsor.provides for sponsor in sponsors if sponsor.provides),
        people=tuple(contact_fact(person) for sponsor in sponsors for person in sponsor.people),
        sessions=tuple(_sponsor_session(scope, session) for session in _next_first(scope, shown)),
        contacts=convener_contacts(scope),
        parts=parts_for(scope, "sponsors"),
    )


def _is_sponsored(scope: Scope, session: Session) -> bool:
    return session.record.sponsor_presence != "none" and is_shared(scope, session)


def _next_first(scope: Scope, sessions: Iterable[Session]) -> list[Session]:
    """Return sessions to come, the next first, then past ones, the latest first."""
    listed = list(sessions)
    ahead = [session for session in listed if is_upcoming(scope, session)]
    return [*ahead, *(session for session in reversed(listed) if not is_upcoming(scope, session))]


def _cleared(scope: Scope, session: Session) -> SponsorSummary | None:
    """Return the summary of a session for the sponsor, if somebody has cleared it and it is still kept."""
    notes = session.notes
    summary = notes.record.sponsor_summary if notes else None
    if notes is None or summary is None or not notes_are_out(scope, session, notes):
        return None
    if not (summary.cleared_by and summary.cleared_on):
        scope.hold(Held(notes.path, "the sponsor's summary is not cleared (cleared_by, cleared_on)"))
        return None
    path = f"{notes.path} (the sponsor's summary)"
    out = kept(scope, "sponsor_summary", session, path) and scope.current(None, summary.cleared_on, path)
    return summary if out else None


def _sponsor_session(scope: Scope, session: Session) -> SponsorSession:
    summary = _cleared(scope, session)
    told = is_shared(scope, session) and stage(session) >= STAGES.index("agenda")
    inside = [box for box in boxes(session) if told and box.item.sponsor_present]
    return SponsorSession(
        when=span(session),
        title=scope.words["sponsor.session"].format(number=session.record.number or ""),
        attended=tuple((box.start, box.item.minutes, box.item.title) for box in inside),
        summary=session.notes.text(summary.text, "sponsor_summary", "text", voice=unnamed(scope.cohort, session))
        if summary and session.notes
        else None,
        cleared_by=(summary.cleared_by or "") if summary else "",
        cleared_on=summary.cleared_on if summary else None,
        upcoming=is_upcoming(scope, session),
    )


def _convener(scope: Scope) -> ConvenerView:
    upcoming = next_session(scope)
    people = [scope.person(person_id) for person_id in active_members(scope.cohort, scope.as_of)]
    needs = ((person, " · ".join(need for need in (person.record.dietary, person.record.access_needs) if need))
             for person in people)  # fmt: skip
    ways = ((person, tuple(contact_facts(scope, person.record.contact, ("members", "convener")))) for person in people)
    return ConvenerView(
        members_home=scope.way("conveners", "home"),
        sponsor_home=scope.way("conveners", "sponsor"),
        logistics_home=scope.way("conveners", "logistics"),
        next=session_card(scope, "conveners", upcoming) if upcoming else None,
        agenda_href=scope.way("conveners", f"sessions/{upcoming.id}/agenda") if upcoming else "",
        runsheet_href=scope.way("conveners", f"sessions/{upcoming.id}/run-sheet") if upcoming else "",
        calendar=session_calendar(scope, "conveners", upcoming) if upcoming else None,
        rsvp=tuple((scope.face("conveners", row.person), row.rsvp, row.note or "")
                   for row in (upcoming.record.attendance if upcoming else ())),
        needs=tuple((scope.face("conveners", person.id), text) for person, text in needs if text),
        contacts=tuple((scope.face("conveners", person.id), facts) for person, facts in ways if facts),
        chair_notes=tuple(scope.link("conveners", path) for path in scope.targets if path.endswith("/chair-notes")),
        parts=parts_for(scope, "conveners"),
        rotation=tuple(_turn(scope, member) for member in scope.cohort.record.members
                       if standing(member, scope.as_of) in TURNS),
    )  # fmt: skip


def _turn(scope: Scope, member: Membership) -> Rotation:
    """Return a member's attendance since they joined, and where they have presented."""
    past = [session for session in built_sessions(scope) if not is_upcoming(scope, session)
            and not (member.joined and session.last_day < member.joined) and session.record.attendance]  # fmt: skip
    came = [session for session in past for row in session.record.attendance
            if row.person == member.person and row.present in PRESENT]  # fmt: skip
    return Rotation(
        face=scope.face("conveners", member.person),
        came=len(came),
        sessions=len(past),
        presented=tuple(_presents(scope, member, upcoming=False)),
        presents=tuple(_presents(scope, member, upcoming=True)),
    )  # fmt: skip


def _source(scope: Scope, audience: str) -> str:
    """Return the file that makes somebody have a page of their own: notes taken for them, else their promises."""
    notes = [session.notes.path for session, paper in presenter_notes(scope)
             if session.notes and audience == f"member:{paper.for_}"]  # fmt: skip
    return notes[0] if notes else scope.cohort.commitments.path if scope.cohort.commitments else ""


def _presents(scope: Scope, member: Membership, *, upcoming: bool) -> Iterator[Link]:
    """Yield the sessions, past or to come, at which a member has the presentation."""
    for session in built_sessions(scope):
        items = (item for item in session.record.agenda if item.kind == "presentation")
        if is_upcoming(scope, session) is upcoming and any(item.owner == member.person for item in items):
            yield scope.link("conveners", f"sessions/{session.id}")


def _personal(scope: Scope, audience: str) -> PersonalView:
    person_id = audience.partition(":")[2]
    mine = (record for record in records(scope) if record.private and person_id in readers_of(record))
    return PersonalView(
        face=scope.face(audience, person_id),
        open=promises_of(scope, audience, person_id),
        commitments=tuple(row(scope, audience, record) for record in mine),
        notes=tuple((session_card(scope, audience, session), Markdown(paper.text, f"{session.folder}/notes.md"))
                    for session, paper in presenter_notes(scope) if paper.for_ == person_id),
        parts=parts_for(scope, audience),
        circle=_circle_pages(scope, audience),
    )  # fmt: skip


def _circle_pages(scope: Scope, audience: str) -> tuple[Link, ...]:
    """Return links to what is in this reader's circles: first sessions, then their papers and all else."""
    circles = {name for name in scope.reach.of(audience) if name in scope.reach.circles}
    inside = [path for path, target in scope.targets.items() if target.audience in circles]
    inside.sort(key=lambda path: path.count("/"))
    return tuple(scope.link(audience, path) for path in inside)
