"""The part of a build that any process can do: draw and seal pages, prepare and seal objects, put both in the stage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from portalgen.build.draw import Made, Sheet, draw_page
from portalgen.build.objects import asset_object, index_object, made_object
from portalgen.crypto.ids import object_file
from portalgen.errors import ContentError
from portalgen.files.words import said_in, words_of
from portalgen.index.entries import document_entry
from portalgen.index.parts import Part
from portalgen.load.portal import Asset
from portalgen.maps import digest
from portalgen.model.made import MadeFile
from portalgen.model.site import Audience, PageId, PlainObject
from portalgen.plan.views import Page
from portalgen.render.job import RenderJob
from portalgen.render.renderer import Renderer
from portalgen.seal import seal_object, seal_page
from portalgen.shell import Shell
from portalgen.write.stage import Stage


@dataclass(frozen=True, slots=True)
class WorkOrder:
    """What every worker of one build knows. Holds keys: it goes to child processes in memory, never to disk."""

    root: Path
    job: RenderJob
    shell: Shell
    stage: Stage
    keys: Mapping[str, bytes]
    fresh: bool

    def __repr__(self) -> str:
        return f"WorkOrder({self.job.cohort})"


Wanted = tuple[str, Asset, str]
"""An object to be made: its audience, what it is made of, its object id."""
Indexed = tuple[str, Part, str]
"""A part of a search index to be made: its audience, what is in it, its object id."""


class Workshop:
    """Makes what one order asks for; each process that works on it has one."""

    def __init__(self, order: WorkOrder) -> None:
        self._order, self._renderer = order, Renderer(order.job)

    def pages(self, pages: Sequence[Page]) -> list[Made]:
        """Draw, seal and stage `pages`. A page with faults is not sealed."""
        return [self._page(page) for page in pages]

    def drawn(self, pages: Sequence[Page], sheets: Sequence[Sheet | None]) -> list[Made]:
        """Seal and stage `pages` that others drew; one that they could not is drawn here, so that its fault is told."""
        return [
            self._page(page) if sheet is None else self._seal(sheet) for page, sheet in zip(pages, sheets, strict=True)
        ]

    def objects(self, wanted: Sequence[Wanted]) -> list[Made]:
        """Clean, seal and stage assets. What stands side by side for several audiences is cleaned once."""
        same = groupby(wanted, key=lambda one: one[1])
        return [made for asset, some in same for made in self._asset(asset, [(one[0], one[2]) for one in some])]

    def files(self, wanted: Sequence[MadeFile]) -> list[Made]:
        """Write, seal and stage calendars and cards."""
        job = self._order.job
        return [self._sealed(made_object(job.cohort, one, job.ids.object(one.audience, one.path))) for one in wanted]

    def indexes(self, wanted: Sequence[Indexed]) -> list[Made]:
        """Write, seal and stage parts of search indexes."""
        cohort = self._order.job.cohort
        return [self._sealed(index_object(cohort, audience, address, part)) for audience, part, address in wanted]

    def _page(self, page: Page) -> Made:
        try:
            return self._seal(draw_page(self._renderer, page))
        except ContentError as fault:
            return Made(problems=fault.problems)

    def _seal(self, sheet: Sheet) -> Made:
        if sheet.plain is None:
            return sheet.made
        order, audience = self._order, sheet.plain.audience
        file, message = seal_page(sheet.plain, order.keys[audience], order.shell, fresh=order.fresh)
        order.stage.put(file)
        return replace(sheet.made, digests=((audience, file.name, digest(message.encode("ascii"))),))

    def _asset(self, asset: Asset, copies: Sequence[tuple[str, str]]) -> list[Made]:
        """Return what became of an asset for each of `copies`: an audience, and the object id that it has there."""
        try:
            first = asset_object(self._order.root, self._order.job.cohort, copies[0][0], asset, copies[0][1])
        except ContentError as fault:
            return [Made(problems=fault.problems) for _ in copies]
        words = words_of(first.content, first.media_type)
        said = said_in(first.content, first.media_type, words)
        made = []
        for audience, address in copies:
            item = replace(first, audience=Audience(audience), object_id=PageId(address))
            leaks = tuple(self._renderer.gate.in_document(asset.path, audience, words))
            entry = document_entry(object_file(address), item.name, said)
            made.append(replace(self._sealed(item), leaks=leaks, entries=((audience, entry),)))
        return made

    def _sealed(self, item: PlainObject) -> Made:
        file = seal_object(item, self._order.keys[item.audience], fresh=self._order.fresh)
        self._order.stage.put(file)
        return Made(digests=((item.audience, file.name, digest(file.content)),))
