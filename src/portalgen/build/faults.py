"""Draw every page of a portal and read every document without sealing any: what a build would refuse, and links out."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path

from portalgen.build.checks import check_made
from portalgen.build.draw import Made
from portalgen.errors import ContentError, LeakError, Problem
from portalgen.files.documents import clean_document
from portalgen.load.portal import Asset, Cohort, Portal
from portalgen.plan.site import plan_site
from portalgen.render.job import make_job
from portalgen.render.renderer import Drawn, Renderer
from portalgen.shell import lock_page
from portalgen.theme.find import theme_of
from portalgen.words import words as words_of

NO_KEY = bytes(32)  # names of pages matter to nobody here
_OUT = re.compile(r'href="(https://[^"]+)"')


@dataclass(frozen=True, slots=True)
class Faults:
    """What a build would refuse, and each address outside of the portal with a file that links to it."""

    problems: tuple[Problem, ...]
    links: Mapping[str, str]


def find_faults(root: Path, portal: Portal, as_of: date) -> Faults:
    """Return the faults of all pages and documents. Raises ContentError for those of a plan or a theme."""
    problems: dict[Problem, None] = {}
    links: dict[str, str] = {}
    for cohort in portal.cohorts:
        made = []
        pages, wanted = _drawn(root, portal, cohort, as_of)
        for drawn in pages:
            made.append(Made(anchors=((drawn.source, drawn.anchors),), fragments=drawn.fragments,
                             problems=drawn.problems, leaks=drawn.leaks))  # fmt: skip
            for link in _OUT.findall(drawn.page.html):
                links.setdefault(unescape(link), drawn.source)
        try:
            check_made(root, made)
        except (ContentError, LeakError) as fault:
            problems.update(dict.fromkeys(fault.problems))
        problems.update(dict.fromkeys(_unreadable(root, [portal.assets[path] for path in sorted(wanted)])))
    return Faults(tuple(problems), links)


def _unreadable(root: Path, assets: Iterable[Asset]) -> Iterator[Problem]:
    """Yield what is wrong with documents; pictures were looked at when the portal was read."""
    for asset in assets:
        if not asset.is_picture:
            try:
                clean_document((root / asset.path).read_bytes(), asset.path)
            except ContentError as fault:
                yield from fault.problems


def _drawn(root: Path, portal: Portal, cohort: Cohort, as_of: date) -> tuple[list[Drawn], set[str]]:
    """Return the pages of a cohort, and the paths of the pictures and documents that they show."""
    words = words_of(portal.language(cohort))
    plan = plan_site(portal, cohort, as_of=as_of, id_key=NO_KEY, words=words)
    theme = theme_of(root, portal.network, cohort.doc)
    theme.sheet()  # a style sheet, a font or a lock page that will not do stops a build too
    record = cohort.record
    lock_page(theme.templates, codename=record.codename, words=words, remember_days=record.remember_days)
    job = make_job(portal, cohort, plan, id_key=NO_KEY, words=words, templates=theme.templates, styles="")
    renderer = Renderer(job)
    pages = [renderer.draw(page) for page in plan.pages]
    return pages, {path for _, path in plan.wanted}.union(*({path for _, path in page.wanted} for page in pages))
