"""How moments are typed on the command line: 2027-02-11 14:00, with a space or a T between."""

import re
from datetime import datetime
from typing import Any

import click

from portalgen.model.years import in_our_time

_SHAPE = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{1,2}):(\d{2})")


class Moment(click.ParamType[datetime]):
    """A local date and time without a zone: the cohort has one."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401 -- click's signature
        """Return the moment, or fail with an example."""
        if isinstance(value, datetime):
            return value
        found = _SHAPE.fullmatch(str(value).strip())
        try:
            if found:
                return in_our_time(
                    datetime.fromisoformat(f"{found.group(1)}T{found.group(2).zfill(2)}:{found.group(3)}")
                )
        except ValueError:
            found = None
        return self.fail(f'"{value}" is not a day and an hour; write them like "2027-02-11 14:00"', param, ctx)


MOMENT = Moment()
