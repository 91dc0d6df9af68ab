"""Fill the fact sheet with what this version really does: the figures come from the code that does it."""

import hashlib
from collections.abc import Sequence
from importlib.resources import files

from portalgen.crypto.passphrase import WORDS, bits, word_list
from portalgen.crypto.staticrypt import ROUNDS
from portalgen.hosts.rules import FRESH, HEADERS, LASTING, POLICY
from portalgen.theme.shipped import browser_files


def fact_sheet(version: str, addresses: Sequence[str] = ()) -> str:
    """Return the fact sheet as Markdown; `addresses` are where sites are, if that may be told."""
    return (files("portalgen.facts") / "sheet.md").read_text(encoding="utf-8").format(
        version=version,
        where=f" ({', '.join(addresses)})" if addresses else "",
        rounds=f"{sum(count for _, count in ROUNDS):,}".replace(",", " "),
        words=WORDS,
        listed=f"{len(word_list()):,}".replace(",", " "),
        bits=f"{bits():.0f}",
        bundle=hashlib.sha256(browser_files().script).hexdigest(),
        policy=POLICY,
        headers="\n".join(f"    {header.name}: {header.value}" for header in HEADERS),
        lasting=LASTING,
        fresh=FRESH,
    )  # fmt: skip
