"""What is wrong with the bytes of one file: altered, older, rewritten on the way, or with a script put in. Pure."""

from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser

from portalgen.audit.clear import KEYRING, MESSAGE
from portalgen.hosts.rules import ENTRANCE

Genuine = Callable[[str, bytes], bool | None]
"""Asked whether a file of that name and content is one of ours of whatever day; None where nobody can tell."""


def difference(name: str, published: bytes, live: bytes, genuine: Genuine) -> str:
    """Return the kind of what is wrong with a file that is not what was published."""
    if name.endswith(".js"):
        return "script"
    if name.endswith(".bin"):
        return _sealed(name, live, genuine)
    if not name.endswith(".html"):
        return "unlikely"
    if scripts(live) - scripts(published):
        return "injected"
    if _ciphertext(name, live) != _ciphertext(name, published):
        return _sealed(name, live, genuine)
    return "rewritten"


def _sealed(name: str, live: bytes, genuine: Genuine) -> str:
    return {True: "older", False: "altered", None: "unlike"}[genuine(name, live)]


def _ciphertext(name: str, page: bytes) -> bytes:
    """Return a page's ciphertext, or the entrance's keyring."""
    if name != ENTRANCE:
        return page.partition(MESSAGE)[2].partition(b'"')[0]
    found = KEYRING.search(page)
    return found.group(2) if found else b""


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: Counter[tuple[str, str]] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "script":
            own = dict(attrs)
            self.found[own.get("type") or "", own.get("src") or ""] += 1


def scripts(page: bytes) -> Counter[tuple[str, str]]:
    """Return the type and address of every script of a page, counted, however its tags are written."""
    parser = _Scripts()
    parser.feed(page.decode("utf-8", errors="replace"))
    return parser.found
