"""What must not stand on a page: names on the pages of a closed room, watched words before other readers.

Reads the page as it will be sealed, so that nothing is missed: headings, alternative texts, names of files, words
that emphasis cuts in two. A single name in small letters is taken for a word of the language (grace, will), but not
in the name of a file and not behind an @.
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
RENAME = "give the file a name that tells nothing"
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")  # soft hyphens and spaces without width
_INLINE = re.compile(r"</?(?:a|abbr|b|code|del|em|i|ins|mark|s|small|span|strong|sub|sup|u)(?:\s[^>]*)?>")
_TAG = re.compile(r"<[^>]*>")
_JOINTS = re.compile(r"[\s._-]+")
_APOSTROPHES = str.maketrans(dict.fromkeys("\u2018\u2019\u02bc\u2032\uff07`", "'"))
# Thai and Lao, Burmese, Khmer, Chinese and Japanese, Korean: scripts in which words stand without a space between them
_UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff]"
)
Closed = tuple[str, str]
"""A text that speaks of a closed room on the page of an open one: its file and its HTML."""


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
        self._watched = [(watched.term, watched.only, _pattern([watched.term])) for watched in job.watched]

    def leaks(self, page: Page, text: str, files: Iterable[str], closed: Iterable[Closed] = ()) -> Iterator[Leak]:
        """Yield what must not be on `page`; `text` is its HTML, `files` are the paths of the objects it shows."""
        files = sorted({path.rsplit("/", 1)[-1] for path in files})
        if page.voice == CLOSED:
            yield from self._named(page.source, text, files)
        for source, part in closed:
            yield from self._named(source, part, ())
        watched = [one for one in self._watched if one[2] and one[1] not in self._reach.of(page.audience)]
        said = _said(text, files) if watched else ""
        for term, only, pattern in watched:
            if pattern and pattern.search(said):
                what = f'"{term}" is watched: only {only} may read it, but this page is for {page.audience}'
                yield Leak(page.source, term, what, f"take it out, or move it into a block: ::: audience {only}")

    def in_document(self, source: str, audience: str, text: str) -> Iterator[Leak]:
        """Yield the watched words in the text of a document that is sealed for `audience`."""
        for term, only, pattern in self._watched:
            if pattern and only not in self._reach.of(audience) and pattern.search(normal(text)):
                what = f'"{term}" is watched: only {only} may read it, but this document is for {audience}'
                yield Leak(source, term, what, "take it out of the document, or give the document to them alone")

    def _named(self, source: str, text: str, files: Iterable[str]) -> Iterator[Leak]:
        if not self._names:
            return
        for word in sorted(set(_names_in(self._names, _said(text, ())))):
            what = f'"{word}" tells who was in the room, but this session is under the Chatham House Rule'
            yield Leak(source, word, what, NAMELESS)
        for name in files:
            for word in sorted(set(self._names.findall(normal(_spaced(name))))):
                what = f'the file name "{name}" tells who was in the room: {word}'
                yield Leak(source, name, what, RENAME)


def normal(text: str) -> str:
    """Return a text as it is searched: composed letters, single spaces, one kind of apostrophe, nothing unseen."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).translate(_APOSTROPHES).split())


def _said(text: str, files: Iterable[str]) -> str:
    """Return what a page says: as HTML with its attributes, as words without marks, and the names of its files."""
    words = _TAG.sub(" ", _INLINE.sub("", text))
    return normal("\n".join([html.unescape(text), html.unescape(words), *files, *map(_spaced, files)]))


def _spaced(name: str) -> str:
    """Return the words of a file's name."""
    return _JOINTS.sub(" ", name.rsplit(".", 1)[0])


def _names_in(pattern: re.Pattern[str], said: str) -> Iterator[str]:
    for found in pattern.finditer(said):
        word = found.group(0)
        if " " in word or not word.islower() or said[: found.start()].endswith("@"):
            yield word


def _pattern(words: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds words in any case, the longest first: whole ones, if spaces stand between words."""
    wanted = sorted({normal(word) for word in words} - {""}, key=lambda word: (-len(word), word))
    whole = [re.escape(word) for word in wanted if not _UNSPACED.search(word)]
    anywhere = [re.escape(word) for word in wanted if _UNSPACED.search(word)]
    alternatives = [rf"(?<!\w)(?:{'|'.join(whole)})(?!\w)"] if whole else []
    return re.compile("|".join([*alternatives, *anywhere]), re.IGNORECASE) if wanted else None
