"""A search index in parts, so that an edit changes a small one alone: entries in, bytes to seal out.

docs/SPEC.md section 7. Knows no key and no name of an object.
"""

import base64
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from portalgen.crypto.ids import MAX_PARTS
from portalgen.crypto.spelling import to_json
from portalgen.index.entries import Entry, placed

NAME = "index"
MEDIA_TYPE = "application/vnd.portalgen.index"
PART_LETTERS = 524_288  # of titles and texts, on average: about 100 pages, some 200 KB once they are deflated
LEVEL = 4  # of zlib, 1 to 9: 6 takes twice the time for 4 % fewer bytes, 1 half the time for 12 % more
ID_LETTERS = 16


@dataclass(frozen=True, slots=True)
class Part:
    """One part of an index; `parts` is how many there are of it."""

    entries: tuple[Entry, ...]
    parts: int


def in_order(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return what there is to find, whichever order `entries` have: by page file, a page before its documents."""
    return tuple(sorted(placed(entries), key=lambda one: (one.href, one.within, one.title, one.letters, one.deflated)))


def parts_of(entries: Iterable[Entry]) -> tuple[Part, ...]:
    """Return the parts that `entries` are put in, as many as keep each small; none where there is nothing to find.

    A page's name, which stays, decides on its part, so that a change of one page is a change of one part.
    """
    found = in_order(entries)
    letters, count = sum(len(one.title) + one.letters for one in found), 1
    while letters > count * PART_LETTERS and count < MAX_PARTS:
        count *= 2
    parts: list[list[Entry]] = [[] for _ in range(count)]
    for one in found:
        parts[place_of(one.href) % count].append(one)
    return tuple(Part(tuple(some), count) for some in parts) if found else ()


def place_of(page: str) -> int:
    """Return the number that the name of a page file spells; what is left of it by the number of parts is its part."""
    return int.from_bytes(base64.b32decode(page[:ID_LETTERS].upper()))


def packed(part: Part) -> bytes:
    """Return a part as it is sealed: deflated JSON. Another make of zlib may give other bytes of the same text."""
    rows = [(one.kind, one.href, one.title, one.text, one.within) for one in part.entries]
    text = to_json({"entries": rows, "parts": part.parts, "v": 2})
    return zlib.compress(text.encode("utf-8"), LEVEL, wbits=-zlib.MAX_WBITS)
