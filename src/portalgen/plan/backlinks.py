"""Who speaks of whom: links between pages read backwards, from the texts as they were written.

A text that names nobody (by its attribution) counts for no person.
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterator

from portalgen.model.site import Markdown
from portalgen.plan.attribution import NAMED, mode_of
from portalgen.plan.scope import Scope

_LINK = re.compile(r"\]\(\s*<?([^)\s>#]+\.md|[^)\s>#]*/)(?:#[^)\s>]*)?>?\s*(?:\"[^\"]*\")?\)")
_MENTION = re.compile(r"(?:^|[\s(\[{\"'“‘—–/,;:>-])@([a-z0-9]+(?:[-.][a-z0-9]+)*)")
_WIKI = re.compile(r"\[\[([^\[\]\n]{1,200})\]\]")
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d"})


def fold(name: str) -> str:
    """Return a name as it is compared: without accents, case or double spaces."""
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_LETTERS))
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def wiki_names(scope: Scope) -> dict[str, str]:
    """Return the logical path of every page that `[[its name]]` leads to; empty where two pages share a name."""
    found: dict[str, str] = {}
    for path, target in scope.targets.items():
        if path.count("/") <= 1 and path.split("/")[0] in ("members", "topics", "sessions", "page", "charter", "news"):
            name = fold(target.title)
            found[name] = path if found.get(name, path) == path else ""
    return found


def find_backlinks(scope: Scope) -> dict[str, tuple[str, ...]]:
    """Return, for every page that others lead to, the logical paths of those others in the order of the site."""
    sources = {doc.path: path for path, doc in scope.documents().items() if path in scope.targets}
    wiki = wiki_names(scope)
    silent = {f"sessions/{session.id}/notes" for session in scope.cohort.sessions
              if mode_of(scope.cohort, session) != NAMED}  # fmt: skip
    found: dict[str, list[str]] = {}
    for path, doc in scope.documents().items():
        for to in _leads_to(doc.body, sources, wiki) if path in scope.targets else ():
            if to != path and to in scope.targets and not (path in silent and to.startswith("members/")):
                found.setdefault(to, [])
                if path not in found[to]:
                    found[to].append(path)
    return {to: tuple(paths) for to, paths in found.items()}


def _leads_to(text: Markdown, sources: dict[str, str], wiki: dict[str, str]) -> Iterator[str]:
    folder = posixpath.dirname(text.path)
    for target in _LINK.findall(text.text):
        joined = posixpath.normpath(posixpath.join(folder, target))
        path = sources.get(f"{joined}/index.md" if target.endswith("/") else joined)
        if path:
            yield path
    for person in _MENTION.findall(text.text):
        yield f"members/{person}"
    for name in _WIKI.findall(text.text):
        if wiki.get(fold(name)):
            yield wiki[fold(name)]
