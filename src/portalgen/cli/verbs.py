"""Groups of verbs that answer a mistyped one with the nearest; the example that a verb's help begins with."""

import re

import click

_EXAMPLE = re.compile(r"Examples?:\s+(.+)")


def first_example(command: click.Command) -> str:
    """Return the first command line among the examples of a verb's help; every verb has one."""
    found = _EXAMPLE.search(command.help or "")
    return found.group(1) if found else command.name or ""


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
