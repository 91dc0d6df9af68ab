"""Start a portal: the demo copied, or a small one written."""

import json
import shutil
from pathlib import Path

from portalgen.model.types import TYPES, schema
from portalgen.theme.shipped import demo_folder

DEMO_READERS = {"causeway": ("member:mara", "member:ines"), "lantern": ("guest:declan",)}
"""Who has pages of their own in the demo, by cohort."""
IGNORED = "output/\n.portalgen/\ncards/\n"
PORTAL = """\
# yaml-language-server: $schema=schemas/portal.schema.json
# The settings of this portal. docs: portalgen --help
name: {title}
convener:
  org: {title}
timezone: America/New_York   # an IANA name, for example Europe/London
"""
COHORT = """\
# yaml-language-server: $schema=../../schemas/cohort.schema.json
# One cohort: one sealed site. Only the title is needed; the rest can wait.
title: {title}
codename: Private meeting     # all that a stranger sees on the lock page
"""
WELCOME = """\
# Welcome

This is the home page of {title}. Write what members should know before they come.

Any Markdown file in this folder becomes a page. A file named like `2026-03-19-first-evening.md` has a date.
"""


def copy_demo(folder: Path) -> None:
    """Copy the fictional demo network into `folder`."""
    source = demo_folder()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source / "content", folder / "content")
    shutil.copy(source / "portal.yaml", folder / "portal.yaml")
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    write_schemas(folder / "schemas")


def write_portal(folder: Path, title: str) -> None:
    """Write a small portal with one cohort named `title`."""
    cohort = folder / "content" / "cohort"
    cohort.mkdir(parents=True)
    quoted = json.dumps(title, ensure_ascii=False)  # a JSON string is a YAML string
    (folder / "portal.yaml").write_text(PORTAL.format(title=quoted), encoding="utf-8")
    (cohort / "cohort.yaml").write_text(COHORT.format(title=quoted), encoding="utf-8")
    (cohort / "index.md").write_text(WELCOME.format(title=title), encoding="utf-8")
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    write_schemas(folder / "schemas")


def write_schemas(folder: Path) -> None:
    """Write the JSON Schema of every kind of file into `folder`, for editors."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in TYPES:
        text = json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
        (folder / f"{kind.name}.schema.json").write_text(text, encoding="utf-8")
