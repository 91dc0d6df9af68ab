"""Who does the work of a build: other processes where there is enough of it to pay for the way, else this one."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from math import ceil
from typing import Any, TypeVar

from portalgen.build.work import Made

CHUNK = 64  # pages that pay for one trip to another process
PICTURES, CALENDARS = 4, 16  # the same for what takes longer to make
TRIPS = 32  # at most: each carries the whole order, which grows with the site
T = TypeVar("T")
Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much of it is done, and how much there is."""
Work = Callable[[bytes, Sequence[T]], list[Made]]


class SerialExecutor(Executor):
    """Does the work at once in this process: for small sites, where another process costs more than it gives."""

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Future[Any]:  # noqa: ANN401 -- the interface's own types
        """Call `fn` now and return its finished future."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as fault:  # the future carries it to the caller, as every executor does
            future.set_exception(fault)
        return future


class Hands:
    """An executor with the order that its workers need; `packed` is a pickled WorkOrder."""

    def __init__(self, executor: Executor, packed: bytes, progress: Progress) -> None:
        self.packed = packed
        self._executor, self._progress = executor, progress

    def work(self, work: Work[T], items: Sequence[T], *, what: str, chunk: int = CHUNK) -> Iterator[Made]:
        """Do `work` on all items, at least `chunk` at a time, and yield what each became, in their order."""
        executor = self._executor if len(items) >= 2 * chunk else SerialExecutor()
        chunks = _chunks(items, max(chunk, ceil(len(items) / TRIPS)))
        futures = {executor.submit(work, self.packed, chunk): len(chunk) for chunk in chunks}
        done = 0
        for future in as_completed(futures):
            future.result()
            done += futures[future]
            self._progress(what, done, len(items))
        for future in futures:
            yield from future.result()


def _chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
