"""The portal at one moment of writing, ready to be shown to any reader: pages and objects are made when asked for."""

import hashlib
import hmac
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path

from portalgen.access.reach import BUILT_IN
from portalgen.access.secrets import AudienceSecret, CohortSecrets
from portalgen.access.slots import slots
from portalgen.build.checks import placed
from portalgen.build.objects import asset_object, index_object, made_object
from portalgen.crypto.ids import index_ids, object_file, object_id
from portalgen.crypto.keyring import Slot, make_keyring
from portalgen.errors import Problem
from portalgen.index.entries import page_entry
from portalgen.index.parts import Part, in_order
from portalgen.load.portal import Asset, Cohort, Portal
from portalgen.maps import PATH as MAP
from portalgen.maps import Map as SiteMap
from portalgen.maps import digest, make_map, map_id
from portalgen.model.site import Audience, PageId, PlainObject
from portalgen.plan.site import Plan, plan_site
from portalgen.plan.views import Page
from portalgen.render.job import make_job
from portalgen.render.renderer import Drawn, Renderer
from portalgen.seal import seal_object, seal_page
from portalgen.shell import WORKER, Shell, make_shell
from portalgen.theme.find import Theme, theme_of
from portalgen.theme.sheet import Sheet
from portalgen.theme.shipped import browser_files
from portalgen.words import words as words_of

ASSETS, THEMES = "assets/", "themes/"
ANY_MINUTE = "2000-01-01T00:00Z"  # lists of a preview never warn that an older copy is served
NOT_YET = "0" * 32  # the digest of an index that nobody asked for yet: a reader who has it looks at the list again


@dataclass(frozen=True, slots=True)
class Kept:
    """What outlives a snapshot.

    `assets` are pictures and documents made ready, by cohort, audience, path, time and size; `served` the digest of
    each file that was shown, by cohort, audience and name: what the lists of this preview hold.
    """

    assets: dict[tuple[str, str, str, int, int], PlainObject] = field(default_factory=dict)
    served: dict[tuple[str, str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reply:
    """Bytes for the browser, and the faults of the page in them; `lasting` where its name stands for its content."""

    content: bytes
    media_type: str
    problems: tuple[Problem, ...] = ()
    lasting: bool = False


@dataclass(frozen=True)
class CohortPreview:
    """One cohort of a snapshot. `seed` are random bytes of this server: keys and names come from it."""

    root: Path
    portal: Portal
    cohort: Cohort
    seed: bytes = field(repr=False)
    as_of: date
    kept: Kept
    shells: dict[str, Shell] = field(default_factory=dict)
    """The lock page of each reader who was shown something."""
    drawing: threading.Lock = field(default_factory=threading.Lock, repr=False)
    """Held while a page is drawn: tabs ask at the same time, and the renderer draws one page after another."""

    @cached_property
    def words(self) -> Mapping[str, str]:
        """The interface's words in the cohort's language."""
        return words_of(self.language)

    @property
    def language(self) -> str:
        """The cohort's language."""
        return self.portal.language(self.cohort)

    @cached_property
    def theme(self) -> Theme:
        """The theme that draws the site."""
        return theme_of(self.root, self.portal.network, self.cohort.doc)

    @cached_property
    def sheet(self) -> Sheet:
        """The theme's style sheet and fonts."""
        return self.theme.sheet()

    @cached_property
    def plan(self) -> Plan:
        """The plan of the site."""
        return plan_site(self.portal, self.cohort, as_of=self.as_of, id_key=self.secret("id"), words=self.words)

    @cached_property
    def renderer(self) -> Renderer:
        """Draws the pages of the plan."""
        return Renderer(
            make_job(
                self.portal,
                self.cohort,
                self.plan,
                id_key=self.secret("id"),
                words=self.words,
                templates=self.theme.templates,
                styles=self.shell("members").styles,
            )
        )

    @cached_property
    def pages(self) -> dict[str, Page]:
        """Every page by its file name."""
        return {page.href: page for page in self.plan.pages}

    def readers(self) -> tuple[str, ...]:
        """Return who the site can be shown to: shared audiences, then everybody who could have a key of their own."""
        own = {f"member:{member.person}" for member in self.cohort.record.members if member.status != "alum"}
        own.update(reader for circle in self.plan.reach.circles.values() for reader in circle.readers)
        return ("members", "conveners", "sponsors", "logistics", *sorted(own))

    def shell(self, reader: str) -> Shell:
        """Return the lock page for one reader, who has a salt of their own, so that their tabs are kept apart."""
        if reader not in self.shells:
            self.shells[reader] = make_shell(
                codename=self.cohort.record.codename,
                language=self.language,
                salt=self.salt(reader),
                templates=self.theme.templates,
                sheet=self.sheet,
                browser=browser_files(),
                remember_days=0,
                words=self.words,
            )
        return self.shells[reader]

    def salt(self, reader: str) -> str:
        """Return the salt of a reader."""
        return self.secret("salt", reader).hex()[:32]

    def credential(self, reader: str) -> bytes:
        """Return the 32 bytes that let a reader in."""
        return self.secret("key", reader)

    def slot(self, reader: str) -> Slot | None:
        """Return what a reader opens; None where there is nothing for them yet."""
        names = {*BUILT_IN, *self.plan.reach.circles, *self.plan.audiences, *self.readers()}
        own = CohortSecrets(self.salt(reader), {name: AudienceSecret("", self.secret("key", name)) for name in names})
        homes = {name: href.removesuffix(".html") for name, href in self.plan.homes.items()}
        maps = {name: map_id(self.secret("id"), self.cohort.id, name) for name in names}
        pairs = slots(own, self.cohort.id, homes, maps, self.plan.reach, as_of=self.as_of)
        return next((slot for key, slot in pairs if key == self.credential(reader)), None)

    def entrance(self, reader: str) -> Reply:
        """Return the entrance with a keyring for one reader."""
        slot = self.slot(reader)
        pairs = [(self.credential(reader), slot)] if slot else []
        keyring = make_keyring(pairs, salt=self.salt(reader), seed=self.seed)
        return Reply(self.shell(reader).entrance(keyring.text()).content, "text/html")

    def page(self, reader: str, name: str) -> Reply | None:
        """Return the page of that file name, sealed; None where this site has none."""
        page = self.pages.get(name)
        if page is None:
            return None
        drawn = self._draw(page)
        file, message = seal_page(drawn.page, self.secret("key", page.audience), self.shell(reader))
        self.kept.served[(self.cohort.id, page.audience, name)] = digest(message.encode("ascii"))
        leaks = (placed(self.root, leak) for leak in drawn.leaks)
        return Reply(file.content, "text/html", (*drawn.problems, *leaks))

    def faults_of(self, sources: Iterable[str]) -> list[Problem]:
        """Return the faults of every page that is made from one of `sources`, whether it is open or not.

        Where a theme was changed, a page of each kind is looked at. Raises ContentError for a fault of a template.
        """
        changed, found = set(sources), dict[Problem, None]()
        pages = [page for page in self.plan.pages if page.source in changed]
        if any(path.startswith(THEMES) for path in changed):
            pages += {page.family: page for page in self.plan.pages}.values()
        for page in pages:
            drawn = self._draw(page)
            found.update(dict.fromkeys((*drawn.problems, *(placed(self.root, leak) for leak in drawn.leaks))))
        return list(found)

    def _draw(self, page: Page) -> Drawn:
        with self.drawing:
            return self.renderer.draw(page)

    def object(self, name: str) -> Reply | None:
        """Return the sealed object of that file name; None where no page of this site could ask for it."""
        maker = self.addresses.get(name.removeprefix("o/").removesuffix(".bin"))
        if maker is None:
            return None
        made = maker()
        file = seal_object(made, self.secret("key", made.audience))
        self.kept.served[(self.cohort.id, made.audience, name)] = digest(file.content)
        return Reply(file.content, "application/octet-stream")

    @cached_property
    def addresses(self) -> dict[str, Callable[[], PlainObject]]:
        """How to make each object that a page of this site could ask for, by its id."""
        id_key, cohort = self.secret("id"), self.cohort.id
        makers: dict[str, Callable[[], PlainObject]] = {}
        for audience in sorted({*BUILT_IN, *self.plan.audiences, *self.plan.reach.circles}):
            makers[map_id(id_key, cohort, audience)] = partial(self._map, audience)
            makers[self._index_id(audience)] = partial(self._index, audience)
            for path, asset in self.portal.assets.items():
                address = object_id(id_key, cohort, audience, path)
                makers[address] = partial(self._asset, audience, asset, address)
        for made in self.plan.made:
            address = object_id(id_key, cohort, made.audience, made.path)
            makers[address] = partial(made_object, cohort, made, address)
        return makers

    def _map(self, audience: str) -> PlainObject:
        own = (self.cohort.id, audience)
        served = {name: told for (*whose, name), told in self.kept.served.copy().items() if tuple(whose) == own}
        listed = {object_file(self._index_id(audience)): NOT_YET} | served
        name = PageId(map_id(self.secret("id"), self.cohort.id, audience))
        content = make_map(SiteMap(ANY_MINUTE, listed))
        return PlainObject(self.cohort.id, name, Audience(audience), MAP, "application/json", content)

    def _index(self, audience: str) -> PlainObject:
        """Return the search index of an audience's pages, whole; documents are searched on the built site only."""
        own = (page for page in self.plan.pages if page.audience == audience)
        entries = [page_entry(page.family, page.href, page.title, self._draw(page).page.html) for page in own]
        return index_object(self.cohort.id, audience, self._index_id(audience), Part(in_order(entries), parts=1))

    def _index_id(self, audience: str) -> str:
        return index_ids(self.secret("key", audience))[0]

    def _asset(self, audience: str, asset: Asset, address: str) -> PlainObject:
        """Return a picture or document; one that was not saved anew since the last snapshot is remembered."""
        stat = (self.root / asset.path).stat()
        version = (self.cohort.id, audience, asset.path, stat.st_mtime_ns, stat.st_size)
        if version not in self.kept.assets:
            self.kept.assets[version] = asset_object(self.root, self.cohort.id, audience, asset, address)
        return self.kept.assets[version]

    def asset(self, reader: str, name: str) -> Reply | None:
        """Return a public file of the site: style sheet, script. A preview is never kept for reading offline."""
        if name == WORKER:
            return None
        kinds = {
            "css": "text/css",
            "js": "text/javascript",
            "txt": "text/plain",
            "png": "image/png",
            "json": "application/manifest+json",
        }
        file = next((file for file in self.shell(reader).public if file.name == name), None)
        media_type = kinds.get(name.rsplit(".", 1)[-1], "application/octet-stream")
        return Reply(file.content, media_type, lasting=name.startswith(ASSETS)) if file else None

    def secret(self, *what: str) -> bytes:
        """Return 32 bytes for one purpose in this cohort."""
        return hmac.digest(self.seed, "\0".join((self.cohort.id, *what)).encode(), hashlib.sha256)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All cohorts at one moment."""

    cohorts: Mapping[str, CohortPreview]


def take(root: Path, portal: Portal, seed: bytes, as_of: date, kept: Kept) -> Snapshot:
    """Return a snapshot of a loaded portal, every plan made. Raises ContentError where one cannot be made."""
    cohorts = {cohort.id: CohortPreview(root, portal, cohort, seed, as_of, kept) for cohort in portal.cohorts}
    for preview in cohorts.values():
        len(preview.plan.pages)
    return Snapshot(cohorts)
