"""The part of a build that needs no key: a page drawn in the clear, and what the build must know of it."""

from dataclasses import dataclass

from portalgen.errors import Place, Problem
from portalgen.index.entries import Entry, page_entry
from portalgen.model.site import PlainPage
from portalgen.plan.views import Page
from portalgen.render.gate import Leak
from portalgen.render.links import Question
from portalgen.render.renderer import Renderer


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one page, object or file: its digest and search entry by audience, and what has to be checked.

    `asked` is what a page asked of its links, with the answers.
    """

    digests: tuple[tuple[str, str, str], ...] = ()
    anchors: tuple[tuple[str, frozenset[str]], ...] = ()
    fragments: tuple[tuple[str, str, Place], ...] = ()
    wanted: frozenset[tuple[str, str]] = frozenset()
    problems: tuple[Problem, ...] = ()
    leaks: tuple[Leak, ...] = ()
    entries: tuple[tuple[str, Entry], ...] = ()
    asked: tuple[Question, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it was drawn, and what has `made` of it so far; without `plain` where its faults forbid to seal it."""

    plain: PlainPage | None
    made: Made


def draw_page(renderer: Renderer, page: Page) -> Sheet:
    """Return `page` drawn. Faults of its text are told in what was made; one of a template raises ContentError."""
    drawn = renderer.draw(page)
    is_sound = not drawn.problems and not drawn.leaks
    entries = ((page.audience, page_entry(page.family, page.href, page.title, drawn.page.html)),) if is_sound else ()
    made = Made(
        anchors=((drawn.source, drawn.anchors),),
        fragments=drawn.fragments,
        wanted=drawn.wanted,
        problems=drawn.problems,
        leaks=drawn.leaks,
        entries=entries,
        asked=drawn.asked,
    )
    return Sheet(drawn.page if is_sound else None, made)
