"""`portalgen audit`: who can open what, what a stranger sees, what is new, and whether anything leaks."""

from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.cli.vault import open_vault
from portalgen.errors import Exit

if TYPE_CHECKING:  # rooms that other verbs must not load
    from collections.abc import Iterator

    from portalgen.audit.report import Report

SHOWN = 8  # titles of an audience on the terminal; -v shows all


@click.command()
@click.option("--html", "html_file", type=click.Path(path_type=Path), help="Also write the report as a page to print.")
@click.option("--mark-published", is_flag=True, help="Remember these sites as what the host has now.")
@common
def audit(html_file: Path | None, mark_published: bool, common: Common) -> int:
    """Report every file with its readers by name, what is visible in clear, what is new, and whether anything leaks.

    Every sealed file is opened with the key it should open with. Leaves with exit code 3 where a word of the content
    stands in clear or a file lies there that is not ours, with 1 where the site is broken or out of date.

    \b
    Examples:
      portalgen audit
      portalgen audit -v --cohort causeway
      portalgen audit --html ../who-reads-what.html
      portalgen audit --mark-published          after uploading a site by hand
    """
    from portalgen.access.private import write_private
    from portalgen.audit.page import audit_page
    from portalgen.audit.record import write_record
    from portalgen.cli.audited import audited
    from portalgen.load.reader import read_portal
    from portalgen.maps import minute_of

    secrets, _ = open_vault(common)
    found = list(audited(common, read_portal(common.portal, only=common.cohort), secrets))
    reports = [one.report for one in found]
    if html_file:
        write_private(html_file, audit_page(reports), output=common.folder)
    leaky, broken = any(report.leaky for report in reports), any(report.broken for report in reports)
    lines = ["\n".join(_lines(report, verbose=common.verbose)) for report in reports]
    if mark_published:
        if leaky or broken:
            lines.append("Not remembered as published: mend what is said above first.")
        else:
            now = minute_of(datetime.now(UTC))
            for one in found:
                write_record(common.portal, one.report.cohort, one.site.maps, published=now, output=common.folder)
            lines.append("Remembered as published.")
    answer(common, {"cohorts": [asdict(report) for report in reports]}, "\n\n".join(lines))
    return Exit.LEAK if leaky else Exit.CONTENT if broken else Exit.DONE


def _lines(report: "Report", *, verbose: bool) -> "Iterator[str]":
    from portalgen.audit.sealed import PAGE
    from portalgen.audit.words import clear_lines, counted, kind_of, verdict, what_is_new

    yield report.cohort
    for audience, names in report.readers.items():
        files = [one for one in report.files if one.audience == audience]
        pages = [one for one in files if one.kind == PAGE]
        yield f"  {audience}: {counted(len(pages), 'page')}, {counted(len(files) - len(pages), 'other file')}"
        yield f"    opened by {'; '.join(names) or 'nobody yet'}"
        if verbose:
            yield from (f"    {one.name or one.file} ({kind_of(one.kind)}, {one.size:,} bytes)" for one in files)
        else:
            yield from (f"    {one.name or one.file}" for one in pages[:SHOWN])
            if len(pages) > SHOWN:
                yield f"    and {len(pages) - SHOWN} more (-v lists every file)"
    yield "  A stranger sees:"
    yield from (f"    {line}" for line in clear_lines(report.clear))
    yield from (f"  {line}" for line in what_is_new(report))
    yield from (f"  {line}" for line in verdict(report))
