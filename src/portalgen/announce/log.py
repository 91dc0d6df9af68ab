"""Who has been sent what: kept in the portal's own `.portalgen/`, by readers' ids, without an address or a word."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path

from portalgen.access.private import alone, replace_private
from portalgen.errors import WorldError

Told = Mapping[str, Mapping[str, Mapping[str, str]]]
"""By session and stage: the id of each reader who was sent it, with the minute in UTC."""


def log_path(root: Path, cohort: str) -> Path:
    """Return where it is kept who of a cohort was sent what."""
    return root / ".portalgen" / "announced" / f"{cohort}.json"


def read_log(root: Path, cohort: str) -> Told:
    """Return who was sent what; nothing where nobody was sent anything. Raises WorldError for a damaged file."""
    path = log_path(root, cohort)
    if not path.is_file():
        return {}
    try:
        value = json.loads(path.read_text(encoding="utf-8"))
        return {session: {stage: {str(reader): str(minute) for reader, minute in told.items()}
                          for stage, told in stages.items()} for session, stages in value.items()}  # fmt: skip
    except (OSError, ValueError, AttributeError) as fault:
        hint = f"delete {path.name} in .portalgen/announced; everybody then counts as not told"
        raise WorldError(f"who of {cohort} was sent what cannot be read", hint=hint) from fault


def told_of(log: Told, session: str, stage: str) -> Mapping[str, str]:
    """Return who was sent a stage of a session, and when."""
    return log.get(session, {}).get(stage, {})


def write_told(root: Path, cohort: str, session: str, stage: str, reader: str, *, minute: str, output: Path) -> None:
    """Remember that a reader was sent a stage of a session at `minute`, in UTC."""
    log, path = read_log(root, cohort), log_path(root, cohort)
    told = {**told_of(log, session, stage), reader: minute}
    value = {**log, session: {**log.get(session, {}), stage: told}}
    replace_private(path, json.dumps(value, indent=1, sort_keys=True), output=output)


def one_at_a_time(root: Path, cohort: str) -> AbstractContextManager[None]:
    """Hold the log while messages are sent. Raises WorldError where another command is sending to this cohort."""
    lock = log_path(root, cohort).with_suffix(".lock")
    busy = f"another command is sending messages to {cohort}"
    return alone(lock, busy=busy, hint="wait for it to end; this one sent nothing")
