"""The preview while a convener writes: the newest snapshot that could be made, and what is wrong since then.

Tabs subscribe; each change makes a new generation, which they load, or faults, which they show.
"""

import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from secrets import token_bytes

from portalgen.errors import PortalError, Problem
from portalgen.load.portal import Portal
from portalgen.load.reader import read_portal
from portalgen.serve.snapshot import Kept, Snapshot, take


@dataclass(frozen=True, slots=True)
class State:
    """What tabs are told: which generation is shown, and what is wrong."""

    generation: int
    problems: tuple[Problem, ...] = ()


@dataclass
class Preview:
    """A portal folder being written. `day` tells the day of a build of a loaded portal."""

    root: Path
    only: tuple[str, ...]
    day: Callable[[Portal], date]
    seed: bytes = field(default_factory=lambda: token_bytes(32), repr=False)
    snapshot: Snapshot | None = None
    state: State = State(0)
    _tabs: set["queue.SimpleQueue[State]"] = field(default_factory=set)
    _kept: Kept = field(default_factory=Kept)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def refresh(self, changed: Iterable[str] = ()) -> State:
        """Read the portal anew and tell every tab; `changed` are paths relative to the portal, to be drawn at once."""
        try:
            portal = read_portal(self.root, only=self.only)
            snapshot = take(self.root, portal, self.seed, self.day(portal), self._kept)
            paths = set(changed)
            faults = [fault for one in snapshot.cohorts.values() for fault in one.faults_of(paths)]
        except PortalError as fault:
            return self._tell(self.snapshot, State(self.state.generation, fault.problems))
        return self._tell(snapshot, State(self.state.generation + 1, tuple(faults)))

    def _tell(self, snapshot: Snapshot | None, state: State) -> State:
        with self._lock:
            self.snapshot, self.state = snapshot, state
            for tab in self._tabs:
                tab.put(state)
        return state

    def subscribe(self) -> "queue.SimpleQueue[State]":
        """Return a queue that gets the present state at once and each one after it."""
        tab: queue.SimpleQueue[State] = queue.SimpleQueue()
        with self._lock:
            self._tabs.add(tab)
            tab.put(self.state)
        return tab

    def leave(self, tab: "queue.SimpleQueue[State]") -> None:
        """Forget a tab that was closed."""
        with self._lock:
            self._tabs.discard(tab)
