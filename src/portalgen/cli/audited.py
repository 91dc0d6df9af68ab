"""Every cohort's site with its audit: what `audit` tells, and what `publish` refuses to go without."""

from collections.abc import Iterator
from dataclasses import dataclass

from portalgen.access.secrets import Secrets
from portalgen.audit.clear import OwnWords
from portalgen.audit.report import Report
from portalgen.audit.report import audit as audit_site
from portalgen.audit.sealed import Site
from portalgen.build.portal import day_of_build
from portalgen.cli.clock import now
from portalgen.cli.options import Common
from portalgen.errors import UsageError
from portalgen.hosts.rules import ENTRANCE
from portalgen.load.portal import Portal
from portalgen.plan.site import Plan, plan_site
from portalgen.words import words


@dataclass(frozen=True, slots=True)
class Audited:
    """One cohort's built site, what its content plans today, and what the audit found."""

    portal: Portal
    secrets: Secrets
    plan: Plan
    site: Site
    report: Report


def audited(common: Common, portal: Portal, secrets: Secrets) -> Iterator[Audited]:
    """Yield every cohort's built site with its audit. Raises UsageError where one was not built."""
    today = day_of_build(portal, common.as_of, now())
    for cohort in portal.cohorts:
        folder = common.folder / cohort.id
        if not (folder / ENTRANCE).is_file() or cohort.id not in secrets.cohorts:
            raise UsageError(f"there is no site in {folder}", hint="run `portalgen build` first")
        table = words(portal.language(cohort))
        keys = secrets.cohorts[cohort.id].audiences
        plan = plan_site(portal, cohort, as_of=today, id_key=secrets.id_key, words=table, keys=keys)
        report, site = audit_site(portal, cohort, plan, secrets, folder, root=common.portal, allowed=OwnWords(table))
        yield Audited(portal, secrets, plan, site, report)
