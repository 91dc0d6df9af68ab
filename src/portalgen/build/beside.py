"""Build small cohorts side by side, each by one process: each is too small for many to work on it."""

from collections.abc import Callable, Sequence
from concurrent.futures import as_completed

from portalgen.build.processes import processes, with_held
from portalgen.build.site import Built
from portalgen.load.portal import Cohort
from portalgen.model.progress import Progress

Build = Callable[[Cohort], Built]


def build_beside(build: Build, cohorts: Sequence[Cohort], jobs: int, progress: Progress) -> list[Built]:
    """Return what `build` makes of each cohort, in their order. Raises the error of the first that cannot be built."""
    pool = processes(min(jobs, len(cohorts)), tuple, (build, cohorts), fork=True)
    try:
        futures = [pool.submit(with_held, _build, number) for number in range(len(cohorts))]
        for done, future in enumerate(as_completed(futures), start=1):
            future.result()
            progress("cohorts", done, len(cohorts))
        return [future.result() for future in futures]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _build(held: tuple[Build, Sequence[Cohort]], number: int) -> Built:
    build, cohorts = held
    return build(cohorts[number])
