"""Groups of verbs that answer a mistyped one with the nearest, and load a verb when it is asked for.

Also the example that a verb's help begins with.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import click

_EXAMPLE = re.compile(r"Examples?:\s+(.+)")


def first_example(command: click.Command) -> str:
    """Return the first command line among the examples of a verb's help; every verb has one."""
    found = _EXAMPLE.search(command.help or "")
    return found.group(1) if found else command.name or ""


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb that is not loaded yet: its place as module:name, and the line that the list of verbs has of it."""

    place: str
    line: str


class Late(Mapping[str, click.Command]):
    """Verbs by name, each imported when it is looked up: one verb must not load all others."""

    def __init__(self, verbs: dict[str, Verb]) -> None:
        self._verbs = verbs

    def __getitem__(self, name: str) -> click.Command:
        module, _, attribute = self._verbs[name].place.partition(":")
        verb: click.Command = getattr(import_module(module), attribute)
        return verb

    def __iter__(self) -> Iterator[str]:
        return iter(self._verbs)

    def __len__(self) -> int:
        return len(self._verbs)

    def lines(self) -> list[tuple[str, str]]:
        """Return the name and the line of every verb, in the order of the alphabet. Loads none."""
        return sorted((name, verb.line) for name, verb in self._verbs.items())


class Verbs(click.Group):
    """A group that says which verb was probably meant."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the verb, or say which one was probably meant."""
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            from difflib import get_close_matches

            near = get_close_matches(name, self.list_commands(ctx), n=1)
            hint = f' Did you mean "{near[0]}"?' if near else f" There are: {', '.join(self.list_commands(ctx))}."
            ctx.fail(f'There is no verb "{name}".{hint}')
        return super().resolve_command(ctx, args)


class LateVerbs(Verbs):
    """The group of all verbs, whose help loads none of them."""

    def __init__(self, *, commands: Late, **rest: Any) -> None:  # noqa: ANN401 -- what click gives every group
        super().__init__(commands=commands, **rest)  # type: ignore[arg-type]  # click adds no verb of its own
        self._lines = commands.lines()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the list of verbs."""
        with formatter.section("Commands"):
            formatter.write_dl(self._lines)
