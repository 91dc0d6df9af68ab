"""Words of the content that must not stand in clear, and the search for them in every form they could hide in."""

import base64
import html
import urllib.parse
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from portalgen.load.portal import Cohort, Portal
from portalgen.plan.site import Plan

LEAST = 6  # characters: shorter words stand in any text by chance
LINE = 40  # characters of a paragraph that are enough to know it by


@dataclass(frozen=True, slots=True)
class Needle:
    """One word or line of the content, in one form. `folded`: to be looked for whatever its capitals."""

    canary: str
    form: str
    content: bytes
    folded: bool = False


def canaries(portal: Portal, cohort: Cohort, plan: Plan) -> frozenset[str]:
    """Return what would betray a cohort: names, firms, addresses, titles, file names, the beginnings of paragraphs.

    Left out is what the convener has said is public: the codename, and `ordinary_words`.
    """
    found = {cohort.record.title, portal.network.record.name, portal.network.record.convener.org}
    found.update(page.title for page in plan.pages)
    found -= {text for text in found if _fold(text) in _fold(cohort.record.codename)}
    for member in cohort.record.members:
        record = portal.people[member.person].record
        ways = (record.contact.email, record.contact.mobile)
        found.update({record.name, record.company or "", *(way.value for way in ways if way)})
    found.update(sponsor.name for sponsor in portal.network.record.sponsors)
    found.update(path.rsplit("/", 1)[-1].rsplit(".", 1)[0] for _, path in plan.wanted)
    for session in cohort.sessions:
        found.update(item.title for item in session.record.agenda)
        found.update(_lines(session.doc.body.text))
    for page in cohort.pages:
        found.update(_lines(page.doc.body.text))
    found -= set(cohort.record.ordinary_words)
    return frozenset(text.strip() for text in found if len(text.strip()) >= LEAST)


def _lines(text: str) -> Iterator[str]:
    for block in text.split("\n\n"):
        line = " ".join(block.split())[:LINE]
        if len(line) == LINE:
            yield line


def _fold(text: str) -> str:
    return " ".join(text.casefold().split())


def needles(words: Iterable[str], *, allowed: str) -> tuple[Needle, ...]:
    """Return every form of `words` to look for, without those that stand in `allowed`, the interface's own words."""
    plain = allowed.casefold()
    found = (needle for word in sorted(words) if word.casefold() not in plain for needle in _forms(word))
    return tuple(needle for needle in found if len(needle.content) >= LEAST)


def _forms(word: str) -> Iterator[Needle]:
    raw, plain = word.encode("utf-8"), word.casefold().encode("utf-8")
    yield Needle(word, "plain", plain, folded=True)
    for form, text in (("URL", urllib.parse.quote(word)), ("entities", html.escape(word))):
        if text != word:
            yield Needle(word, form, text.casefold().encode("utf-8"), folded=True)
    yield Needle(word, "numbered entities", "".join(f"&#{ord(letter)};" for letter in word).encode("ascii"))
    yield Needle(word, "hexadecimal", raw.hex().encode("ascii"), folded=True)
    yield Needle(word, "UTF-16", word.encode("utf-16-le"))
    yield Needle(word, "UTF-16, other order", word.encode("utf-16-be"))
    for offset, start in ((0, 0), (1, 2), (2, 3)):
        # of a base64 text the part that stands for whole bytes of the word is the same whatever surrounds it
        encoded = base64.b64encode(b"\0" * offset + raw)
        yield Needle(word, "base64", encoded[start : (offset + len(raw)) * 8 // 6])


class Search:
    """Looks for needles in many texts. Most needles fall at once: their first letters stand nowhere in the text."""

    def __init__(self, wanted: Iterable[Needle]) -> None:
        self._exact: dict[bytes, list[Needle]] = {}
        self._folded: dict[bytes, list[Needle]] = {}
        for needle in wanted:
            begins = (self._folded if needle.folded else self._exact).setdefault(needle.content[:LEAST], [])
            begins.append(needle)

    def found_in(self, content: bytes) -> list[Needle]:
        """Return the needles that stand in `content`, a word once for each of its forms."""
        folded = content.decode("utf-8", errors="replace").casefold().encode("utf-8")
        return [*_found(content, self._exact), *_found(folded, self._folded)]


def _found(content: bytes, wanted: dict[bytes, list[Needle]]) -> Iterator[Needle]:
    begins = wanted.keys() & {content[at : at + LEAST] for at in range(len(content) - LEAST + 1)}
    for key in sorted(begins):
        yield from (needle for needle in wanted[key] if needle.content in content)
