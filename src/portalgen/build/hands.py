"""Who does the work of a build: other processes where there is enough of it to pay for the way, else this one."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeVar

from portalgen.build.draw import Made
from portalgen.build.processes import CAN_FORK, processes, with_held
from portalgen.build.work import WorkOrder, Workshop
from portalgen.model.progress import Progress
from portalgen.plan.views import Page

if TYPE_CHECKING:  # loaded where there is one
    from portalgen.build.cluster import Cluster

PAGES = 32  # that pay for one trip to another process
FEW, MANY = 3, 20  # trips that pay for processes that are forked, and for such as load everything anew
PICTURES, CALENDARS, PARTS = 4, 16, 4  # the same for what takes longer to make
T = TypeVar("T")
Work = Callable[[Workshop, Sequence[T]], list[Made]]


class Hands:
    """Everybody who works on one order. `jobs` is the number of processes; others are started when there is work.

    A `cluster` draws the pages, where there are enough: what needs a key or a file of the portal is done here.
    """

    def __init__(self, order: WorkOrder, jobs: int, progress: Progress, cluster: "Cluster | None" = None) -> None:
        self._order, self._jobs, self._progress, self._cluster = order, jobs, progress, cluster
        self._here = Workshop(order)
        self._can_fork = CAN_FORK and cluster is None  # other threads, as a connection has, keep locks
        self._pool: Executor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self._pool:
            self._pool.shutdown(wait=True, cancel_futures=True)

    def pages(self, pages: Sequence[Page]) -> Iterator[Made]:
        """Draw, seal and stage pages, and yield what each became, in their order."""
        chunks = _chunks(pages, PAGES)
        if self._cluster is None or len(chunks) < FEW:
            return self.work(Workshop.pages, pages, what="pages")
        return self._drawn_by(self._cluster, chunks, len(pages))

    def _drawn_by(self, cluster: "Cluster", chunks: Sequence[Sequence[Page]], total: int) -> Iterator[Made]:
        made: dict[int, list[Made]] = {}
        for number, sheets in cluster.draw(self._order.job, chunks):
            made[number] = self._here.drawn(chunks[number], sheets)
            self._progress("pages", sum(map(len, made.values())), total)
        for number in range(len(chunks)):
            yield from made[number]

    def work(self, work: Work[T], items: Sequence[T], *, what: str = "", chunk: int = PAGES) -> Iterator[Made]:
        """Do `work` on all items, `chunk` at a time, and yield what each became, in their order.

        Other processes begin at once, before the first result is asked for.
        """
        chunks = _chunks(items, chunk)
        if self._jobs == 1 or len(chunks) < (FEW if self._can_fork else MANY):
            return self._done_here(work, chunks, what, len(items))
        self._pool = self._pool or processes(self._jobs, Workshop, self._order, fork=self._can_fork)
        futures = [self._pool.submit(with_held, work, some) for some in chunks]
        return self._done_there(futures, what, len(items))

    def _done_here(self, work: Work[T], chunks: Sequence[Sequence[T]], what: str, total: int) -> Iterator[Made]:
        done = 0
        for some in chunks:
            yield from work(self._here, some)
            done += len(some)
            self._progress(what, done, total)

    def _done_there(self, futures: Sequence[Future[list[Made]]], what: str, total: int) -> Iterator[Made]:
        done = 0
        for future in as_completed(futures):
            done += len(future.result())
            self._progress(what, done, total)
        for future in futures:
            yield from future.result()


def _chunks(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[start : start + size] for start in range(0, len(items), size)]
