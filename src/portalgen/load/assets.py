"""Find the pictures and documents of a portal and measure the pictures from their headers, without decoding them."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from portalgen.errors import ContentError, Place, Problem
from portalgen.load.portal import Asset
from portalgen.model.site import REMEMBERED
from portalgen.source.document import Problems
from portalgen.source.tree import TEXTS

PICTURES = (".jpg", ".jpeg", ".png", ".webp", ".gif")
PEOPLE_EDGE, PAGE_EDGE = 640, 1600  # pixels of the longer edge as published
MAX_PIXELS = 50_000_000  # a 50-megapixel camera; more is a mistake or a decompression bomb
SMALLER = "save it smaller, at most 50 megapixels"
TURNED = range(5, 9)  # EXIF orientations that exchange width and height


def longest_edge(path: str) -> int:
    """Return the longest edge in pixels that a picture at `path` is published with."""
    return PEOPLE_EDGE if path.startswith("content/people/") else PAGE_EDGE


def find_assets(root: Path, files: Iterable[str], problems: Problems) -> dict[str, Asset]:
    """Return every picture and document among `files` by its path; unreadable pictures become problems."""
    found: dict[str, Asset] = {}
    for path in files:
        lower = path.lower()
        if lower.endswith(TEXTS):
            continue
        stat = (root / path).stat()
        if lower.endswith(PICTURES):
            with problems.catching():
                width, height = _measure(root / path, path, (stat.st_mtime_ns, stat.st_size))
                found[path] = Asset(path, stat.st_size, width, height)
        else:
            found[path] = Asset(path, stat.st_size)
    return found


@lru_cache(maxsize=REMEMBERED)
def _measure(file: Path, path: str, version: tuple[int, int]) -> tuple[int, int]:
    """Return width and height as published. Remembered while `version`, the file's time and size, stays the same."""
    from PIL import Image
    from PIL.ExifTags import Base

    try:
        with Image.open(file) as picture:
            width, height = picture.size
            turned = picture.getexif().get(Base.Orientation) in TURNED
    except Image.DecompressionBombError as fault:
        raise ContentError(Problem("this picture has too many pixels", Place(path), hint=SMALLER)) from fault
    except (OSError, ValueError, SyntaxError) as fault:
        what = "this picture cannot be read"
        raise ContentError(Problem(what, Place(path), hint="save it again as JPEG, PNG or WebP")) from fault
    if width * height > MAX_PIXELS:
        what = f"this picture has {width} x {height} pixels"
        raise ContentError(Problem(what, Place(path), hint=SMALLER))
    if turned:
        width, height = height, width
    scale = min(1.0, longest_edge(path) / max(width, height))
    return max(1, round(width * scale)), max(1, round(height * scale))
