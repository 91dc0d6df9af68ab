"""Blocks of a text that stand for an audience of their own: each becomes a page that only those readers can open."""

from collections.abc import Iterator
from typing import Any

from portalgen.plan.scope import Scope, Target
from portalgen.plan.views import Link, Page, PartView
from portalgen.source.document import Document

PART = "/for/"
"""What stands in a part's logical path between that of its page and its audience."""


def part_targets(scope: Scope, target: Target, doc: Document[Any] | None) -> Iterator[Target]:
    """Yield a target for each audience that has blocks in `doc`, whose own page is `target`.

    A part bears the title of its page only where its readers may open that page: a title is content too.
    """
    for audience in sorted({part.audience for part in doc.parts} if doc else ()):
        opens = scope.reach.opens(audience, target.audience)
        title = target.title if opens else scope.words["title.part"]
        yield Target(part_path(target.path, audience), audience, title)


def part_path(path: str, audience: str) -> str:
    """Return the logical path of the part of `path` that is for `audience`."""
    return f"{path}{PART}{audience}"


def part_pages(scope: Scope) -> Iterator[Page]:
    """Yield the pages of all parts."""
    for path, doc in scope.documents().items():
        for audience in sorted({part.audience for part in doc.parts}):
            own = part_path(path, audience)
            if own in scope.targets:
                texts = tuple(part.text for part in doc.parts if part.audience == audience)
                whole = scope.link(audience, path) if scope.way(audience, path) else Link("")
                yield scope.page(own, "part", PartView(whole, texts), doc.path, back=whole if whole.href else None)


def parts_for(scope: Scope, audience: str) -> tuple[Link, ...]:
    """Return links to every part that is for `audience`, for its home page."""
    paths = (path for inside in scope.parts.values() for path in inside)
    return tuple(scope.link(audience, path) for path in paths if scope.audience(path) == audience)
