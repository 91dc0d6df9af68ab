"""`portalgen status`: what to do next, cohort by cohort."""

import click

from portalgen.cli.clock import now
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer


@click.command()
@common
def status(common: Common) -> None:
    """Say what to do next in each cohort: dates that come, papers that are due, answers and notes that lack.

    \b
    Examples:
      portalgen status
      portalgen status --cohort causeway --as-of 2026-12-04
    """
    from portalgen.announce.log import read_log
    from portalgen.announce.reminder import reminders
    from portalgen.audit.record import read_record
    from portalgen.build.portal import day_of_build
    from portalgen.check.findings import find
    from portalgen.check.status import headline, todos
    from portalgen.load.reader import read_portal

    portal = read_portal(common.portal, only=common.cohort)
    as_of = day_of_build(portal, common.as_of, now())
    findings = find(portal, as_of)
    lines, values = [f"As of {as_of}"], []
    for cohort in portal.cohorts:
        told = read_log(common.portal, cohort.id)
        todo = (*todos(portal, cohort, as_of), *reminders(portal, cohort, told, as_of))
        record = read_record(common.portal, cohort.id)
        count = sum(finding.cohort == cohort.id for finding in findings)
        lines += ["", cohort.record.title, f"  {headline(cohort, as_of)}"]
        lines += [f"  - {entry.text}" for entry in todo] or ["  Nothing to do."]
        if count:
            noun = "thing" if count == 1 else "things"
            lines.append(f"  {count} {noun} to look at: portalgen check --cohort {cohort.id}")
        lines.append(f"  Published {record.published}." if record else "  Not published from here yet.")
        values.append({
            "id": cohort.id,
            "next": headline(cohort, as_of),
            "todo": [{"text": entry.text, "due": entry.due.isoformat() if entry.due else None} for entry in todo],
            "findings": count,
            "published": record.published if record else None,
        })  # fmt: skip
    answer(common, {"as_of": as_of.isoformat(), "cohorts": values}, "\n".join(lines))
