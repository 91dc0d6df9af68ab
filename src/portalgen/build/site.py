"""Build one cohort's site, read aloud: plan, draw, seal, check, map, entrance, commit."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from portalgen.access.secrets import Secrets
from portalgen.access.slots import slots
from portalgen.audit.clear import OwnWords
from portalgen.audit.sealed import open_map
from portalgen.build.cache import Cache, CacheFile
from portalgen.build.checks import check_keys, check_made, check_public, check_stage
from portalgen.build.draw import Made
from portalgen.build.hands import CALENDARS, PARTS, PICTURES, Hands
from portalgen.build.reuse import Reuse
from portalgen.build.work import Wanted, WorkOrder, Workshop
from portalgen.crypto.ids import object_id
from portalgen.crypto.keyring import make_keyring
from portalgen.errors import SealError
from portalgen.index.entries import Entry
from portalgen.load.portal import Cohort, Portal
from portalgen.maps import PATH as MAP
from portalgen.maps import Map, make_map, map_id
from portalgen.model.progress import Progress
from portalgen.model.site import Audience, PageId, PlainObject
from portalgen.plan.scope import Held
from portalgen.plan.site import Plan, plan_site
from portalgen.plan.views import Page
from portalgen.render.job import make_job
from portalgen.seal import seal_object
from portalgen.shell import make_shell
from portalgen.theme.find import Theme
from portalgen.theme.shipped import browser_files
from portalgen.walk import walk
from portalgen.words import words as words_of
from portalgen.write.stage import staged

if TYPE_CHECKING:  # loaded where there is one
    from portalgen.build.cluster import Cluster


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a page: `why` it was drawn anew, empty where the last build's was taken over."""

    page: Page
    why: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made: counts by audience, what it left out, and what became of each page."""

    cohort: str
    title: str
    folder: Path
    pages: dict[str, int]
    objects: dict[str, int]
    bytes_written: int
    held: tuple[Held, ...]
    fates: tuple[Fate, ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to build: where to, as of which day, stable or fresh bytes.

    `minute` is now in UTC, as site maps tell it, or empty where the day was set: then they tell that day.
    """

    root: Path
    output: Path
    as_of: date
    minute: str = ""
    fresh: bool = False


def build_cohort(
    portal: Portal,
    cohort: Cohort,
    secrets: Secrets,
    theme: Theme,
    settings: Settings,
    jobs: int,
    progress: Progress,
    cluster: "Cluster | None" = None,
) -> Built:
    """Build the site of `cohort` into `settings.output / cohort.id` and return what was made.

    Raises ContentError with every fault of the content; the site on disk is then as it was before.
    """
    language = portal.language(cohort)
    words = words_of(language)
    own = secrets.cohorts[cohort.id]
    plan = plan_site(portal, cohort, as_of=settings.as_of, id_key=secrets.id_key, words=words, keys=own.audiences)
    check_keys(plan, own)
    check_public(cohort)
    cache = CacheFile(settings.root, cohort.id, settings.output, secrets)
    before = Cache() if settings.fresh else cache.read()
    shell = make_shell(
        codename=cohort.record.codename,
        language=language,
        salt=own.salt,
        templates=theme.templates,
        sheet=theme.sheet(),
        browser=browser_files(),
        words=words,
        remember_days=cohort.record.remember_days,
    )
    job = make_job(
        portal,
        cohort,
        plan,
        id_key=secrets.id_key,
        words=words,
        templates=theme.templates,
        styles=shell.styles,
    )
    keys = {name: secret.key for name, secret in own.audiences.items()}
    with staged(settings.output, cohort.id) as stage:
        order = WorkOrder(settings.root, job, shell, stage, keys, settings.fresh)
        reuse = Reuse(before, settings.root, job, shell, stage, keys)
        with Hands(order, jobs, progress, cluster) as hands:
            pages = reuse.make(reuse.pages(plan.pages), hands.pages)
            check_made(settings.root, pages)
            wanted = _wanted(portal, secrets.id_key, cohort.id, plan, pages)
            pictures = partial(hands.work, Workshop.objects, what="pictures and documents", chunk=PICTURES)
            objects = reuse.make(reuse.objects(wanted), pictures)
            check_made(settings.root, objects)
            calendars = partial(hands.work, Workshop.files, what="calendars and cards", chunk=CALENDARS)
            files = reuse.make(reuse.files(plan.made), calendars)
            search = partial(hands.work, Workshop.indexes, what="search", chunk=PARTS)
            indexes = reuse.make(reuse.indexes(_entries([*pages, *objects])), search)
        maps = _put_maps(order, [*pages, *objects, *files, *indexes], secrets, settings)
        home_ids = {name: href.removesuffix(".html") for name, href in plan.homes.items()}
        pairs = slots(own, cohort.id, home_ids, maps, plan.reach, as_of=settings.as_of)
        keyring = make_keyring(pairs, salt=own.salt, seed=secrets.keyring_seed)
        for public in (*shell.public, shell.entrance(keyring.text())):
            stage.put(public)
        check_stage(portal, cohort, plan, stage, allowed=OwnWords(words))
        size = sum(entry.stat().st_size for _, entry in walk(stage.folder))
        stage.commit()
    cache.write(reuse.cache())
    return Built(
        cohort=cohort.id,
        title=cohort.record.title,
        folder=stage.target,
        pages=_count([page.audience for page in plan.pages]),
        objects=_count([*(item[0] for item in wanted), *(made.audience for made in plan.made)]),
        bytes_written=size,
        held=plan.held,
        fates=tuple(Fate(page, reuse.reasons.get(page.href, "")) for page in plan.pages),
    )


def _count(audiences: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(audiences).items()))


def _wanted(portal: Portal, id_key: bytes, cohort: str, plan: Plan, made: Iterable[Made]) -> list[Wanted]:
    wanted = set(plan.wanted).union(*(chunk.wanted for chunk in made))
    in_order = sorted(wanted, key=itemgetter(1, 0))  # a file for all its audiences side by side
    return [(audience, portal.assets[path], object_id(id_key, cohort, audience, path)) for audience, path in in_order]


def _entries(made: Iterable[Made]) -> dict[str, list[Entry]]:
    """Return what each audience can search, in the order of the site."""
    found: dict[str, list[Entry]] = defaultdict(list)
    for chunk in made:
        for audience, entry in chunk.entries:
            found[audience].append(entry)
    return found


def _put_maps(order: WorkOrder, made: Iterable[Made], secrets: Secrets, settings: Settings) -> dict[str, str]:
    """Seal and stage a site map for every audience; return their object ids."""
    files: dict[str, dict[str, str]] = {audience: {} for audience in order.keys}
    for chunk in made:
        for audience, name, digested in chunk.digests:
            files[audience][name] = digested
    ids = {}
    for audience, listed in files.items():
        ids[audience] = map_id(secrets.id_key, order.job.cohort, audience)
        content = make_map(Map(_built(order, secrets, settings, audience, listed), listed))
        item = PlainObject(
            order.job.cohort, PageId(ids[audience]), Audience(audience), MAP, "application/json", content
        )
        order.stage.put(seal_object(item, order.keys[audience], fresh=order.fresh))
    return ids


def _built(order: WorkOrder, secrets: Secrets, settings: Settings, audience: str, listed: Mapping[str, str]) -> str:
    """Return the minute that a map tells: of the last build that changed one of its files, or the day that was set."""
    if not settings.minute:
        return f"{settings.as_of.isoformat()}T00:00Z"
    whose = {"cohort": order.job.cohort, "audience": audience}
    try:
        before = open_map(order.stage.target, order.keys[audience], id_key=secrets.id_key, **whose)
    except SealError:  # no site yet, or one of other keys: everything in it is new
        return settings.minute
    return before.built if before.files == listed else settings.minute
