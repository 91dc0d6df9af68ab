"""Refuse output folders that would put a site over somebody's work."""

from pathlib import Path

from portalgen.errors import UsageError


def check_output(root: Path, output: Path) -> None:
    """Raise UsageError where `output` is the portal, its content or themes, or a folder that contains them."""
    output, root = output.resolve(), root.resolve()
    for name in ("content", "themes"):
        kept = root / name
        if output == kept or output in kept.parents or kept in output.parents:
            raise UsageError(
                f"the output folder {output} would lie over {kept}",
                hint="choose a folder of its own with -o, for example output",
            )
