"""`portalgen schema`: the JSON Schemas of every kind of file, for editors that complete and check while one types."""

import json
from pathlib import Path

import click

from portalgen.cli.manners import echo
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.errors import UsageError


@click.command()
@click.argument("type_name", metavar="[TYPE]", required=False)
@click.option("--all", "folder", type=click.Path(path_type=Path), help="Write every schema into this folder.")
@common
def schema(type_name: str | None, folder: Path | None, common: Common) -> None:
    """Show the JSON Schema of one kind of file; without TYPE, list the kinds.

    \b
    Examples:
      portalgen schema
      portalgen schema session
      portalgen schema --all schemas
    """
    from portalgen.model.types import TYPES
    from portalgen.model.types import schema as schema_of
    from portalgen.start import write_schemas

    if folder:
        write_schemas(folder)
        answer(common, {"written": str(folder)}, f"{len(TYPES)} schemas are in {folder}")
    elif type_name:
        kind = next((kind for kind in TYPES if kind.name == type_name), None)
        if kind is None:
            raise UsageError(f'there is no kind of file "{type_name}"', hint=", ".join(kind.name for kind in TYPES))
        echo(json.dumps(schema_of(kind), indent=2, ensure_ascii=False))
    else:
        value = [{"name": kind.name, "path": kind.path, "purpose": kind.purpose} for kind in TYPES]
        answer(common, value, "\n".join(f"{kind.name:12} {kind.path:58} {kind.purpose}" for kind in TYPES))
