"""Which pages stand in a book, in which chapters and in which order."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from portalgen.plan.site import Plan
from portalgen.plan.views import Page

COHORT = (
    ("book.welcome", ("home", "desk", "personal", "group", "charter")),
    ("nav.members", ("members",)),
    ("nav.sessions", ("sessions",)),
    ("nav.topics", ("topics",)),
    ("nav.commitments", ("commitments", "beliefs")),
    ("nav.news", ("news",)),
    ("book.library", ("resources", "pages", "page")),
    ("book.door", ("logistics", "sponsor")),
)
"""The chapters of a cohort's book: the word of their title, and the first parts of logical paths that belong there."""

SESSION = ("", "agenda", "run-sheet", "prereads", "notes", "chair-notes")
"""The order within a session."""

RUN_SHEET = "run-sheet"
PART = "/for/"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A title with the pages under it. `invitation`: the first page is a session's own and bears the same title."""

    title: str
    pages: tuple[Page, ...]
    invitation: bool = False


def chapters(
    plan: Plan, opens: Sequence[str], words: Mapping[str, str], *, session: str, run_sheet: bool
) -> tuple[Chapter, ...]:
    """Return the chapters of the book of one session, or of the whole cohort where `session` is empty.

    opens: the audiences that every reader of the book can open; no page for anybody else is in it.
    """
    pages = [page for page in plan.pages if page.audience in opens and (run_sheet or _step(page) != RUN_SHEET)]
    if session:
        own = [page for page in pages if _session(page) == session]
        return tuple(Chapter(page.title, (page,)) for page in sorted(own, key=_order))
    return tuple(_cohort(plan, opens, pages, words))


def _cohort(plan: Plan, opens: Sequence[str], pages: list[Page], words: Mapping[str, str]) -> Iterator[Chapter]:
    for word, kinds in COHORT:
        found = [page for page in pages if page.path.split("/")[0] in kinds and not _session(page)]
        found.sort(key=lambda page: kinds.index(page.path.split("/")[0]))
        if found:
            yield Chapter(words[word], tuple(found))
        if "sessions" in kinds:
            for session in dict.fromkeys(filter(None, map(_session, pages))):
                target = plan.targets[f"sessions/{session}"]
                title = target.title if target.audience in opens else words["title.part"]
                own = sorted((page for page in pages if _session(page) == session), key=_order)
                yield Chapter(title, tuple(own), invitation=own[0].path == f"sessions/{session}")


def _session(page: Page) -> str:
    """Return the id of the session that a page belongs to, empty for all others."""
    steps = page.path.split(PART)[0].split("/")
    return steps[1] if steps[0] == "sessions" and len(steps) > 1 else ""


def _step(page: Page) -> str:
    """Return what a page is within its session, such as `agenda`; empty for the invitation and everything else."""
    steps = page.path.split(PART)[0].split("/")
    return steps[2] if steps[0] == "sessions" and len(steps) > 2 else ""


def _order(page: Page) -> int:
    return SESSION.index(_step(page))


def numbered(all_chapters: Iterable[Chapter]) -> Iterator[tuple[str, Page]]:
    """Yield every page with its number: 3 where it is a chapter of its own, 3.2 where it is the second in it."""
    for number, chapter in enumerate(all_chapters, start=1):
        for place, page in enumerate(chapter.pages, start=1):
            yield (f"{number}.{place}" if len(chapter.pages) > 1 else str(number)), page
