"""The agenda of a session: to hold in the hand, and as a run sheet with the clock of every step."""

from collections.abc import Iterator

from portalgen.load.portal import Session
from portalgen.model.library import ProtocolRecord
from portalgen.model.session import AgendaItem
from portalgen.plan.attribution import is_closed, voice
from portalgen.plan.clock import Box, by_day, later
from portalgen.plan.commitments import accountability
from portalgen.plan.papers import preread_card
from portalgen.plan.scope import Scope
from portalgen.plan.session_cards import session_card
from portalgen.plan.views import AgendaDay, AgendaRow, AgendaView, Fact, Page, RunRow, RunSheetView, RunStep

WARNINGS = (10, 5)  # minutes before the end of a box at which a timekeeper speaks
LONG = 25  # minutes; a shorter box has one warning, its last
PAUSES = ("break", "meal")


def agenda_days(scope: Scope, audience: str, session: Session) -> tuple[AgendaDay, ...]:
    """Return the agenda of each day with the start of every box."""
    return tuple(AgendaDay(day, tuple(_row(scope, audience, session, box) for box in inside))
                 for day, inside in by_day(session))  # fmt: skip


def _row(scope: Scope, audience: str, session: Session, box: Box) -> AgendaRow:
    item, unnamed = box.item, is_closed(scope.cohort, session)
    papers = {paper.id: paper for paper in session.prereads}
    protocol = scope.portal.protocols[item.protocol] if item.protocol else None
    return AgendaRow(
        start=box.start,
        minutes=item.minutes,
        gap=max(0, box.gap),
        title=item.title,
        kind=item.kind,
        owner=scope.face(audience, item.owner) if item.owner and not unnamed else None,
        coach=scope.face(audience, item.coach) if item.coach and not unnamed else None,
        intent=item.intent or "",
        purpose=item.purpose or "",
        outcome=item.desired_outcome or "",
        questions=item.questions,
        protocol=protocol.title if protocol else "",
        topic=scope.mention(audience, f"topics/{item.topic}") if item.topic else None,
        prereads=tuple(preread_card(scope, audience, session, papers[name]) for name in item.prereads
                       if scope.way(audience, f"sessions/{session.id}/prereads/{name}")),
        sponsor_present=item.sponsor_present,
        record=_record(scope, item),
        recused=() if unnamed else tuple(scope.person(name).record.name for name in item.recused),
        commitments=accountability(scope, audience, session) if item is _reporting(session) else (),
    )  # fmt: skip


def _record(scope: Scope, item: AgendaItem) -> str:
    """Return what may be written down of a box, where that is said."""
    if item.confidential == "presenter-only":
        return scope.words["agenda.presenter"]
    return scope.words[f"agenda.record.{item.record}"] if item.record else ""


def _reporting(session: Session) -> AgendaItem | None:
    """Return the item at which promises are reported: the first of its kind; a later one makes new ones."""
    return next((item for item in session.record.agenda if item.kind == "accountability"), None)


def agenda_pages(scope: Scope, session: Session, days: tuple[AgendaDay, ...]) -> Iterator[Page]:
    """Yield the agenda and the run sheet of a session; `days` are its `agenda_days` for those who read its page."""
    if f"sessions/{session.id}/agenda" in scope.targets:
        yield _agenda_page(scope, session, days)
        yield _run_sheet(scope, session, days)


def _agenda_page(scope: Scope, session: Session, days: tuple[AgendaDay, ...]) -> Page:
    record, audience, words = session.record, scope.audience(f"sessions/{session.id}"), scope.words
    opening, closing = record.opening, record.closing
    ends = (("one_word", closing.one_word), ("process_review", closing.process_review)) if closing else ()
    view = AgendaView(
        card=session_card(scope, audience, session),
        session=scope.link(audience, f"sessions/{session.id}"),
        days=days,
        total_minutes=sum(item.minutes for item in record.agenda),
        norms=scope.cohort.record.norms,
        confidentiality=confidentiality(scope, session),
        closing=tuple(Fact(words[f"closing.{key}"], text) for key, text in ends if text),
        opening_question=(opening.question or "") if opening else "",
        runsheet_href=scope.way(audience, f"sessions/{session.id}/run-sheet"),
    )
    return _page(scope, session, "agenda", "agenda", view)


def confidentiality(scope: Scope, session: Session) -> str:
    """Return the words that open a session: its own, else the charter's short form."""
    own = session.record.opening.confidentiality_script if session.record.opening else None
    charter = scope.cohort.charter
    return own or (charter.record.short if charter else None) or ""


def _run_sheet(scope: Scope, session: Session, days: tuple[AgendaDay, ...]) -> Page:
    audience = scope.audience(f"sessions/{session.id}")
    view = RunSheetView(
        card=session_card(scope, audience, session),
        confidentiality=confidentiality(scope, session),
        days=tuple(
            (day, tuple(_run_row(scope, box, row) for box, row in zip(inside, rows.rows, strict=True)))
            for (day, inside), rows in zip(by_day(session), days, strict=True)
        ),
        norms=scope.cohort.record.norms,
    )
    return _page(scope, session, "run-sheet", "runsheet", view)


def _run_row(scope: Scope, box: Box, row: AgendaRow) -> RunRow:
    protocol = scope.portal.protocols[box.item.protocol] if box.item.protocol else None
    marks = () if box.item.kind in PAUSES else (WARNINGS if box.item.minutes >= LONG else WARNINGS[-1:])
    return RunRow(
        row=row,
        end=box.end,
        marks=tuple((minutes, later(box.end, -minutes)) for minutes in marks if minutes < box.item.minutes),
        words=(protocol.words or "") if protocol else "",
        steps=tuple(_steps(box, protocol)) if protocol else (),
    )


def _steps(box: Box, protocol: ProtocolRecord) -> Iterator[RunStep]:
    """Yield the steps of a protocol on the clock where their minutes fill the box, otherwise without times."""
    fits = sum(step.minutes or 0 for step in protocol.steps) == box.item.minutes
    clock = box.start
    for step in protocol.steps:
        yield RunStep(clock if fits else None, step.minutes or 0, step.text, step.who or "")
        clock = later(clock, step.minutes or 0)


def _page(scope: Scope, session: Session, name: str, family: str, view: object) -> Page:
    back = scope.link(scope.audience(f"sessions/{session.id}"), f"sessions/{session.id}")
    return scope.page(f"sessions/{session.id}/{name}", family, view, session.doc.path, back=back,
                      voice=voice(scope.cohort, session))  # fmt: skip
