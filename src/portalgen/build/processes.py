"""Other processes of this machine, that end when the one that started them ends, however that ends."""

import gc
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ProcessPoolExecutor
from typing import TypeVar

from portalgen.garbage import look_seldom

CAN_FORK = sys.platform == "linux"
G = TypeVar("G")


def processes(jobs: int, begin: Callable[[G], None], given: G, *, fork: bool) -> Executor:
    """Return `jobs` processes, each of which calls `begin` with what is `given` first.

    Where they are forked, it is not even copied; else it must be fit to be pickled.
    """
    context = multiprocessing.get_context("fork" if fork else "spawn")
    gc.freeze()  # what there is now stays: children do not walk through it, and so share it
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(begin, given))


def _begin(begin: Callable[[G], None], given: G) -> None:
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
    begin(given)
