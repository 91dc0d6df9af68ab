"""A theme as a chain of folders: which there are, in which order, and which file of which folder counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from portalgen.errors import ContentError, Place, Problem, nearest
from portalgen.model.theme import ThemeRecord
from portalgen.source.document import Document, read_yaml
from portalgen.source.tree import walk
from portalgen.theme.shipped import themes_folder

THEMES = "themes"
ABOUT = "theme.yaml"
STATIC = "static"
TEMPLATES = "templates"
STYLES, FONTS, BESIDE = (".css",), (".woff2",), (".txt", ".md")  # BESIDE: licences of fonts, which stay at home


@dataclass(frozen=True, slots=True)
class Layer:
    """One folder of a theme. `own` tells the portal's folders from the shipped ones; `files` are relative to it."""

    theme: str
    folder: Path
    own: bool
    files: tuple[str, ...]
    doc: Document[ThemeRecord] | None

    @property
    def path(self) -> str:
        """Return the folder as people see it: without a path of this machine."""
        return f"{THEMES}/{self.theme}"


Chain = tuple[Layer, ...]
"""The folders of a theme, the first that has a file counts."""


def find_chain(root: Path, name: str, asked: Problem) -> Chain:
    """Return the folders of theme `name` for the portal at `root`.

    Raises ContentError where there is no such theme (at the place of `asked`), or where it extends itself.
    """
    chain: list[Layer] = []
    seen: list[str] = []
    wanted: str | None = name
    while wanted:
        if wanted in seen:
            what = f"a theme cannot extend itself: {' -> '.join([*seen, wanted])}"
            raise ContentError(Problem(what, asked.place, "leave `extends` out of one of them", asked.excerpt))
        here = tuple(_layers(root, wanted))
        if not here:
            raise ContentError(_no_theme(root, wanted, asked))
        chain += here
        seen.append(wanted)
        wanted = None
        for layer in here:
            if layer.doc and layer.doc.record.extends:
                wanted, asked = layer.doc.record.extends, layer.doc.problem("", "extends")
                break
    return tuple(chain)


def names_of_themes(root: Path) -> dict[str, bool]:
    """Return the themes there are by name; True for those that stand in the portal's own folder."""
    shipped = {folder.name: False for folder in themes_folder().iterdir() if folder.is_dir()}
    mine = root / THEMES
    if not mine.is_dir() or mine.resolve() == themes_folder().resolve():
        return dict(sorted(shipped.items()))
    return dict(sorted({**shipped, **{folder.name: True for folder in mine.iterdir() if folder.is_dir()}}.items()))


def files_of(chain: Chain) -> dict[str, Chain]:
    """Return every template and static file by its path in a theme, with the folders that have it, nearest first."""
    found: dict[str, Chain] = {}
    for layer in chain:
        for file in layer.files:
            if file.split("/")[0] in (TEMPLATES, STATIC):
                found[file] = (*found.get(file, ()), layer)
    return dict(sorted(found.items()))


def _layers(root: Path, name: str) -> Iterator[Layer]:
    shipped = themes_folder() / name
    mine = root / THEMES / name
    if mine.is_dir() and mine.resolve() != shipped.resolve():
        if not (mine / ABOUT).is_file() and not shipped.is_dir():
            place = Place(f"{THEMES}/{name}/{ABOUT}")
            raise ContentError(
                Problem("a theme of your own needs this file", place, "a line `extends: boardroom` will do")
            )
        yield _layer(root, name, own=True)
    if shipped.is_dir():
        yield _layer(themes_folder().parent, name, own=False)


def _layer(base: Path, name: str, *, own: bool) -> Layer:
    prefix = f"{name}/"
    files = tuple(path.removeprefix(prefix) for path in walk(base / THEMES) if path.startswith(prefix))
    doc = read_yaml(base, f"{THEMES}/{name}/{ABOUT}", ThemeRecord) if ABOUT in files else None
    if doc and doc.record.name not in (None, name):
        raise ContentError(doc.problem(f'this theme is called "{name}", as its folder', "name", hint=f"name: {name}"))
    for file in files:
        if file.startswith(f"{STATIC}/") and not file.endswith((*STYLES, *FONTS, *BESIDE)):
            place = Place(f"{THEMES}/{name}/{file}")
            hint = "style sheets (.css) and fonts (.woff2) go there; small pictures fit into CSS as data:"
            raise ContentError(Problem("this file would not become part of a site", place, hint))
    return Layer(name, base / THEMES / name, own, files, doc)


def _no_theme(root: Path, name: str, asked: Problem) -> Problem:
    known = names_of_themes(root)
    hint = nearest(name, known, f"themes here: {', '.join(known)}")
    return Problem(f'no theme "{name}"', asked.place, hint, asked.excerpt)
