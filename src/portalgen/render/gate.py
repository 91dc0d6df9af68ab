"""What must not stand on a page: names on the pages of a closed room, watched words before other readers.

Reads the page as it will be sealed, so that nothing is missed: headings, alternative texts, names of files.
"""

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portalgen.plan.views import Page
from portalgen.render.job import RenderJob

CLOSED = "chatham"
NAMELESS = (
    'write @id, which becomes "a member", or take it out; '
    "a name that is also a plain word goes into `ordinary_words` of cohort.yaml"
)


@dataclass(frozen=True, slots=True)
class Leak:
    """A word that stands where it must not: the file to look in, the word, what is wrong and what to do."""

    source: str
    word: str
    what: str
    hint: str


class Gate:
    """Checks the pages of one site."""

    def __init__(self, job: RenderJob) -> None:
        self._reach = job.reach
        self._names = _pattern(job.names)
        self._watched = [(watched.term, watched.only, _pattern([watched.term], loose=True)) for watched in job.watched]

    def leaks(self, page: Page, text: str, files: Iterable[str]) -> Iterator[Leak]:
        """Yield what must not be on `page`; `text` is its HTML, `files` are the paths of the objects it shows."""
        said = normal("\n".join([html.unescape(text), *(path.rsplit("/", 1)[-1] for path in files)]))
        if page.voice == CLOSED and self._names:
            for word in sorted(set(self._names.findall(said))):
                what = f'"{word}" tells who was in the room, but this session is under the Chatham House Rule'
                yield Leak(page.source, word, what, NAMELESS)
        for term, only, pattern in self._watched:
            if pattern and only not in self._reach.of(page.audience) and pattern.search(said):
                what = f'"{term}" is watched: only {only} may read it, but this page is for {page.audience}'
                yield Leak(page.source, term, what, f"take it out, or move it into a block: ::: audience {only}")


def normal(text: str) -> str:
    """Return a text as it is searched: composed letters, single spaces."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _pattern(words: Iterable[str], *, loose: bool = False) -> re.Pattern[str] | None:
    """Return a pattern that finds whole words, the longest first; with `loose` in any case."""
    alternatives = sorted((re.escape(normal(word)) for word in words if word.strip()), key=len, reverse=True)
    if not alternatives:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(alternatives)})(?!\w)", re.IGNORECASE if loose else 0)
