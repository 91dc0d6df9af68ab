"""Papers: what the desk writes. Texts come from `texts/`, filled; files are made new or not at all."""

import posixpath
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from portalgen.desk.yaml_words import yaml_value
from portalgen.errors import PortalError, UsageError, WorldError

SCHEMAS = "schemas"
OWN = ".portalgen"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to be made. `path` is relative to the portal, with forward slashes; `was` is the text it replaces."""

    path: str
    content: str | bytes
    was: str | None = None

    @property
    def is_new(self) -> bool:
        """Tell a new file from one that is added to."""
        return self.was is None

    @property
    def data(self) -> bytes:
        """Return the bytes of the file."""
        return self.content.encode() if isinstance(self.content, str) else self.content


def fill(name: str, /, **values: Any) -> str:  # noqa: ANN401 -- whatever a text asks for
    """Return the shipped text `name` with its gaps filled; a gap without a value is an error."""
    return _texts().get_template(name).render(values)


@cache
def _texts() -> Environment:
    made = Environment(  # noqa: S701 -- these are YAML and Markdown, where `yaml` quotes what needs it
        loader=FileSystemLoader(Path(__file__).parent / "texts"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["yaml"] = yaml_value
    return made


def schema_line(root: Path, path: str, kind: str) -> str:
    """Return the comment that tells editors which schema a file has; empty where the portal keeps no schemas."""
    file = f"{SCHEMAS}/{kind}.schema.json"
    if not (root / file).is_file():
        return ""
    return f"# yaml-language-server: $schema={posixpath.relpath(file, posixpath.dirname(path) or '.')}\n"


def write_papers(root: Path, papers: Iterable[Paper], check: Callable[[], object] | None = None) -> None:
    """Write papers: staged first, then each put in its place at one moment; `check` is called when all are there.

    Raises UsageError, before anything is written, where a new one exists already or one to be added to has changed.
    Where writing or the check fails, all is as it was before.
    """
    papers = tuple(papers)
    _refuse_existing(root, papers)
    made: list[Path] = []
    changed: list[Paper] = []
    try:
        with _stage(root) as stage:
            for number, paper in enumerate(papers):
                (stage / str(number)).write_bytes(paper.data)
            for number, paper in enumerate(papers):
                if paper.is_new:
                    made.append(_place(stage / str(number), root / paper.path))
                else:
                    _replace(stage / str(number), root / paper.path)
                    changed.append(paper)
        if check:
            check()
    except PortalError:
        _take_back(root, made, changed)
        raise
    except FileExistsError as fault:
        _take_back(root, made, changed)
        raise UsageError(f"{fault.filename} appeared meanwhile", hint="nothing was changed; try again") from fault
    except OSError as fault:
        _take_back(root, made, changed)
        what = f"cannot write {fault.filename or root}: {fault.strerror or fault}"
        raise WorldError(what, hint="nothing was changed") from fault


@contextmanager
def _stage(root: Path) -> Iterator[Path]:
    """Give a folder inside the portal, for files on their way; it is gone afterwards."""
    own = root / OWN
    own.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(dir=own, prefix="desk-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if not any(own.iterdir()):
            own.rmdir()


def _refuse_existing(root: Path, papers: Sequence[Paper]) -> None:
    for paper in papers:
        path = root / paper.path
        if paper.is_new and (path.exists() or path.is_symlink()):
            raise UsageError(f"{paper.path} exists already", hint="nothing is written over; choose another name")
        if not paper.is_new and read_text(path) != paper.was:
            raise UsageError(f"{paper.path} was changed meanwhile", hint="nothing was changed; try again")


def read_text(path: Path) -> str:
    """Return a file's text, its line ends as they are."""
    return path.read_bytes().decode("utf-8")


def _place(staged: Path, path: Path) -> Path:
    """Put a staged file where nothing is yet. Raises FileExistsError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        path.hardlink_to(staged)
    except FileExistsError:
        raise
    except OSError:  # a disk without hard links
        with path.open("xb") as stream:
            stream.write(staged.read_bytes())
    return path


def _replace(staged: Path, path: Path) -> None:
    staged.chmod(path.stat().st_mode & 0o777)
    staged.replace(path)


def _take_back(root: Path, made: Iterable[Path], changed: Iterable[Paper]) -> None:
    for path in made:
        path.unlink(missing_ok=True)
        for folder in path.parents:
            if folder == root or any(folder.iterdir()):
                break
            folder.rmdir()
    for paper in changed:
        (root / paper.path).write_bytes((paper.was or "").encode())
