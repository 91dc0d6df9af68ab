"""A theme as files: which folders its templates come from, and its one style sheet."""

from dataclasses import dataclass
from pathlib import Path

from portalgen.errors import ContentError, Place, Problem
from portalgen.theme.shipped import themes_folder

STYLES = "static"
TEMPLATES = "templates"


@dataclass(frozen=True, slots=True)
class Theme:
    """A theme found: `folders` in the order of precedence, the portal's own first."""

    name: str
    folders: tuple[Path, ...]

    @property
    def template_folders(self) -> tuple[Path, ...]:
        """Return the folders where templates are looked up, in order."""
        return tuple(folder / TEMPLATES for folder in self.folders)

    def styles(self) -> bytes:
        """Return the theme's style sheet: every .css file by name, an own file in place of the shipped one."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            found.update({file.name: file for file in (folder / STYLES).glob("*.css")})
        return b"\n".join(found[name].read_bytes() for name in sorted(found))


def find_theme(root: Path, name: str) -> Theme:
    """Return the theme `name` of the portal at `root`. Raises ContentError where there is none."""
    candidates = [root / "themes" / name, themes_folder() / name]
    folders = tuple(dict.fromkeys(folder.resolve() for folder in candidates if folder.is_dir()))
    if not folders:
        shipped = ", ".join(sorted(folder.name for folder in themes_folder().iterdir() if folder.is_dir()))
        place = Place("portal.yaml")
        raise ContentError(Problem(f'no theme "{name}"', place, hint=f"themes that come with portalgen: {shipped}"))
    return Theme(name, folders)
