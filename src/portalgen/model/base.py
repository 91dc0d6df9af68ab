"""What every record shares: frozen, closed to unknown fields, and the small types that records are made of."""

import re
from datetime import date, datetime
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from portalgen.errors import nearest
from portalgen.model.years import in_our_time

ID_PATTERN = r"^[a-z0-9]+(?:[-.][a-z0-9]+)*$"
AUDIENCE_PATTERN = r"^(?:[a-z0-9]+(?:-[a-z0-9]+)*|(?:member|guest|circle):[a-z0-9]+(?:[-.][a-z0-9]+)*)$"

REDACTED = "█████"
_REDACT = re.compile(r"\[\[ *redact *\]\](.*?)(?:\[\[ */ *redact *\]\]|\Z)", re.DOTALL | re.IGNORECASE)


def redact(text: str) -> str:
    """Return `text` with every `[[redact]]…[[/redact]]` as a bar of one length; lines stay where they were."""
    return _REDACT.sub(lambda found: REDACTED + "\n" * found.group(1).count("\n"), text)


Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=80)]
AudienceName = Annotated[str, StringConstraints(pattern=AUDIENCE_PATTERN, max_length=90)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000), AfterValidator(redact)]
Day = Annotated[date, AfterValidator(in_our_time)]
Days = Annotated[int, Field(ge=0, le=36_600)]
Minutes = Annotated[int, Field(ge=0, le=24 * 60)]


def _local(moment: datetime) -> datetime:
    if moment.tzinfo is not None:
        raise ValueError("give the local time without an offset; the zone stands in `timezone`")
    return moment


LocalTime = Annotated[datetime, AfterValidator(_local), AfterValidator(in_our_time)]
"""A wall-clock time in the cohort's or session's own zone."""


WebAddress = Annotated[str, StringConstraints(pattern=r"^https://[a-z0-9.-]+(:[0-9]+)?/([\w.~-]+/)*$", max_length=300)]
"""An https address that ends with a slash."""


def _zone(name: str) -> str:
    from zoneinfo import available_timezones

    if name not in available_timezones():
        hint = nearest(name, available_timezones(), "write it like America/New_York")
        raise ValueError(f"unknown time zone {name!r}; {hint}")
    return name


ZoneName = Annotated[str, AfterValidator(_zone)]
"""An IANA time zone name."""


def _locale(name: str) -> str:
    from portalgen.words import known, languages

    if not known(name):
        spoken = ", ".join(languages())
        raise ValueError(f"no words for the language {name!r}; there are {spoken}, also with a region, such as en-US")
    return name


LanguageTag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$", max_length=35)]
"""A language as browsers and screen readers know it, such as fr, pt-BR or zh-Hant."""


Locale = Annotated[str, AfterValidator(_locale)]
"""A language of the interface, with or without a region."""


class Record(BaseModel):
    """A frozen record that refuses fields it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True, str_strip_whitespace=True)
