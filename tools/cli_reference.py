"""Write docs/CLI.md from the commands themselves: `make docs`. A test compares it, so it cannot grow stale."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
from made_page import keep

from portalgen.cli.app import portalgen
from portalgen.cli.options import _OPTIONS
from portalgen.errors import Exit

TARGET = Path(__file__).resolve().parent.parent / "docs" / "CLI.md"
HEAD = """\
# The commands

Every verb of `portalgen`, with its options and examples. This page is made from the commands themselves (`make docs`).

Answers go to standard output, everything else to standard error. Progress is shown on a terminal for work of more than a
second, never in a pipe. `NO_COLOR` switches colour off; a terminal without Unicode gets plain letters. `--format json` gives every
answer, and every error, as JSON. Ctrl-C stops at any moment and leaves the site and the vault as they were or as they should be.

The vault's passphrase is taken from the environment variable `PORTALGEN_VAULT_PASSPHRASE`, from the system's keyring (with the extra
`keyring`), or asked for; never from an argument. `PORTALGEN_DEBUG=1` shows where in portalgen an unexpected fault arose.

## Exit codes
| code | meaning |
| --- | --- |
"""
MEANINGS = {
    Exit.DONE: "done",
    Exit.CONTENT: "the content is at fault: the message names file and line",
    Exit.USAGE: "the command cannot work like this",
    Exit.LEAK: "something would reach readers or hosts it is not meant for",
    Exit.WORLD: "disk, network or another program did not do its part",
    Exit.INTERRUPTED: "interrupted",
}


def main() -> None:
    """Write the reference, or with --check say whether it is what it should be."""
    keep(TARGET, reference())


def reference() -> str:
    """Return the whole page."""
    codes = "".join(f"| {code.value} | {meaning} |\n" for code, meaning in MEANINGS.items())
    shared = set(_names(_common()))
    common_table = "\n".join(_table(_common()))
    lines = [
        HEAD + codes,
        "## Options of every verb\nBefore or after the verb; the later one counts.\n",
        common_table,
        "",
    ]
    for words, command in _commands(portalgen, ("portalgen",)):
        lines += _section(words, command, shared)
    return "\n".join(lines).rstrip() + "\n"


def _common() -> list[click.Option]:
    def bare() -> None:
        """Stand for any verb."""

    command = bare
    for option in reversed(_OPTIONS):
        command = option(command)
    return [param for param in click.command()(command).params if isinstance(param, click.Option)]


def _commands(group: click.Group, words: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name in group.commands:
        command = group.commands[name]
        yield (*words, name), command
        if isinstance(command, click.Group):
            yield from _commands(command, (*words, name))


def _section(words: tuple[str, ...], command: click.Command, shared: set[str]) -> list[str]:
    said, *rest = re.split(r"[\b]\s*(?:Examples?|Start here):\n", command.help or "", maxsplit=1)
    examples = rest[0] if rest else ""
    level = "##" if len(words) == 2 else "###"
    lines = [f"{level} {' '.join(words)}", ""]
    if not isinstance(command, click.Group):
        arguments = [
            param.make_metavar(click.Context(command)) for param in command.params if isinstance(param, click.Argument)
        ]
        lines += ["```", " ".join([*words, "[OPTIONS]", *arguments]), "```", ""]
    lines += [_paragraphs(said), ""]
    own = [param for param in command.params if isinstance(param, click.Option) and param.name not in shared]
    if own:
        lines += [*_table(own), ""]
    shown = [line.strip() for line in examples.split("\n") if line.strip()]
    if shown:
        lines += ["```sh", *(re.sub(r"\s{3,}(?!#)", "   # ", line) for line in shown), "```", ""]
    return lines


def _paragraphs(text: str) -> str:
    blocks = (" ".join(block.split()) for block in text.strip().split("\n\n"))
    return "\n\n".join(block for block in blocks if block)


def _names(options: list[click.Option]) -> Iterator[str]:
    return (str(option.name) for option in options)


def _table(options: list[click.Option]) -> Iterator[str]:
    yield "| option | meaning |"
    yield "| --- | --- |"
    for option in options:
        names = ", ".join(f"`{name}`" for name in option.opts)
        value = "" if option.is_flag else f" {option.make_metavar(click.Context(click.Command('x')))}"
        default = f" Default: {option.default}." if option.show_default and option.default is not None else ""
        yield f"| {names}{value.replace('|', ' or ')} | {option.help}{default} |"


if __name__ == "__main__":
    main()
