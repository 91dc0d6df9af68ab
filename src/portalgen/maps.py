"""The site map of an audience: which files belong to it, with which content, built when (docs/SPEC.md section 7)."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from portalgen.crypto.ids import object_file, object_id
from portalgen.crypto.spelling import from_json, to_json
from portalgen.errors import SealError

PATH = "map"  # the logical path, and the name inside
_DIGEST = re.compile(r"[0-9a-f]{32}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}Z")


@dataclass(frozen=True, slots=True)
class Map:
    """The files of one audience by name, each with its digest; and the minute of the build in UTC, ISO 8601."""

    built: str
    files: Mapping[str, str]


def map_id(id_key: bytes, cohort: str, audience: str) -> str:
    """Return the object id of the map of one audience."""
    return object_id(id_key, cohort, audience, PATH)


def map_file(id_key: bytes, cohort: str, audience: str) -> str:
    """Return the file name of the map of one audience."""
    return object_file(map_id(id_key, cohort, audience))


def make_map(site_map: Map) -> bytes:
    """Return the map as canonical JSON."""
    return to_json({"built": site_map.built, "files": dict(site_map.files), "v": 1}).encode("utf-8")


def read_map(content: bytes) -> Map:
    """Return the map that `content` holds. Raises SealError where it has another shape."""
    try:
        value = from_json(content)
        built, files = value["built"], value["files"]
        if value.keys() != {"built", "files", "v"} or value["v"] != 1 or not _MOMENT.fullmatch(built):
            raise ValueError("fields of another shape")
        if not all(isinstance(digest, str) and _DIGEST.fullmatch(digest) for digest in files.values()):
            raise ValueError("digests of another shape")
    except (ValueError, KeyError, TypeError, AttributeError):
        # `from None`: the error underneath would show the map
        raise SealError("the list of pages of this site has another shape") from None
    return Map(built, files)


def minute_of(moment: datetime) -> str:
    """Return an aware moment as a map tells it: its minute in UTC, ISO 8601, such as 2026-11-24T09:30Z."""
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%MZ}"


def digest(content: bytes) -> str:
    """Return how a map names content: the first 32 hex digits of its SHA-256. Of a page, the content is its message."""
    return hashlib.sha256(content).hexdigest()[:32]
