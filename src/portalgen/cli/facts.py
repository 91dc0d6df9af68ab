"""`portalgen facts`: the fact sheet that a member's IT department asks for."""

from pathlib import Path

import click

from portalgen import __version__
from portalgen.cli.options import Common, common
from portalgen.cli.say import answer
from portalgen.errors import UsageError


@click.command()
@click.option(
    "--address", "addresses", multiple=True, help="Where a site is, if the sheet may tell it (can be repeated)."
)
@click.option("--to", "file", type=click.Path(path_type=Path), help="Write it here, not to standard output.")
@common
def facts(addresses: tuple[str, ...], file: Path | None, common: Common) -> None:
    """Write the fact sheet for IT departments: algorithms, policy, the script's hash. Nothing of any cohort is in it.

    \b
    Examples:
      portalgen facts
      portalgen facts --address https://lunch.example/ --to fact-sheet.md
    """
    from portalgen.facts import fact_sheet

    sheet = fact_sheet(__version__, addresses)
    if file is None:
        answer(common, {"sheet": sheet}, sheet.rstrip())
        return
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(sheet)
    except FileExistsError as fault:
        raise UsageError(f"{file} is there already", hint="choose another name; nothing was changed") from fault
    answer(common, {"written": str(file)}, f"The fact sheet is in {file}.")
