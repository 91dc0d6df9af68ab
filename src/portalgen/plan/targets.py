"""Decide which pages exist in this build and who reads each, before any page is filled.

Everything held back by its date, stage or state is written down with the reason.
"""

from collections.abc import Iterable, Iterator

from portalgen.load.portal import LoosePage, Session
from portalgen.model.papers import NotesRecord, PresenterNotes
from portalgen.plan.attribution import mode_of
from portalgen.plan.beliefs import BELIEFS, any_beliefs
from portalgen.plan.commitments import readers_of
from portalgen.plan.group import current_resources, has_group_page, resources_path
from portalgen.plan.parts import PART, part_targets
from portalgen.plan.readers import members_of, notes_audience, paper_audience, session_around, session_audience
from portalgen.plan.retention import kept
from portalgen.plan.scope import STAGES, Held, Scope, Target, is_told, stage
from portalgen.source.document import Document


def find_targets(scope: Scope, keys: Iterable[str] = ()) -> None:
    """Fill `scope.targets` with every page of the site by its logical path, parts of pages included.

    keys: audiences that have a key; a member among them has a page of their own, were it empty.
    """
    docs = scope.documents()
    for target in _targets(scope):
        scope.targets[target.path] = target
    if any_beliefs(scope):
        scope.targets[BELIEFS] = Target(BELIEFS, "members", scope.words["title.beliefs"])
    for target in tuple(scope.targets.values()):
        for part in part_targets(scope, target, docs.get(target.path)):
            scope.targets[part.path] = part
    for path in scope.targets:
        whole, found, _ = path.rpartition(PART)
        if found:
            scope.parts.setdefault(whole, []).append(path)
    for target in _personal(scope, keys):
        scope.targets[target.path] = target


def _targets(scope: Scope) -> Iterator[Target]:
    cohort, record = scope.cohort, scope.cohort.record
    words = scope.words
    yield Target("home", "members", record.title, cohort.index.path if cohort.index else "")
    yield Target("desk", "conveners", words["title.desk"])
    yield Target("sponsor", "sponsors", words["title.sponsor"])
    yield Target("logistics", "logistics", words["title.logistics"])
    if cohort.charter:
        yield Target("charter", "members", cohort.charter.record.title, cohort.charter.path)
    if record.members:
        yield Target("members", "members", words["title.members"])
    for member in record.members:
        person = scope.person(member.person)
        yield Target(f"members/{person.id}", "members", person.record.name, person.doc.path)
    sessions = [session for session in cohort.sessions if _built(scope, session)]
    if sessions:
        yield Target("sessions", "members", words["title.sessions"])
    for session in sessions:
        yield from _session(scope, session)
    if cohort.topics:
        yield Target("topics", "members", words["title.topics"])
    for topic in cohort.topics:
        yield Target(f"topics/{topic.id}", topic.record.audience, topic.record.title, topic.doc.path)
    if cohort.commitments and cohort.commitments.record.commitments:
        yield Target("commitments", "members", words["title.commitments"])
    news = [item for item in cohort.news if scope.current(item.doc.record.expires, item.date, item.doc.path)]
    if news:
        yield Target("news", "members", words["title.news"])
    for item in news:
        yield Target(f"news/{item.id}", item.doc.record.audience, item.title, item.doc.path)
    pages = [page for page in cohort.pages if _is_shown(scope, page)]
    if pages:
        yield Target("pages", "members", words["title.pages"])
    for page in pages:
        yield Target(f"page/{page.path}", _readers_of(scope, page), page.title, page.doc.path)
    if has_group_page(cohort):
        yield Target("group", "members", words["title.group"])
    for audience in sorted({row.audience for row in current_resources(scope)}):
        yield Target(resources_path(audience), audience, words["title.resources"])


def _is_shown(scope: Scope, page: LoosePage) -> bool:
    session = session_around(scope.cohort, page)
    if session and not is_told(scope, session):
        scope.hold(Held(page.doc.path, "its session is not told of yet"))
        return False
    return scope.current(page.doc.record.expires or (session.record.expires if session else None), None, page.doc.path)


def _readers_of(scope: Scope, page: LoosePage) -> str:
    """Return who reads a plain page: as it says, within who reads the session in whose folder it lies."""
    session, own = session_around(scope.cohort, page), page.doc.record.audience
    return paper_audience(scope.cohort, session, own, scope.as_of) if session else own


def _built(scope: Scope, session: Session) -> bool:
    record, path = session.record, session.doc.path
    if record.status == "idea":
        scope.hold(Held(path, "still an idea (status: idea)"))
        return False
    return scope.current(record.expires, record.publish_at, path)


def _session(scope: Scope, session: Session) -> Iterator[Target]:
    record, base = session.record, f"sessions/{session.id}"
    reached = stage(session)
    audience = session_audience(scope.cohort, session, scope.as_of)
    yield Target(base, audience, record.title, session.doc.path)
    if record.agenda and reached >= STAGES.index("agenda"):
        yield Target(f"{base}/agenda", audience, f"{scope.words['title.agenda']}: {record.title}")
        yield Target(f"{base}/run-sheet", audience, f"{scope.words['title.runsheet']}: {record.title}")
    for paper in session.prereads:
        if reached < STAGES.index("pre-reads"):
            scope.hold(Held(paper.doc.path, f"the session's status is {record.status}"))
        elif kept(scope, "prereads", session, paper.doc.path) and scope.current(
            paper.doc.record.expires, paper.doc.record.published, paper.doc.path
        ):
            own = paper_audience(scope.cohort, session, paper.doc.record.audience, scope.as_of)
            yield Target(f"{base}/prereads/{paper.id}", own, paper.title, paper.doc.path)
    notes = session.notes
    if notes is None:
        return
    if notes.record.chair_notes and kept(scope, "chair_notes", session, notes.path):
        title = f"{scope.words['title.chairnotes']}: {record.title}"
        yield Target(f"{base}/chair-notes", "conveners", title, notes.path)
    if notes_are_out(scope, session, notes) and kept(scope, "notes", session, notes.path):
        title = f"{scope.words['title.notes']}: {record.title}"
        yield Target(f"{base}/notes", notes_audience(scope.cohort, session, scope.as_of), title, notes.path)


def notes_are_out(scope: Scope, session: Session, notes: Document[NotesRecord]) -> bool:
    """Tell whether the notes of a session have been published; what holds them back is written down."""
    if not is_told(scope, session):
        return False
    if notes.record.state != "published":
        scope.hold(Held(notes.path, f"notes are in state {notes.record.state}"))
    elif stage(session) < STAGES.index("notes"):
        scope.hold(Held(notes.path, f"the session's status is {session.record.status}"))
    elif mode_of(scope.cohort, session) == "none":
        scope.hold(Held(notes.path, "no notes are kept of this session (attribution: none)"))
    else:
        return scope.current(None, notes.record.published, notes.path)
    return False


def _personal(scope: Scope, keys: Iterable[str]) -> Iterator[Target]:
    """Yield a page of their own for everybody who has something that no other member reads, or a key of their own."""
    commitments = scope.cohort.commitments
    readers = {f"member:{name}" for row in (commitments.record.commitments if commitments else ()) if row.private
               for name in readers_of(row)}  # fmt: skip
    readers.update(f"member:{paper.for_}" for _, paper in presenter_notes(scope))
    for target in scope.targets.values():
        if target.audience in scope.reach.circles:
            readers.update(scope.reach.circles[target.audience].readers)
        elif ":" in target.audience:
            readers.add(target.audience)
    readers.update({f"member:{name}" for name in members_of(scope.cohort, scope.as_of)} & set(keys))
    for reader in sorted(readers):
        yield Target(f"personal/{reader}", reader, scope.words["title.personal"])


def presenter_notes(scope: Scope) -> Iterator[tuple[Session, PresenterNotes]]:
    """Yield the notes taken for presenters that are still kept, with their session."""
    for session in scope.cohort.sessions:
        notes = session.notes
        for paper in notes.record.presenter_notes if notes and notes_are_out(scope, session, notes) else ():
            path = f"{session.folder}/notes.md (notes for {paper.for_})"
            if scope.current(paper.expires, None, path) and kept(scope, "presenter_notes", session, path):
                yield session, paper
