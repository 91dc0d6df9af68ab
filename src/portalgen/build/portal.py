"""Build every cohort of a portal: the one function that the command line calls."""

import os
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from portalgen.access.secrets import BUILT_IN, Secrets, with_cohort
from portalgen.build.beside import build_beside
from portalgen.build.processes import CAN_FORK
from portalgen.build.site import Built, Settings, build_cohort
from portalgen.load.portal import Cohort, Portal
from portalgen.maps import minute_of
from portalgen.model.progress import Progress
from portalgen.plan.readers import reach_of
from portalgen.source.document import Problems
from portalgen.theme.find import Theme, theme_of
from portalgen.write.guard import check_output

if TYPE_CHECKING:  # loaded where there is one
    from portalgen.build.cluster import Cluster

SMALL = 96  # files of a cohort for which it does not pay to let other processes help


def needed_secrets(portal: Portal, secrets: Secrets, *, since: date) -> Secrets:
    """Return `secrets` with keys for every cohort and circle of `portal`; the same object where none was missing."""
    for cohort in portal.cohorts:
        circles = sorted(reach_of(cohort, since).circles)
        secrets = with_cohort(secrets, cohort.id, (*BUILT_IN, *circles), since=since.isoformat())
    return secrets


def day_of_build(portal: Portal, given: date | None, now: datetime) -> date:
    """Return the day a build stands on: as given, as set in portal.yaml, or today in the network's zone."""
    network = portal.network.record
    return given or network.as_of or now.astimezone(ZoneInfo(network.timezone)).date()


def settings_of(
    portal: Portal, root: Path, output: Path, *, given: date | None, now: datetime, fresh: bool = False
) -> Settings:
    """Return how to build `portal` now, or as of the day `given` or set in portal.yaml."""
    is_set = given or portal.network.record.as_of
    minute = "" if is_set else minute_of(now)
    return Settings(root, output, day_of_build(portal, given, now), minute, fresh)


def build_portal(
    portal: Portal,
    secrets: Secrets,
    settings: Settings,
    *,
    progress: Progress,
    jobs: int | None = None,
    cluster: "Cluster | None" = None,
) -> tuple[Built, ...]:
    """Build all cohorts of a loaded portal. `jobs` is the number of processes, by default one per core.

    cluster: other machines that draw the pages.
    """
    check_output(settings.root, settings.output)
    themes = _themes(settings.root, portal)
    jobs = jobs or os.cpu_count() or 1

    def build(cohort: Cohort, jobs: int, show: Progress) -> Built:
        return build_cohort(portal, cohort, secrets, themes[cohort.id], settings, jobs, show, cluster)

    small = [cohort for cohort in portal.cohorts if _size(portal, cohort) < SMALL]
    built: dict[str, Built] = {}
    if CAN_FORK and jobs > 1 and len(small) > 1 and cluster is None:
        beside = build_beside(partial(build, jobs=1, show=_silent), small, jobs, progress)
        built = {site.cohort: site for site in beside}
    return tuple(built.get(cohort.id) or build(cohort, jobs, progress) for cohort in portal.cohorts)


def _size(portal: Portal, cohort: Cohort) -> int:
    """Return how many texts, pictures and documents a cohort has: about the number of files that become of it."""
    return sum(1 for _ in cohort.documents()) + sum(path.startswith(f"content/{cohort.id}/") for path in portal.assets)


def _silent(what: str, done: int, total: int) -> None:
    """Show nobody how far one of several cohorts is."""


def _themes(root: Path, portal: Portal) -> dict[str, Theme]:
    """Return the theme of every cohort. Raises ContentError with the faults of all, before anything is built."""
    found: dict[str, Theme] = {}
    shared, problems = None, Problems()
    for cohort in portal.cohorts:
        with problems.catching():
            if cohort.record.theme:
                theme = theme_of(root, portal.network, cohort.doc)
            else:
                theme = shared = shared or theme_of(root, portal.network)
            theme.sheet()
            found[cohort.id] = theme
    problems.raise_if_any()
    return found
