"""Entries of a search index: a page as it was drawn, or the text of a document and the page that shows it."""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from portalgen.index.text import said, shown, tidy

DOCUMENT = "document"
QUICK = 1  # of zlib's levels: a text is deflated for minutes
MAX_DOCUMENT_CHARACTERS = 200_000  # about 100 printed pages: an index travels to a phone
KINDS = {
    "session": "session",
    "agenda": "agenda",
    "runsheet": "agenda",
    "notes": "notes",
    "chairnotes": "notes",
    "preread": "preread",
    "member": "person",
    "topic": "topic",
    "news": "news",
    "charter": "charter",
    "commitments": "commitments",
    "logistics": "logistics",
    "home": "overview",
    "convener": "overview",
    "personal": "overview",
    "sessions": "overview",
    "directory": "overview",
    "topics": "overview",
    "newslist": "overview",
    "archive": "overview",
    "resources": "overview",
}
"""What a result is called, by the family of its page; any other family is a plain page."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to find. `href` is its page, or while a document has none yet, the document's own address.

    `deflated` is what it says, in `letters` letters: the texts of a whole site wait in memory for the last of them.
    `within` is the title of the page that shows a document; `shows` are the documents that a page opens.
    """

    kind: str
    href: str
    title: str
    deflated: bytes
    letters: int
    within: str = ""
    shows: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Return what it says."""
        return zlib.decompress(self.deflated).decode("utf-8")


def entry(kind: str, href: str, title: str, text: str, within: str = "", shows: tuple[str, ...] = ()) -> Entry:
    """Return an entry that says `text`."""
    return Entry(kind, href, title, zlib.compress(text.encode("utf-8"), QUICK), len(text), within, shows)


def page_entry(family: str, href: str, title: str, html: str) -> Entry:
    """Return the entry of a page as it was drawn; `html` is the whole document in the clear."""
    return entry(KINDS.get(family, "page"), href, tidy(title), said(html), shows=shown(html))


def document_entry(address: str, name: str, text: str) -> Entry:
    """Return the entry of a document; `text` is what it says, as far as it can be taken out."""
    return entry(DOCUMENT, address, name, tidy(text)[:MAX_DOCUMENT_CHARACTERS])


def placed(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield every page, then every document at the page that shows it; a document that no page shows is left out."""
    entries = tuple(entries)
    pages = [one for one in entries if one.kind != DOCUMENT]
    yield from pages
    home: dict[str, Entry] = {}
    for page in sorted(pages, key=lambda page: len(page.shows)):  # a page of its own comes before a list of many
        for address in page.shows:
            home.setdefault(address, page)
    for one in entries:
        if one.kind == DOCUMENT and one.letters and one.href in home:
            yield replace(one, href=home[one.href].href, within=home[one.href].title)
