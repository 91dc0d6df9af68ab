"""Addresses that must lead to nothing: folders, what a portal is made from, names that no site has; and plain http."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from portalgen.hosts.rules import ENTRANCE, NOTHING
from portalgen.verify.fetch import Answer, SilentError, Stranger
from portalgen.verify.finding import Odd

NOWHERE = ("zzzzzzzzzzzzzzzz.html", "o/zzzzzzzzzzzzzzzz.bin", "assets/zzzzzzzzzzzzzzzz.js")
FOLDERS = ("o/", "assets/")
PLAIN_TIMEOUT_S = 5.0  # a port that is walled off does not refuse, it is silent
_LISTING = re.compile(rb"<title>\s*(?:Index of|Directory listing|Listing of)|<h1>Index of", re.IGNORECASE)
_YAML = rb"(?m)^(?:name|title|codename|convener|members|timezone):"

Search = Callable[[bytes], list[str]]
"""Returns the words of the content that stand in the clear in some bytes."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file that must not be published, how its bytes are known, and the kind of finding that it is."""

    path: str
    known: re.Pattern[bytes]
    kind: str = "source"


def sources(cohort: str) -> tuple[Source, ...]:
    """Return what stands around a site in a portal's folder and could have been published by mistake."""
    return (
        Source("portal.yaml", re.compile(_YAML)),
        Source(f"content/{cohort}/cohort.yaml", re.compile(_YAML)),
        Source("content/", re.compile(rb">" + re.escape(cohort).encode("ascii") + rb"/?<")),
        Source(".git/HEAD", re.compile(rb"\Aref: refs/|\A[0-9a-f]{40}\s*\Z")),
        Source("portal.vault", re.compile(rb'"portalgen-vault"'), "vault"),
        Source(f".portalgen/{cohort}/files", re.compile(rb"(?m)^index\.html$"), "records"),
        Source(f".portalgen/published/{cohort}.json", re.compile(rb'"published"'), "records"),
    )


def said(words: list[str]) -> str:
    """Return the first few of `words`, quoted."""
    return ", ".join(f"“{word}”" for word in words[:3])


def exposed(stranger: Stranger, cohort: str) -> Iterator[Odd]:
    """Yield what a portal is made from and can be fetched, beside the site or above it."""
    path = urlsplit(stranger.address).path
    above = [path[: at + 1] for at, letter in enumerate(path) if letter == "/"]
    for folder in above:
        for source in sources(cohort):
            answer = stranger.get(folder + source.path)
            if answer.status == 200 and source.known.search(answer.content):
                yield Odd(source.kind, urljoin(stranger.address, folder + source.path))


def listed(stranger: Stranger, names: Mapping[str, bytes]) -> Iterator[Odd]:
    """Yield each folder of the site whose files the host lists."""
    for folder in FOLDERS:
        answer = stranger.get(folder)
        inside = [name.removeprefix(folder).encode("ascii", "ignore") for name in names if name.startswith(folder)]
        if answer.status == 200 and (_LISTING.search(answer.content) or any(name in answer.content for name in inside)):
            yield Odd("listing", folder)


def missing(
    stranger: Stranger, names: Mapping[str, bytes], page: bytes, codename: str, search: Search
) -> Iterator[Odd]:
    """Yield what is wrong with the answer for addresses that lead to nothing. `page` is the site's 404.html."""
    for name in NOWHERE:
        answer = stranger.get(name)
        if answer.status not in (404, 410):
            yield Odd("not-missing", name, f"status {answer.status}")
        if answer.content in (page, NOTHING.encode("ascii")):
            continue
        words = search(answer.content)
        if words:
            yield Odd("plain", name, said(words))
        elif _tells(answer, names, codename):
            yield Odd("telling", name)
        elif answer.status in (404, 410):
            yield Odd("own-missing")


def _tells(answer: Answer, names: Mapping[str, bytes], codename: str) -> bool:
    text = answer.content.decode("utf-8", errors="replace")
    return any(word in text for word in (codename, *names) if word not in ("", ENTRANCE, "robots.txt"))


def plain_http(address: str) -> Iterator[Odd]:
    """Yield something where an http address does not lead to https. That nobody answers there is fine."""
    stranger = Stranger(address, timeout_s=PLAIN_TIMEOUT_S)
    try:
        answer = stranger.get("")
    except SilentError:
        return
    finally:
        stranger.close()
    there = urlsplit(urljoin(address, answer.location))
    if not answer.location or there.scheme != "https":
        yield Odd("no-redirect", address, f"status {answer.status}")
