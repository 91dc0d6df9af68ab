"""Trying again, longer and longer apart, what a broken line or a busy host may let through the next time."""

from collections.abc import Callable
from typing import TypeVar

from portalgen.publish.host import PassingError

T = TypeVar("T")
TRIES = 5
LONGEST_S = 20


def patiently(work: Callable[[], T]) -> T:
    """Return what `work` returns; after `TRIES` faults in passing the last of them is raised."""
    from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

    retrying = Retrying(
        retry=retry_if_exception_type(PassingError),
        stop=stop_after_attempt(TRIES),
        wait=wait_exponential_jitter(max=LONGEST_S),
        reraise=True,
    )
    return retrying(work)
