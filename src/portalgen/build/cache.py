"""What the last build of a site made, so that the next one makes only what has changed.

`.portalgen/cache/<cohort>-<output>.sealed` in the portal holds, by the name of each sealed file, what it was made of
(as digests), how it stood on disk, and what the rest of a build has to know of it. It is sealed with a key from the
vault, so that it shows nobody anything, and is read only when it opens with that key. It may be deleted at any time:
whatever it does not say is made anew.
"""

import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from portalgen.access.secrets import Secrets
from portalgen.build.digests import Sign, digest_of_bytes
from portalgen.build.draw import Made
from portalgen.build.tool import tool_digest
from portalgen.crypto.derive import derive
from portalgen.crypto.ids import object_id
from portalgen.crypto.objects import open_object, seal_object
from portalgen.errors import SealError
from portalgen.theme.environment import compiled_templates, recall_templates

NAME, MEDIA_TYPE, READER = "cache", "application/octet-stream", "cache"
KEY_BYTES = 32


@dataclass(frozen=True, slots=True)
class Kept:
    """One sealed file of the last build: what it was made of, how it stood on disk, what it told.

    `around` is the digest of what many files share (keys, words, theme), `own` of what is the file's own, `ways` of
    where links could lead.
    """

    around: bytes
    own: bytes
    ways: bytes
    sign: Sign
    made: Made


@dataclass(frozen=True, slots=True)
class Cache:
    """Everything kept of one site.

    Files by name; digests of sources by path, each with the sign it had then; the code of templates by Jinja's key.
    """

    files: Mapping[str, Kept] = field(default_factory=dict)
    sources: Mapping[str, tuple[Sign, bytes]] = field(default_factory=dict)
    templates: Mapping[str, bytes] = field(default_factory=dict)


class CacheFile:
    """The cache of one cohort's site in one output folder."""

    def __init__(self, root: Path, cohort: str, output: Path, secrets: Secrets) -> None:
        where = digest_of_bytes(str(output.resolve()).encode("utf-8", errors="surrogateescape")).hex()[:8]
        self.path = root / ".portalgen" / "cache" / f"{cohort}-{where}.sealed"
        self._key = derive(secrets.id_key, "portalgen/1 cache key", KEY_BYTES)
        # another version of the program, or of what it stands on, has another name for it, and opens none of the others
        name = object_id(secrets.id_key, cohort, READER, tool_digest().hex())
        self._whose = {"cohort": cohort, "audience": READER, "object_id": name}

    def read(self) -> Cache:
        """Return what is kept; nothing where the file is missing, damaged, or of other keys or another version.

        Templates that are kept need no compiling in this process any more.
        """
        try:
            content = open_object(self._key, self.path.read_bytes(), **self._whose).content
        except (OSError, SealError):
            return Cache()
        found = pickle.loads(content)  # noqa: S301 -- authenticated with a key of the vault: we wrote it, this very version
        if not isinstance(found, Cache):
            return Cache()
        recall_templates(found.templates)
        return found

    def write(self, cache: Cache) -> None:
        """Keep `cache` for the next build. A disk that does not take it costs the next build time, no more."""
        content = pickle.dumps(replace(cache, templates=compiled_templates()), protocol=5)
        sealed = seal_object(self._key, content, name=NAME, media_type=MEDIA_TYPE, fresh=True, **self._whose)
        fresh = self.path.with_suffix(".new")
        try:
            self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            fresh.write_bytes(sealed)
            fresh.replace(self.path)
        except OSError:
            fresh.unlink(missing_ok=True)
