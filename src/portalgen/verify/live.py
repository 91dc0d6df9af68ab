"""Verify a live site, read aloud: look what must not be there, then compare every file, then gather what is odd."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from portalgen.hosts.rules import ENTRANCE, HEADERS, MISSING
from portalgen.model.progress import Progress
from portalgen.verify.compare import Genuine, difference
from portalgen.verify.expected import digest, expected
from portalgen.verify.fetch import Answer, SilentError, Stranger, UntrustedError
from portalgen.verify.finding import KINDS, WEIGHTS, Finding, Odd, Weight
from portalgen.verify.headers import odd_headers
from portalgen.verify.mark import host_s_mark, of_mark
from portalgen.verify.probes import Search, exposed, listed, missing, plain_http, said

AT_ONCE = 8
LOOPBACK = ("localhost", "127.0.0.1", "::1")
HOST_S_OWN = ("header", "kept-too-long", "kept-too-short")  # nobody can mend these where a host sends its own headers


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a site: its cohort, the folder that was built, names that once were in it, and two judges.

    `search` looks for words of the content; `genuine` tells whether an odd file is one of ours. `sends`: the host
    sends the headers that a site asks for.
    """

    cohort: str
    site: Path
    left: tuple[str, ...]
    search: Search
    genuine: Genuine
    sends: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found at an address, the gravest first, and how many files were compared."""

    cohort: str
    address: str
    files: int
    findings: tuple[Finding, ...]

    def has(self, weight: Weight) -> bool:
        """Tell whether something of that weight was found."""
        return any(finding.weight == weight for finding in self.findings)


def verify(known: Known, address: str, progress: Progress, *, plain: str = "") -> Verdict:
    """Return what is wrong with the live site at `address`, which ends with a slash.

    plain: the address without https, where it is another one than the same with http. Raises SilentError where the
    host does not answer at all.
    """
    files = expected(known.site)
    stranger = Stranger(address)
    try:
        stranger.get("")
        mark = host_s_mark(stranger)
        left = sorted({*known.left, *mark.retired} - files.keys())
        odd = [
            *of_mark(mark, known.site),
            *_around(known, stranger, files, plain),
            *_compared(known, stranger, files, left, progress),
        ]
    except UntrustedError as fault:
        odd = [Odd("untrusted", detail=str(fault))]
    finally:
        stranger.close()
    return Verdict(known.cohort, address, len(files), _gathered(odd, sends=known.sends))


def _around(known: Known, stranger: Stranger, files: Mapping[str, bytes], plain: str) -> Iterator[Odd]:
    """Yield what is odd about addresses that are no files of the site."""
    parts = urlsplit(stranger.address)
    if plain or (parts.scheme == "https" and parts.port is None):
        yield from plain_http(plain or f"http://{parts.netloc}{parts.path}")
    elif parts.scheme == "http" and parts.hostname not in LOOPBACK:
        yield Odd("insecure")
    page = (known.site / MISSING).read_bytes() if (known.site / MISSING).is_file() else b""
    yield from missing(stranger, files, page, _codename(known.site), known.search)
    yield from listed(stranger, files)
    yield from exposed(stranger, known.cohort)


def _codename(site: Path) -> str:
    text = (site / ENTRANCE).read_text(encoding="utf-8")
    return unescape(text.partition("<title>")[2].partition("</title>")[0])


def _compared(
    known: Known, stranger: Stranger, files: Mapping[str, bytes], left: Iterable[str], progress: Progress
) -> Iterator[Odd]:
    """Yield what is odd about files of the site, and about those that were in it once."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        asked = [pool.submit(_file, known, stranger, name, wanted) for name, wanted in files.items()]
        asked += [pool.submit(_gone, stranger, name) for name in left]
        for done, future in enumerate(as_completed(asked), start=1):
            progress("files", done, len(asked))
            yield from future.result()
    finally:
        pool.shutdown(cancel_futures=True)


def _file(known: Known, stranger: Stranger, name: str, wanted: bytes) -> list[Odd]:
    """Return what is odd about one file of the site."""
    path = known.site / name
    try:
        answer, led = _followed(stranger, name, path.stat().st_size)
    except UntrustedError:
        raise
    except SilentError as fault:
        return [Odd("silent", name, str(fault))]
    if led:
        return [Odd("elsewhere", name, led)]
    if answer.status in (404, 410):
        return [Odd("missing", name)]
    if answer.status != 200:
        return [Odd("refused", name, f"status {answer.status}")]
    odd = list(odd_headers(name, answer, tls=stranger.address.startswith("https:")))
    if answer.garbled:
        odd.append(Odd("garbled", name, answer.headers["content-encoding"]))
    elif digest(answer.content) != wanted:
        odd.append(Odd(difference(name, path.read_bytes(), answer.content, known.genuine), name))
        words = known.search(answer.content)
        odd += [Odd("plain", name, said(words))] if words else []
    return odd


def _followed(stranger: Stranger, name: str, size: int) -> tuple[Answer, str]:
    """Return the answer for a file, by way of the short address that some hosts give pages; or where else it led."""
    path = "" if name == ENTRANCE else name
    answer = stranger.get(path, expected=size)
    if not answer.location:
        return answer, ""
    there = urljoin(urljoin(stranger.address, path), answer.location)
    if there != urljoin(stranger.address, name.removesuffix(".html")):
        return answer, there
    return stranger.get(there, expected=size), ""


def _gone(stranger: Stranger, name: str) -> list[Odd]:
    """Return something where a file that was published once is still there."""
    try:
        answer = stranger.get(name)
    except SilentError:
        return []
    is_page = b"staticryptEncryptedMsgUniqueVariableName" in answer.content
    is_object = name.endswith(".bin") and not answer.headers.get("content-type", "").startswith("text/")
    return [Odd("left", name)] if answer.status == 200 and (is_page or is_object) else []


def _gathered(odd: Iterable[Odd], *, sends: bool) -> tuple[Finding, ...]:
    """Return all of one kind and detail as one finding, the gravest first."""
    files: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in odd:
        files[one.kind, one.detail].update({one.file} - {""})
    lost = {header.name: header.without for header in HEADERS}
    found = []
    for (kind, detail), names in files.items():
        weight: Weight = "look" if not sends and kind in HOST_S_OWN else KINDS[kind].weight
        means = KINDS[kind].means or lost[detail.partition(" ")[0]]
        found.append(Finding(kind, weight, tuple(sorted(names)), detail, means))
    order = [*WEIGHTS, *KINDS]
    return tuple(sorted(found, key=lambda one: (order.index(one.weight), order.index(one.kind), one.detail)))
