"""The nouns of a site being built: pages in the clear, and the only two kinds of file that may reach a disk."""

from dataclasses import dataclass
from typing import NewType

PageId = NewType("PageId", str)
"""The opaque name of a page or object: 16 characters of a-z and 2-7."""

Audience = NewType("Audience", str)
"""The name of a set of readers who hold one key. There is no default audience anywhere."""

REMEMBERED = 4_096
"""Texts of which a process remembers what it made of them, so that a preview does anew only what was saved since:
tens of megabytes at the most."""


@dataclass(frozen=True, slots=True)
class Markdown:
    """Text as the convener wrote it, with the place of its first line (for errors).

    `voice` is an attribution that holds for this text, whatever page it stands on; empty for the page's own.
    """

    text: str
    path: str
    line: int = 1
    voice: str = ""

    def __bool__(self) -> bool:
        return bool(self.text.strip())


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A whole HTML page in the clear. It has no way to disk but through `seal`."""

    cohort: str
    page_id: PageId
    audience: Audience
    html: str


@dataclass(frozen=True, slots=True)
class PlainObject:
    """A picture, document, index or map in the clear. It has no way to disk but through `seal`."""

    cohort: str
    object_id: PageId
    audience: Audience
    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class SealedFile:
    """Bytes that only one audience can read. Made in `seal` alone."""

    name: str
    content: bytes
    audience: Audience


@dataclass(frozen=True, slots=True)
class PublicFile:
    """Bytes that anybody may read: entrance, browser bundle, theme assets, host files. Made in `shell` alone."""

    name: str
    content: bytes
