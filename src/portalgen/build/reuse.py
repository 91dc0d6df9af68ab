"""Decide, file by file, whether that of the last build is taken over: made of the same, and still as it was left.

Nothing here draws or seals. What a page was made of is its plan, what surrounds all pages of its readers, and the
answers that its links got; what an object was made of is the content of its source.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Generic, TypeVar

from portalgen.access.reach import Reach
from portalgen.build.cache import Cache, Kept
from portalgen.build.digests import Sign, digest_of, digest_of_bytes, is_settled, sign_of
from portalgen.build.draw import Made
from portalgen.build.work import Indexed, Wanted
from portalgen.crypto.ids import index_ids, object_file
from portalgen.index.entries import Entry
from portalgen.index.parts import parts_of
from portalgen.model.made import MadeFile
from portalgen.plan.views import Page
from portalgen.render.job import RenderJob
from portalgen.render.links import PageLinks
from portalgen.shell import Shell
from portalgen.write.stage import Stage

NEW = "the last build did not make it, or what it left cannot be read"
AROUND = "keys, words, the theme or what stands around every page has changed"
OWN = "what it shows has changed"
LINKS = "a link or name in it leads elsewhere, or is called something else"
DISK = "its file in the site is missing, or not as the last build left it"
T = TypeVar("T")


@dataclass(frozen=True)
class Unit(Generic[T]):
    """One file to be: its name, what it is to be made from, the digest of what is around it (see `cache.Kept`)."""

    name: str
    item: T
    around: bytes
    made_of: tuple[object, ...]
    page: Page | None = None

    @cached_property
    def own(self) -> bytes:
        """The digest of what the file itself is made of."""
        return digest_of(*self.made_of)


class Reuse:
    """What the last build of one site left, and what this one takes over. `reasons` say why a file is made anew."""

    def __init__(self, cache: Cache, root: Path, job: RenderJob, shell: Shell, stage: Stage,
                 keys: Mapping[str, bytes]) -> None:  # fmt: skip
        self.reasons: dict[str, str] = {}
        self._cache, self._root, self._job, self._stage, self._keys = cache, root, job, stage, keys
        self._made: list[tuple[Unit[Any], Made]] = []
        self._sources: dict[str, tuple[Sign, bytes]] = {}
        self._began_ns = stage.began_ns
        self._ways = _ways(job)
        self._watched = digest_of([(one.term, one.only) for one in job.watched], _told(job.reach))
        self._around_pages, self._around_objects = _around(job, shell, keys, self._watched)

    def pages(self, pages: Iterable[Page]) -> list[Unit[Page]]:
        """Return pages with what each is made of."""
        return [Unit(page.href, page, self._around_pages[page.audience], (page,), page) for page in pages]

    def objects(self, wanted: Iterable[Wanted]) -> list[Unit[Wanted]]:
        """Return pictures and documents with what each is made of."""
        return [Unit(object_file(one[2]), one, self._around_objects[one[0]],
                     (one, self._content(one[1].path), b"" if one[1].is_picture else self._watched))
                for one in wanted]  # fmt: skip

    def files(self, made: Iterable[MadeFile]) -> list[Unit[MadeFile]]:
        """Return calendars and cards with what each is made of."""
        ids = ((one, self._job.ids.object(one.audience, one.path)) for one in made)
        return [Unit(object_file(name), one, self._around_objects[one.audience], (one,)) for one, name in ids]

    def indexes(self, listed: Mapping[str, Sequence[Entry]]) -> list[Unit[Indexed]]:
        """Return the parts of every audience's search index; each is made of what can be found in it."""
        found = []
        for audience, entries in sorted(listed.items()):
            for part, address in zip(parts_of(entries), index_ids(self._keys[audience]), strict=False):
                one = (audience, part, address)
                found.append(Unit(object_file(address), one, self._around_objects[audience], (part,)))
        return found

    def make(self, units: Sequence[Unit[T]], work: Callable[[list[T]], Iterable[Made]]) -> list[Made]:
        """Return what became of each unit, in their order: taken over, or made by `work` from those that are left."""
        taken = [self._taken(unit) for unit in units]
        fresh = iter(work([unit.item for unit, old in zip(units, taken, strict=True) if old is None]))
        for unit in units:
            _ = unit.own  # while others are at work
        made = [old if old is not None else next(fresh) for old in taken]
        self._made += zip(units, made, strict=True)
        return made

    def cache(self) -> Cache:
        """Return what the next build may take over, once the site is in its place."""
        files = {}
        for unit, made in self._made:
            sign = sign_of(self._stage.target / unit.name)
            if sign:
                files[unit.name] = Kept(unit.around, unit.own, self._ways, sign, made)
        return Cache(files, self._sources)

    def _taken(self, unit: Unit[T]) -> Made | None:
        kept = self._cache.files.get(unit.name)
        why = NEW if kept is None else self._why_not(unit, kept)
        if kept is None or why:
            self.reasons[unit.name] = why
            return None
        self._stage.keep(unit.name)
        return kept.made

    def _why_not(self, unit: Unit[T], kept: Kept) -> str:
        """Return why a kept file is not taken over; empty where it is."""
        if kept.around != unit.around:
            return AROUND
        if kept.own != unit.own:
            return OWN
        if unit.page and kept.ways != self._ways and not PageLinks(self._job, unit.page).still(kept.made.asked):
            return LINKS
        return "" if sign_of(self._stage.target / unit.name) == kept.sign else DISK

    def _content(self, path: str) -> bytes:
        """Return the digest of a source file, which is not read where nothing about it has changed."""
        file = self._root / path
        sign = sign_of(file, follow=True)
        known = self._cache.sources.get(path)
        digest = known[1] if known and known[0] == sign else digest_of_bytes(file.read_bytes())
        if sign and is_settled(sign, self._began_ns):
            self._sources[path] = (sign, digest)
        return digest


def _ways(job: RenderJob) -> bytes:
    """Return the digest of everything that a page can ask of its links."""
    named = (job.people, job.roles, job.wiki, job.names)
    return digest_of(job.targets, job.sources, sorted(job.known), job.assets, named)


def _around(
    job: RenderJob, shell: Shell, keys: Mapping[str, bytes], watched: bytes
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the digests of what surrounds pages, and objects, by audience.

    watched: the digest of the words that are looked for in texts, of pages and documents, and of who may read them.
    """
    both = digest_of(job.cohort, job.ids)
    drawn_with = (dict(job.words), job.templates.texts(), shell.before, shell.salt, job.styles)
    pages = digest_of(both, watched, job.languages, drawn_with)
    return (
        {name: digest_of(pages, name, key, job.frames.get(name)) for name, key in keys.items()},
        {name: digest_of(both, name, key) for name, key in keys.items()},
    )


def _told(reach: Reach) -> tuple[object, ...]:
    return tuple((name, sorted(circle.readers), circle.all_members) for name, circle in sorted(reach.circles.items()))
