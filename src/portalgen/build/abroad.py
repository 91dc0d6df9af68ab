"""What a worker of a cluster does: draw pages by a job that was sent to it. Holds no key, touches no disk, is silent.

What travels is packed, so that a cluster's logs and dashboard show no more of it than its size. A page that cannot be
drawn here is left to the machine that asked, which tells why: nothing of it goes into the report of an error.
"""

import pickle
import sys
import threading
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path
from typing import Any, Generic, TypeVar

import portalgen
from portalgen.build.draw import Sheet, draw_page
from portalgen.build.tool import PACKAGE
from portalgen.plan.views import Page
from portalgen.render.job import RenderJob
from portalgen.render.renderer import Renderer
from portalgen.walk import walk

LIBRARIES = ("jinja2", "markupsafe", "markdown-it-py", "mdit-py-plugins", "nh3", "pydantic")
T = TypeVar("T")


class Parcel(Generic[T]):
    """A value on its way between machines that trust each other."""

    __slots__ = ("_content",)

    def __init__(self, value: T) -> None:
        self._content = pickle.dumps(value, protocol=5)

    def __repr__(self) -> str:
        return f"Parcel({len(self._content)} bytes)"

    def __sizeof__(self) -> int:
        return len(self._content)

    def open(self) -> T:
        """Return the value."""
        value: T = pickle.loads(self._content)  # noqa: S301 -- Dask unpickles all that it gets; docs/CLUSTER.md says whom to trust
        return value


class Desk:
    """Where the pages of one site are drawn. Its job is unpacked with the first of them; it goes as the build ends."""

    def __init__(self, job: Parcel[RenderJob]) -> None:
        self._job = job
        self._renderer: Renderer | None = None
        self._turn = threading.Lock()  # a worker may have several threads, a renderer draws one page at a time

    def __reduce__(self) -> tuple[type["Desk"], tuple[Parcel[RenderJob]]]:
        return Desk, (self._job,)

    def draw(self, pages: Sequence[Page]) -> list[Sheet | None]:
        """Return `pages` drawn; None for one that cannot be."""
        with self._turn:
            self._renderer = renderer = self._renderer or Renderer(self._job.open())
            return [_drawn(renderer, page) for page in pages]


def draw(desk: Desk, pages: Parcel[Sequence[Page]]) -> Parcel[list[Sheet | None]]:
    """Return some pages drawn at a desk."""
    return Parcel(desk.draw(pages.open()))


def _drawn(renderer: Renderer, page: Page) -> Sheet | None:
    try:
        return draw_page(renderer, page)
    except Exception:  # whatever it is happens again where the page is drawn next, and is told there
        return None


@cache
def program() -> dict[str, str]:
    """Return the versions of what draws a page. Where two machines have the same, they draw the same bytes."""
    own = blake2b(digest_size=4)
    for name, entry in walk(PACKAGE):
        if name.endswith(".py"):
            own.update(name.encode() + b"\0" + Path(entry.path).read_bytes())
    libraries = {name: version(name) for name in LIBRARIES}
    python = f"{sys.version_info.major}.{sys.version_info.minor}"
    return {"portalgen": f"{portalgen.__version__} ({own.hexdigest()})", "Python": python, **libraries}


def worker_state(dask_worker: Any) -> tuple[dict[str, str], bool]:  # noqa: ANN401 -- a Worker of Dask, which gives it by this name
    """Return which program a worker has, and whether it may write what it was sent to its disk."""
    return program(), type(dask_worker.data) is not dict
