"""Other processes of this machine, that end when the one that started them ends, however that ends."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import Any, TypeVar

from portalgen.garbage import look_seldom

CAN_FORK = sys.platform == "linux"
G = TypeVar("G")
T = TypeVar("T")


def processes(jobs: int, make: Callable[[G], object], given: G, *, fork: bool) -> Executor:
    """Return `jobs` processes, each of which holds what it makes of what is `given`: see `with_held`.

    Where they are forked, it is not even copied; else it must be fit to be pickled.
    """
    context = multiprocessing.get_context("fork" if fork else "spawn")
    gc.freeze()  # what there is now stays: children do not walk through it, and so share it
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(make, given))


def with_held(work: Callable[..., T], *words: object) -> T:
    """Return what `work` makes of what this process holds, and of `words`: to be submitted."""
    return work(_held[0], *words)


_held: list[Any] = []


def _begin(make: Callable[[G], object], given: G) -> None:
    """Make this process a worker that is no orphan ever: one would keep keys in memory.

    Ctrl-C is the parent's to answer; it then stops the workers in order.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_seldom()
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
    _held[:] = [make(given)]
