"""The part of a build that any process can do: draw and seal pages, prepare and seal objects, put both in the stage."""

import pickle
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from portalgen.build.objects import asset_object, index_object, made_object
from portalgen.crypto.ids import index_id, object_id
from portalgen.errors import ContentError, Place, Problem
from portalgen.files.words import said_in, words_of
from portalgen.index.entries import Entry, document_entry, make_index, page_entry
from portalgen.load.portal import Asset
from portalgen.maps import digest
from portalgen.model.made import MadeFile
from portalgen.plan.views import Page
from portalgen.render.gate import Leak
from portalgen.render.job import RenderJob
from portalgen.render.renderer import Renderer
from portalgen.seal import seal_object, seal_page
from portalgen.shell import Shell
from portalgen.write.stage import Stage


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What every worker of one build knows. Holds keys: it travels over pipes to child processes, never to disk."""

    root: Path
    job: RenderJob
    shell: Shell
    stage: Stage
    keys: Mapping[str, bytes]
    fresh: bool

    def __repr__(self) -> str:
        return f"WorkOrder({self.job.cohort})"


@dataclass(frozen=True, slots=True)
class Made:
    """What one chunk of work made: digests and search entries by audience, and what the build has to check."""

    digests: tuple[tuple[str, str, str], ...] = ()
    anchors: tuple[tuple[str, frozenset[str]], ...] = ()
    fragments: tuple[tuple[str, str, Place], ...] = ()
    wanted: frozenset[tuple[str, str]] = frozenset()
    problems: tuple[Problem, ...] = ()
    leaks: tuple[Leak, ...] = ()
    entries: tuple[tuple[str, Entry], ...] = ()


@lru_cache(maxsize=2)
def _open_order(packed: bytes) -> tuple[WorkOrder, Renderer]:
    order: WorkOrder = pickle.loads(packed)  # noqa: S301 -- packed by our own build a moment ago, never read from disk
    return order, Renderer(order.job)


def make_pages(packed: bytes, pages: Sequence[Page]) -> Made:
    """Draw, seal and stage `pages`; `packed` is a pickled WorkOrder."""
    order, renderer = _open_order(packed)
    digests: list[tuple[str, str, str]] = []
    anchors: list[tuple[str, frozenset[str]]] = []
    fragments: list[tuple[str, str, Place]] = []
    problems: list[Problem] = []
    wanted: set[tuple[str, str]] = set()
    leaks: list[Leak] = []
    entries: list[tuple[str, Entry]] = []
    for page in pages:
        try:
            drawn = renderer.draw(page)
        except ContentError as fault:
            problems += fault.problems
            continue
        problems += drawn.problems
        anchors.append((drawn.source, drawn.anchors))
        fragments += drawn.fragments
        wanted |= drawn.wanted
        leaks += drawn.leaks
        if not problems and not leaks:
            file, message = seal_page(drawn.page, order.keys[page.audience], order.shell, fresh=order.fresh)
            order.stage.put(file)
            digests.append((page.audience, file.name, digest(message.encode("ascii"))))
            entries.append((page.audience, page_entry(page.family, page.href, page.title, drawn.page.html)))
    found = (tuple(anchors), tuple(fragments), frozenset(wanted), tuple(problems), tuple(leaks))
    return Made(tuple(digests), *found, tuple(entries))


def make_objects(packed: bytes, wanted: Sequence[tuple[str, Asset, str]]) -> Made:
    """Clean, seal and stage assets: (audience, asset, object id) each."""
    order, renderer = _open_order(packed)
    digests: list[tuple[str, str, str]] = []
    problems: list[Problem] = []
    leaks: list[Leak] = []
    entries: list[tuple[str, Entry]] = []
    for audience, asset, address in wanted:
        try:
            item = asset_object(order.root, order.job.cohort, audience, asset, address)
        except ContentError as fault:
            problems += fault.problems
            continue
        words = words_of(item.content, item.media_type)
        leaks += renderer.gate.in_document(asset.path, audience, words)
        file = seal_object(item, order.keys[audience], fresh=order.fresh)
        order.stage.put(file)
        digests.append((audience, file.name, digest(file.content)))
        said = said_in(item.content, item.media_type, words)
        entries.append((audience, document_entry(file.name, item.name, said)))
    return Made(digests=tuple(digests), problems=tuple(problems), leaks=tuple(leaks), entries=tuple(entries))


def make_indexes(packed: bytes, entries: Mapping[str, Sequence[Entry]]) -> Made:
    """Write, seal and stage the search index of every audience that has something to find."""
    order, _ = _open_order(packed)
    digests: list[tuple[str, str, str]] = []
    for audience, listed in sorted(entries.items()):
        content = make_index(listed)
        if content:
            key = order.keys[audience]
            item = index_object(order.job.cohort, audience, index_id(key), content)
            file = seal_object(item, key, fresh=order.fresh)
            order.stage.put(file)
            digests.append((audience, file.name, digest(file.content)))
    return Made(digests=tuple(digests))


def make_files(packed: bytes, wanted: Sequence[MadeFile]) -> Made:
    """Write, seal and stage calendars and cards."""
    order, _ = _open_order(packed)
    digests: list[tuple[str, str, str]] = []
    for made in wanted:
        address = object_id(order.job.id_key, order.job.cohort, made.audience, made.path)
        file = seal_object(made_object(order.job.cohort, made, address), order.keys[made.audience], fresh=order.fresh)
        order.stage.put(file)
        digests.append((made.audience, file.name, digest(file.content)))
    return Made(digests=tuple(digests))
