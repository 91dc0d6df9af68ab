"""Ask whether links out of a portal lead anywhere: only on request, and nobody is told who asks for what."""

import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor

from portalgen.errors import Place, Problem

TIMEOUT_S = 10.0
AT_ONCE = 8
GONE = (404, 410)


def dead_links(links: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the addresses that do not answer. `links` maps each address to a file that has it."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for (link, source), why in zip(links.items(), pool.map(_why_dead, links), strict=True):
            if why:
                yield Problem(f"{link} does not answer: {why}", Place(source) if source else None, "check the address")


def _why_dead(link: str) -> str:
    """Return why an address is dead, empty where it is alive. A page that refuses strangers is alive."""
    request = urllib.request.Request(link, method="HEAD", headers={"User-Agent": "Mozilla/5.0"})  # noqa: S310 -- https only
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT_S):  # noqa: S310 -- the same
            return ""
    except urllib.error.HTTPError as answer:
        return f"status {answer.code}" if answer.code in GONE else ""
    except (urllib.error.URLError, TimeoutError, OSError) as fault:
        reason = getattr(fault, "reason", fault)
        return str(reason).splitlines()[0][:80] if str(reason) else type(fault).__name__
