"""Who is measured: portalgen, and what people use today for the same end. Each cleans up, works, and shows its work.

Every one opens some of its own sealed pages afterwards: a run that sealed nothing, or not all, counts for nobody.
"""

import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Protocol

from corpus import ROOT, Note
from layouts import write_hugo, write_mkdocs, write_portal
from measure import Weighed, size_of, weigh

from portalgen.crypto.staticrypt import extract, hash_passphrase, open_page
from portalgen.errors import SealError

PEERS = Path(os.environ.get("BENCH_PEERS", ROOT / ".venv-bench"))
STATICRYPT = ROOT / "node_modules" / ".bin" / "staticrypt"
PASSPHRASE = "a passphrase for the bench only"
BETWEEN_TAGS, HEADING = re.compile("<[^>]*>"), re.compile("([^<>]*)</h1>")
VAULT = {"PORTALGEN_VAULT_PASSPHRASE": "a vault passphrase for the bench"}


class Contestant(Protocol):
    """Somebody who turns notes into sealed pages."""

    name: str
    output: Path

    def clean(self) -> None:
        """Remove all that an earlier run left."""

    def work(self) -> Weighed:
        """Build and seal everything."""

    def check(self) -> int:
        """Return how many pages are sealed. Raises AssertionError where a page lacks what its note says."""


class Portalgen:
    """`portalgen build` in a portal of its own."""

    name = "portalgen"

    def __init__(self, folder: Path, notes: Sequence[Note]) -> None:
        folder.mkdir(parents=True)
        self.root, self.notes = folder / "portal", list(notes)
        self.command(folder, "init", self.root, "--no-input")
        shutil.rmtree(self.root / "content")
        write_portal(self.root, self.notes)
        self.output = self.root / "output" / "bench"

    def command(self, folder: Path, *words: object) -> Weighed:
        return weigh([sys.executable, "-m", "portalgen", *words], cwd=folder, env=VAULT)

    def clean(self) -> None:
        put_away(self.root / "output", self.root / ".portalgen")

    def work(self) -> Weighed:
        return self.command(self.root, "build")

    def edit(self, number: int) -> None:
        """Add a sentence to the last note."""
        with (self.root / "content" / self.notes[-1].path).open("a", encoding="utf-8") as note:
            note.write(f"\nThis is said for the {number}th time.\n")

    def plain(self) -> dict[str, str]:
        """Return every page in the clear by file name."""
        said = self.command(self.root, "access", "list", "--reveal", "--format", "json").said
        told = json.loads(said[said.index("{") :])["cohorts"][0]["audiences"]
        keys = [entry["passphrase"] for entry in told if entry["name"] == "members"]
        return {path.name: _opened(path, keys[0]) for path in sorted(self.output.glob("*.html"))}

    def check(self) -> int:
        pages = [html for html in self.plain().values() if html]
        said = {words.strip() for html in pages for words in BETWEEN_TAGS.split(html)}
        titles = {title for html in pages for title in HEADING.findall(html)}
        for note in self.notes:
            assert note.kind in ("person", "notes") or note.title in titles, note.path
            assert _last_words(note) in said, note.path
        return len(pages)


class HugoAndStatiCrypt:
    """Hugo, then StatiCrypt over all that it wrote."""

    name = "Hugo + StatiCrypt"

    def __init__(self, folder: Path, notes: Sequence[Note]) -> None:
        self.root, self.notes = folder / "hugo", list(notes)
        write_hugo(self.root, self.notes)
        self.plain, self.output = self.root / "public", self.root / "sealed"
        self.hugo = next(PEERS.glob("lib/python*/site-packages/hugo/binaries/hugo*"))
        self.parts: dict[str, Weighed] = {}

    def clean(self) -> None:
        put_away(self.plain, self.output, self.root / "resources")

    def work(self) -> Weighed:
        made = self.parts["Hugo"] = weigh([self.hugo, "--quiet"], cwd=self.root)
        sealed = self.parts["StatiCrypt"] = staticrypt(self.plain, self.output)
        peak = max(made.peak_bytes, sealed.peak_bytes)
        return Weighed(made.wall_s + sealed.wall_s, made.cpu_s + sealed.cpu_s, peak, "")

    def check(self) -> int:
        for note in self.notes[:: len(self.notes) // 3]:
            page = self.output / self.plain.name / note.path.removesuffix(".md") / "index.html"
            assert _last_words(note) in _opened(page, PASSPHRASE), note.path
        return sum(1 for _ in self.output.rglob("*.html"))


class MkDocs:
    """MkDocs with mkdocs-encryptcontent-plugin."""

    name = "MkDocs + encryptcontent"

    def __init__(self, folder: Path, notes: Sequence[Note]) -> None:
        self.root, self.notes, self.output = folder / "mkdocs", list(notes), folder / "mkdocs" / "site"
        write_mkdocs(self.root, self.notes, PASSPHRASE)

    def clean(self) -> None:
        put_away(self.output)

    def work(self) -> Weighed:
        return weigh([PEERS / "bin" / "mkdocs", "build", "--quiet"], cwd=self.root)

    def check(self) -> int:
        pages = [self.output / note.path.replace(".md", ".html") for note in self.notes]
        for note, page in zip(self.notes, pages, strict=True):
            html = page.read_text(encoding="utf-8")
            assert "encryptcontent" in html, note.path
            assert _last_words(note) not in html, note.path
        return len(pages)


class StatiCrypt:
    """StatiCrypt alone, over the pages that portalgen drew, in the clear: what sealing by itself costs."""

    name = "StatiCrypt alone, over our pages"

    def __init__(self, folder: Path, pages: dict[str, str]) -> None:
        self.plain, self.output, self.pages = folder / "plain", folder / "sealed", pages
        self.plain.mkdir(parents=True)
        for name, html in pages.items():
            if html:
                (self.plain / name).write_text(html, encoding="utf-8")

    def clean(self) -> None:
        put_away(self.output)

    def work(self) -> Weighed:
        return staticrypt(self.plain, self.output)

    def check(self) -> int:
        first = sorted(self.plain.iterdir())[0].name
        assert _opened(self.output / self.plain.name / first, PASSPHRASE) == self.pages[first]
        return sum(1 for _ in self.output.rglob("*.html"))


def put_away(*folders: Path) -> None:
    """Move what an earlier run left out of the way; it goes with the whole corpus.

    Deleting it here would slow down whoever runs next: for a minute ext4 looks at each inode that was freed before it
    gives a new one.
    """
    for folder in folders:
        if folder.exists():
            folder.rename(Path(tempfile.mkdtemp(prefix="gone-", dir=folder.parent.parent)) / folder.name)


def staticrypt(plain: Path, sealed: Path) -> Weighed:
    """Seal a folder with the stock command. It wants the folder's name relative to where it runs."""
    words = ["--recursive", "--directory", sealed.name, "--password", PASSPHRASE, "--short", "--config", "false"]
    return weigh([STATICRYPT, plain.name, *words], cwd=plain.parent)


def sealed_bytes(contestant: Contestant) -> int:
    return size_of(contestant.output)


_key = cache(hash_passphrase)


def _opened(page: Path, passphrase: str) -> str:
    """Return a sealed page in the clear; empty where it holds no message, or one for others."""
    found = extract(page.read_text(encoding="utf-8"))
    if found is None:
        return ""
    message, salt = found
    try:
        return open_page(_key(passphrase, salt), message).decode("utf-8")
    except SealError:
        return ""


def _last_words(note: Note) -> str:
    """Return words of a note that hold no mark and no link: what its last item says."""
    return [line for line in note.text.splitlines() if line.startswith("- ")][-1].split("** ")[1]
