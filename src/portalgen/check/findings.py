"""A finding, and the walk over all rules."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from portalgen.check import agenda, attribution, people
from portalgen.errors import Problem
from portalgen.load.portal import Cohort, Portal

Rule = Callable[[Portal, Cohort, date], Iterator[Problem]]
RULES: dict[str, Rule] = {
    "agenda-overrun": agenda.overrun,
    "agenda-gap": agenda.gaps,
    "agenda-overlap": agenda.overlaps,
    "owner-absent": agenda.absent_owners,
    "role-tells": attribution.telling_roles,
    "named-in-themes": attribution.names_in_themes,
    "member-gone": people.gone,
    "competitors": people.competing,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: the name of the rule, the cohort, and the problem with its place."""

    rule: str
    cohort: str
    problem: Problem


def find(portal: Portal, as_of: date) -> tuple[Finding, ...]:
    """Return the findings of every rule in every cohort, in the order of files and lines."""
    found = [
        Finding(name, cohort.id, problem)
        for cohort in portal.cohorts
        for name, rule in RULES.items()
        for problem in rule(portal, cohort, as_of)
    ]
    return tuple(sorted(found, key=lambda finding: (str(finding.problem.place), finding.rule)))
