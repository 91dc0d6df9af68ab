"""Write docs/CONTENT.md from the types themselves: `make docs`. A test compares it, so it cannot grow stale."""

from pathlib import Path
from typing import Any

from made_page import keep

from portalgen.model.base import Record
from portalgen.model.types import LOCAL_TIME, TYPES, ContentType, meanings, records_of, schema

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "CONTENT.md"
EXAMPLES = {
    "portal": "portal.yaml",
    "cohort": "content/causeway/cohort.yaml",
    "charter": "content/causeway/charter.md",
    "person": "content/people/mara.md",
    "session": "content/causeway/sessions/2026-12-10-from-peer-to-boss/session.md",
    "notes": "content/causeway/sessions/2026-03-19-the-deputy/notes.md",
    "preread": "content/causeway/sessions/2026-12-10-from-peer-to-boss/prereads/cost-of-stopping.md",
    "commitments": "content/causeway/commitments.yaml",
    "topic": "content/causeway/topics/from-peer-to-boss.md",
    "news": "content/causeway/news/2026-11-23-gate-moved.md",
    "resources": "content/causeway/resources.yaml",
    "page": "content/causeway/pages/how-we-meet.md",
    "protocol": "src/portalgen/load/protocols/experience-round.yaml",
    "venue": "content/venues/saltmarsh.yaml",
    "theme": "themes/boardroom/theme.yaml",
}
EXAMPLE_LINES = 14
HEAD = """\
# What a convener writes

Every kind of file, its fields and what they mean. This page is made from the types themselves (`make docs`).

Fields are YAML: the whole of a `.yaml` file, or the lines between two `---` at the top of a Markdown file. Only what is
marked **needed** must be there; what makes a good session is asked for by `portalgen check`. A field that is not listed
here is an error with its file and line, and so is a text where none is read. Ids are small letters, digits and hyphens.
Dates are `2026-12-10`, moments `2026-12-10 12:30` in local time.

In texts, `@mara` and `[[Mara Okonjo-Vance]]` lead to a person, `[[What is my next act?]]` to a page, `[words](../charter.md)`
to a file. `[[redact]]…[[/redact]]` takes words out and leaves a bar of one length. Blocks begin with `:::` and end with
`:::`

| block | what it does |
| --- | --- |
| `::: note Title` (`tip`, `caution`, `question`, `belief`) | a box with a title |
| `::: experience by=mara`, `::: quote by=mara` | a box that says who spoke, as far as the attribution allows |
| `::: audience conveners` | a part that only these readers can open: another ciphertext, linked from their own home page |
| `::: attribution chatham` | names inside are treated more strictly than on the rest of the page |

Attribution, from open to strict: `named`; `consented` (names in quotes with consent only); `role` (what they do, never
who); `themes` (nobody is named in notes); `chatham` (no name on any page of the session, nor who was there; a name that
slips in stops the build); `none` (no notes at all; it does
not lift `chatham`). A document beside pre-reads is for the readers of the papers that name it, from their day on; a page in
the folder of a session is for the readers of the session, once it is told of.

Editors that know YAML schemas complete and check these files: `portalgen init` writes the schemas and the line that
points to them, and `portalgen schema --all schemas` writes them anew.
"""


def main() -> None:
    """Write the reference, or with --check say whether it is what it should be."""
    keep(TARGET, reference())


def reference() -> str:
    """Return the whole page."""
    told: set[str] = set()
    return "\n".join([HEAD, *(_section(kind, told) for kind in TYPES)])


def _section(kind: ContentType, told: set[str]) -> str:
    lines = [f"## {kind.name}", "", f"`{kind.path}`. {kind.purpose}", ""]
    if kind.name in EXAMPLES:
        lines += ["```yaml", *_example(ROOT / EXAMPLES[kind.name]), "```", ""]
    for record in records_of(kind.record):
        if record.__name__ in told:
            continue
        told.add(record.__name__)
        if record is not kind.record:
            lines += [f"**{_spoken(record)}.** {(record.__doc__ or '').strip()}", ""]
        lines += ["| field | holds | left out | meaning |", "| --- | --- | --- | --- |"]
        lines += _rows(kind, record)
        lines += [""]
    return "\n".join(lines)


def _rows(kind: ContentType, record: type[Record]) -> list[str]:
    whole = schema(kind)
    part = whole if record is kind.record else whole["$defs"][record.__name__]
    words = meanings(record)
    needed = part.get("required", [])
    rows = []
    for name, entry in part["properties"].items():
        default = "**needed**" if name in needed else _default(entry)
        rows.append(f"| `{name}` | {_holds(entry)} | {default} | {words[name]} |")
    return rows


def _default(entry: dict[str, Any]) -> str:
    value = entry.get("default")
    return "" if value in (None, "", [], {}) or isinstance(value, dict) else f"`{str(value).lower()}`"


def _holds(entry: dict[str, Any]) -> str:
    """Return a field's type in words."""
    if "$ref" in entry:
        return _words_of(entry["$ref"].rsplit("/", 1)[-1])
    if "anyOf" in entry:
        return " or ".join(dict.fromkeys(_holds(one) for one in entry["anyOf"] if one.get("type") != "null"))
    if "const" in entry:
        return f"`{entry['const']}`"
    if "enum" in entry:
        return ", ".join(f"`{value}`" for value in entry["enum"])
    if entry.get("type") == "array":
        return f"list of {_holds(entry['items'])}"
    formats = {"date": "date"}
    if entry.get("pattern") == LOCAL_TIME:
        return "moment"
    if isinstance(entry.get("type"), list):
        return "text"
    plain = {
        "string": "text",
        "integer": "number",
        "number": "number",
        "boolean": "`true` or `false`",
        "object": "fields",
    }
    return formats.get(entry.get("format", "")) or plain[entry["type"]]


def _words_of(name: str) -> str:
    return (
        "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name).strip().removesuffix(" record")
    )


def _spoken(record: type[Record]) -> str:
    words = _words_of(record.__name__)
    return words[:1].upper() + words[1:]


def _example(path: Path) -> list[str]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    if path.suffix == ".md":
        end = lines.index("---", 1)
        return lines[: end + 1] if end < EXAMPLE_LINES else [*lines[:EXAMPLE_LINES], "…"]
    return lines if len(lines) <= EXAMPLE_LINES else [*lines[:EXAMPLE_LINES], "…"]


if __name__ == "__main__":
    main()
