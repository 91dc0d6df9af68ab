"""`portalgen build`: content in, sealed sites out; with `--watch`, again after every save."""

import threading
import time
from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.clock import now
from portalgen.cli.manners import echo
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer, complain, progress
from portalgen.cli.vault import open_vault, vault_path
from portalgen.errors import PortalError, UsageError

if TYPE_CHECKING:  # a room that a quick verb must not load
    from portalgen.access.secrets import Secrets


@click.command()
@click.option("--fresh", is_flag=True, help="New random bytes for every file, so that a host cannot tell what changed.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Processes to use (default: one per core).")
@click.option("--watch", is_flag=True, help="Build again after every save, for those who bring their own server.")
@click.option("--poll", is_flag=True, help="With --watch: look for changes in turns, for network drives.")
@common
def build(fresh: bool, jobs: int | None, watch: bool, poll: bool, common: Common) -> None:
    """Build the sealed site of every cohort.

    \b
    Examples:
      portalgen build
      portalgen build --cohort causeway -o public
      portalgen build --as-of 2026-12-01
      portalgen build --watch
    """
    if watch and common.json:
        raise UsageError("--watch speaks to people", hint="leave --format json away")
    opened = open_vault(common) if watch else None
    try:
        build_sites(common, opened, fresh=fresh, jobs=jobs)
    except PortalError as fault:
        if not watch:
            raise
        complain(fault)
    if opened:
        _follow(common, opened, fresh=fresh, jobs=jobs, poll=poll)


def _follow(common: Common, opened: "tuple[Secrets, str]", *, fresh: bool, jobs: int | None, poll: bool) -> None:
    from portalgen.serve.watching import changes

    echo("Waiting for changes. Ctrl-C stops.", err=True)
    for changed in changes(common.portal, threading.Event(), poll=poll):
        echo(f"{', '.join(sorted(changed)[:3])}{' …' if len(changed) > 3 else ''}", err=True)
        try:
            build_sites(common, opened, fresh=fresh, jobs=jobs)
        except PortalError as fault:
            complain(fault)
            echo("The sites are as they were before.", err=True)


def build_sites(
    common: Common, opened: "tuple[Secrets, str] | None" = None, *, fresh: bool = False, jobs: int | None = None
) -> "Secrets":
    """Build every cohort's site, tell of it, and return the keys of the vault as they are then."""
    from portalgen.access.file import write_vault
    from portalgen.build.portal import build_portal, needed_secrets, settings_of
    from portalgen.check.findings import find
    from portalgen.load.reader import read_portal

    began = time.monotonic()
    portal = read_portal(common.portal, only=common.cohort)
    secrets, passphrase = opened or open_vault(common)
    settings = settings_of(portal, common.portal, common.folder, given=common.as_of, now=now(), fresh=fresh)
    needed = needed_secrets(portal, secrets, since=settings.as_of)
    if needed is not secrets:
        write_vault(vault_path(common), needed, passphrase)
    with progress(common) as show:
        built = build_portal(portal, needed, settings, progress=show, jobs=jobs)
    lines, values = [], []
    for site in built:
        pages, objects = sum(site.pages.values()), sum(site.objects.values())
        lines.append(f"{site.title}: {pages} pages, {objects} pictures and documents -> {site.folder}")
        lines.append("  " + ", ".join(f"{count} for {name}" for name, count in sorted(site.pages.items())))
        if site.held and not common.verbose:
            lines.append(f"  {len(site.held)} held back by date, stage or state (-v says which)")
        lines += [f"  held back: {held.path}: {held.reason}" for held in site.held if common.verbose]
        values.append(_value(site))
    findings = find(portal, settings.as_of)
    if findings:
        lines.append(f"{len(findings)} things to look at: portalgen check")
    lines.append(
        f"Built as of {settings.as_of} in {time.monotonic() - began:.1f} s. See it with: portalgen serve --sealed"
    )
    answer(
        common, {"as_of": settings.as_of.isoformat(), "cohorts": values, "findings": len(findings)}, "\n".join(lines)
    )
    return needed


def _value(site: Any) -> dict[str, Any]:  # noqa: ANN401 -- build.site.Built, imported late
    return {
        "id": site.cohort,
        "folder": str(site.folder),
        "pages": site.pages,
        "objects": site.objects,
        "bytes": site.bytes_written,
        "held": [{"path": held.path, "reason": held.reason} for held in site.held],
    }
