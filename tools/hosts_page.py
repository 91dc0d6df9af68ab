"""Write into docs/HOSTS.md what `portalgen hosts show` says, and the table of headers: `make docs`. A test compares."""

import re
import shlex
from pathlib import Path

from click.testing import CliRunner
from made_page import keep

from portalgen.cli.app import portalgen
from portalgen.hosts.rules import ASSETS, FRESH, HEADERS, LASTING

TARGET = Path(__file__).resolve().parent.parent / "docs" / "HOSTS.md"
_SHOWN = re.compile(r"(```sh\nportalgen (hosts show [^\n]*)\n```\n\n```\w*\n).*?(\n```\n)", re.DOTALL)
_TABLE = re.compile(r"(<!-- rules -->\n).*?(<!-- /rules -->)", re.DOTALL)


def main() -> None:
    """Write the page, or with --check say whether it is what it should be."""
    text = TARGET.read_text(encoding="utf-8")
    text = _TABLE.sub(lambda found: found[1] + rules() + found[2], text)
    keep(TARGET, _SHOWN.sub(lambda found: found[1] + shown(found[2]) + found[3], text))


def rules() -> str:
    """Return the table of what a host sends."""
    rows = [f"| `{header.name}: {header.value}` | {header.without} |" for header in HEADERS]
    rows.append(f"| `Cache-Control: {LASTING}`, in `{ASSETS}` | a page loads a little later |")
    rows.append(f"| `Cache-Control: {FRESH}`, for all else | readers get old pages with new ones after an upload |")
    return "\n".join(["| what the host sends | where it does not |", "| --- | --- |", *rows, ""])


def shown(words: str) -> str:
    """Return what the command answers."""
    return CliRunner().invoke(portalgen, shlex.split(words)).stdout.rstrip("\n")


if __name__ == "__main__":
    main()
