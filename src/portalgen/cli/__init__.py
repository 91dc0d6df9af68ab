"""The command line: the only room that prints, prompts or reads the environment.

Each verb is a small module; everything heavy is imported inside the verb that needs it, so that `--help` is quick.
"""

from portalgen.cli.app import main

__all__ = ["main"]
