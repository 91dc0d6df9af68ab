"""Every word that portalgen itself says to readers, one flat table per language. Knows nothing of the house.

The browser bundle takes `lock.*`, `runtime.*` and `search.*` from the same files.
"""

import json
from functools import cache
from importlib.resources import files

TABLES = ("", "pages.", "plan.")


@cache
def words(language: str) -> dict[str, str]:
    """Return the table of `language`, a plain language code; English where there is no table of that language."""
    table: dict[str, str] = {}
    room = files("portalgen.words")
    for prefix in TABLES:
        file = room / f"{prefix}{language.split('-', maxsplit=1)[0]}.json"
        if not file.is_file():
            file = room / f"{prefix}en.json"
        table.update(json.loads(file.read_text(encoding="utf-8")))
    return table
