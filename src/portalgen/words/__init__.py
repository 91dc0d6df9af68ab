"""Every word that portalgen itself says to readers: one flat table per language, and how that language counts.

`en.json` is what the browser says, `pages.en.json` what templates say, `plan.en.json` what the plan says,
`mail.en.json` what messages say, `dates.en.json` how days, times, numbers and lists are written; the same five for
every other language.
`dates.en-US.json` and its like hold what a region writes in its own way. Knows nothing of the house.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

TABLES = ("", "pages.", "plan.", "mail.", "dates.")
ENGLISH = "en"
_LOCALE = re.compile(r"([a-z]{2,3})(?:-[A-Z]{2})?")
_SIX = ("zero", "one", "two", "few", "many", "other")  # the names that Unicode's plural rules use, in their order
_TWO = ("one", "other")
FORMS = " | "


def languages() -> tuple[str, ...]:
    """Return the languages that there are tables for, such as ("ar", "de", "en")."""
    names = (file.name for file in files(__name__).iterdir() if file.name.startswith("pages."))
    return tuple(sorted(name.split(".")[1] for name in names))


def known(locale: str) -> bool:
    """Tell whether `locale` is a language that we speak, with or without a region: de, de-AT."""
    found = _LOCALE.fullmatch(locale)
    return found is not None and found.group(1) in languages()


@cache
def words(locale: str) -> dict[str, str]:
    """Return the table of a locale for which `known` holds; what a region writes in its own way stands over it."""
    language, _, region = locale.partition("-")
    table: dict[str, str] = {}
    for prefix in TABLES:
        table.update(_read(f"{prefix}{ENGLISH}"))
        table.update(_read(f"{prefix}{language}"))
    if region:
        table.update(_read(f"dates.{locale}"))
        table["runtime.intl"] = f"{locale}-u-nu-latn"  # digits as the pages have them
    return table


def browser_words(table: Mapping[str, str]) -> dict[str, str]:
    """Return what the browser bundle must be told of `table`: all that differs from the English that it holds."""
    return {key: table[key] for key, english in _read(ENGLISH).items() if table[key] != english}


def counted(table: Mapping[str, str], text: str, count: int, **more: object) -> str:
    """Return `text` with its {count}, in the form that the language has for this count.

    A text holds its forms in Unicode's order with " | " between them: two, or six where a language has so many.
    """
    forms = text.split(FORMS)
    names = _SIX if len(forms) == len(_SIX) else _TWO
    name = category(table["locale.plural"], count)
    form = forms[names.index(name)] if name in names and len(forms) == len(names) else forms[-1]
    return form.format(count=number(table, count), **more)


def category(rule: str, count: int) -> str:
    """Return Unicode's name for a whole number: `rule` is one of one (English), french, arabic."""
    if rule == "arabic":
        if count < 3:
            return _SIX[count]
        rest = count % 100
        return "few" if 3 <= rest <= 10 else "many" if rest >= 11 else "other"
    return "one" if count == 1 or (rule == "french" and count == 0) else "other"


def number(table: Mapping[str, str], value: float, digits: int = 0) -> str:
    """Return a number as the language writes it: "1,234.5" or "1.234,5"."""
    whole, _, part = f"{value:,.{digits}f}".partition(".")
    written = whole.replace(",", table["locale.thousands"])
    return f"{written}{table['locale.decimal']}{part}" if part else written


@cache
def _read(name: str) -> dict[str, str]:
    """Return one table, empty where there is none of that name."""
    file = files(__name__) / f"{name}.json"
    table: dict[str, str] = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return table
