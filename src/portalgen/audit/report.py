"""The audit of one cohort: its files with their readers by name, what is in clear, what leaks, what is new."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from portalgen.access.reach import CIRCLE
from portalgen.access.secrets import CohortSecrets, Secrets
from portalgen.audit.canaries import canaries
from portalgen.audit.clear import OwnWords, Visible, visible
from portalgen.audit.hidden import Search
from portalgen.audit.record import Change, changes, read_record
from portalgen.audit.sealed import Sealed, Site, open_site
from portalgen.crypto.ids import NAME
from portalgen.hosts.known import FOR_HOSTS
from portalgen.hosts.rules import ASSET, ENTRANCE, MISSING
from portalgen.load.portal import Cohort, Portal
from portalgen.plan.readers import members_of
from portalgen.plan.site import Plan
from portalgen.shell import WORKER

SHARING = {
    "members": "all who share the members' passphrase",
    "conveners": "all who share the conveners' passphrase",
    "sponsors": "all who share the sponsors' passphrase",
    "logistics": "all who share the assistants' passphrase",
}
PUBLIC = (ENTRANCE, "robots.txt", WORKER, MISSING, *FOR_HOSTS)
_SEALED = re.compile(rf"{NAME}\.html|o/{NAME}\.bin")
_ASSET = re.compile(ASSET)
FOR_THE_HOST = ("CNAME",)
"""What a convener may put beside a site for a host; it is searched like everything else."""


@dataclass(frozen=True, slots=True)
class Leak:
    """A word of the content that stands in clear in a file or a file's name."""

    file: str
    word: str
    form: str


@dataclass(frozen=True, slots=True)
class Clear:
    """What a stranger can count and weigh: files by kind, sizes in bytes."""

    codename: str
    pages: int
    objects: int
    others: int
    smallest: int
    largest: int
    total: int


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that `portalgen audit` says of a cohort.

    `readers` are names by audience. `foreign` are files that are not ours; `missing` are pages that the content gives
    today and the site lacks, by title; `faults` are sealed files that do not open as they should, with why. `since` is
    the minute of the last publish, empty where there was none.
    """

    cohort: str
    files: tuple[Sealed, ...]
    readers: dict[str, tuple[str, ...]]
    clear: Clear
    foreign: tuple[str, ...]
    missing: tuple[str, ...]
    faults: tuple[tuple[str, str], ...]
    leaks: tuple[Leak, ...]
    since: str
    changes: tuple[Change, ...]

    @property
    def leaky(self) -> bool:
        """Tell whether publishing this site would show anybody what is not for them."""
        return bool(self.leaks or self.foreign)

    @property
    def broken(self) -> bool:
        """Tell whether the site is not what content and vault give now."""
        return bool(self.missing or self.faults)


def audit(
    portal: Portal, cohort: Cohort, plan: Plan, secrets: Secrets, folder: Path, *, root: Path, allowed: OwnWords
) -> tuple[Report, Site]:
    """Return the report of the site in `folder`, and the site as it opened. `allowed`: the interface's own words."""
    own = secrets.cohorts[cohort.id]
    titles = {page.href: page.title for page in plan.pages}
    site = open_site(folder, own, cohort.id, secrets.id_key, titles)
    seen = tuple(visible(folder))
    ours = {one.file for one in site.files} | {name for name, _ in site.faults}
    whole = (
        site.maps.keys() == own.audiences.keys()
    )  # else a list stayed shut, which is told; what is on it is not known
    before = read_record(root, cohort.id)
    report = Report(
        cohort=cohort.id,
        files=site.files,
        readers={
            name: readers(portal, cohort, own, plan, name) for name in sorted({one.audience for one in site.files})
        },
        clear=_clear(cohort.record.codename, seen),
        foreign=tuple(one.name for one in seen if not _is_ours(one.name, ours, whole=whole)),
        missing=tuple(sorted(title for name, title in titles.items() if name not in ours)) if whole else (),
        faults=site.faults,
        leaks=tuple(find_leaks(seen, canaries(portal, cohort, plan), allowed=allowed)),
        since=before.published if before else "",
        changes=changes(before, site.maps) if before else (),
    )
    return report, site


def _clear(codename: str, seen: Sequence[Visible]) -> Clear:
    sizes = [entry.size for entry in seen]
    pages = sum(entry.name.endswith(".html") and entry.name not in PUBLIC for entry in seen)
    objects = sum(entry.name.startswith("o/") for entry in seen)
    others = len(seen) - pages - objects
    return Clear(codename, pages, objects, others, min(sizes, default=0), max(sizes, default=0), sum(sizes))


def _is_ours(name: str, sealed: set[str], *, whole: bool) -> bool:
    if name in sealed or name in (*PUBLIC, *FOR_THE_HOST) or _ASSET.fullmatch(name):
        return True
    return not whole and _SEALED.fullmatch(name) is not None


def readers(portal: Portal, cohort: Cohort, own: CohortSecrets, plan: Plan, audience: str) -> tuple[str, ...]:
    """Return by name who opens `audience`: those who share a passphrase, then people with one of their own.

    Of a member whose key was not taken when they left it is told.
    """
    left = {member.person for member in cohort.record.members} - set(members_of(cohort, plan.as_of))
    shared, named = [], []
    for name in sorted(own.audiences):
        if audience not in plan.reach.of(name) or name.startswith(f"{CIRCLE}:"):
            continue
        kind, _, person = name.partition(":")
        if name in SHARING:
            shared.append(SHARING[name])
        else:
            known = portal.people[person].record.name if person in portal.people else person
            as_what = kind if kind != "member" else "has left" if person in left else ""
            named.append(f"{known} ({as_what})" if as_what else known)
    return (*shared, *sorted(named))


def find_leaks(seen: Iterable[Visible], words: Iterable[str], *, allowed: OwnWords) -> Iterator[Leak]:
    """Yield every word of the content that stands in clear, but those of the interface itself.

    Texts that many pages share are searched once, files that are the same in every site not at all.
    """
    search, searched = Search(words), set(allowed.files)
    seen = tuple(seen)
    names = tuple(entry.name.encode("utf-8", errors="surrogateescape") for entry in seen)
    if search.found_in(b"\n".join(names)):  # all at once first: a site has thousands
        for entry, name in zip(seen, names, strict=True):
            for word, form in search.found_in(name):
                if word not in allowed:
                    yield Leak(f"the name of {entry.name}", word, form)
    for entry in seen:
        if entry.clear not in searched:
            searched.add(entry.clear)
            for word, form in search.found_in(entry.clear):
                if word not in allowed:
                    yield Leak(entry.name, word, form)
