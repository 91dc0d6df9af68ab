"""`portalgen build`: content in, sealed sites out; with `--watch`, again after every save."""

import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.clock import now
from portalgen.cli.manners import echo
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer, complain, first_few, progress
from portalgen.cli.vault import open_vault, opening_vault, vault_path
from portalgen.errors import PortalError, UsageError

if TYPE_CHECKING:  # a room that a quick verb must not load
    from portalgen.access.secrets import Secrets
    from portalgen.build.cluster import Cluster
    from portalgen.build.site import Built
    from portalgen.build.stamp import Before, Look, Stamp


@click.command()
@click.option("--fresh", is_flag=True, help="New random bytes for every file, so that a host cannot tell what changed.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Processes to use (default: one per core).")
@click.option("--watch", is_flag=True, help="Build again after every save, for those who bring their own server.")
@click.option("--poll", is_flag=True, help="With --watch: look for changes in turns, for network drives.")
@click.option("--executor", metavar="dask://HOST:PORT", help="Let a Dask cluster draw the pages: docs/CLUSTER.md.")
@click.option("--explain", metavar="PAGE", help="Say why a page (its file or title) was drawn anew, or was not.")
@common
def build(
    fresh: bool, jobs: int | None, watch: bool, poll: bool, executor: str | None, explain: str | None, common: Common
) -> None:
    """Build the sealed site of every cohort.

    \b
    Examples:
      portalgen build
      portalgen build --cohort causeway -o public
      portalgen build --as-of 2026-12-01
      portalgen build --watch
      portalgen build --explain content/causeway/charter.md
    """
    if watch and common.json:
        raise UsageError("--watch speaks to people", hint="leave --format json away")
    with _cluster(executor) as cluster:
        if watch:
            _follow(common, fresh=fresh, jobs=jobs, poll=poll, cluster=cluster)
        else:
            build_what_changed(common, fresh=fresh, jobs=jobs, explain=explain, cluster=cluster)


def _cluster(executor: str | None) -> "AbstractContextManager[Cluster | None]":
    """Return who draws the pages, to be left when all is done: nobody else where no `executor` is given."""
    if executor is None:
        return nullcontext()
    from portalgen.build.cluster import Cluster

    return Cluster(executor)


def build_what_changed(
    common: Common,
    opened: "tuple[Secrets, str] | None" = None,
    *,
    fresh: bool = False,
    jobs: int | None = None,
    explain: str | None = None,
    cluster: "Cluster | None" = None,
) -> "Secrets | None":
    """Build the sites of cohorts of which a text has changed, or all where something has that they share.

    Where no file has changed at all, tell what the last build told, without opening the vault; but build where all is
    to be `fresh`, or there is something to `explain`. Returns the keys of the vault as they are then, as far as it was
    opened.
    """
    from portalgen.build.stamp import Choice, Stamp

    if not (common.portal / "portal.yaml").is_file():
        from portalgen.load.reader import check_portal

        check_portal(common.portal)  # before anything is written there
    stamp = Stamp(Choice(common.portal, common.folder, common.cohort, common.as_of))
    look = stamp.look()
    before = None if fresh or explain else stamp.before(look, now())
    if before is None or before.changed:
        stamped = stamp, look, before
        return _build_sites(common, opened, stamped, fresh=fresh, jobs=jobs, explain=explain, cluster=cluster)
    told = before.told
    lines = [line for site in told["cohorts"] for line in _lines(common, site, new=False)]
    lines.append(f"Nothing has changed since this was built, as of {told['as_of']}.")
    answer(common, told, "\n".join(lines))
    return opened[0] if opened else None


def _follow(common: Common, *, fresh: bool, jobs: int | None, poll: bool, cluster: "Cluster | None") -> None:
    """Build now and after every save until Ctrl-C."""
    from portalgen.access.file import read_vault
    from portalgen.load.reader import check_portal
    from portalgen.serve.watching import changes

    check_portal(common.portal)
    _, passphrase = open_vault(common)
    try:
        for changed in changes(common.portal, threading.Event(), poll=poll):
            if changed:
                echo(first_few(changed), err=True)
            try:
                opened = read_vault(vault_path(common), passphrase), passphrase  # the last build may have added keys
                build_what_changed(common, opened, fresh=fresh, jobs=jobs, cluster=cluster)
            except PortalError as fault:
                complain(fault)
                echo("The sites are as they were before.", err=True)
            echo("Waiting for changes. Ctrl-C stops.", err=True)
    except KeyboardInterrupt:
        echo("\nStopped.", err=True)


def _build_sites(
    common: Common,
    opened: "tuple[Secrets, str] | None",
    stamped: "tuple[Stamp, Look, Before | None]",
    *,
    fresh: bool,
    jobs: int | None,
    explain: str | None,
    cluster: "Cluster | None",
) -> "Secrets":
    """Build sites and tell of them; return the keys of the vault as they are then.

    stamped: where to remember what was told, how the files stood before, and what the last build told, if it still
    holds for cohorts that have not changed: they are left as they are. explain: a page to tell the fate of; cluster:
    other machines that draw the pages.
    """
    began = time.monotonic()
    vault = opening_vault(common, opened)
    from portalgen.access.file import write_vault
    from portalgen.build.portal import build_portal, needed_secrets, settings_of
    from portalgen.check.findings import find
    from portalgen.load.reader import read_portal

    stamp, look, before = stamped
    portal = read_portal(common.portal, only=before.changed if before else common.cohort)
    secrets, passphrase = vault()
    settings = settings_of(portal, common.portal, common.folder, given=common.as_of, now=now(), fresh=fresh)
    needed = needed_secrets(portal, secrets, since=settings.as_of)
    if needed is not secrets:
        write_vault(vault_path(common), needed, passphrase)
    with progress(common) as show:
        built = build_portal(portal, needed, settings, progress=show, jobs=jobs, cluster=cluster)
    findings = Counter(finding.cohort for finding in find(portal, settings.as_of))
    new = {site.cohort: _value(site, findings[site.cohort]) for site in built}
    sites = {**({site["id"]: site for site in before.told["cohorts"]} if before else {}), **new}
    lines = [line for name in sorted(sites) for line in _lines(common, sites[name], new=name in new)]
    lines += _left_over(common)
    if explain:
        lines += _explained(explain, built)
    count = sum(site["findings"] for site in sites.values())
    if count:
        lines.append(f"{count} things to look at: portalgen check")
    lines.append(
        f"Built as of {settings.as_of} in {time.monotonic() - began:.1f} s. See it with: portalgen serve --sealed"
    )
    told = {"as_of": settings.as_of.isoformat(), "cohorts": [sites[name] for name in sorted(sites)], "findings": count}
    if needed is secrets:
        zone = portal.network.record.timezone if settings.minute else ""
        stamp.write(look, told, cohorts=sites, day=settings.as_of, zone=zone)
    answer(common, told, "\n".join(lines))
    return needed


def _left_over(common: Common) -> list[str]:
    """Return what people are told of sites in the output folder whose cohort is gone: they still open."""
    built = sorted(record.parent.name for record in (common.folder / ".portalgen").glob("*/files"))
    gone = [
        name for name in built if (common.folder / name).is_dir() and not (common.portal / "content" / name).is_dir()
    ]
    return [f"{name} is no cohort any more, but {common.folder / name} still opens: delete it here and on its host"
            for name in gone]  # fmt: skip


def _lines(common: Common, site: dict[str, Any], *, new: bool) -> Iterator[str]:
    """Yield what people are told of a site, that was built or left as it was."""
    pages, objects, held = sum(site["pages"].values()), sum(site["objects"].values()), site["held"]
    was = "" if new else ", as they were"
    yield f"{site['title']}: {pages} pages, {objects} pictures and documents{was} -> {site['folder']}"
    if new:
        yield "  " + ", ".join(f"{count} for {name}" for name, count in sorted(site["pages"].items()))
    if held and new and not common.verbose:
        yield f"  {len(held)} held back by date, stage or state (-v says which)"
    if common.verbose:
        yield from (f"  held back: {one['path']}: {one['reason']}" for one in held)


def _explained(asked: str, built: "Iterable[Built]") -> list[str]:
    """Return what became of the page `asked` for, by its file or title. Raises UsageError where there is none."""
    told = []
    for site in built:
        for fate in site.fates:
            page = fate.page
            if asked in (page.source, page.title, page.href):
                why = f"drawn anew: {fate.why}" if fate.why else "taken over: nothing that it shows has changed"
                told.append(f"{page.title} ({page.source or page.family}, for {page.audience}): {why}")
    if not told:
        hint = "give its file as content/…, its title, or its file name in the site"
        raise UsageError(f'no page of this build is "{asked}"', hint=hint)
    return told


def _value(site: Any, findings: int) -> dict[str, Any]:  # noqa: ANN401 -- build.site.Built, imported late
    return {
        "id": site.cohort,
        "title": site.title,
        "folder": str(site.folder),
        "pages": site.pages,
        "objects": site.objects,
        "bytes": site.bytes_written,
        "findings": findings,
        "held": [{"path": held.path, "reason": held.reason} for held in site.held],
    }
