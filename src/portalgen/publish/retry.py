"""Trying again, longer and longer apart, what a broken line or a busy host may let through the next time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from portalgen.publish.host import PassingError

if TYPE_CHECKING:
    from tenacity import RetryCallState

T = TypeVar("T")
TRIES = 5
LONGEST_S = 20


def patiently(work: Callable[[], T]) -> T:
    """Return what `work` returns; after `TRIES` faults in passing the last of them is raised."""
    from tenacity import Retrying, retry_if_exception_type, stop_after_attempt, wait_exponential_jitter

    longer = wait_exponential_jitter(max=LONGEST_S)
    retrying = Retrying(
        retry=retry_if_exception_type(PassingError),
        stop=stop_after_attempt(TRIES),
        wait=lambda state: max(longer(state), _asked(state)),
        reraise=True,
    )
    return retrying(work)


def _asked(state: "RetryCallState") -> float:
    """Return how long the host asked to be left alone."""
    fault = state.outcome.exception() if state.outcome else None
    return fault.after_s if isinstance(fault, PassingError) else 0
