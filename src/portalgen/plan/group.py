"""What a group knows of itself: offices, pairs, words, milestones; and what it keeps for reference."""

from collections.abc import Iterator

from portalgen.load.portal import Cohort
from portalgen.model.library import Resource
from portalgen.plan.parts import part_path
from portalgen.plan.scope import Scope, active_members
from portalgen.plan.views import Document, Fact, GroupView, Page, ResourceRow, ResourcesView
from portalgen.words import counted


def has_group_page(cohort: Cohort) -> bool:
    """Tell whether there is anything to say on the group's own page."""
    record = cohort.record
    return bool(record.roles or record.pairings or record.lexicon or record.milestones or record.non_compete_note)


def group_pages(scope: Scope) -> Iterator[Page]:
    """Yield the page about the group and the page of its resources."""
    record = scope.cohort.record
    if "group" in scope.targets:
        offices = (role for role in record.roles if not (role.until and role.until < scope.as_of))
        view = GroupView(
            cadence=record.cadence or "",
            size=_size(scope),
            non_compete=record.non_compete_note or "",
            offices=tuple((role.role, scope.face("members", role.person), role.until) for role in offices),
            pairings=tuple((scope.face("members", pair.a), scope.face("members", pair.b), pair.prompt or "", pair.due)
                           for pair in record.pairings if not (pair.due and pair.due < scope.as_of)),
            lexicon=tuple(Fact(term.term, term.meaning) for term in record.lexicon),
            milestones=tuple((entry.date, entry.text) for entry in record.milestones),
        )  # fmt: skip
        yield scope.page("group", "group", view)
    for audience in sorted({row.audience for row in current_resources(scope)}):
        rows = tuple(_row(scope, audience, row) for row in current_resources(scope) if row.audience == audience)
        yield scope.page(resources_path(audience), "resources", ResourcesView(rows))


def resources_path(audience: str) -> str:
    """Return the logical path of what is kept for these readers; all but the members' is a part of that page."""
    return "resources" if audience == "members" else part_path("resources", audience)


def _size(scope: Scope) -> str:
    target, count = scope.cohort.record.size_target, len(active_members(scope.cohort, scope.as_of))
    return counted(scope.words, scope.words["group.size"], count, target=target) if target else ""


def current_resources(scope: Scope) -> list[Resource]:
    """Return the resources that have not expired."""
    doc = scope.cohort.resources
    return [row for row in (doc.record.resources if doc else ())
            if not (row.expires and row.expires <= scope.as_of)]  # fmt: skip


def _row(scope: Scope, audience: str, resource: Resource) -> ResourceRow:
    file: Document | None = None
    if resource.file:
        file = scope.document(audience, f"content/{scope.cohort.id}/{resource.file}")
    return ResourceRow(
        title=resource.title,
        kind=resource.kind,
        summary=resource.summary or "",
        source=resource.source or "",
        added=resource.added,
        link=resource.link or "",
        file=file,
        session=scope.mention(audience, f"sessions/{resource.session}") if resource.session else None,
        topic=scope.mention(audience, f"topics/{resource.topic}") if resource.topic else None,
    )
