"""The part of a build that any process can do: draw and seal pages, prepare and seal objects, put both in the stage."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import count
from pathlib import Path

from portalgen.build.objects import asset_object, index_object, made_object
from portalgen.crypto.ids import index_id, object_id
from portalgen.errors import ContentError, Place, Problem
from portalgen.files.words import said_in, words_of
from portalgen.index.entries import Entry, document_entry, make_index, page_entry
from portalgen.load.portal import Asset
from portalgen.maps import digest
from portalgen.model.made import MadeFile
from portalgen.model.site import PlainObject
from portalgen.plan.views import Page
from portalgen.render.gate import Leak
from portalgen.render.job import RenderJob
from portalgen.render.links import Question
from portalgen.render.renderer import Renderer
from portalgen.seal import seal_object, seal_page
from portalgen.shell import Shell
from portalgen.write.stage import Stage


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What every worker of one build knows. Holds keys: it travels over pipes to child processes, never to disk.

    `number` tells one build of a process from the next: between two of them a template may have been saved.
    """

    root: Path
    job: RenderJob
    shell: Shell
    stage: Stage
    keys: Mapping[str, bytes]
    fresh: bool
    number: int = field(default_factory=count().__next__)

    def __repr__(self) -> str:
        return f"WorkOrder({self.job.cohort})"


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


Wanted = tuple[str, Asset, str]
"""An object to be made: its audience, what it is made of, its object id."""


@lru_cache(maxsize=2)
def _open_order(packed: bytes) -> tuple[WorkOrder, Renderer]:
    order: WorkOrder = pickle.loads(packed)  # noqa: S301 -- packed by our own build a moment ago, never read from disk
    return order, Renderer(order.job)


def make_pages(packed: bytes, pages: Sequence[Page]) -> list[Made]:
    """Draw, seal and stage `pages`; `packed` is a pickled WorkOrder. A page with faults is not sealed."""
    order, renderer = _open_order(packed)
    return [_page(order, renderer, page) for page in pages]


def _page(order: WorkOrder, renderer: Renderer, page: Page) -> Made:
    try:
        drawn = renderer.draw(page)
    except ContentError as fault:
        return Made(problems=fault.problems)
    found = Made(
        anchors=((drawn.source, drawn.anchors),),
        fragments=drawn.fragments,
        wanted=drawn.wanted,
        problems=drawn.problems,
        leaks=drawn.leaks,
        asked=drawn.asked,
    )
    if drawn.problems or drawn.leaks:
        return found
    file, message = seal_page(drawn.page, order.keys[page.audience], order.shell, fresh=order.fresh)
    order.stage.put(file)
    entry = page_entry(page.family, page.href, page.title, drawn.page.html)
    return replace(found, digests=((page.audience, file.name, digest(message.encode("ascii"))),),
                   entries=((page.audience, entry),))  # fmt: skip


def make_objects(packed: bytes, wanted: Sequence[Wanted]) -> list[Made]:
    """Clean, seal and stage assets."""
    order, renderer = _open_order(packed)
    return [_object(order, renderer, one) for one in wanted]


def _object(order: WorkOrder, renderer: Renderer, wanted: Wanted) -> Made:
    audience, asset, address = wanted
    try:
        item = asset_object(order.root, order.job.cohort, audience, asset, address)
    except ContentError as fault:
        return Made(problems=fault.problems)
    words = words_of(item.content, item.media_type)
    leaks = tuple(renderer.gate.in_document(asset.path, audience, words))
    entry = document_entry(object_file(address), item.name, said_in(item.content, item.media_type, words))
    return replace(_sealed(order, item), leaks=leaks, entries=((audience, entry),))


def make_files(packed: bytes, wanted: Sequence[MadeFile]) -> list[Made]:
    """Write, seal and stage calendars and cards."""
    order, _ = _open_order(packed)
    job = order.job
    return [_sealed(order, made_object(job.cohort, made, object_id(job.id_key, job.cohort, made.audience, made.path)))
            for made in wanted]  # fmt: skip


def make_indexes(packed: bytes, entries: Sequence[tuple[str, Sequence[Entry]]]) -> list[Made]:
    """Write, seal and stage the search index of each audience; nothing where there is nothing to find."""
    order, _ = _open_order(packed)
    made = []
    for audience, listed in entries:
        content = make_index(listed)
        item = index_object(order.job.cohort, audience, index_id(order.keys[audience]), content)
        made.append(_sealed(order, item) if content else Made())
    return made


def _sealed(order: WorkOrder, item: PlainObject) -> Made:
    file = seal_object(item, order.keys[item.audience], fresh=order.fresh)
    order.stage.put(file)
    return Made(digests=((item.audience, file.name, digest(file.content)),))


def object_file(address: str) -> str:
    """Return the file name of the object with this id."""
    return f"o/{address}.bin"
