"""A Dask cluster that draws pages: reached over TLS alone, looked at before anything is sent, and told no key.

What is sent is in the clear (docs/decisions/0027). Workers that could write it to a disk, that would draw with another
version, or that answer without TLS get none of it.
"""

import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from portalgen.build.abroad import Desk, Parcel, draw, program, worker_state
from portalgen.build.draw import Sheet
from portalgen.errors import PortalError, Problem, UsageError, WorldError
from portalgen.plan.views import Page
from portalgen.render.job import RenderJob

if TYPE_CHECKING:
    from distributed import Client, Future

PATIENCE_S = 10  # for the answer to a small question
LOOK_S = 1.0  # without news, before we ask whether any worker is left
SETTINGS = ("distributed.comm.tls.ca-file", "distributed.comm.tls.client.cert")
START = "docs/CLUSTER.md says how to start one"
SAME = "install the same portalgen[cluster] on all machines of the cluster"
IN_MEMORY = "distributed.worker.memory.target and .spill must be false where it starts: docs/CLUSTER.md"
T = TypeVar("T")
Drawn = Parcel[list[Sheet | None]]
_ADDRESS = re.compile(r"dask://([^/@\s]+:\d+)")


class Cluster:
    """The workers behind the scheduler at `dask://host:port`. They are asked when the first pages are to be drawn."""

    def __init__(self, address: str) -> None:
        """Raise UsageError where `address` is none, where Dask is not installed, or without certificates."""
        found = _ADDRESS.fullmatch(address)
        if not found:
            raise UsageError(f'"{address}" is no cluster', hint="write --executor dask://host:8786")
        self._where = found[1]
        self._client: Client | None = None
        self._workers: list[str] = []
        _check_settings()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        """Leave. The scheduler then forgets, and has its workers forget, everything that we sent."""
        if self._client:
            self._client.close(timeout=PATIENCE_S)
            self._client = None

    def draw(self, job: RenderJob, chunks: Sequence[Sequence[Page]]) -> Iterator[tuple[int, list[Sheet | None]]]:
        """Yield the number of each chunk with its pages drawn, as they come; None for a page that could not be drawn.

        Raises WorldError where the cluster cannot be used, or is lost.
        """
        try:
            yield from self._draw(self._connected(), Parcel(job.abroad()), chunks)
        except PortalError:
            raise
        except Exception as fault:
            raise self._lost(type(fault).__name__) from fault

    def _draw(
        self, client: "Client", job: Parcel[RenderJob], chunks: Sequence[Sequence[Page]]
    ) -> Iterator[tuple[int, list[Sheet | None]]]:
        chosen = {"pure": False, "workers": self._workers}  # by others, come since, nothing is drawn
        desk = client.submit(Desk, job, **chosen)
        futures = [client.submit(draw, desk, Parcel(chunk), **chosen) for chunk in chunks]
        waiting = {future.key: (number, future) for number, future in enumerate(futures)}
        del futures  # what has come is forgotten, here and there
        done: SimpleQueue[Future[Drawn]] = SimpleQueue()
        for _, future in waiting.values():
            future.add_done_callback(done.put)
        while waiting:
            come = self._answer(client, partial(done.get, timeout=LOOK_S))
            number, future = waiting.pop(come.key)
            yield number, self._answer(client, partial(future.result, timeout=PATIENCE_S)).open()

    def _answer(self, client: "Client", ask: Callable[[], T]) -> T:
        """Return what `ask` gives; it is asked again as long as there is none and a worker is left to make it."""
        while True:
            try:
                return ask()
            except (Empty, TimeoutError):
                if not self._left(client):
                    raise self._lost("no worker is left") from None

    def _left(self, client: "Client") -> set[str]:
        """Return which of our workers are still there."""
        return set(self._workers).intersection(client.nthreads(callback_timeout=PATIENCE_S))

    def _lost(self, why: str) -> WorldError:
        hint = "the site is as it was; build again, or without --executor"
        return WorldError(f"the cluster at {self._where} was lost: {why}", hint=hint)

    def _connected(self) -> "Client":
        """Return the connection, made and looked through when it is first asked for."""
        if self._client is None:
            self._client = client = _connect(self._where)
            workers: dict[str, Any] = client.run(worker_state, on_error="return")
            if not workers:
                raise WorldError(f"the cluster at {self._where} has no worker", hint=START)
            problems = [problem for name, state in workers.items() for problem in _worker_problems(name, state)]
            if problems:
                raise WorldError(problems)
            problems = list(_program_problems("the scheduler", client.run_on_scheduler(program)))
            if problems:
                raise WorldError(problems)
            self._workers = list(workers)
        return self._client


def _check_settings() -> None:
    """Raise UsageError without Dask, or without a certificate to show and one to ask for."""
    try:
        import distributed  # noqa: F401 -- brings the names of its settings
        from dask import config
    except ImportError:
        raise UsageError("--executor needs Dask", hint="pip install 'portalgen[cluster]'") from None
    missing = [name for name in SETTINGS if not Path(config.get(name) or "").is_file()]
    if missing:
        what = f"a cluster gets content in the clear, so only over TLS: there is no file at {' and '.join(missing)}"
        raise UsageError(what, hint="docs/CLUSTER.md makes them, and Dask's settings, in the folder to build from")


def _connect(where: str) -> "Client":
    from distributed import Client, Security

    for name in ("distributed", "distributed.client", "asyncio"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what went wrong is told once, in our words
    security = Security(require_encryption=True)
    try:
        return Client(f"tls://{where}", security=security, timeout=PATIENCE_S, set_as_default=False, name="portalgen")
    except (OSError, ValueError) as fault:
        what = f"no Dask scheduler with TLS and a certificate of ours answers at {where}"
        raise WorldError(what, hint=f"{START}; one without TLS is not used") from fault


def _worker_problems(name: str, state: Any) -> Iterator[Problem]:  # noqa: ANN401 -- what `worker_state` returned or raised
    """Yield why content must not be sent to a worker."""
    if isinstance(state, Exception):
        what = f"the worker at {name} has no portalgen, or one that knows of no cluster ({type(state).__name__})"
        yield Problem(what, hint=SAME)
        return
    found, spills = state
    yield from _program_problems(f"the worker at {name}", found)
    if spills:
        yield Problem(f"the worker at {name} may write what it is sent to its disk", hint=IN_MEMORY)
    if not name.startswith("tls://"):
        yield Problem(f"the worker at {name} does not speak TLS", hint=START)


def _program_problems(who: str, found: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what would draw with something else than we do."""
    for name, ours in program().items():
        if found.get(name) != ours:
            yield Problem(f"{who} has {name} {found.get(name)}, and here is {ours}: pages could differ", hint=SAME)
