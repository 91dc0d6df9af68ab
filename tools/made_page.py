"""How a page of docs/ that is made from the code is written, or compared by a test."""

import sys
from pathlib import Path


def keep(target: Path, text: str) -> None:
    """Write the page, or with --check exit with 1 where it is not what it should be."""
    if "--check" in sys.argv:
        sys.exit(target.read_text(encoding="utf-8") != text)
    target.write_text(text, encoding="utf-8")
