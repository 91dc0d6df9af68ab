"""A finding, its weight, and the walk over all rules."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from portalgen.check import agenda, attribution, memory, papers, people, sessions
from portalgen.errors import ContentError, Problem, nearest
from portalgen.load.portal import Cohort, Portal
from portalgen.model.network import Level

Rule = Callable[[Portal, Cohort, date], Iterator[Problem]]
RULES: Mapping[str, tuple[Level, Rule]] = {
    "agenda-missing": ("warning", sessions.no_agenda),
    "agenda-overrun": ("warning", agenda.overrun),
    "agenda-gap": ("advice", agenda.gaps),
    "agenda-overlap": ("warning", agenda.overlaps),
    "owner-absent": ("warning", agenda.absent_owners),
    "owner-missing": ("warning", sessions.owner),
    "purpose-missing": ("warning", sessions.purpose),
    "outcome-missing": ("warning", sessions.outcome),
    "chair": ("warning", sessions.chair),
    "confidentiality": ("warning", sessions.confidentiality),
    "charter": ("warning", sessions.charter),
    "codename": ("warning", sessions.codename),
    "reading-too-much": ("warning", papers.too_much),
    "reading-too-late": ("warning", papers.too_late),
    "reading-why": ("advice", papers.no_why),
    "alt-missing": ("warning", papers.no_alt),
    "bio-stale": ("advice", people.stale_bios),
    "bio-silent": ("advice", people.silent_bios),
    "photo-consent": ("advice", people.photos),
    "member-gone": ("warning", people.gone),
    "competitors": ("warning", people.competing),
    "commitment-unreported": ("warning", memory.unreported),
    "notes-late": ("warning", memory.notes_late),
    "retention-due": ("warning", memory.retention_due),
    "role-tells": ("warning", attribution.telling_roles),
    "named-in-themes": ("warning", attribution.names_in_themes),
}
"""Every rule by name, with the weight that it has where portal.yaml gives it no other (`check: {bio-stale: off}`)."""
WEIGHTS: tuple[Level, ...] = ("off", "advice", "warning", "error")


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at: the name of the rule, its weight, the cohort, and the problem with its place."""

    rule: str
    level: Level
    cohort: str
    problem: Problem


def find(portal: Portal, as_of: date) -> tuple[Finding, ...]:
    """Return the findings of every rule in every cohort, the weightiest first, then in the order of files and lines.

    Raises ContentError where portal.yaml gives a weight to a rule that there is not.
    """
    levels = _levels(portal)
    found = [
        Finding(name, levels[name], cohort.id, problem)
        for cohort in portal.cohorts
        for name, (_, rule) in RULES.items()
        if levels[name] != "off"
        for problem in rule(portal, cohort, as_of)
    ]
    return tuple(sorted(found, key=lambda one: (-WEIGHTS.index(one.level), str(one.problem.place), one.rule)))


def _levels(portal: Portal) -> dict[str, Level]:
    chosen = portal.network.record.check
    for name in chosen:
        if name not in RULES:
            hint = nearest(name, RULES, f"rules: {', '.join(RULES)}")
            raise ContentError(portal.network.problem(f'there is no rule "{name}"', "check", name, hint=hint))
    return {name: chosen.get(name, level) for name, (level, _) in RULES.items()}
