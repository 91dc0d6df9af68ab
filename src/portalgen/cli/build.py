"""`portalgen build`: content in, sealed sites out."""

import time
from datetime import UTC, datetime
from typing import Any

import click

from portalgen.cli.options import Common, common
from portalgen.cli.say import answer, progress
from portalgen.cli.vault import open_vault, vault_path


@click.command()
@click.option("--fresh", is_flag=True, help="New random bytes for every file, so that a host cannot tell what changed.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), help="Processes to use (default: one per core).")
@common
def build(fresh: bool, jobs: int | None, common: Common) -> None:
    """Build the sealed site of every cohort.

    \b
    Examples:
      portalgen build
      portalgen build --cohort causeway -o public
      portalgen build --as-of 2026-12-01
    """
    from portalgen.access.file import write_vault
    from portalgen.build.portal import build_portal, needed_secrets, settings_of
    from portalgen.check.findings import find
    from portalgen.load.reader import read_portal

    began = time.monotonic()
    portal = read_portal(common.portal, only=common.cohort)
    secrets, passphrase = open_vault(common)
    now = datetime.now(UTC)
    settings = settings_of(portal, common.portal, common.folder, given=common.as_of, now=now, fresh=fresh)
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
    lines.append(f"Built as of {settings.as_of} in {time.monotonic() - began:.1f} s. See it with: portalgen serve")
    answer(
        common, {"as_of": settings.as_of.isoformat(), "cohorts": values, "findings": len(findings)}, "\n".join(lines)
    )


def _value(site: Any) -> dict[str, Any]:  # noqa: ANN401 -- build.site.Built, imported late
    return {
        "id": site.cohort,
        "folder": str(site.folder),
        "pages": site.pages,
        "objects": site.objects,
        "bytes": site.bytes_written,
        "held": [{"path": held.path, "reason": held.reason} for held in site.held],
    }
