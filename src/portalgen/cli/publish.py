"""`portalgen publish`: audit what was built, send what changed, remember what the host has."""

import os
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.manners import echo
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer, complain, plain_problem, progress
from portalgen.cli.vault import open_vault
from portalgen.errors import Exit, UsageError, WorldError

if TYPE_CHECKING:  # rooms that other verbs must not load
    from portalgen.access.secrets import Secrets
    from portalgen.cli.audited import Audited
    from portalgen.publish.publish import Upload


@click.command()
@click.option("--dry-run", is_flag=True, help="Build, say what would go, and send nothing.")
@click.option("--no-build", is_flag=True, help="Send the sites as they stand in the output folder.")
@click.option("--take-over", is_flag=True, help="Replace what was published from elsewhere, or a stopped upload.")
@common
def publish(dry_run: bool, no_build: bool, take_over: bool, common: Common) -> int:
    """Build the sites, audit them, and send what changed to their hosts.

    Where each cohort's site goes stands in portal.yaml under `publish`. A site that the audit finds fault with is not
    sent. Readers never meet half a site; an upload that is stopped loses nothing, and the next run goes on with it.

    \b
    Examples:
      portalgen publish
      portalgen publish --dry-run
      portalgen publish --cohort causeway
      portalgen publish --take-over             after publishing from another computer
    """
    from portalgen.cli.audited import audited
    from portalgen.load.reader import read_portal
    from portalgen.publish.turn import only_here

    every = read_portal(common.portal, only=common.cohort)
    targets = every.network.record.publish
    portal = replace(every, cohorts=tuple(cohort for cohort in every.cohorts if cohort.id in targets))
    unplaced = [cohort.id for cohort in every.cohorts if cohort.id not in targets]
    if unplaced and (common.cohort or not portal.cohorts):
        raise UsageError(
            f"portal.yaml does not say where to publish {' and '.join(unplaced)}",
            hint=f"write under `publish:`, such as `{unplaced[0]}: {{to: folder, path: /srv/www/{unplaced[0]}}}`",
        )
    _say(common, *(f"{cohort} is not published: portal.yaml names no place for it" for cohort in unplaced))
    opened = open_vault(common)
    asked = common.cohort if len(portal.cohorts) == len(every.cohorts) else tuple(one.id for one in portal.cohorts)
    secrets = opened[0] if no_build else _build(replace(common, cohort=asked), opened)
    told, code = [], Exit.DONE
    for found in audited(common, portal, secrets):
        try:
            with only_here(common.portal, found.report.cohort):
                told.append(_one(common, found, dry_run=dry_run, take_over=take_over))
            if not told[-1]["audit"]:
                code = max(code, Exit.LEAK if found.report.leaky else Exit.CONTENT)
        except WorldError as fault:  # one host's bad day does not keep the others waiting
            if not common.json:
                complain(fault)
            told.append({"id": found.report.cohort, "errors": [plain_problem(one) for one in fault.problems]})
            code = Exit.WORLD
    if common.json:
        answer(common, {"cohorts": told, "without_a_place": unplaced}, "")
    return code


def _build(common: Common, opened: "tuple[Secrets, str]") -> "Secrets":
    from portalgen.cli.build import build_what_changed

    return build_what_changed(replace(common, quiet=True, format="text"), opened) or opened[0]


def _one(common: Common, found: "Audited", *, dry_run: bool, take_over: bool) -> dict[str, Any]:
    from portalgen.audit.words import verdict, what_is_new
    from portalgen.maps import map_file
    from portalgen.publish.package import read_package
    from portalgen.publish.publish import prepare
    from portalgen.publish.target import host_of

    cohort, report = found.report.cohort, found.report
    if report.leaky or report.broken:
        _say(common, f"{cohort} was not published:", *verdict(report))
        return {"id": cohort, "audit": False, "findings": list(verdict(report))}
    site, target = common.folder / cohort, found.portal.network.record.publish[cohort]
    host = host_of(target, common.portal, site=site, environment=os.environ)
    maps = frozenset(map_file(found.secrets.id_key, cohort, audience) for audience in found.site.maps)
    homes = frozenset(found.plan.homes.values())
    package = read_package(cohort, site, maps=maps, homes=homes)
    upload = prepare(package, host, root=common.portal, take_over=take_over)
    if upload.steps and not dry_run:
        _send(common, upload, found)
    _say(common, f"{cohort} -> {host.where}", *(f"  {line}" for line in _lines(upload, dry_run=dry_run)))
    if upload.steps:
        _say(common, *(f"  {line}" for line in what_is_new(report)))
    return {
        "id": cohort,
        "audit": True,
        "where": host.where,
        **_counts(upload),
        "sent": bool(upload.steps) and not dry_run,
    }


def _send(common: Common, upload: "Upload", found: "Audited") -> None:
    from portalgen.audit.record import write_record
    from portalgen.maps import minute_of
    from portalgen.publish.publish import publish as send

    try:
        with progress(common) as show:
            send(upload, root=common.portal, output=common.folder, progress=show)
    except KeyboardInterrupt:
        echo(f"\nStopped in the middle. What {upload.host.where} has is whole; publish again to go on.", err=True)
        raise click.exceptions.Exit(Exit.INTERRUPTED) from None
    now = minute_of(datetime.now(UTC))
    write_record(common.portal, upload.package.cohort, found.site.maps, published=now, output=common.folder)


def _lines(upload: "Upload", *, dry_run: bool) -> list[str]:
    from portalgen.audit.words import counted

    if not upload.steps:
        return ["nothing to send: the host has this site already"]
    sent = sum(len(step.puts) for step in upload.steps)
    verb = "would send" if dry_run else "sent"
    lines = [f"{verb} {counted(sent, 'file')} of {len(upload.package.files):,}, {upload.bytes / 1000:,.0f} kB"]
    if dry_run:
        lines += [f"  {step.what}: {step.size}" for step in upload.steps]
    return lines


def _counts(upload: "Upload") -> dict[str, Any]:
    return {
        "new": sorted(upload.difference.new),
        "changed": sorted(upload.difference.changed),
        "dropped": sorted(name for step in upload.steps for name in step.drops),
        "bytes": upload.bytes,
        "steps": [{"what": step.what, "files": step.size} for step in upload.steps],
    }


def _say(common: Common, *lines: str) -> None:
    if not common.json and not common.quiet:
        for line in lines:
            echo(line)
