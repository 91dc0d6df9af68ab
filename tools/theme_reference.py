"""Write the tables of docs/THEMES.md from the code: `make docs`. A test compares them, so they cannot grow stale."""

import dataclasses
import inspect
import re
from pathlib import Path

from made_page import keep

from portalgen.errors import Problem
from portalgen.plan import views
from portalgen.theme.find import find_theme
from portalgen.theme.sheet import properties

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "docs" / "THEMES.md"
TEMPLATES = ROOT / "themes" / "boardroom" / "templates"
_TEMPLATE = re.compile(r"Template (\w+\.html)[.:]\s*(.*)", re.DOTALL)
_HOOK = re.compile(r"\b(data-[a-z-]+)(?:=\"([a-z-]+)\")?")


def main() -> None:
    """Write the tables, or with --check say whether they are what they should be."""
    text = TARGET.read_text(encoding="utf-8")
    made = _put(text, "properties", custom_properties())
    made = _put(_put(_put(made, "views", pages()), "pieces", pieces()), "hooks", hooks())
    keep(TARGET, made)


def _put(text: str, name: str, table: str) -> str:
    """Return `text` with `table` between the two marks of that name."""
    return re.sub(
        rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", lambda found: found[1] + table + found[2], text, flags=re.S
    )


def custom_properties() -> str:
    """Return the custom properties that settings become, with boardroom's values."""
    css = properties(find_theme(ROOT, "boardroom", Problem("")).settled).splitlines()[0]
    rows = [
        f"| `{name}` | `{value if len(value) < 60 else value[:48] + '…'}` |"
        for name, value in re.findall(r"(--[\w-]+): ((?:\"[^\"]*\"|[^;])*);", css)
    ]
    return "\n".join(["| property | in boardroom, light |", "| --- | --- |", *rows, ""])


def pages() -> str:
    """Return which template draws what, with the fields of its view."""
    rows = []
    for view in map(views.__dict__.get, views.__all__):
        found = _TEMPLATE.match(_doc(view))
        if found:
            rows.append(f"| `{found[1]}` | {_sentence(found[2])} | {_fields(view)} |")
    return "\n".join(["| template | shows | `view` has |", "| --- | --- | --- |", *rows, ""])


def pieces() -> str:
    """Return the records that views are made of."""
    rows = [
        f"| {view.__name__} | {_sentence(_doc(view))} | {_fields(view)} |"
        for view in map(views.__dict__.get, views.__all__)
        if not _TEMPLATE.match(_doc(view))
    ]
    return "\n".join(["| piece | is | has |", "| --- | --- | --- |", *rows, ""])


def hooks() -> str:
    """Return every data- attribute of boardroom's templates and where it stands."""
    found: dict[str, set[str]] = {}
    for path in sorted(TEMPLATES.rglob("*.html")):
        for name, value in _HOOK.findall(path.read_text(encoding="utf-8")):
            found.setdefault(f'{name}="{value}"' if value else name, set()).add(path.relative_to(TEMPLATES).as_posix())
    rows = [
        f"| `{name}` | {', '.join(f'`{file}`' for file in sorted(files))} |" for name, files in sorted(found.items())
    ]
    return "\n".join(["| hook | stands in |", "| --- | --- |", *rows, ""])


def _doc(view: type) -> str:
    return inspect.getdoc(view) or ""


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    return text[:1].upper() + text[1:]


def _fields(view: type) -> str:
    told = (
        re.sub(r"\b(?:datetime\.|portalgen\.[\w.]+\.)", "", _type(entry.type)) for entry in dataclasses.fields(view)
    )
    return ", ".join(f"`{entry.name}` {kind}" for entry, kind in zip(dataclasses.fields(view), told, strict=True))


def _type(kind: object) -> str:
    """Return a field's type in words."""
    text = (
        str(getattr(kind, "__name__", kind))
        if isinstance(kind, type) and not getattr(kind, "__args__", ())
        else str(kind)
    )
    text = re.sub(r"<class '([^']+)'>", r"\1", text)
    text = re.sub(r"(?:portalgen|datetime)\.(?:\w+\.)*(\w+)", r"\1", text)
    for _ in range(3):
        text = re.sub(r"tuple\[([^\[\]]+), \.\.\.\]", r"list of \1", text)
        text = re.sub(r"tuple\[([^\[\]]+)\]", r"(\1)", text)
    text = re.sub(r"typing\.Literal\[.*?\]|Literal\[.*?\]", "text", text)
    return (
        re.sub(r"\bstr\b", "text", re.sub(r"\bint\b", "number", re.sub(r"\bbool\b", "yes or no", text)))
        .replace(" | None", " or none")
        .replace("|", "or")
    )


if __name__ == "__main__":
    main()
