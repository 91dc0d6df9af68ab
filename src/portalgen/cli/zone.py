"""The time zone of this computer, as a name that a portal can hold."""

import os
from pathlib import Path

USUAL = "America/New_York"
LOCALTIME, TIMEZONE = Path("/etc/localtime"), Path("/etc/timezone")


def guessed_zone() -> str:
    """Return the IANA name that TZ, /etc/localtime or /etc/timezone tells; USUAL where none does."""
    from zoneinfo import available_timezones

    linked = str(LOCALTIME.resolve()).partition("zoneinfo/")[2] if LOCALTIME.is_symlink() else ""
    written = TIMEZONE.read_text(encoding="utf-8").strip() if TIMEZONE.is_file() else ""
    known = available_timezones()
    told = (os.environ.get("TZ", "").lstrip(":"), linked, written)
    return next((name for name in told if name in known and "/" in name), USUAL)
