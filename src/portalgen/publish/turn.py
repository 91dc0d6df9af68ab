"""Whose turn it is: two conveners, or two computers, do not overwrite each other unseen."""

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from portalgen.access.private import alone, replace_private
from portalgen.errors import WorldError
from portalgen.publish.host import Mark


@dataclass(frozen=True, slots=True)
class Turn:
    """What this computer remembers of a host: the site it last left there, and the word of its upload."""

    generation: str = ""
    uploading: str = ""


def read_turn(root: Path, cohort: str) -> Turn:
    """Return what is remembered; an empty turn where nothing is, or where the file is damaged."""
    try:
        value = json.loads(_path(root, cohort).read_text(encoding="utf-8"))
        return Turn(str(value["site"]), str(value["uploading"]))
    except (OSError, ValueError, KeyError, TypeError):
        return Turn()  # it asks for --take-over then, which is the careful way


def write_turn(root: Path, cohort: str, turn: Turn, *, output: Path) -> None:
    """Remember a turn in the portal's own folder."""
    value = {"site": turn.generation, "uploading": turn.uploading}
    replace_private(_path(root, cohort), json.dumps(value), output=output)


def only_here(root: Path, cohort: str) -> AbstractContextManager[None]:
    """Let nobody else publish this cohort from this folder meanwhile. Raises WorldError where somebody does already."""
    lock = _path(root, cohort).with_suffix(".lock")
    busy = f"{cohort} is being published from this folder already"
    return alone(lock, busy=busy, hint="wait for that to end, or stop it, and run this again")


def check_turn(where: str, mark: Mark, turn: Turn, generation: str) -> None:
    """Raise WorldError where the host holds a site, or an upload, that this computer knows nothing of."""
    if mark.uploading and mark.uploading != turn.uploading:
        raise WorldError(
            f"somebody else is publishing to {where}, or was stopped in the middle",
            hint="wait for them; if it was you on another computer, or nobody will go on, add --take-over",
        )
    if mark.generation and not mark.uploading and mark.generation not in (turn.generation, generation):
        raise WorldError(
            f"{where} holds a site that was not published from here",
            hint="get the latest content first, and build; if yours is the latest, add --take-over",
        )


def _path(root: Path, cohort: str) -> Path:
    return root / ".portalgen" / "published" / f"{cohort}.host.json"
