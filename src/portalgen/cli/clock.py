"""What time it is: now, or the moment that a reproducible build is told."""

import os
from datetime import UTC, datetime

from portalgen.errors import UsageError

VARIABLE = "SOURCE_DATE_EPOCH"  # seconds since 1970, https://reproducible-builds.org/specs/source-date-epoch/


def now() -> datetime:
    """Return the moment that a build stands on, in UTC: that of SOURCE_DATE_EPOCH where it is set, else now.

    Two machines that are told the same moment build the same bytes. Raises UsageError for what is no number of seconds.
    """
    told = os.environ.get(VARIABLE, "")
    if not told:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(told), UTC)
    except (ValueError, OverflowError, OSError):
        what = f"{VARIABLE} is {told!r}, which is no number of seconds since 1970"
        raise UsageError(what, hint="set it as `git log -1 --format=%ct` says, or unset it") from None
