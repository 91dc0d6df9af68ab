"""`portalgen check`: what a build would refuse, and what to look at before publishing."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from portalgen.cli.clock import now
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer, plain_problem
from portalgen.errors import ContentError, Exit

if TYPE_CHECKING:  # rooms that a quick verb must not load
    from collections.abc import Iterable

    from portalgen.check.findings import Finding
    from portalgen.errors import Problem


@click.command()
@click.option("--strict", is_flag=True, help="Leave with exit code 1 for warnings too.")
@click.option("--external", is_flag=True, help="Also ask whether links to other sites answer.")
@click.option("--html", "page", type=click.Path(path_type=Path), help="Also write what was found as a page to read.")
@common
def check(strict: bool, external: bool, page: Path | None, common: Common) -> int:
    """Look at everything: faults, broken links, and whether each cohort is ready for its next session.

    Nothing is built and no passphrase is needed. Each finding has a rule; portal.yaml can weigh it otherwise, such as
    `check: {bio-stale: off, purpose-missing: error}`. Leaves with exit code 1 for faults and errors.

    \b
    Examples:
      portalgen check
      portalgen check --cohort causeway --strict
      portalgen check --external --html ../check.html
    """
    from portalgen.build.faults import find_faults
    from portalgen.build.portal import day_of_build
    from portalgen.check.findings import find
    from portalgen.check.links import dead_links
    from portalgen.load.reader import check_portal, read_portal

    check_portal(common.portal)
    try:
        portal = read_portal(common.portal, only=common.cohort)
    except ContentError as fault:  # nothing can be planned yet: these come first, all at once
        return _tell(common, fault.problems, (), page, "", strict=strict)
    as_of = day_of_build(portal, common.as_of, now())
    findings = find(portal, as_of)
    try:
        faults = find_faults(common.portal, portal, as_of)
    except ContentError as fault:
        return _tell(common, fault.problems, findings, page, str(as_of), strict=strict)
    problems = [*faults.problems, *(dead_links(faults.links) if external else ())]
    return _tell(common, problems, findings, page, str(as_of), strict=strict)


def _tell(
    common: Common,
    faults: "Iterable[Problem]",
    findings: "tuple[Finding, ...]",
    page: Path | None,
    as_of: str,
    *,
    strict: bool,
) -> int:
    faults = tuple(faults)
    value: dict[str, Any] = {
        "as_of": as_of or None,
        "faults": [plain_problem(problem) for problem in faults],
        "findings": [
            {"rule": finding.rule, "level": finding.level, "cohort": finding.cohort, **plain_problem(finding.problem)}
            for finding in findings
        ],
    }
    lines = [f"{problem.text()}\n  a build stops here" for problem in faults]
    lines += [f"{one.problem.text()}\n  {one.level}: {one.rule}" for one in findings]
    lines.append(_summary(len(faults), findings, as_of))
    if page:
        from portalgen.access.private import write_private
        from portalgen.check.page import check_page

        write_private(page, check_page(faults, findings, _summary(len(faults), findings, as_of)), output=common.folder)
    answer(common, value, "\n".join(lines))
    heavy = ("error", "warning") if strict else ("error",)
    return Exit.CONTENT if faults or any(finding.level in heavy for finding in findings) else Exit.DONE


def _summary(faults: int, findings: "tuple[Finding, ...]", as_of: str) -> str:
    counts = [
        (faults, "fault"),
        *((sum(one.level == level for one in findings), level) for level in ("error", "warning")),
    ]
    advice = sum(one.level == "advice" for one in findings)
    said = [f"{count} {noun if count == 1 else noun + 's'}" for count, noun in counts if count]
    said += [f"{advice} pieces of advice" if advice > 1 else "1 piece of advice"] if advice else []
    when = f" as of {as_of}" if as_of else ""
    return f"{', '.join(said) or 'Nothing to mend'}{when}"
