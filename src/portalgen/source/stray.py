"""Settings that stand where none are read: a page that is meant for few must not become one for all."""

import re

from portalgen.errors import Place, Problem

# a fence behind empty lines and comments; each is taken once, or many comments would take for ever
_ALMOST_FENCE = re.compile(r"\A(?>[^\S\n]*(?:<!--.*?-->[^\S\n]*)*+\n)*+([ \t]*---[ \t]*)$", re.DOTALL | re.MULTILINE)
_LOOKED_AT = 3_000  # characters of a text in which settings may have been meant
_VALUES = {
    "[Aa]udience": r"(?:conveners|members|sponsors|logistics|(?:member|guest|circle):[\w.-]+)",
    "expires|published|publish_at": r"\d{4}-\d\d-\d\d",
    "state": "(?:draft|reviewed)",
    "status": "idea",
    "attribution|mode": "(?:role|themes|chatham|none)",
    "private|raised_by_withheld": "true",
}
"""Fields that close a page or hold it back, and what they are set to where they do."""
_SET = "|".join(rf"(?:{names})[^\w\n]{{0,3}}[:=][^\w\n]{{0,3}}{value}" for names, value in _VALUES.items())
_SETTING = re.compile(rf"""(?:^|[{{,])[^\w\n`]{{0,12}}({_SET})(?=["'\]}},; \t]*(?:\#.*)?$|["'],)""")


def almost_settings(text: str, path: str) -> Problem | None:
    """Return the problem with settings at the top of a file that are not read, or None where there are none."""
    almost = _ALMOST_FENCE.match(text)
    if almost is None:
        return None
    line, fence = almost.group(0).count("\n") + 1, almost.group(1)
    if almost.start(1) == 0 and fence == fence.lstrip():
        what = "the settings at the top of this file do not end"
        hint = "close them with a line of three hyphens, ---; a line across the page is written ***"
    else:
        what = "the settings at the top of this file are not read: something stands before them"
        hint = "let the file begin with the line ---; a line across the page is written ***"
    return Problem(what, Place(path, line), hint, fence)


def as_words(text: str) -> str:
    """Return a text from elsewhere, its lines that look like our settings in backticks: there they are words."""
    lines = text.split("\n")
    return "\n".join(f"`{line.strip()}`" if _is_setting(line) else line for line in lines)


def _is_setting(line: str) -> bool:
    return (":" in line or "=" in line) and _SETTING.search(line) is not None  # most lines of most texts have neither


def stray_setting(text: str, begins: int, path: str) -> Problem | None:
    """Return the problem with a setting in the text of a page, which begins at `begins`; None where there is none."""
    for number, line in enumerate(text[begins : begins + _LOOKED_AT].split("\n")):
        if _is_setting(line):
            place = Place(path, text.count("\n", 0, begins) + number + 1)
            hint = (
                "settings stand at the very top, between two lines of three hyphens; as words, put them into backticks"
            )
            return Problem("this setting is not read here", place, hint, line)
    return None
