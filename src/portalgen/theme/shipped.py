"""Where the files that come with portalgen are: in the wheel, or in the repository that it runs from."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent
ICON_EDGES = (192, 512)  # what Chromium asks of a site that can be installed


def themes_folder() -> Path:
    """Return the folder of the shipped themes."""
    inside = PACKAGE / "shipped" / "themes"
    return inside if inside.is_dir() else REPOSITORY / "themes"


def demo_folder() -> Path:
    """Return the folder that holds the demo's `portal.yaml` and `content/`."""
    inside = PACKAGE / "shipped" / "demo"
    return inside if inside.is_dir() else REPOSITORY


@dataclass(frozen=True, slots=True)
class BrowserFiles:
    """What the reader's browser gets of portalgen: script, service worker, and icons by their edge in pixels."""

    script: bytes
    worker: bytes
    icons: Mapping[int, bytes]


def browser_files() -> BrowserFiles:
    """Return the files of a site's browser side. Both scripts are classic ones; the icons are the same everywhere."""
    icons = {edge: (PACKAGE / "browser" / "icons" / f"{edge}.png").read_bytes() for edge in ICON_EDGES}
    return BrowserFiles(_script("portal"), _script("worker"), icons)


def book_script() -> bytes:
    """Return what opens a book, one classic script."""
    return _script("book")


def _script(name: str) -> bytes:
    return (PACKAGE / "browser" / "dist" / f"{name}.js").read_bytes()
