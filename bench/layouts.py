"""The same notes as a portal, as a Hugo site and as an MkDocs site. Knows how each of them writes links and fields."""

import posixpath
import re
from collections.abc import Callable
from pathlib import Path

from corpus import PEOPLE, Note

HUGO_LAYOUTS = Path(__file__).resolve().parent / "hugo"
PORTAL = "name: Bench Tables\nconvener: {org: Bench House}\ntimezone: Europe/London\nas_of: 2026-11-24\n"
HUGO = """baseURL = "https://bench.example/"
title = "The Bench"
disableKinds = ["taxonomy", "term", "rss", "sitemap", "404"]
"""
MKDOCS = """site_name: The Bench
use_directory_urls: false
plugins:
  - search
  - encryptcontent: {{global_password: "{passphrase}", search_index: encrypted}}
"""
_MARK = re.compile(r"\{(to|who):(\w+)\}")
Way = Callable[[Note, Note], str]
"""From the note that a link stands in and the one it leads to, to its address."""


def write_portal(root: Path, made: list[Note]) -> None:
    """Write notes as the content of the portal at `root`; its vault is there already."""
    members = "".join(f"  - person: {person}\n" for person in PEOPLE)
    write(root / "portal.yaml", PORTAL)
    write(root / "content/bench/cohort.yaml", f"title: The Bench\ncodename: Bench lunch\nmembers:\n{members}")
    for note in made:
        write(root / "content" / note.path, _fielded(_portal_fields(note), _text(note, made, _relative, mention="@{}")))


def write_hugo(root: Path, made: list[Note]) -> None:
    """Write notes as a Hugo site; its layouts draw what a plain page of ours has around it."""
    write(root / "hugo.toml", HUGO)
    for file in sorted(HUGO_LAYOUTS.rglob("*.html")):
        write(root / "layouts" / file.relative_to(HUGO_LAYOUTS), file.read_text(encoding="utf-8"))
    for note in made:
        write(root / "content" / note.path, _fielded(_plain_fields(note), _text(note, made, _rooted)))


def write_mkdocs(root: Path, made: list[Note], passphrase: str) -> None:
    """Write notes as an MkDocs site, sealed by mkdocs-encryptcontent-plugin."""
    write(root / "mkdocs.yml", MKDOCS.format(passphrase=passphrase))
    write(root / "docs/index.md", "# The Bench\n")
    for note in made:
        text = f"# {note.title}\n\n{_text(note, made, _relative)}"
        write(root / "docs" / note.path, _fielded(_plain_fields(note), text))


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _portal_fields(note: Note) -> str:
    if note.kind == "person":
        return f"name: {_name(note)}\nrole: Chief of something\ncompany: Works of {note.title.split()[0]}\n"
    if note.kind == "session":
        agenda = "".join(
            f"  - {{title: Part of {who}, kind: discussion, minutes: 40, owner: {who}}}\n" for who in PEOPLE[:5]
        )
        return (f"title: {note.title}\nstart: {note.day} 13:00\nend: {note.day} 17:00\nstatus: archived\n"
                f"chair: {PEOPLE[note.day.toordinal() % len(PEOPLE)]}\nagenda:\n{agenda}")  # fmt: skip
    if note.kind == "notes":
        return f"published: {note.day}\n"
    return f"title: {note.title}\nneed: must\n" if note.kind == "preread" else _plain_fields(note)


def _plain_fields(note: Note) -> str:
    return f"title: {_name(note) if note.kind == 'person' else note.title}\ndate: {note.day}\n"


def _name(note: Note) -> str:
    return f"{Path(note.path).stem.capitalize()} Benchley"


def _fielded(fields: str, text: str) -> str:
    return f"---\n{fields}---\n{text}"


def _text(note: Note, made: list[Note], way: Way, *, mention: str = "") -> str:
    """Return the text of a note with its links as `way` has them; people by `mention`, or as links like others."""

    def put(found: re.Match[str]) -> str:
        kind, name = found.groups()
        if kind == "to":
            return way(note, made[int(name)])
        person = made[PEOPLE.index(name)]
        return mention.format(name) if mention else f"[{_name(person)}]({way(note, person)})"

    return _MARK.sub(put, note.text)


def _relative(note: Note, to: Note) -> str:
    return posixpath.relpath(to.path, posixpath.dirname(note.path))


def _rooted(_: Note, to: Note) -> str:
    return f"/{to.path.removesuffix('.md')}/"
