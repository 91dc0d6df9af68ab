"""Where the files that come with portalgen are: in the wheel, or in the repository that it runs from."""

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent.parent
REPOSITORY = PACKAGE.parent.parent


def themes_folder() -> Path:
    """Return the folder of the shipped themes."""
    inside = PACKAGE / "shipped" / "themes"
    return inside if inside.is_dir() else REPOSITORY / "themes"


def demo_folder() -> Path:
    """Return the folder that holds the demo's `portal.yaml` and `content/`."""
    inside = PACKAGE / "shipped" / "demo"
    return inside if inside.is_dir() else REPOSITORY


def bundle() -> bytes:
    """Return the browser bundle, one classic script."""
    return (PACKAGE / "browser" / "dist" / "portal.js").read_bytes()
