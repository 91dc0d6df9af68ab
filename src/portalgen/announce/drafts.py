"""Messages as files that a mail program opens (.eml): the owner's alone, and never in the folder that is published."""

from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

from portalgen.access.private import write_private
from portalgen.announce.message import as_text

FOLDER = "messages"
ENDING = ".eml"


def drafts_folder(root: Path, cohort: str, session: str, stage: str) -> Path:
    """Return where the messages of a stage of a session are written."""
    return root / FOLDER / cohort / f"{session}-{stage}"


def write_drafts(folder: Path, drafts: Mapping[str, EmailMessage], *, output: Path) -> tuple[Path, ...]:
    """Write a file for each reader's message and return them; files of an earlier run are gone, whoever they were for.

    drafts: by the reader's id, such as member:mara. Raises as `write_private` does.
    """
    written = tuple(write_private(folder / f"{reader.replace(':', '-')}{ENDING}", as_text(message), output=output)
                    for reader, message in drafts.items())  # fmt: skip
    for old in set(folder.glob(f"*{ENDING}")) - {*written}:
        old.unlink()
    return written
