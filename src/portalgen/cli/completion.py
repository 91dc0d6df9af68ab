"""`portalgen completion`: the lines that teach a shell to complete verbs and options."""

import click
from click.shell_completion import get_completion_class

from portalgen.cli.manners import echo
from portalgen.cli.options import common
from portalgen.errors import UsageError

SHELLS = click.Choice(["bash", "zsh", "fish"])
VARIABLE = "_PORTALGEN_COMPLETE"


@click.command()
@click.argument("shell", type=SHELLS)
@common
def completion(shell: str) -> None:
    """Print the lines that make SHELL complete portalgen's verbs and options.

    \b
    Examples:
      portalgen completion bash >> ~/.bashrc
      portalgen completion zsh >> ~/.zshrc
      portalgen completion fish > ~/.config/fish/completions/portalgen.fish
    """
    made = get_completion_class(shell)
    if made is None:
        raise UsageError(f"there is no completion for {shell}")
    root = click.get_current_context().find_root().command
    lines = made(root, {}, "portalgen", VARIABLE)
    echo(lines.source_template % lines.source_vars())
