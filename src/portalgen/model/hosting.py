"""Where sites are published: what stands in `portal.yaml` under `publish`, one target for each cohort."""

from typing import Literal

from portalgen.model.base import Record, Text


class FolderTarget(Record):
    """A folder of this computer or of a drive, such as the one that a web server serves."""

    to: Literal["folder"]
    """folder"""
    path: Text
    """The folder, from the portal's own or absolute; it holds this cohort's site and nothing else of portalgen's."""


Target = FolderTarget
