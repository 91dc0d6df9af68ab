"""Who speaks of whom: links between pages read backwards, from the texts as they were written.

A text that names nobody (by its attribution) counts for no person.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from portalgen.load.portal import Session
from portalgen.model.letters import fold
from portalgen.model.papers import NotesRecord
from portalgen.model.site import REMEMBERED, Markdown
from portalgen.plan.attribution import NAMED, is_closed, mode_of
from portalgen.plan.scope import Scope
from portalgen.source.document import Document

_LINK = re.compile(r"\]\(\s*<?([^)\s>#]+\.md|[^)\s>#]*/)(?:#[^)\s>]*)?>?\s*(?:\"[^\"]*\")?\)")
_MENTION = re.compile(r"@([a-z0-9]+(?:[-.][a-z0-9]+)*)")
_BEFORE = re.compile(r"[\s(\[{\"'“‘—–/,;:>-]")  # asked only of the character before an @: quicker than in one pattern
_WIKI = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_BLOCK = re.compile(r" {0,3}:{3,}[ \t]*(.*?)[ \t]*$")


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What a text speaks of: files it links to, people it mentions, `[[names]]` and whether each may name a person."""

    files: tuple[str, ...]
    people: tuple[str, ...]
    names: tuple[tuple[str, bool], ...]


def wiki_names(scope: Scope) -> dict[str, str]:
    """Return the logical path of every page that `[[its name]]` leads to; empty where two pages share a name."""
    found: dict[str, str] = {}
    for path, target in scope.targets.items():
        kind, _, rest = path.partition("/")
        if kind == "page" or ("/" not in rest and kind in ("members", "topics", "sessions", "charter", "news")):
            name = fold(target.title)
            found[name] = path if found.get(name, path) == path else ""
    return found


def find_backlinks(scope: Scope, wiki: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Return, for every page that others lead to, the logical paths of those others in the order of the site.

    wiki: as `wiki_names` has them.
    """
    docs = {path: doc for path, doc in scope.documents().items() if path in scope.targets}
    sources = {doc.path: path for path, doc in docs.items()}
    silent = {path for session in scope.cohort.sessions for path in _silent(scope, session)}
    found: dict[str, dict[str, None]] = {}
    for path, doc in docs.items():
        for to in (to for text in (doc.body, *_themes(doc)) for to in _leads_to(text, sources, wiki)):
            if to != path and to in scope.targets and not (path in silent and to.startswith("members/")):
                found.setdefault(to, {})[path] = None
    return {to: tuple(paths) for to, paths in found.items()}


def _silent(scope: Scope, session: Session) -> Iterator[str]:
    """Yield the pages of a session whose texts name nobody, so that no bio may say that it is mentioned there."""
    base = f"sessions/{session.id}"
    if mode_of(scope.cohort, session) != NAMED:
        yield f"{base}/notes"
    if is_closed(scope.cohort, session):
        yield base
        yield from (f"{base}/prereads/{paper.id}" for paper in session.prereads)


def _themes(doc: Document[Any]) -> tuple[Markdown, ...]:
    """Return the texts of notes that stand beside their body."""
    themes = doc.record.themes if isinstance(doc.record, NotesRecord) else ()
    return tuple(Markdown(theme.body, doc.path) for theme in themes if theme.body)


def _leads_to(text: Markdown, sources: Mapping[str, str], wiki: Mapping[str, str]) -> Iterator[str]:
    folder, spoken = posixpath.dirname(text.path), _spoken_of(text.text)
    for target in spoken.files:
        joined = posixpath.normpath(target if target.startswith("/") else f"{folder}/{target}")
        path = sources.get(f"{joined}/index.md" if target.endswith("/") else joined)
        if path:
            yield path
    for person in spoken.people:
        yield f"members/{person}"
    for name, named in spoken.names:
        path = wiki.get(fold(name))
        if path and (named or not path.startswith("members/")):
            yield path


@lru_cache(maxsize=REMEMBERED)
def _spoken_of(text: str) -> _Spoken:
    named = _named(text) if ":::" in text else text
    people = tuple(found.group(1) for found in _MENTION.finditer(named)
                   if not found.start() or _BEFORE.match(named[found.start() - 1]))  # fmt: skip
    names = tuple((name, f"[[{name}]]" in named) for name in _WIKI.findall(text))
    return _Spoken(tuple(_LINK.findall(text)), people, names)


def _named(text: str) -> str:
    """Return a text without its `::: attribution` blocks, in which nobody is named."""
    depth, kept = 0, []
    for line in text.split("\n"):
        found = _BLOCK.match(line)
        if found and (depth or (found.group(1).startswith("attribution") and not found.group(1).endswith(NAMED))):
            depth += 1 if found.group(1) else -1
        elif not depth:
            kept.append(line)
    return "\n".join(kept)
