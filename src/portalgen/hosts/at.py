"""Where a site is: the name of its host, and the folder of it that it stands in."""

import re
from dataclasses import dataclass

from portalgen.errors import UsageError

_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")
_PATH = re.compile(r"/(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*")
EXAMPLE = "lunch.example"


@dataclass(frozen=True, slots=True)
class At:
    """`host`: the name alone, without scheme and port. `path` begins and ends with a slash: "/", "/clubs/harbor/"."""

    host: str = EXAMPLE
    path: str = "/"


def read_at(text: str) -> At:
    """Return the place that an address or a path means. Raises UsageError where it could break out of a host's file."""
    if text.startswith("/"):
        host, path = EXAMPLE, text
    else:
        host, _, path = text.removeprefix("https://").partition("/")
    path = f"/{path.strip('/')}/".replace("//", "/")
    if not _HOST.fullmatch(host) or not _PATH.fullmatch(path):
        hint = "write an address, https://lunch.example/, or a path, /clubs/harbor/"
        raise UsageError(f'"{text}" is no place of a site', hint=hint)
    return At(host, path)
