"""What a stranger sees of a site: names, sizes, times, and the bytes around each ciphertext."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from portalgen.errors import Problem
from portalgen.shell import Shell, make_shell
from portalgen.theme.find import find_theme
from portalgen.theme.lookup import names_of_themes
from portalgen.theme.shipped import browser_files, themes_folder

MESSAGE = re.compile(rb'("staticryptEncryptedMsgUniqueVariableName": ")([0-9a-f]*)(")')
KEYRING = re.compile(rb'(<script type="application/json" id="keyring">)(.*?)(</script>)', re.DOTALL)
OBJECTS = "o/"


@dataclass(frozen=True, slots=True)
class Visible:
    """One file as a stranger sees it: its name, its size in bytes, and what of it is no ciphertext."""

    name: str
    size: int
    clear: bytes


def visible(site: Path) -> Iterator[Visible]:
    """Yield every file of a built site. Ciphertext is cut out of pages and the entrance; of objects nothing is left."""
    for path in sorted(site.rglob("*")):
        if path.is_file():
            name = path.relative_to(site).as_posix()
            if name.startswith(OBJECTS) and name.endswith(".bin"):
                yield Visible(name, path.stat().st_size, b"")
                continue
            content = path.read_bytes()
            clear = KEYRING.sub(rb"\1\3", MESSAGE.sub(rb"\1\3", content)) if name.endswith(".html") else content
            yield Visible(name, len(content), clear)


def our_own_words(words: Mapping[str, str]) -> str:
    """Return all that portalgen itself puts in the clear: the shipped lock pages and styles, the bundle, the words.

    A word of the content that stands in here tells nothing where it stands in the clear.
    """
    shells = [_shell(name, words) for name, own in names_of_themes(themes_folder().parent).items() if not own]
    texts = (text for shell in shells for text in (shell.before, *(file.content for file in shell.public)))
    return "\n".join([*words.values(), *(text.decode("utf-8", errors="ignore") for text in texts)])


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
