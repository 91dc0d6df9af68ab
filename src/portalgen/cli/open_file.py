"""`portalgen open`: one sealed file back to what was sealed."""

import os
import sys
from pathlib import Path

import click

from portalgen.cli.options import Common, common
from portalgen.errors import UsageError


@click.command("open")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--passphrase-stdin", is_flag=True, help="Read the passphrase from standard input.")
@click.option("--passphrase-env", metavar="NAME", help="Read the passphrase from the environment variable NAME.")
@click.option("--to", type=click.Path(path_type=Path), help="Write what was sealed here, not to standard output.")
@common
def open_file(file: Path, passphrase_stdin: bool, passphrase_env: str | None, to: Path | None, common: Common) -> None:
    """Decrypt one page or object, also a page made by stock StatiCrypt.

    \b
    Examples:
      portalgen open output/causeway/abcdefghijklmnop.html --passphrase-env PASS
      portalgen open page.html --passphrase-stdin --to page-plain.html
    """
    from portalgen.opening import open_sealed

    passphrase = _passphrase(passphrase_stdin, passphrase_env, common)
    content = open_sealed(file, passphrase)
    if to is None:
        sys.stdout.buffer.write(content)
        return
    with os.fdopen(os.open(to, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
        stream.write(content)


def _passphrase(from_stdin: bool, variable: str | None, common: Common) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if variable:
        if variable not in os.environ:
            raise UsageError(f"the environment has no variable {variable}")
        return os.environ.pop(variable)
    if common.no_input or not sys.stdin.isatty():
        raise UsageError("a passphrase is needed", hint="give it with --passphrase-stdin or --passphrase-env NAME")
    return str(click.prompt("Passphrase", hide_input=True, err=True))
