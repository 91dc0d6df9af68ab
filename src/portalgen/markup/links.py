"""What a page's Markdown may ask about its links, and the answers."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class LinkTo:
    """A page that these readers can open. `source` is the file it is made from, for checking headings."""

    href: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class TextOnly:
    """A target that exists but has no page for these readers now: the words stay, the link goes."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class PictureTo:
    """A sealed picture at `object`, sizes in pixels."""

    object: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class FileTo:
    """A sealed document at `object`, saved under `name`."""

    object: str
    name: str


@dataclass(frozen=True, slots=True)
class Broken:
    """A target that does not exist or that these readers cannot open: what to say, and what to do."""

    what: str
    hint: str = ""


class Links(Protocol):
    """Resolves the targets of one page."""

    def page(self, target: str) -> LinkTo | TextOnly | Broken:
        """Resolve a relative path to a Markdown file."""

    def file(self, target: str) -> FileTo | Broken:
        """Resolve a relative path to a document."""

    def picture(self, target: str) -> PictureTo | Broken:
        """Resolve a relative path to a picture."""

    def mention(self, person_id: str, voice: str) -> LinkTo | TextOnly | Broken:
        """Resolve `@person-id`; `voice` is the attribution of the block it stands in, empty for that of the page."""

    def callout(self, name: str) -> str:
        """Return the title of a block that has none of its own, such as Note."""

    def stricter(self, voice: str) -> bool:
        """Tell whether an attribution names no more than that of the page."""

    def wiki(self, name: str, voice: str) -> LinkTo | TextOnly | Broken:
        """Resolve `[[full name of a page or person]]`."""
