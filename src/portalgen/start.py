"""Start a portal: the demo copied, and the schemas that editors use. A portal of one's own begins at the desk."""

import json
import shutil
from pathlib import Path

from portalgen.model.types import TYPES, schema
from portalgen.theme.shipped import demo_folder

DEMO_READERS = {"causeway": ("member:mara", "member:ines"), "lantern": ("guest:declan",)}
"""Who has pages of their own in the demo, by cohort."""
IGNORED = "output/\n.portalgen/\ncards/\nmessages/\n"


def copy_demo(folder: Path) -> None:
    """Copy the fictional demo network into `folder`."""
    source = demo_folder()
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(source / "content", folder / "content")
    shutil.copy(source / "portal.yaml", folder / "portal.yaml")
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    write_schemas(folder / "schemas")


def write_schemas(folder: Path) -> None:
    """Write the JSON Schema of every kind of file into `folder`, for editors."""
    folder.mkdir(parents=True, exist_ok=True)
    for kind in TYPES:
        text = json.dumps(schema(kind), indent=2, ensure_ascii=False) + "\n"
        (folder / f"{kind.name}.schema.json").write_text(text, encoding="utf-8")
