"""The mark beside a published site: a small text that stands for the whole and tells a stranger nothing new.

portalgen 1
site <32 hex digits that stand for all names and bytes>
uploading <random word>             only in the middle of an upload
retired <name>                      a file of an earlier site, which goes with the next publish
"""

from portalgen.errors import WorldError
from portalgen.publish.host import Mark

FIRST = "portalgen 1"


def make_mark(mark: Mark) -> bytes:
    """Return the mark as it stands on a host."""
    lines = [FIRST, f"site {mark.generation}"]
    lines += [f"uploading {mark.uploading}"] if mark.uploading else []
    lines += [f"retired {name}" for name in sorted(mark.retired)]
    return "\n".join([*lines, ""]).encode("ascii")


def read_mark(content: bytes | None) -> Mark:
    """Return the mark in `content`; an empty one where there is none. Raises WorldError for another content."""
    if content is None:
        return Mark()
    first, *lines = content.decode("utf-8", errors="replace").splitlines() or [""]
    said = [line.partition(" ")[::2] for line in lines]
    if first != FIRST or any(word not in ("site", "uploading", "retired") for word, _ in said):
        raise WorldError(
            "the host's state.txt is not one of portalgen's",
            hint="another site may stand there; choose a place of its own, or move that file away",
        )
    one = dict(said)
    retired = frozenset(name for word, name in said if word == "retired")
    return Mark(one.get("site", ""), one.get("uploading", ""), retired)
