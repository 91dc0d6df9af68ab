"""`portalgen check`: what to look at before publishing."""

from datetime import UTC, datetime
from typing import Any

import click

from portalgen.cli.options import Common, common
from portalgen.cli.say import answer, plain_problem
from portalgen.errors import Exit


@click.command()
@click.option("--strict", is_flag=True, help="Leave with exit code 1 where anything was found.")
@common
def check(strict: bool, common: Common) -> int:
    """Look for what a build does not refuse, but a convener would want to know.

    \b
    Examples:
      portalgen check
      portalgen check --cohort causeway --strict
    """
    from portalgen.build.portal import day_of_build
    from portalgen.check.findings import find
    from portalgen.load.reader import read_portal

    portal = read_portal(common.portal, only=common.cohort)
    as_of = day_of_build(portal, common.as_of, datetime.now(UTC))
    findings = find(portal, as_of)
    value: dict[str, Any] = {
        "as_of": as_of.isoformat(),
        "findings": [
            {"rule": finding.rule, "cohort": finding.cohort, **plain_problem(finding.problem)} for finding in findings
        ],
    }
    lines = [f"{finding.problem.text()}\n  rule: {finding.rule}" for finding in findings]
    said = "1 finding" if len(findings) == 1 else f"{len(findings)} findings"
    answer(common, value, "\n".join([*lines, f"{said} as of {as_of}" if findings else f"Nothing found as of {as_of}"]))
    return Exit.CONTENT if strict and findings else Exit.DONE
