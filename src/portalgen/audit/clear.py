"""What a stranger sees of a site: names, sizes, times, and the bytes around each ciphertext."""

import re
from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portalgen.errors import Problem
from portalgen.shell import Shell, make_shell
from portalgen.theme.find import find_theme
from portalgen.theme.lookup import names_of_themes
from portalgen.theme.shipped import browser_files, themes_folder
from portalgen.walk import walk

MESSAGE = b'"staticryptEncryptedMsgUniqueVariableName": "'
HEXADECIMAL = b"0123456789abcdef"
KEYRING = re.compile(rb'(<script type="application/json" id="keyring">)(.*?)(</script>)', re.DOTALL)
OBJECTS = "o/"


@dataclass(frozen=True, slots=True)
class Visible:
    """One file as a stranger sees it: its name, its size in bytes, and what of it is no ciphertext."""

    name: str
    size: int
    clear: bytes


def visible(site: Path, *, unread: Container[str] = ()) -> Iterator[Visible]:
    """Yield every file of a built site. Ciphertext is cut out of pages and the entrance; of objects nothing is left.

    unread: files that are known to show no more than others do, of which the name alone is told.
    """
    for name, entry in walk(site):
        if name in unread or (name.startswith(OBJECTS) and name.endswith(".bin")):
            yield Visible(name, entry.stat().st_size, b"")
            continue
        content = Path(entry.path).read_bytes()
        clear = KEYRING.sub(rb"\1\3", _without_messages(content)) if name.endswith(".html") else content
        yield Visible(name, len(content), clear)


def _without_messages(content: bytes) -> bytes:
    """Return a page without its ciphertext: what stands in its place but is more than hexadecimal digits stays."""
    before, *rest = content.split(MESSAGE)
    kept = [before]
    for part in rest:
        message, quote, after = part.partition(b'"')
        sealed = quote and not message.translate(None, HEXADECIMAL)
        kept.append(quote + after if sealed else part)
    return MESSAGE.join(kept)


class OwnWords:
    """All that portalgen itself puts in the clear: the words, the shipped lock pages and styles, the bundle.

    A word of the content that stands in here tells nothing where it stands in the clear. The pages are made when the
    first word is asked for that is not among the words. `files` are those that are the same in every site.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        browser = browser_files()
        self.files = frozenset((browser.script, browser.worker, *browser.icons.values()))
        self._texts = ["\n".join(words.values()).casefold()]
        self._more = _shells(words)

    def __contains__(self, word: str) -> bool:
        folded = word.casefold()
        if any(folded in text for text in self._texts):
            return True
        for text in self._more:
            self._texts.append(text.casefold())
            if folded in self._texts[-1]:
                return True
        return False


def _shells(words: Mapping[str, str]) -> Iterator[str]:
    for name, own in names_of_themes(themes_folder().parent).items():
        if not own:
            shell = _shell(name, words)
            texts = (shell.before, *(file.content for file in shell.public))
            yield "\n".join(text.decode("utf-8", errors="ignore") for text in texts)


def _shell(name: str, words: Mapping[str, str]) -> Shell:
    theme = find_theme(themes_folder().parent, name, Problem(""))
    return make_shell(
        codename="",
        language="",
        salt="",
        templates=theme.templates,
        sheet=theme.sheet(),
        browser=browser_files(),
        words=words,
        remember_days=30,
    )
