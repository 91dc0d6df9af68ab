"""Groups of verbs that answer a mistyped one with the nearest, and load a verb when it is asked for.

Also the example that a verb's help begins with.
"""

import re
from collections.abc import Iterator, MutableMapping
from importlib import import_module

import click

_EXAMPLE = re.compile(r"Examples?:\s+(.+)")


def first_example(command: click.Command) -> str:
    """Return the first command line among the examples of a verb's help; every verb has one."""
    found = _EXAMPLE.search(command.help or "")
    return found.group(1) if found else command.name or ""


class Late(MutableMapping[str, click.Command]):
    """Verbs by name, each given as module:name and imported when it is looked up: one verb must not load all others."""

    def __init__(self, places: dict[str, str]) -> None:
        self._places = places
        self._loaded: dict[str, click.Command] = {}

    def __getitem__(self, name: str) -> click.Command:
        if name not in self._loaded:
            module, _, attribute = self._places[name].partition(":")
            self._loaded[name] = getattr(import_module(module), attribute)
        return self._loaded[name]

    def __setitem__(self, name: str, verb: click.Command) -> None:
        self._loaded[name] = verb
        self._places.setdefault(name, "")

    def __delitem__(self, name: str) -> None:
        del self._places[name]
        self._loaded.pop(name, None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


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
