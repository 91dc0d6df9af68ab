"""Copy files of a theme into the portal, to be changed there. Nothing that exists is overwritten."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from portalgen.errors import UsageError, nearest
from portalgen.theme.find import Theme
from portalgen.theme.lookup import ABOUT, THEMES, Layer, files_of


@dataclass(frozen=True, slots=True)
class Ejected:
    """What was copied to `folder`, and what was there already; paths are relative to it."""

    folder: str
    copied: tuple[str, ...]
    kept: tuple[str, ...]


def eject(root: Path, theme: Theme, files: Sequence[str]) -> Ejected:
    """Copy `files` of a theme, or all that it uses, into `themes/<name>` of the portal at `root`.

    Raises UsageError for a file that the theme does not have; then nothing is copied.
    """
    there = _all(theme)
    for file in files:
        if file not in there:
            hint = nearest(file, there, f"`portalgen theme show {theme.name}` lists its files")
            raise UsageError(f'the theme "{theme.name}" has no file "{file}"', hint=hint)
    target = root / THEMES / theme.name
    copied, kept = [], []
    for file in sorted(files or there):
        if (target / file).exists():
            kept.append(file)
            continue
        (target / file).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(there[file].folder / file, target / file)
        copied.append(file)
    return Ejected(f"{THEMES}/{theme.name}", tuple(copied), tuple(kept))


def _all(theme: Theme) -> dict[str, Layer]:
    """Return every file that pages of this theme use, and its own theme.yaml, with the folder it is taken from."""
    found = {file: layers[0] for file, layers in files_of(theme.chain).items()}
    about = next((layer for layer in theme.chain if layer.theme == theme.name and ABOUT in layer.files), None)
    return {**found, ABOUT: about} if about else found
