"""Notice what a convener saves: bursts are gathered, editors' scraps left out, files that come back followed."""

import threading
from collections.abc import Iterator
from pathlib import Path

from watchfiles import Change, DefaultFilter, watch

FOLDERS = ("content", "themes")
SETTINGS = "portal.yaml"
QUIET_MS = 10  # silence that ends a burst: an editor writes, renames and touches within a few milliseconds
LONGEST_MS = 400  # a longer burst is cut here, so that copying a folder shows something meanwhile
LOOK_MS = 100  # how soon the beginning is told and `stop` is noticed


class _Saved(DefaultFilter):
    """Lets through the convener's own files: nothing hidden, no backups, nothing that editors write for themselves."""

    ignore_entity_patterns = (r"^\.", r"~$", r"^#.*#$", r"\.(?:swp|swo|swx|tmp|part|bak|crdownload)$", r"^4913$")

    def __init__(self, root: Path) -> None:
        super().__init__()
        self._root = root

    def __call__(self, change: Change, path: str) -> bool:
        relative = Path(path).relative_to(self._root).as_posix()
        return (relative == SETTINGS or relative.split("/")[0] in FOLDERS) and super().__call__(change, path)


def changes(root: Path, stop: threading.Event, *, poll: bool = False) -> Iterator[set[str]]:
    """Yield the paths of each burst of changes, relative to `root` with forward slashes, until `stop` is set.

    The first set comes at once and may be empty: from then on nothing is missed, so read the portal after it.
    The portal's whole folder is watched, so that `portal.yaml` may be renamed and themes may be added meanwhile.
    poll: look at the files in turns instead of asking the system, for network drives and shared folders.
    """
    root = root.resolve()
    bursts = watch(root, watch_filter=_Saved(root), debounce=LONGEST_MS, step=QUIET_MS, stop_event=stop,
                   rust_timeout=LOOK_MS, yield_on_timeout=True, force_polling=poll or None,
                   raise_interrupt=False)  # fmt: skip
    for number, burst in enumerate(bursts):
        if burst or number == 0:
            yield {Path(path).relative_to(root).as_posix() for _, path in burst}
