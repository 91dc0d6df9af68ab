"""Plan a whole site: `plan_site` is read aloud from top to bottom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portalgen.access.reach import Reach
from portalgen.errors import ContentError
from portalgen.load.portal import Cohort, Portal
from portalgen.model.made import MadeFile
from portalgen.plan.backlinks import find_backlinks, wiki_names
from portalgen.plan.beliefs import beliefs_pages
from portalgen.plan.commitments import commitments_pages
from portalgen.plan.desks import desk_pages
from portalgen.plan.frame import frames
from portalgen.plan.group import group_pages
from portalgen.plan.home import home_page
from portalgen.plan.own_notes import notes_until
from portalgen.plan.papers import paper_pages
from portalgen.plan.parts import part_pages
from portalgen.plan.people import people_pages
from portalgen.plan.readers import reach_of
from portalgen.plan.scope import Held, Scope, Target
from portalgen.plan.sessions import sessions_pages
from portalgen.plan.targets import find_targets
from portalgen.plan.topics import topics_pages
from portalgen.plan.views import Frame, Page

HOMES = {"members": "home", "conveners": "desk", "sponsors": "sponsor", "logistics": "logistics"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a site will hold, before a line of HTML is made.

    `homes` maps an audience to the file name of its home page (members with a key of their own begin where all do);
    `wanted` are (audience, path) of assets that pages show; `targets` maps logical paths to pages, for links in
    Markdown; `made` are files to be made; `wiki` maps a page's folded name to its logical path, empty where two pages
    have it.
    """

    cohort: str
    as_of: date
    pages: tuple[Page, ...]
    frames: dict[str, Frame]
    homes: dict[str, str]
    targets: dict[str, Target]
    wanted: frozenset[tuple[str, str]]
    held: tuple[Held, ...]
    made: tuple[MadeFile, ...]
    wiki: dict[str, str]
    reach: Reach

    @property
    def audiences(self) -> frozenset[str]:
        """Return every audience that some page is sealed for."""
        return frozenset(page.audience for page in self.pages)


def plan_site(
    portal: Portal, cohort: Cohort, *, as_of: date, id_key: bytes, words: Mapping[str, str], keys: Iterable[str] = ()
) -> Plan:
    """Return the plan of one cohort's site on one day.

    id_key: 32 secret bytes that page ids come from; keys: audiences that have a key, so that a member with a
    passphrase of their own has a page of their own. Raises ContentError where two pages claim one address.
    """
    scope = Scope(portal, cohort, as_of, id_key, words, reach_of(cohort, as_of))
    find_targets(scope, keys)
    wiki = wiki_names(scope)
    scope.backlinks.update(find_backlinks(scope, wiki))
    scope.notes_until.update(notes_until(scope))
    inside = tuple(_pages(scope))
    pages = (home_page(scope, inside), *inside)
    if len({page.href for page in pages}) != len(pages):
        raise ContentError("two pages of this cohort have one address", hint="two ids are the same")
    homes = {audience: scope.href(path) for audience, path in HOMES.items()}
    for path, target in scope.targets.items():
        if path.startswith("personal/") and not target.audience.startswith("member:"):
            homes[target.audience] = scope.href(path)
    return Plan(
        cohort=cohort.id,
        as_of=as_of,
        pages=pages,
        frames=frames(scope, {page.audience for page in pages}, homes),
        homes=homes,
        targets=scope.targets,
        wanted=frozenset(scope.wanted),
        held=tuple(scope.held),
        made=tuple(scope.made.values()),
        wiki=wiki,
        reach=scope.reach,
    )


def _pages(scope: Scope) -> Iterator[Page]:
    yield from sessions_pages(scope)
    yield from people_pages(scope)
    yield from commitments_pages(scope)
    yield from topics_pages(scope)
    yield from beliefs_pages(scope)
    yield from paper_pages(scope)
    yield from group_pages(scope)
    yield from part_pages(scope)
    yield from desk_pages(scope)
