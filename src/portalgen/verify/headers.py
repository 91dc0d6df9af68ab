"""Whether an answer has the headers, the cache rule and the type that `hosts.rules` asks for. Pure."""

import re
from collections.abc import Iterator

from portalgen.hosts.rules import ASSETS, HEADERS, HTTPS_ONLY, TYPES, Header
from portalgen.verify.fetch import Answer
from portalgen.verify.finding import Odd

HALF_A_YEAR_S = 15_768_000
A_DAY_S = 86_400
_SECONDS = re.compile(r'max-age="?(\d+)')


def odd_headers(name: str, answer: Answer, *, tls: bool) -> Iterator[Odd]:
    """Yield whatever is wrong with the headers of a file that was answered with status 200."""
    for header in HEADERS:
        if header.name == HTTPS_ONLY and not tls:
            continue
        sent = answer.headers.get(header.name.lower())
        if sent is None:
            yield Odd("header", name, f"{header.name} is missing")
        elif not _does(header, sent):
            yield Odd("header", name, f"{header.name} is “{sent[:60]}”")
    yield from _odd_caching(name, answer.headers.get("cache-control"))
    wanted, sent = TYPES.get(name.rsplit(".", 1)[-1], TYPES["bin"]), answer.headers.get("content-type", "")
    media_type, _, rest = sent.lower().partition(";")
    charset = rest.partition("charset=")[2].strip().strip('"')
    if media_type.strip() not in wanted or (media_type.startswith("text/") and charset not in ("", "utf-8")):
        yield Odd("type", name, f"“{sent or 'none'}” instead of {wanted[0]}")
    if "set-cookie" in answer.headers:
        yield Odd("cookie", name, answer.headers["set-cookie"].partition("=")[0])


def _odd_caching(name: str, sent: str | None) -> Iterator[Odd]:
    said = f"Cache-Control is “{sent}”" if sent else "Cache-Control is missing"
    told = {part.strip().lower() for part in (sent or "").split(",")}
    found = _SECONDS.search((sent or "").lower())
    seconds = int(found.group(1)) if found else None
    if not name.startswith(ASSETS):
        if not told & {"no-cache", "no-store"} and seconds != 0:
            yield Odd("kept-too-long", name, said)
    elif told & {"no-cache", "no-store"} or seconds is None or seconds < A_DAY_S:
        yield Odd("kept-too-short", name, said)


def _does(header: Header, sent: str) -> bool:
    """Tell whether what was sent does at least what is wanted."""
    if header.name == "Content-Security-Policy":
        return any(_no_weaker(policy, header.value) for policy in sent.split(","))  # several are all in force
    if header.name == HTTPS_ONLY:
        found = _SECONDS.search(sent.lower())
        return found is not None and int(found.group(1)) >= HALF_A_YEAR_S
    told = {part.strip().lower() for part in sent.split(",")}
    if header.name == "X-Robots-Tag":
        return bool(told & {"noindex", "none"})
    return told == {header.value}


def _no_weaker(policy: str, wanted: str) -> bool:
    """Tell whether `policy` has every directive of `wanted`, each with no source that `wanted` does not have."""
    told, least = _directives(policy), _directives(wanted)
    return all(name in told and told[name] <= sources for name, sources in least.items())


def _directives(policy: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for part in policy.split(";"):
        name, *sources = part.split() or [""]
        found.setdefault(name.lower(), set(sources))  # of two of one name the first is in force (CSP 3, section 2.2.1)
    found.pop("", None)
    return found
