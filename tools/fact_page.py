"""Write docs/FOR_IT.md, the fact sheet of this version: `make docs`. A test compares it."""

from pathlib import Path

from portalgen import __version__
from portalgen.facts import fact_sheet

(Path(__file__).resolve().parent.parent / "docs" / "FOR_IT.md").write_text(fact_sheet(__version__), encoding="utf-8")
