"""What the pages and objects of one site are called: worked out with the key of the vault, or read from a list.

A list holds no key: it may go where a key may not.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from portalgen.crypto.ids import object_id, page_id


class Ids(Protocol):
    """Names of pages and objects, by their audience and logical path."""

    def page(self, audience: str, path: str) -> str:
        """Return the 16-character name of a page."""

    def object(self, audience: str, path: str) -> str:
        """Return the 16-character name of an object."""


@dataclass(frozen=True, slots=True)
class KeyedIds:
    """Names as the vault's key (32 bytes) makes them: about 0.01 ms each."""

    cohort: str
    key: bytes = field(repr=False)

    def page(self, audience: str, path: str) -> str:
        """Return the 16-character name of a page."""
        return page_id(self.key, self.cohort, audience, path)

    def object(self, audience: str, path: str) -> str:
        """Return the 16-character name of an object."""
        return object_id(self.key, self.cohort, audience, path)

    def listed(self, pages: Iterable[tuple[str, str]], audiences: Iterable[str], paths: Collection[str]) -> "ListedIds":
        """Return the names of `pages`, (audience, path) each, and of every object at `paths` for each audience."""
        return ListedIds(
            {one: self.page(*one) for one in pages},
            {audience: {path: self.object(audience, path) for path in paths} for audience in audiences},
        )


@dataclass(frozen=True, slots=True)
class ListedIds:
    """Names that were worked out before. What is not listed raises KeyError."""

    pages: Mapping[tuple[str, str], str]
    objects: Mapping[str, Mapping[str, str]]

    def page(self, audience: str, path: str) -> str:
        """Return the 16-character name of a page."""
        return self.pages[audience, path]

    def object(self, audience: str, path: str) -> str:
        """Return the 16-character name of an object."""
        return self.objects[audience][path]
