"""The site map of an audience: which files belong to it, with which content, as of which day (docs/SPEC.md)."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Map:
    """The files of one audience by name, each with the first 32 hex digits of its SHA-256; and the build's date."""

    built: date
    files: Mapping[str, str]


def make_map(site_map: Map) -> bytes:
    """Return the map as canonical JSON."""
    value = {"built": f"{site_map.built.isoformat()}T00:00Z", "files": dict(site_map.files), "v": 1}
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii")
